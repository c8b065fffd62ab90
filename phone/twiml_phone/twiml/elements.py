"""One XML element → the values of its attributes: what `parser` reads verbs and nouns with."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from twiml_phone.twiml.attributes import SCHEMA, Attribute
from twiml_phone.twiml.connect_nouns import SERVICES, Service

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

INSIDE = {
    "Parameter": {"name", "value"},
    "Header": {"name", "value"},
    "Config": {"name", "value"},
    "Uri": {"priority", "weight", "username", "password"},
    "Language": {"code", "ttsProvider", "voice", "transcriptionProvider", "speechModel"},
    "Task": {"priority", "timeout"},
}


class Flaw(NamedTuple):
    """Something Twilio would log a warning about and live with."""

    code: int
    message: str


def values(element: Element, kind: Any, flaws: list[Flaw]) -> dict[str, Any]:
    """Read the attributes of an element into the fields of its class, by their names."""
    known = _attributes(kind)
    found: dict[str, Any] = {}
    for name, value in element.items():
        if name not in known:
            flaws.append(unknown(name, element))
            continue
        field, attribute, default = known[name]
        read = _read(element, name, value, attribute, default, flaws)
        if read is not None:
            found[field] = read
    return found


def service(element: Element, flaws: list[Flaw]) -> Service:
    """Read a noun of Connect, Start or Stop."""
    known = SERVICES[element.tag]
    found = {name: default for name, (default, _) in known.items() if default}
    for name, value in element.items():
        if name not in known:
            flaws.append(unknown(name, element))
            continue
        default, attribute = known[name]
        read = _read(element, name, value, attribute, default, flaws)
        if read is not None:
            found[name] = value.strip()
    parameters = tuple(
        (child.get("name", ""), child.get("value", ""))
        for child in element.iter("Parameter")
        if child.get("name")
    )
    return Service(noun=element.tag, attributes=tuple(found.items()), parameters=parameters)


def check_inside(element: Element, allowed: frozenset[str], flaws: list[Flaw]) -> None:
    """Look at what is nested in an element that is read as a whole."""
    for child in element.iter():
        if child is element:
            continue
        if child.tag not in allowed:
            message = f"<{child.tag}> is not allowed within <{element.tag}>"
            flaws.append(Flaw(SCHEMA, message))
        elif child.tag in INSIDE:
            _check_child(child, flaws)


def unknown(name: str, element: Element) -> Flaw:
    """Say that an element has no such attribute."""
    return Flaw(SCHEMA, f"{name} is not an attribute of <{element.tag}>")


@cache
def names(kind: Any) -> frozenset[str]:
    """Return the names of a class's fields."""
    return frozenset(field.name for field in fields(kind))


def _check_child(child: Element, flaws: list[Flaw]) -> None:
    strange = [name for name in child.keys() if name not in INSIDE[child.tag]]  # noqa: SIM118
    flaws += [unknown(name, child) for name in strange]
    if child.tag == "Parameter" and not strange and not child.get("name"):
        flaws.append(Flaw(SCHEMA, "<Parameter> needs a name"))


def _read(  # noqa: PLR0913, PLR0917  # all that is told of one attribute
    element: Element,
    name: str,
    value: str,
    attribute: Attribute,
    default: Any,
    flaws: list[Flaw],
) -> Any:
    try:
        return attribute.read(value)
    except ValueError as expected:
        message = f'{name}="{value}" of <{element.tag}> should be {expected}; '
        used = f"{default} is used" if default not in {None, "", ()} else "it is ignored"
        flaws.append(Flaw(attribute.code, message + used))
    return None


@cache
def _attributes(kind: Any) -> dict[str, tuple[str, Attribute, Any]]:
    """Return the attributes of a class by their XML names, each with its field and default."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        mark.name or _camel(field.name): (field.name, mark, field.default)
        for field in fields(kind)
        for mark in getattr(hints[field.name], "__metadata__", ())
        if isinstance(mark, Attribute)
    }


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
