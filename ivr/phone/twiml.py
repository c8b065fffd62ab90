"""XML text → verbs: reads what the line answered, as forgivingly as Twilio and no more.

What Twilio would only log becomes a flaw and its default is used; the rest is a TwimlError.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ivr.errors import PhoneError
from ivr.phone.attributes import SCHEMA, Attribute
from ivr.phone.verbs import Gather, Hangup, Later, Pause, Play, Redirect, Reject, Say, Verb

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

UNREADABLE = 12100
WRONG_ROOT = 12102
NESTED_IN_GATHER = 13320
TONES = 13430
EMPTY_SAY = 13520

VERBS: dict[str, type[Any]] = {
    verb.__name__: verb for verb in (Say, Play, Pause, Gather, Redirect, Hangup, Reject)
}
PROMPTS = frozenset({"Say", "Play", "Pause"})
SSML = frozenset(
    {"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"}
)
# Twilio obeys these and this phone does not yet.
LATER = frozenset(
    "Connect Dial Echo Enqueue Leave Pay Prompt Record Refer Sms Start Stop".split(),  # noqa: SIM905
)
NESTED = {"Say": SSML, "Gather": PROMPTS, "Hangup": {"Parameter"}, "Reject": {"Parameter"}}


class TwimlError(PhoneError):
    """A document that cannot be carried out, with Twilio's code. (IvrError > PhoneError > this)."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Flaw(NamedTuple):
    """Something Twilio would log a warning about and live with."""

    code: int
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """What the line said to do, and what was odd about how it said it."""

    verbs: tuple[Verb, ...] = ()
    warnings: tuple[Flaw, ...] = ()


def parse(xml: str | bytes) -> Document:
    """Read a TwiML document.

    >>> parse("<Response><Say>Hello</Say><Pause/></Response>").verbs[1]
    Pause(verb='Pause', length=1)
    >>> parse("<Response><Gather><Record/></Gather></Response>").warnings[0].message
    '<Record> is not allowed within <Gather>'
    >>> parse("<Play>a.mp3</Play>")
    Traceback (most recent call last):
    ivr.phone.twiml.TwimlError: 12102: the document starts with <Play> where <Response> belongs
    """
    root = _root(xml)
    flaws = [
        Flaw(SCHEMA, f"{name} is not an attribute of <Response>")
        for name in root.keys()  # noqa: SIM118  # an Element is no dict
        if not name.startswith("{")
    ]
    verbs = tuple(verb for child in root if (verb := _verb(child, root, flaws)) is not None)
    return Document(verbs, tuple(flaws))


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


def _verb(element: Element, parent: Element, flaws: list[Flaw]) -> Any:
    kind = VERBS.get(element.tag)
    if parent.tag == "Gather" and element.tag not in PROMPTS:
        flaws.append(Flaw(NESTED_IN_GATHER, f"<{element.tag}> is not allowed within <Gather>"))
    elif element.tag in LATER:
        return Later(name=element.tag)
    elif kind is None:
        flaws.append(Flaw(SCHEMA, f"<{element.tag}> is not a verb of TwiML; it is skipped"))
    else:
        values = _values(element, kind, flaws) | _content(element, kind, flaws)
        return _playable(kind(**values), parent, flaws)
    return None


def _playable(verb: Any, parent: Element, flaws: list[Flaw]) -> Any:
    """Refuse the little that only shows when a verb is seen whole."""
    if isinstance(verb, Say) and not verb.text:
        flaws.append(Flaw(EMPTY_SAY, "<Say> has nothing to say"))
    if isinstance(verb, Play) and verb.digits and parent.tag == "Gather":
        flaws.append(Flaw(TONES, "<Play digits> is not allowed within <Gather>"))
        return None
    return verb


def _content(element: Element, kind: Any, flaws: list[Flaw]) -> dict[str, Any]:
    """Read what stands between the tags: prompts, a text, or nothing."""
    if kind is Gather:
        prompts = (_verb(child, element, flaws) for child in element)
        return {"prompts": tuple(prompt for prompt in prompts if prompt is not None)}
    allowed = NESTED.get(element.tag, frozenset[str]())
    for child in element.iter():
        if child is not element and child.tag not in allowed:
            message = f"<{child.tag}> is not allowed within <{element.tag}>"
            flaws.append(Flaw(SCHEMA, message))
    return {"text": "".join(element.itertext()).strip()} if "text" in _names(kind) else {}


def _values(element: Element, kind: Any, flaws: list[Flaw]) -> dict[str, Any]:
    known = _attributes(kind)
    values: dict[str, Any] = {}
    for name, value in element.items():
        if name not in known:
            flaws.append(Flaw(SCHEMA, f"{name} is not an attribute of <{element.tag}>"))
            continue
        field, attribute, default = known[name]
        try:
            values[field] = attribute.read(value)
        except ValueError as expected:
            message = f'{name}="{value}" of <{element.tag}> should be {expected}; '
            used = f"{default} is used" if default not in {None, ""} else "it is ignored"
            flaws.append(Flaw(attribute.code, message + used))
    return values


@cache
def _attributes(kind: Any) -> dict[str, tuple[str, Attribute, Any]]:
    """Return the verb's attributes by their XML names, each with its field and default."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        _camel(field.name): (field.name, mark, field.default)
        for field in fields(kind)
        for mark in getattr(hints[field.name], "__metadata__", ())
        if isinstance(mark, Attribute)
    }


@cache
def _names(kind: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
