"""Measures how long each prompt really lasts: the length of the sound that callers hear."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from soundfile import LibsndfileError

from ivr.errors import SoundMissing
from ivr.speech.plan import Plan
from ivr.speech.store.playable import GAPS
from ivr.speech.store.stock import Stocktaker

if TYPE_CHECKING:
    from pathlib import Path

    from ivr.line.dialogue import Turn
    from ivr.menu.flow import Flow, Prompt
    from ivr.speech.request import SpeechRequest


class Clock(Protocol):
    """How long prompts last; whoever knows that of each prompt is a clock."""

    def seconds(self, prompt: Prompt, *, slow: bool = False) -> float:
        """Return how long a prompt lasts.

        Raises:
            SoundMissing: No voice has said it yet.
        """

    def gap(self, *, slow: bool = False) -> float:
        """Return the seconds of silence between two prompts."""
        return GAPS[slow]

    def length(self, turn: Turn) -> float:
        """Return how long a turn lasts, to the end of its last prompt."""
        return self.end(turn, len(turn.prompts) - 1)

    def end(self, turn: Turn, index: int) -> float:
        """Return the seconds from the beginning of a turn to the end of one of its prompts."""
        said = (self.seconds(each, slow=turn.slow) for each in turn.prompts[: index + 1])
        return sum(said) + index * self.gap(slow=turn.slow)


class AudioClock(Clock):
    """Measures the prompts of a Flow by the files in an audio folder, each once."""

    def __init__(self, flow: Flow, folder: Path) -> None:
        self._stocktaker = Stocktaker(flow, folder)
        self._shelf = self._stocktaker.shelf
        self._stamp = self._shelf.stamp()
        self._stock = self._stocktaker.take()
        self._seconds = cache(self._measured)

    def seconds(self, prompt: Prompt, *, slow: bool = False) -> float:
        """Return how long a prompt lasts in the best voice that is on the shelf.

        Raises:
            SoundMissing: No voice has said it yet.
        """
        return self._seconds(prompt, slow)

    def missing(self, *, slow: bool) -> list[SpeechRequest]:
        """Return the orders that would give every prompt a sound at a pace."""
        prompts = self._stocktaker.flow.prompts
        silent = {each.language for each in prompts if not self.sound(each, slow=slow)}
        plan = Plan(self._stocktaker)
        left = (plan.order(each, slow=slow) for each in prompts if each.language in silent)
        return [order for order in left if not self._shelf.plays(order)]

    def sound(self, prompt: Prompt, *, slow: bool) -> SpeechRequest | None:
        """Return the order of the sound callers hear, in the voice that speaks the language.

        For the few that this voice lacks, which Twilio's says, it is any that is on the shelf.
        """
        if (prompt, slow) not in self._stock.orders:
            self._look_again()
        return self._stock.orders.get((prompt, slow)) or self._instead(prompt, slow=slow)

    def _instead(self, prompt: Prompt, *, slow: bool) -> SpeechRequest | None:
        if self._stock.voices[prompt.language, slow] is None:
            return None
        orders = self._stocktaker.casting.candidates(prompt, slow=slow)
        return next(filter(self._shelf.plays, orders), None)

    def _look_again(self) -> None:
        """Take stock again if sounds have come since."""
        stamp = self._shelf.stamp()
        if stamp != self._stamp:
            self._stamp, self._stock = stamp, self._stocktaker.take()

    def _measured(self, prompt: Prompt, slow: bool) -> float:  # noqa: FBT001  # as it is cached
        order = self.sound(prompt, slow=slow)
        if order is None:
            raise SoundMissing(
                f"{prompt.name} has no sound in {prompt.language}{' (slow)' * slow}; "
                "render it with `ivr speak`"
            )
        try:
            return self._shelf.seconds(order)
        except (OSError, LibsndfileError) as error:
            raise SoundMissing(
                f"{self._shelf.path(order)} cannot be read ({error}); "
                "delete it, and render it with `ivr speak`"
            ) from error
