"""The TwiML of each turn, made once, and the Link header that tells where the turn is described."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ivr.line import dialogue
from ivr.line.heard import Key, meaning
from ivr.line.twilio import address
from ivr.line.twilio.render import fallback, render

if TYPE_CHECKING:
    from ivr.line.dialogue import State, Turn
    from ivr.line.editions import Editions
    from ivr.line.heard import Heard, Meaning
    from ivr.menu.live import Menus
    from ivr.speech.store.playable import Library

REPLIES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Reply:
    """What Twilio is told; `link` is for whoever draws the turn, and empty for an apology."""

    twiml: str
    link: str = ""


class Replies:
    """The replies of one edition of the menus and its sounds: they depend on no more.

    Args:
        menus: What is said.
        prefix: The path under which a proxy shows the line.
        sounds: What can be played; None where Twilio's voices say all.
        editions: What keys meant in the editions before.

    `fallback` is made with them, so that nothing need be made when it is asked for.
    """

    def __init__(
        self, menus: Menus, prefix: str, sounds: Library | None, editions: Editions
    ) -> None:
        self.menus = menus
        self.flow = menus.flow
        self.prefix = prefix
        self.sounds = sounds
        self.editions = editions
        self.fallback = Reply(fallback(self.flow))
        self.begin = lru_cache(maxsize=REPLIES_KEPT)(self._begin)
        self._answer = lru_cache(maxsize=REPLIES_KEPT)(self._follow)

    def apologise(self, language: str | None = None) -> Reply:
        """Return the TwiML that says sorry and goes to the start."""
        return Reply(self._render(dialogue.apologise(self.flow, language)))

    def answer(self, state: State, heard: Heard, edition: str = "") -> Reply:
        """Return the reply to what was heard of a caller who listened to `edition`."""
        understood = self._understand(state, heard, edition)
        if understood is None:
            return self.apologise(state.language)
        return self._answer(*understood, address.description(state, heard, edition))

    def turn(self, state: State, heard: Heard, edition: str = "") -> Turn | None:
        """Return the turn that such a caller hears next; None leaves only an apology."""
        understood = self._understand(state, heard, edition)
        return dialogue.follow(self.flow, *understood) if understood else None

    def _understand(self, state: State, heard: Heard, edition: str) -> tuple[State, Meaning] | None:
        """Return where a caller is and what they mean; None where it cannot be given, or known.

        A key pressed in menus that are forgotten may have been offered for anything; all else means
        the same in all of them.
        """
        meant = meaning(self.flow, state.language, state.place, heard)
        if edition not in {"", self.menus.edition}:
            keys = self.editions.find(edition)
            if keys:
                meant = keys.meaning(state.language, state.place, heard)
                state = dialogue.recall(self.flow, state, keys)
            elif isinstance(heard, Key):
                return None
        return None if dialogue.lost(self.flow, state, meant) else (state, meant)

    def _begin(self, language: str | None) -> Reply:
        turn = dialogue.begin(self.flow, language)
        return Reply(self._render(turn), self._link(turn, address.opening(turn.language)))

    def _follow(self, state: State, meant: Meaning, description: str) -> Reply:
        turn = dialogue.follow(self.flow, state, meant)
        return Reply(self._render(turn), self._link(turn, description))

    def _render(self, turn: Turn) -> str:
        return render(turn, self.flow, self.prefix, self.sounds, self.menus.edition)

    def _link(self, turn: Turn, description: str) -> str:
        """Return the header of RFC 8288: https://www.rfc-editor.org/rfc/rfc8288#section-3."""
        targets = {"describedby": description, "contents": address.contents(turn.language)}
        return ", ".join(
            f'<{self.prefix}{target}>; rel="{relation}"; type="application/json"'
            for relation, target in targets.items()
        )
