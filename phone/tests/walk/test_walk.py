"""Every way through small lines, each with one fault: whoever walks them finds it, and no other."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from twiml_phone import Phone
from twiml_phone.interpreter.events import Listening
from twiml_phone.walk.acts import Act, acts_at
from twiml_phone.walk.chart import dot, menus_only, svg
from twiml_phone.walk.findings import findings
from twiml_phone.walk.nodes import Walk, shape
from twiml_phone.walk.walker import walk

BYE = "<Say>Bye.</Say>"
MENU = "<Gather numDigits='1' action='{}'><Say>{}</Say></Gather>" + BYE


def line(**documents: str | dict[str, str]) -> Any:
    """Make a WSGI app: bodies by path, or by path and what was pressed; "" is any other key."""

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        form = parse_qs(environ["wsgi.input"].read().decode())
        document = documents.get(environ["PATH_INFO"].strip("/"))
        if isinstance(document, dict):
            document = document.get(form.get("Digits", [""])[0], document[""])
        start_response("200 OK" if document is not None else "404 Gone", [HEADER])
        return [f"<Response>{document or ''}</Response>".encode()]

    return app


HEADER = ("Content-Type", "text/xml")


def walked(app: Any, **how: Any) -> Walk:
    with Phone(app) as phone:
        return walk(phone, **how)


def faults(app: Any, **how: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.kind, each.stop.keys) for each in findings(walked(app), **how) if each.fault]


GOOD = line(
    voice=MENU.format("/choice", "For news, press 1."),
    choice={"1": "<Say>Here are the news.</Say>" + BYE, "": "<Redirect>/voice</Redirect>"},
)


def test_a_good_line_has_no_fault() -> None:
    assert faults(GOOD) == []


def test_places_and_ends_are_told_apart() -> None:
    found = walked(GOOD)
    assert [stop.label for stop in found.places] == ["For news, press 1."]
    ends = {(stop.by, stop.label) for stop in found.ends}
    assert ends == {
        ("caller", "(nothing)"),
        ("document", "Here are the news."),
        ("document", "Bye."),
    }
    assert found.turns >= 14


def test_a_dead_end_is_found() -> None:
    app = line(
        voice=MENU.format("/choice", "Press 1."),
        choice={"1": MENU.format("/stuck", "Stuck."), "": BYE},
        stuck=MENU.format("/stuck", "Stuck."),
    )
    assert faults(app) == [("dead end", ("1",))]


def test_any_key_that_leads_on_is_no_dead_end() -> None:
    app = line(voice=MENU.format("/on", "Press any key."), on="<Say>Good.</Say>")
    assert faults(app) == []


def test_a_silent_hang_up_is_found_with_the_key_that_leads_there() -> None:
    app = line(
        voice=MENU.format("/choice", "Press 1."), choice={"2": "<Hangup/>", "": "<Say>One.</Say>"}
    )
    assert faults(app) == [("silent hang-up", ("2",))]


def test_a_silent_hang_up_after_silence_is_found() -> None:
    app = line(voice="<Gather numDigits='1' action='/on'><Say>Press.</Say></Gather>", on=BYE)
    assert faults(app) == [("silent hang-up", ("silence",))]


def test_a_line_that_turns_callers_away_hangs_up_on_purpose() -> None:
    assert faults(line(voice="<Reject/>")) == []


def test_an_application_error_is_found() -> None:
    app = line(
        voice=MENU.format("/choice", "Press 1."),
        choice={"3": "<Redirect>/gone</Redirect>", "": BYE},
    )
    [error] = [each for each in findings(walked(app)) if each.fault]
    assert (error.kind, error.stop.keys) == ("application error", ("3",))
    assert "404" in error.message
    assert error.stop.transcript.endswith("hung up by the line\n")
    assert "presses 3" in error.stop.transcript


def test_a_loop_that_waits_for_nobody_is_found() -> None:
    app = line(
        voice=MENU.format("/choice", "Press 1."),
        choice={"4": "<Redirect>/round</Redirect>", "": BYE},
        round="<Say>La la.</Say><Redirect>/round</Redirect>",
    )
    assert faults(app) == [("loop", ("4",))]


def test_a_silent_caller_going_round_for_ever_is_found() -> None:
    ask = "<Gather numDigits='1' action='/on'><Say>Press.</Say></Gather>"
    app = line(voice=ask + "<Redirect>/again</Redirect>", again=ask + "<Redirect/>", on=BYE)
    assert faults(app) == [("loop", ())]


def counting(patience: int, how: str = "<Hangup/>") -> Any:
    """Make a line that says the same at each attempt, counted in its URL, then hangs up."""

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        n = int(parse_qs(environ["QUERY_STRING"]).get("n", ["0"])[0])
        start_response("200 OK", [HEADER])
        again = f"/voice?n={n + 1}"
        ask = f"<Gather numDigits='1' action='{again}'><Say>Press.</Say></Gather>"
        body = how if n == patience else f"{ask}<Redirect>{again}</Redirect>"
        return [f"<Response>{body}</Response>".encode()]

    return app


def test_a_line_that_loses_patience_with_the_same_words_is_no_loop() -> None:
    found = faults(counting(4))
    assert ("silent hang-up", ("silence×4",)) in found
    assert not {"loop", "dead end"} & {kind for kind, _ in found}
    assert faults(counting(4, how=BYE)) == []


def test_a_line_that_loses_patience_with_wrong_keys_alone_is_found() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        n = int(parse_qs(environ["QUERY_STRING"]).get("n", ["0"])[0])
        start_response("200 OK", [HEADER])
        body = "<Hangup/>" if n == 3 else MENU.format(f"/voice?n={n + 1}", "Press.")
        return [f"<Response>{body}</Response>".encode()]

    assert faults(app) == [("silent hang-up", ("0×3",))]


def test_counters_in_urls_do_not_tell_places_apart() -> None:
    assert len(walked(counting(9)).places) == 1


def test_deep_places_are_told_and_no_fault() -> None:
    steps = {f"s{n}": MENU.format(f"/s{n + 1}", f"Step {n}.") for n in range(5)}
    app = line(voice=MENU.format("/s0", "Begin."), **steps, s5=BYE)
    found = findings(walked(app), 3)
    assert {(each.kind, each.fault, each.stop.depth) for each in found} == {
        ("deep place", False, 4),
        ("deep place", False, 5),
    }
    assert findings(walked(app), 5) == ()


def test_warnings_are_faults_for_the_strict() -> None:
    app = line(voice="<Say loud='yes'>Hello.</Say>")
    assert faults(app) == []
    assert faults(app, strict=True) == [("warning", ())]


def test_words_that_never_repeat_come_to_the_limit() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        n = environ["QUERY_STRING"] or "x"
        start_response("200 OK", [HEADER])
        body = MENU.format(f"/voice?{n}x", f"{n}!")
        return [f"<Response>{body}</Response>".encode()]

    found = walked(app, limit=7)
    assert len(found.unexplored) == 1
    assert len(found.places) == 8


def test_more_hands_find_the_same() -> None:
    with Phone(counting(3)) as phone:
        one, four = (walk(phone, jobs=jobs) for jobs in (1, 4))
    assert [stop.identity for stop in one.stops] == [stop.identity for stop in four.stops]
    assert one.steps == four.steps


def test_several_starts_are_walked_as_one() -> None:
    app = line(voice=MENU.format("/on", "Hello."), hola=MENU.format("/on", "Hola."), on=BYE)
    found = walked(app, paths=["", "/hola"])
    assert [stop.path for stop in found.places] == ["", "/hola"]


@pytest.mark.parametrize(
    ("listening", "some"),
    [
        ({"num_digits": 1}, {"1", "#", "*"}),
        ({"num_digits": 4}, {"1111", "0000", "#", "1…"}),
        ({}, {"1#", "0#", "#", "1…"}),
        ({"finish_on_key": ""}, {"1…", "#…"}),
    ],
)
def test_every_key_is_tried_as_the_line_listens(listening: dict[str, Any], some: set[str]) -> None:
    labels = {act.label for act in acts_at(Listening(at=0, until=5, timeout=5, **listening))}
    assert some | {"silence", "hang-up"} <= labels
    assert len(labels) >= 14


def test_an_entry_of_several_keys_counts_each() -> None:
    assert Act("1234").depth == 4


@given(st.text("/ab-é", max_size=9), st.integers(0), st.integers(0), st.text())
def test_numbers_and_what_is_asked_make_no_other_place(
    path: str, one: int, other: int, query: str
) -> None:
    addresses = (f"https://line.example/{path}/{number}?{query}" for number in (one, other))
    first, second = map(shape, addresses)
    assert first == second == f"line.example/{path}/#"


@given(st.text())
def test_any_text_is_taken_for_an_address(url: str) -> None:
    assert not re.search(r"\d", shape(url))
    assert "?" not in shape(url)


@given(
    st.dictionaries(
        st.sampled_from(["voice", "a", "b", "c"]),
        st.lists(
            st.sampled_from(
                [
                    "<Say>One.</Say>",
                    "<Pause/>",
                    "<Hangup/>",
                    "<Redirect>/a</Redirect>",
                    "<Gather numDigits='1' action='/b'><Say>Two.</Say></Gather>",
                    "<Gather action='/c'/>",
                    "<Gather input='speech'/>",
                    "<Nonsense/>",
                ]
            ),
            max_size=3,
        ),
    )
)
def test_any_line_can_be_walked_and_drawn(documents: dict[str, list[str]]) -> None:
    app = line(**{path: "".join(bodies) for path, bodies in documents.items()})
    found = walked(app, limit=20)
    told = findings(found)
    fromstring(svg(found, told))
    assert dot(found, told).count("{") == dot(found, told).count("}")
    for stop in found.stops:
        assert stop.parent is None or found.stops[stop.parent].depth <= stop.depth


def test_the_map_is_a_tree_with_short_labels() -> None:
    found = walked(line(voice=MENU.format("/on", "Press, " * 40), on="<Say>&lt;On&gt;.</Say>"))
    drawn = svg(found)
    assert fromstring(drawn).tag.endswith("svg")
    assert "&lt;On&gt;." in drawn
    texts = [node.text or "" for node in fromstring(drawn).iter() if node.tag.endswith("}text")]
    assert max(map(len, texts)) <= 44
    assert '0 [label="0 Press, Press' in dot(found)


def test_the_map_of_the_menus_holds_what_right_keys_lead_to_and_no_errors() -> None:
    sorry = f"<Say>That is no key here.</Say>{MENU.format('/choice', 'For news, press 1.')}"
    app = line(
        voice=MENU.format("/choice", "For news, press 1.") + "<Redirect>/silent</Redirect>",
        silent=f"<Say>Are you there?</Say>{MENU.format('/choice', 'For news, press 1.')}",
        choice={"1": MENU.format("/news", "For sports, press 2."), "": sorry},
        news={"2": "<Say>Here are the sports.</Say>", "": sorry},
    )
    found = walked(app)
    drawn = menus_only(found)
    assert [stop.label for stop in drawn.stops] == [
        "For news, press 1.",
        "For sports, press 2.",
        "Here are the sports.",
    ]
    assert {step.act.keys for step in drawn.steps} == {"1", "2"}
    assert len(found.stops) > len(drawn.stops)
    assert "Are you there?" not in svg(drawn, findings(found))
    assert "no key here" not in dot(drawn, findings(found))
