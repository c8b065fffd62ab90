"""What a walk through a line finds: places, ends, and the steps between them.

What is one place? Wherever the line waits for the caller, or has hung up, it is known by what was
heard since the caller's last act, by the verb that waits, what keys it takes, and the address it
will ask. Of the address count the host and the path, with every number in it alike, and not what
stands behind the ?: so a line that counts attempts in its URLs and says the same words is at one
place, and one that says other words is at another. Where words never repeat, `walk` has a limit.
An end is known by its words, by who hung up, by the troubles met and, where nothing is said, by the
place it came from.

>>> shape("https://line.example/menu/17?attempt=2&behind=bill")
'line.example/menu/#'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from twiml_phone.interpreter.events import LineWarning, PromptPlayed, RequestMade, Trouble
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.testing.transcript import words, write

if TYPE_CHECKING:
    from twiml_phone.call import Call
    from twiml_phone.interpreter.events import By, Listening
    from twiml_phone.walk.acts import Act

QUIET = frozenset(
    {"asked", "answered", "listening", "pressed", "silent", "warned", "trouble", "hung up"}
)
"""Events without anything to hear: a call that is put through or recorded has others too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place, or how a call ended, and the first of the shortest ways there.

    `words` are what was heard since the last act, `spoken` whether anything was. `url` is where the
    newest document was asked for, `waits` the verb that waits and the address it will ask. `call`
    is the call that came here: go on with a copy of it. `by` tells who ended it.
    """

    number: int = -1
    parent: int | None = None
    act: Act | None = None
    path: str
    keys: tuple[str, ...] = ()
    depth: int = 0
    words: tuple[tuple[str, str], ...]
    spoken: bool
    url: str
    waits: tuple[object, ...]
    listening: Listening | None
    by: By | None
    troubles: tuple[Trouble, ...]
    warnings: tuple[LineWarning, ...]
    call: Call

    @property
    def transcript(self) -> str:
        """Write down the whole call that came here."""
        return write(self.call.events, self.path)

    @property
    def identity(self) -> tuple[object, ...]:
        """Tell it apart from other places, and from no other visit to itself."""
        troubles = tuple((trouble.code, shape(trouble.url)) for trouble in self.troubles)
        cut_off = self.by not in {None, "caller"} and not self.spoken
        place = self.parent if cut_off else None
        return self.words, self.waits, _hearing(self.listening), self.by, troubles, place

    @property
    def label(self) -> str:
        """Say in a few words what is heard here."""
        busy = self.waits and self.waits[0] != "Gathering"
        silent = f"({str(self.waits[0]).lower()})" if busy else "(nothing)"
        return next((told for _, told in self.words if told), silent)


@dataclass(frozen=True, slots=True)
class Edge:
    """An act at one stop, and the stop it leads to, by their numbers."""

    start: int
    act: Act
    end: int


@dataclass(frozen=True, slots=True)
class Walk:
    """Every stop that was found, by number, and every step that was made.

    `circles` are the places where a silent caller goes round for ever, `unexplored` those at which
    nothing was tried because of the limit.
    """

    stops: tuple[Node, ...]
    steps: tuple[Edge, ...]
    circles: tuple[int, ...]
    unexplored: frozenset[int]
    turns: int
    seconds: float

    @property
    def places(self) -> tuple[Node, ...]:
        """The stops where the call goes on."""
        return tuple(stop for stop in self.stops if stop.by is None)

    @property
    def ends(self) -> tuple[Node, ...]:
        """The stops where it is over."""
        return tuple(stop for stop in self.stops if stop.by is not None)


def stop_at(call: Call, path: str, since: int) -> Node:
    """Look at where a call has come: what is new since it had so many events."""
    new = call.events[since:]
    heard = [event for event in new if isinstance(event, PromptPlayed)]
    return Node(
        path=path,
        words=tuple(map(_words, heard)),
        spoken=any(event.event not in QUIET for event in new),
        url=_last_address(call),
        waits=() if call.ended else _waits(call),
        listening=call.listening,
        by=call.ended.by if call.ended else None,
        troubles=tuple(event for event in new if isinstance(event, Trouble)),
        warnings=tuple(event for event in new if isinstance(event, LineWarning)),
        call=call,
    )


@lru_cache(1024)
def shape(url: str) -> str:
    """Return what of an address tells places apart."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts.netloc + re.sub(r"\d+", "#", parts.path)


def _last_address(call: Call) -> str:
    """Say where the newest document was asked for."""
    made = (event for event in reversed(call.events) if isinstance(event, RequestMade))
    return next((each.url for each in made if not (each.status_callback or each.media)), "")


def _waits(call: Call) -> tuple[object, ...]:
    """Say what the line does until the caller acts, and what it will ask for then."""
    state = call._heard.state  # noqa: SLF001  # of our own package
    verb = getattr(state.doing, "gather", None) or getattr(state.doing, "verb", None)
    return type(state.doing).__name__, shape(resolve(state.url, getattr(verb, "action", "") or ""))


def _hearing(listening: Listening | None) -> tuple[object, ...]:
    if listening is None:
        return ()
    return listening.num_digits, listening.finish_on_key, listening.takes_keys


def _words(event: PromptPlayed) -> tuple[str, str]:
    """Tell what was heard; what stands behind the ? of a sound file does not matter."""
    kind, told = words(event)
    return (kind, told.partition("?")[0]) if kind == "sound" else (kind, told)
