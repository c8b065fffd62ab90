"""Makes a line that can be called of a draft: each place is reached, and each leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.exchange.imports.draft import DraftChoice, DraftPlace
from ivr.menu.keys import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.exchange.imports.draft import Draft

OUT = "0"
"""The key that leads to the start: on every telephone it leads out (rule R09)."""
LIKED = "98"
"""The keys of the other commands where the line leaves them free."""
MOST_CHOICES = 10 - len(COMMANDS)


def made_whole(draft: Draft, words: Mapping[str, str]) -> dict[str, str]:
    """Mend a draft so that all of it can be called, and return the keys of the commands.

    `words` are what the line says where the file says nothing: `start`, `more`, `listen`.
    """
    _begin_in_a_menu(draft, words["listen"])
    _divide(draft, words["more"])
    _end_before_silence(draft)
    _leave_no_dead_end(draft)
    reached = {place.name: place for place in draft.reached()}
    draft.places = reached
    commands = _commands(draft)
    _give_keys(draft, commands)
    return commands


def _begin_in_a_menu(draft: Draft, listen: str) -> None:
    """Put a menu before a line that begins with an answer."""
    if not draft.places[draft.start].choices:
        name = draft.free_name("main")
        choice = DraftChoice("1", draft.start, listen)
        draft.places[name] = DraftPlace(name, 1, choices=[choice])
        draft.start = name


def _divide(draft: Draft, more: str) -> None:
    """Move what is too much for one menu into another behind it."""
    for place in (ahead := list(draft.places.values())):
        if len(place.choices) > MOST_CHOICES:
            name = draft.free_name(f"{place.name}-more")
            rest = DraftPlace(name, place.line, choices=place.choices[MOST_CHOICES - 1 :])
            place.choices[MOST_CHOICES - 1 :] = [DraftChoice("", name, more)]
            draft.places[name] = rest
            ahead.append(rest)
            told = f"{place.name} has more than {MOST_CHOICES} choices; the rest is in {name}"
            draft.leave(place.line, told)


def _end_before_silence(draft: Draft) -> None:
    """Let no message go on to one that says nothing."""
    for place in draft.places.values():
        after = draft.places.get(place.then)
        if after and not (after.choices or after.text or after.telephone):
            place.then = ""


def _leave_no_dead_end(draft: Draft) -> None:
    """Give an answer to menus that lead to menus only."""
    for place in draft.reached():
        if not _answers(draft, place.name):
            name = draft.free_name(f"{place.name}-answer")
            draft.places[name] = DraftPlace(name, place.line)
            place.choices.append(DraftChoice("", name, draft.places[name].name.replace("-", " ")))
            draft.leave(place.line, f"{place.name} leads to no answer; write one at {name}")


def _answers(draft: Draft, start: str) -> bool:
    """Tell whether some key leads from a place to a message."""
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        place = draft.places[ahead.pop()]
        if not place.choices:
            return True
        seen.add(place.name)
        ahead += [each.to for each in place.choices if each.to not in seen]
    return False


def _commands(draft: Draft) -> dict[str, str]:
    """Return the keys of the commands: the usual ones, or others that the line leaves free."""
    taken = {each.key for place in draft.places.values() for each in place.choices}
    free = [key for key in "987654321" if key not in taken]
    repeat, back = [*free, *(key for key in LIKED if key not in free)][:2]
    return {"repeat": repeat, "back": back, "start": OUT}


def _give_keys(draft: Draft, commands: Mapping[str, str]) -> None:
    """Let choices keep their keys, and give the next free one to those that cannot."""
    for place in draft.places.values():
        free = _next_keys({each.key for each in place.choices}, commands)
        had: set[str] = set()
        for choice in place.choices:
            if choice.key in had or choice.key not in {*"0123456789"} - {*commands.values()}:
                key = next(free)
                if choice.key:
                    told = f'{place.name}: "{choice.label}" has key {key} now, not {choice.key}'
                    draft.leave(place.line, told)
                choice.key = key
            had.add(choice.key)


def _next_keys(taken: set[str], commands: Mapping[str, str]) -> Iterator[str]:
    return (key for key in "1234567890" if key not in taken | {*commands.values()})
