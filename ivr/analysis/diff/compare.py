"""Compares two versions of a line: places, keys, sentences and values."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ivr.analysis.diff.change import Changes, Moved, PlaceChange, ValueChange, Words
from ivr.menu.flow import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.menu.flow import Choice, Flow

    Sentences = Mapping[tuple[str, str], "Sentence"]


class Sentence(NamedTuple):
    """What is said; `label` and `key` where it offers a place on the straight way there."""

    text: str
    label: str = ""
    key: str = ""


def compare(old: Flow, new: Flow) -> Changes:
    """Return what callers of the new version hear and press otherwise than those of the old."""
    return Changes(
        languages_added=tuple(code for code in new.languages if code not in old.languages),
        languages_gone=tuple(code for code in old.languages if code not in new.languages),
        added=tuple(_only(new, old)),
        gone=tuple(_only(old, new)),
        moved=tuple(_moved(old, new)),
        words=tuple(_words(old, new)),
        values=tuple(_values(old, new)),
    )


def keys_to(flow: Flow, place: str) -> str:
    """Return the keys from picking up to a place, the straight way."""
    way = (*flow.trails[place], place)
    return "".join(_key(flow, here, there) for here, there in pairwise(way))


def _key(flow: Flow, here: str, there: str) -> str:
    """Return the key from one place to the next; none where the call goes on by itself."""
    choices = flow.places[here].choices
    return next((choice.key for choice in choices if choice.to == there), "")


def _only(one: Flow, other: Flow) -> Iterator[PlaceChange]:
    for name, place in one.places.items():
        if name not in other.places:
            titles = {code: prompt.text for code, prompt in place.titles.items()}
            yield PlaceChange(name, keys_to(one, name), titles)


def _moved(old: Flow, new: Flow) -> Iterator[Moved]:
    for name in new.places:
        if name in old.places:
            before, after = keys_to(old, name), keys_to(new, name)
            if before != after:
                yield Moved(name, before, after)


def _words(old: Flow, new: Flow) -> Iterator[Words]:
    """Yield the sentences that differ, except those of new places and of places that are gone."""
    before, after = _sentences(old), _sentences(new)
    for name, code in dict.fromkeys((*after, *before)):
        place = name.partition(".")[0]
        known = all(place in (*flow.places, "everywhere") for flow in (old, new))
        earlier, later = before.get((name, code)), after.get((name, code))
        spoken = code in old.languages and code in new.languages
        if known and spoken and not _same(earlier, later):
            yield Words(name, code, earlier and earlier.text, later and later.text)


def _same(earlier: Sentence | None, later: Sentence | None) -> bool:
    """Tell whether nothing but the key in a sentence differs: keys are told apart from words."""
    if earlier is None or later is None:
        return earlier is later
    relabelled = not earlier.label or earlier.label != later.label
    return earlier.text == later.text or (not relabelled and earlier.key != later.key)


def _sentences(flow: Flow) -> Sentences:
    offers = {
        prompt: (choice.labels[code], choice.key)
        for choice in _straight(flow)
        for code, prompt in choice.prompts.items()
    }
    said = {
        (prompt.name, prompt.language): Sentence(prompt.text, *offers.get(prompt, ()))
        for prompt in flow.prompts
    }
    return said | dict(_followed(flow))


def _straight(flow: Flow) -> Iterator[Choice]:
    """Yield the choices on the straight way to a place: another key there moves the place."""
    for name, place in flow.places.items():
        for choice in place.choices:
            if flow.trails[str(choice.to)][-1:] == (name,):
                yield choice


def _followed(flow: Flow) -> Iterator[tuple[tuple[str, str], Sentence]]:
    """Yield what is heard next where a call goes on by itself."""
    for name, place in flow.places.items():
        if isinstance(place, Message) and place.then:
            for code, prompt in flow.places[place.then].titles.items():
                yield (f"{name}.then", code), Sentence(prompt.text)


def _values(old: Flow, new: Flow) -> Iterator[ValueChange]:
    for name in dict.fromkeys((*new.values, *old.values)):
        for code in new.languages:
            before, after = _spoken(old, name, code), _spoken(new, name, code)
            if before != after and code in old.languages:
                yield ValueChange(name, code, before, after)


def _spoken(flow: Flow, name: str, code: str) -> str | None:
    return flow.values[name].spoken.get(code) if name in flow.values else None
