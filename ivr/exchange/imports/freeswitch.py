"""Reads menus of FreeSWITCH and FusionPBX: the XML that stands under `ivr_menus`.

https://developer.signalwire.com/freeswitch/FreeSWITCH-Explained/Modules/mod_ivr/
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from ivr.errors import ForeignFileError
from ivr.exchange.imports.draft import Draft, DraftChoice, DraftPlace, telephone
from ivr.exchange.imports.prompt import keys_told
from ivr.exchange.imports.words import place_name, plain_text, spoken_name

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

SAID = "say:"
"""What a greeting begins with that is text; otherwise it is the name of a file or of a phrase."""
CALLS = {"transfer", "bridge"}
LEAST_DIGITS = 7
"""Digits of a number that people can call; fewer are an extension inside a house."""
EVERYWHERE = {
    "menu-back": "goes back; every line has a key for that",
    "menu-top": "begins anew; every line has a key for that",
    "menu-exit": "leaves the menu; hanging up does so too",
}


@dataclass(frozen=True)
class FreeswitchEntry:
    """What a key does: `digits` may be a regular expression too."""

    line: int
    action: str
    digits: str
    param: str


@dataclass
class FreeswitchMenu:
    """A menu; `greeting` says its choices, as text or as the name of a sound."""

    line: int
    name: str
    greeting: str
    entries: list[FreeswitchEntry] = field(default_factory=list)


def read(text: str, file: str, language: str = "") -> Draft:
    """Return the line that menus of FreeSWITCH make.

    Raises:
        ForeignFileError: It is no such XML, or it has no menu with a key.
    """
    found = _menus(text, file)
    draft = Draft(file, language=language, start=place_name(_first(found).name))
    draft.name = spoken_name(draft.start)
    for menu in found:
        draft.places[place_name(menu.name)] = DraftPlace(place_name(menu.name), menu.line)
    for menu in found:
        _fill(draft, menu, {each.name for each in found})
    reached = {each.name for each in draft.reached()}
    for name in (each for each in draft.places if each not in reached):
        draft.leave(draft.places[name].line, f"menu {name}: no key leads to it; it is left out")
    return draft


class _Menus(ContentHandler):
    """Collects menus with their lines."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[FreeswitchMenu] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  # SAX's own
        line = self._locator.getLineNumber()  # type: ignore[attr-defined]
        given = {each: attrs.get(each, "") for each in ("action", "digits", "param")}
        if name == "menu" and attrs.get("name"):
            greeting = attrs.get("greet-long") or attrs.get("greet-short", "")
            self.found.append(FreeswitchMenu(line, attrs["name"], greeting))
        elif name == "entry" and self.found and given["action"]:
            self.found[-1].entries.append(FreeswitchEntry(line, **given))


def _menus(text: str, file: str) -> list[FreeswitchMenu]:
    menus = _Menus()
    try:
        parseString(text.encode(), menus)
    except SAXParseException as error:
        told = f"this is no XML ({error.getMessage()}); give the file of a menu"
        where = f"{file}:{error.getLineNumber()}"
        raise ForeignFileError(f"{where}: {told}") from error
    except DefusedXmlException as error:
        told = "this XML declares entities, which may grow without end; delete its <!DOCTYPE>"
        raise ForeignFileError(f"{file}:1: {told}") from error
    if not any(each.entries for each in menus.found):
        raise ForeignFileError(f"{file}:1: no <menu> with an <entry> stands here; name another")
    return menus.found


def _first(menus: list[FreeswitchMenu]) -> FreeswitchMenu:
    """Return the menu that a call begins with: one that no other leads to."""
    entries = [entry for menu in menus for entry in menu.entries]
    led_to = {each.param for each in entries if each.action == "menu-sub"}
    return next((each for each in menus if each.entries and each.name not in led_to), menus[0])


def _fill(draft: Draft, menu: FreeswitchMenu, menus: set[str]) -> None:
    place = draft.places[place_name(menu.name)]
    told = keys_told(_greeting(draft, menu), draft.language)
    place.text = told.rest
    for entry in menu.entries:
        if why := _in_vain(entry, menus):
            draft.leave(entry.line, f'{menu.name}: key "{entry.digits}" {why}')
            continue
        sub = entry.action == "menu-sub"
        label = told.labels.get(entry.digits) or spoken_name(" ".join(entry.param.split()[:2]))
        to = place_name(entry.param) if sub else _message(draft, entry, label)
        if to not in {each.to for each in place.choices}:
            place.choices.append(DraftChoice(entry.digits, to, label))


def _greeting(draft: Draft, menu: FreeswitchMenu) -> str:
    """Return the words of a greeting, if it has any."""
    if menu.greeting.startswith(SAID):
        return menu.greeting.removeprefix(SAID)
    draft.leave(menu.line, f"{menu.name}: it plays {menu.greeting}; write what is said there")
    return ""


def _in_vain(entry: FreeswitchEntry, menus: set[str]) -> str:
    """Tell why a key cannot be carried, or need not be."""
    if entry.action in EVERYWHERE:
        return EVERYWHERE[entry.action]
    if len(entry.digits) != 1:
        return "is no single key; what it does is left out"
    if entry.action == "menu-sub" and entry.param not in menus:
        return f"leads to the menu {entry.param}, which does not stand in this file"
    return ""


def _message(draft: Draft, entry: FreeswitchEntry, label: str) -> str:
    """Add what is said for something that a key does, and return its name."""
    name = draft.free_name(place_name(label))
    place = draft.places[name] = DraftPlace(name, entry.line)
    application, _, rest = entry.param.partition(" ")
    if SAID in entry.param:
        place.text = plain_text(entry.param.partition(SAID)[2])
        return name
    number = telephone(rest.split(" ")[0]) if application in CALLS else ""
    if sum(map(str.isdigit, number)) >= LEAST_DIGITS:
        place.telephone = number
        told = "the line connects no calls; it tells callers the number instead"
    else:
        told = f"{entry.action} {entry.param}: the line cannot do this"
    draft.leave(entry.line, f"{name}: {told}")
    return name
