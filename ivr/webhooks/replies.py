"""The TwiML of each turn, made once, and the Link header that tells where the turn is described."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivr import dialogue
from ivr.speech.library import Library
from ivr.webhooks import address
from ivr.webhooks.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivr.dialogue import State, Turn
    from ivr.menu.flow import Flow
    from ivr.menu.live import LiveMenus
    from ivr.settings import Settings

REPLIES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Reply:
    """What Twilio is told; `link` is for whoever draws the turn, and empty for an apology."""

    twiml: str
    link: str = ""


class Replies:
    """The replies of one Flow and shelf: they depend on no more, so each is made once."""

    def __init__(self, flow: Flow, prefix: str, sounds: Library | None) -> None:
        self.flow = flow
        self.prefix = prefix
        self.sounds = sounds
        self.stamp = sounds.stamp() if sounds else ()
        self.begin = lru_cache(maxsize=REPLIES_KEPT)(self._begin)
        self.answer = lru_cache(maxsize=REPLIES_KEPT)(self._answer)

    def apologise(self) -> Reply:
        """Return the TwiML that says sorry and goes to the start."""
        return Reply(self._render(dialogue.apologise(self.flow)))

    def knows(self, state: State) -> bool:
        """Tell whether the line has such a place and speaks such a language."""
        return state.place in self.flow.places and state.language in self.flow.languages

    def _begin(self, language: str | None) -> Reply:
        turn = dialogue.begin(self.flow, language)
        return Reply(self._render(turn), self._link(turn, address.opening(turn.language)))

    def _answer(self, state: State, key: str | None) -> Reply:
        turn = dialogue.answer(self.flow, state, key)
        known = self.knows(state)
        link = self._link(turn, address.description(state, key)) if known else ""
        return Reply(self._render(turn), link)

    def _render(self, turn: Turn) -> str:
        return render(turn, self.flow, self.prefix, self.sounds)

    def _link(self, turn: Turn, description: str) -> str:
        """Return the header of RFC 8288: https://www.rfc-editor.org/rfc/rfc8288#section-3."""
        targets = {"describedby": description, "contents": address.contents(turn.language)}
        return ", ".join(
            f'<{self.prefix}{target}>; rel="{relation}"; type="application/json"'
            for relation, target in targets.items()
        )


def keeper(
    settings: Settings, menus: LiveMenus, missing: Callable[[], None]
) -> Callable[[], Replies]:
    """Return what gives the replies of now: kept until the menus or the shelf change.

    `missing` is called when a prompt has no sound file though the line is to play them.
    """
    prefix = urlsplit(settings.public_base_url or "").path

    def fresh(flow: Flow) -> Replies:
        plays = settings.speech == "play"
        return Replies(flow, prefix, Library(flow, settings.audio, missing) if plays else None)

    kept = fresh(menus.current())

    def replies() -> Replies:
        nonlocal kept
        flow = menus.current()
        if kept.flow is not flow:
            kept = fresh(flow)
        elif kept.sounds and kept.sounds.stamp() != kept.stamp:
            kept = Replies(flow, prefix, kept.sounds)
        return kept

    return replies
