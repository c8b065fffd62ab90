"""XML text → verbs: reads what the line answered, as forgivingly as Twilio and no more.

What Twilio would only log becomes a flaw and its default is used; the rest is a TwimlError.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from twiml_phone.errors import PhoneError
from twiml_phone.twiml.attributes import SCHEMA
from twiml_phone.twiml.connect_nouns import SERVICES
from twiml_phone.twiml.dial_nouns import NOUNS, Conference, Number
from twiml_phone.twiml.elements import Flaw, check_inside, names, service, unknown, values
from twiml_phone.twiml.verbs import (
    Connect,
    Dial,
    Echo,
    Enqueue,
    Gather,
    Hangup,
    Later,
    Leave,
    Pause,
    Play,
    Record,
    Redirect,
    Reject,
    Say,
    Sms,
    Start,
    Stop,
    Verb,
)
from twiml_phone.twiml.voices import implied_language

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

UNREADABLE = 12100
WRONG_ROOT = 12102
MIXED_CONFERENCE = 13000
NESTED_IN_DIAL = 13215
NESTED_IN_GATHER = 13320
PAUSE_WITH_MODEL = 13335
TONES = 13430
EMPTY_SAY = 13520
TOO_LONG_TO_TRANSCRIBE = 13615
NAME_TOO_SHORT = 14204
NAME_TOO_LONG = 14205
RELATIVE = 15004

MOST_TRANSCRIBED = 120
LONGEST_NAME = 64

VERBS: dict[str, type[Any]] = {
    verb.__name__: verb
    for verb in (
        *(Say, Play, Pause, Gather, Record, Dial, Enqueue, Leave, Redirect, Hangup, Reject),
        *(Connect, Start, Stop, Echo, Sms),
    )
}
PROMPTS = frozenset({"Say", "Play", "Pause"})
SSML = frozenset(
    {"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"}
)
# Twilio obeys these and this phone does not.
LATER = frozenset({"Pay", "Prompt", "Refer"})
NESTED: dict[str, frozenset[str]] = {
    "Say": SSML,
    "Hangup": frozenset({"Parameter"}),
    "Reject": frozenset({"Parameter"}),
    "Enqueue": frozenset({"Task"}),
    "Client": frozenset({"Identity", "Parameter"}),
    "Application": frozenset({"ApplicationSid", "Parameter"}),
    "Sip": frozenset({"Uri", "Headers", "Header"}),
    "Stream": frozenset({"Parameter"}),
    "Siprec": frozenset({"Parameter"}),
    "Transcription": frozenset({"Config", "Parameter"}),
    "ConversationRelay": frozenset({"Language", "Parameter"}),
    "Assistant": frozenset({"Language", "Parameter"}),
    "VirtualAgent": frozenset({"Config", "Parameter"}),
}
CONNECTED = frozenset(SERVICES) - {"Siprec", "Transcription", "Recording"}
STARTED = frozenset({"Stream", "Siprec", "Transcription", "Recording"})
SERVED = {"Connect": CONNECTED, "Start": STARTED, "Stop": STARTED}


class TwimlError(PhoneError):
    """A document that cannot be carried out, with Twilio's code. (PhoneError > this)."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Document:
    """What the line said to do, and what was odd about how it said it."""

    verbs: tuple[Verb, ...] = ()
    warnings: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What reading a document needs to know, and the flaws it finds."""

    voice: str
    inline: bool
    flaws: list[Flaw]


def parse(xml: str | bytes, voice: str = "man", *, inline: bool = False) -> Document:
    """Read a TwiML document; `voice` is the account's, and `inline` one has no address.

    >>> parse("<Response><Say>Hello</Say><Pause/></Response>").verbs[1]
    Pause(verb='Pause', length=1)
    >>> parse("<Response><Gather><Record/></Gather></Response>").warnings[0].message
    '<Record> is not allowed within <Gather>'
    >>> parse("<Play>a.mp3</Play>")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    twiml_phone.twiml.parser.TwimlError: 12102: the document starts with <Play> where ...
    """
    root = _root(xml)
    names = [name for name in root.keys() if not name.startswith("{")]  # noqa: SIM118  # no dict
    reading = _Reading(voice, inline, [unknown(name, root) for name in names])
    verbs = tuple(verb for child in root if (verb := _verb(child, root, reading)) is not None)
    return Document(verbs, tuple(reading.flaws))


def _root(xml: str | bytes) -> Element:
    if not xml.strip():
        raise TwimlError(UNREADABLE, "the document is empty")
    try:
        root: Element = fromstring(xml)
    except ParseError as error:
        raise TwimlError(UNREADABLE, f"the document is not well-formed XML: {error}") from error
    except DefusedXmlException as error:
        raise TwimlError(UNREADABLE, f"the document declares entities: {error}") from error
    except (ValueError, LookupError) as error:
        raise TwimlError(UNREADABLE, f"the document's encoding is unusable: {error}") from error
    if root.tag != "Response":
        message = f"the document starts with <{root.tag}> where <Response> belongs"
        raise TwimlError(WRONG_ROOT, message)
    return root


def _verb(element: Element, parent: Element, reading: _Reading) -> Any:
    kind = VERBS.get(element.tag)
    flaws = reading.flaws
    if parent.tag == "Gather" and element.tag not in PROMPTS:
        flaws.append(Flaw(NESTED_IN_GATHER, f"<{element.tag}> is not allowed within <Gather>"))
    elif element.tag in LATER:
        return Later(name=element.tag)
    elif kind is None:
        flaws.append(Flaw(SCHEMA, f"<{element.tag}> is not a verb of TwiML; it is skipped"))
    else:
        found = _implied(element, values(element, kind, flaws), reading)
        verb = kind(**(found | _content(element, kind, reading)))
        return _obeyable(verb, element, parent, reading)
    return None


def _implied(element: Element, found: dict[str, Any], reading: _Reading) -> dict[str, Any]:
    """Give a Say the account's voice, and the language of its voice, where it names none."""
    if element.tag != "Say":
        return found
    found = {"voice": reading.voice} | found
    language = implied_language(found["voice"])
    return {"language": language} | found if language else found


def _obeyable(verb: Any, element: Element, parent: Element, reading: _Reading) -> Any:
    """Refuse the little that only shows when a verb is seen whole."""
    flaws = reading.flaws
    match verb:
        case Say(text=""):
            flaws.append(Flaw(EMPTY_SAY, "<Say> has nothing to say"))
        case Play() if verb.digits and parent.tag == "Gather":
            flaws.append(Flaw(TONES, "<Play digits> is not allowed within <Gather>"))
            return None
        case Gather(speech_timeout=0) if "speechModel" in element.keys():  # noqa: SIM118
            message = 'speechTimeout="auto" of <Gather> cannot be used with a speechModel'
            flaws.append(Flaw(PAUSE_WITH_MODEL, message))
        case Record(transcribe=True) if verb.max_length > MOST_TRANSCRIBED:
            if "maxLength" in element.keys():  # noqa: SIM118  # an Element is no dict
                message = "maxLength of <Record> is too long to transcribe; 120 is used"
                flaws.append(Flaw(TOO_LONG_TO_TRANSCRIBE, message))
    _check(verb)
    if reading.inline:
        _check_inline(verb)
    return verb


def _check(verb: Any) -> None:
    """Refuse a document with a verb that cannot be carried out."""
    if isinstance(verb, Enqueue):
        _check_queue(verb)
    if isinstance(verb, Dial):
        _check_dial(verb)


def _check_queue(verb: Enqueue) -> None:
    if not verb.text and not verb.workflow_sid:
        raise TwimlError(NAME_TOO_SHORT, "<Enqueue> names no queue")
    if not verb.workflow_sid and len(verb.text) > LONGEST_NAME:
        raise TwimlError(NAME_TOO_LONG, f"the queue of <Enqueue> has over {LONGEST_NAME} letters")


def _check_dial(verb: Dial) -> None:
    rooms = [noun for noun in verb.nouns if isinstance(noun, Conference)]
    if rooms and len(verb.nouns) > 1:
        raise TwimlError(MIXED_CONFERENCE, "<Dial> calls a conference and others at once")


def _check_inline(verb: Any) -> None:
    action = getattr(verb, "action", "") if isinstance(verb, Gather | Record) else ""
    if action and not urlsplit(action).scheme:
        name = type(verb).__name__
        raise TwimlError(RELATIVE, f'action="{action}" of <{name}> has no document to start from')


def _content(element: Element, kind: Any, reading: _Reading) -> dict[str, Any]:
    """Read what stands between the tags: prompts, nouns, a text, or nothing."""
    flaws = reading.flaws
    if kind is Gather:
        prompts = (_verb(child, element, reading) for child in element)
        return {"prompts": tuple(prompt for prompt in prompts if prompt is not None)}
    if kind is Dial:
        return {"nouns": tuple(_nouns(element, flaws))}
    if element.tag in SERVED:
        return {"services": tuple(_services(element, flaws))}
    check_inside(element, NESTED.get(element.tag, frozenset()), flaws)
    return {"text": _text(element)} if "text" in names(kind) else {}


def _nouns(element: Element, flaws: list[Flaw]) -> list[Any]:
    """Read whom a Dial calls: nouns, or else a bare number."""
    found: list[Any] = []
    for child in element:
        kind = NOUNS.get(child.tag)
        if kind is None:
            message = f"<{child.tag}> is not allowed within <Dial>"
            flaws.append(Flaw(NESTED_IN_DIAL, message))
            continue
        check_inside(child, NESTED.get(child.tag, frozenset()), flaws)
        found.append(kind(text=_text(child), **values(child, kind, flaws)))
    bare = (element.text or "").strip()
    return found or ([Number(text=bare)] if bare else [])


def _services(element: Element, flaws: list[Flaw]) -> list[Any]:
    found = []
    for child in element:
        if child.tag not in SERVED[element.tag]:
            message = f"<{child.tag}> is not allowed within <{element.tag}>"
            flaws.append(Flaw(SCHEMA, message))
            continue
        check_inside(child, NESTED.get(child.tag, frozenset()), flaws)
        found.append(service(child, flaws))
    if not found:
        flaws.append(Flaw(SCHEMA, f"<{element.tag}> needs a noun; it does nothing"))
    return found


def _text(element: Element) -> str:
    """Return the text of an element: of its address, if one is nested in it."""
    for name in ("Identity", "ApplicationSid", "Uri"):
        if (child := element.find(name)) is not None:
            return (child.text or "").strip()
    return "".join(element.itertext()).strip()
