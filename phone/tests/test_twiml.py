"""Reading TwiML: the defaults, what is only odd, and what cannot be read at all."""

from __future__ import annotations

import pytest
from twilio.twiml.voice_response import VoiceResponse
from twiml_phone.twiml.parser import LATER, VERBS, TwimlError, parse
from twiml_phone.twiml.verbs import Gather, Later, Pause, Play, Redirect, Reject, Say


def _one(xml: str):
    document = parse(f"<Response>{xml}</Response>")
    return document.verbs[0] if document.verbs else None, document.warnings


@pytest.mark.parametrize(
    ("xml", "verb"),
    [
        ("<Say>a</Say>", Say(text="a", voice="man", language="en-US", loop=1)),
        ("<Play> a.mp3 </Play>", Play(text="a.mp3", loop=1, digits="")),
        ("<Play digits='1w2'/>", Play(digits="1w2")),
        ("<Pause/>", Pause(length=1)),
        ("<Redirect/>", Redirect(text="", method="POST")),
        ("<Redirect method='get'>/a</Redirect>", Redirect(text="/a", method="GET")),
        ("<Reject/>", Reject(reason="rejected")),
        ("<Gather/>", Gather(timeout=5, finish_on_key="#", method="POST", input=("dtmf",))),
        ("<Gather input='speech dtmf'/>", Gather(input=("speech", "dtmf"))),
        ("<Gather timeout='auto'/>", Gather(timeout=5)),
        ("<Gather finishOnKey=''/>", Gather(finish_on_key="")),
        ("<Gather actionOnEmptyResult='true'/>", Gather(action_on_empty_result=True)),
        ("<Gather><Pause/></Gather>", Gather(prompts=(Pause(),))),
        ("<Say>a <break/><emphasis>b</emphasis> c</Say>", Say(text="a b c")),
    ],
)
def test_a_verb_has_twilios_defaults(xml: str, verb: object) -> None:
    assert _one(xml) == (verb, ())


@pytest.mark.parametrize(
    ("xml", "code", "message"),
    [
        ("<Foo/>", 12200, "<Foo> is not a verb of TwiML; it is skipped"),
        ("<say>a</say>", 12200, "<say> is not a verb of TwiML; it is skipped"),
        ("<Say>a<Play/></Say>", 12200, "<Play> is not allowed within <Say>"),
        ("<Say/>", 13520, "<Say> has nothing to say"),
        ("<Gather><Record/></Gather>", 13320, "<Record> is not allowed within <Gather>"),
        ("<Gather><Foo/></Gather>", 13320, "<Foo> is not allowed within <Gather>"),
        (
            "<Gather><Play digits='1'/></Gather>",
            13430,
            "<Play digits> is not allowed within <Gather>",
        ),
        ("<Pause Length='2'/>", 12200, "Length is not an attribute of <Pause>"),
        (
            "<Pause length='abc'/>",
            13910,
            'length="abc" of <Pause> should be a whole number from 1 up; 1 is used',
        ),
        (
            "<Gather numDigits='0'/>",
            13314,
            'numDigits="0" of <Gather> should be a whole number from 1 up; it is ignored',
        ),
        (
            "<Gather finishOnKey='12'/>",
            13310,
            'finishOnKey="12" of <Gather> should be one of 0-9, * and #, or nothing; # is used',
        ),
        (
            "<Reject reason='tired'/>",
            13810,
            'reason="tired" of <Reject> should be rejected or busy; rejected is used',
        ),
    ],
)
def test_what_is_odd_is_named_as_a_reader_would(xml: str, code: int, message: str) -> None:
    _, warnings = _one(xml)
    assert [*warnings] == [(code, message)]


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        ("Say voice", 13511),
        ("Say language", 13512),
        ("Say loop", 13510),
        ("Play loop", 13410),
        ("Play digits", 13430),
        ("Pause length", 13910),
        ("Gather method", 13312),
        ("Gather timeout", 13313),
        ("Gather input", 13326),
        ("Gather speechTimeout", 13327),
        ("Gather actionOnEmptyResult", 13338),
        ("Redirect method", 13710),
        ("Reject reason", 13810),
    ],
)
def test_a_value_that_makes_no_sense_has_twilios_code(attribute: str, code: int) -> None:
    verb, name = attribute.split()
    right, _ = _one(f"<{verb}>a</{verb}>" if verb != "Gather" else "<Gather/>")
    wrong, warnings = _one(
        f"<{verb} {name}='?!'>a</{verb}>" if verb != "Gather" else f"<Gather {name}='?!'/>"
    )
    assert [warned for warned, _ in warnings] == [code]
    assert wrong == right


@pytest.mark.parametrize(
    ("xml", "code", "message"),
    [
        ("", 12100, "the document is empty"),
        ("  \n", 12100, "the document is empty"),
        ("<Response>", 12100, "not well-formed XML: no element found: line 1"),
        ("not xml", 12100, "not well-formed XML"),
        ("\n<?xml version='1.0'?><Response/>", 12100, "not well-formed XML"),
        ("<!DOCTYPE html><html></html>", 12102, "starts with <html> where <Response> belongs"),
        ("<response/>", 12102, "starts with <response> where <Response> belongs"),
        (b"<?xml version='1.0' encoding='klingon'?><Response/>", 12100, "encoding"),
        (b"<?xml version='1.0' encoding='utf-7'?><Response/>", 12100, ""),
        (
            "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><Response><Say>&d;</Say></Response>",
            12100,
            "the document declares entities",
        ),
        (
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><Response>&b;</Response>",
            12100,
            "the document declares entities",
        ),
    ],
)
def test_what_cannot_be_read_is_an_error(xml: str | bytes, code: int, message: str) -> None:
    with pytest.raises(TwimlError) as raised:
        parse(xml)
    assert raised.value.code == code
    assert message in raised.value.message


def test_a_document_nested_very_deeply_is_read() -> None:
    deep = "<a>" * 10_000 + "</a>" * 10_000
    assert parse(f"<Response>{deep}</Response>").verbs == ()


def test_every_verb_of_twilios_own_library_is_known() -> None:
    library = {
        name.title().replace("_", "")
        for name in vars(VoiceResponse)
        if not name.startswith("_") and callable(getattr(VoiceResponse, name))
    } - {"Append", "AddText", "AddChild", "ToXml", "Nest", "Comment", "Message"}
    assert {name.removesuffix("Verb") for name in library} - {"Queue"} <= set(VERBS) | LATER


def test_a_verb_this_phone_does_not_obey_yet_keeps_its_name() -> None:
    assert _one("<Pay/>") == (Later(name="Pay"), ())


def test_what_twilios_library_writes_is_read_back() -> None:
    response = VoiceResponse()
    gather = response.gather(num_digits=1, action="/choice?a=1&b=2", timeout=7, input="dtmf")
    gather.say("Olá & bem-vinda", language="pt-BR", voice="Polly.Vitoria")
    assert parse(str(response)).verbs == (
        Gather(
            prompts=(Say(text="Olá & bem-vinda", language="pt-BR", voice="Polly.Vitoria"),),
            num_digits=1,
            action="/choice?a=1&b=2",
            timeout=7,
        ),
    )
