"""Decides which engine speaks each language here, and which sounds that needs on the shelf.

A language is spoken by the best engine that has all of its sounds or can render them here. The one
that is always there speaks last: where a better one lacks no more than a few prompts, it goes on,
and Twilio's voice says the few.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ivr.speech.engines.engine import ALWAYS, GUESTS, available
from ivr.speech.request import AUTO
from ivr.speech.store.stock import FEW

if TYPE_CHECKING:
    from ivr.menu.flow import Prompt
    from ivr.speech.request import SpeechRequest
    from ivr.speech.store.stock import Stocktaker


class Plan:
    """What is to be rendered of a line on this machine, as its audio folder is now.

    Args:
        stocktaker: What knows the line and the folder.
        engine: Who is asked to speak; `auto` asks no engine of somebody else's.
    """

    def __init__(self, stocktaker: Stocktaker, engine: str = AUTO) -> None:
        self.engine = engine
        self.casting = stocktaker.casting
        self.shelf = stocktaker.shelf
        self._lacking = stocktaker.take().lacking

    def orders(self, language: str | None = None) -> list[SpeechRequest]:
        """Return what is to be on the shelf: each prompt in each pace, recorded or by an engine.

        What callers hear first comes first: a language speaks once it has all of its prompts.
        """
        flow = self.casting.flow
        return [
            order
            for slow in (False, True)
            for code in flow.languages
            if language in {None, code}
            for order in self.group(code, self.speaker(code, slow=slow), slow=slow)
        ]

    def group(self, code: str, engine: str, *, slow: bool) -> list[SpeechRequest]:
        """Return the orders of a language at a pace: recorded, else by an engine."""
        prompts = [each for each in self.casting.flow.prompts if each.language == code]
        return [self._order(each, engine, slow=slow) for each in prompts]

    def order(self, prompt: Prompt, *, slow: bool) -> SpeechRequest:
        """Return an order for a prompt that can be had here, by who speaks its language if so."""
        speaker = self.speaker(prompt.language, slow=slow)
        order = self._order(prompt, speaker, slow=slow)
        return order if self.can(order) else self.casting.always(prompt, slow=slow)

    def can(self, order: SpeechRequest) -> bool:
        """Tell whether a sound is there, or can be rendered here."""
        return self.shelf.plays(order) or self.renders(order.engine)

    def renders(self, engine: str) -> bool:
        """Tell whether an engine can render here."""
        return engine not in self._here or self._here[engine]

    def speaker(self, code: str, *, slow: bool) -> str:
        """Return the engine that is to speak a language at a pace: who is asked, if it can be."""
        lacking = self._lacking[code, slow].get(self.engine)
        if lacking is not None and (not lacking or self.renders(self.engine)):
            return self.engine
        return self.stand_in(code, slow=slow)

    def stand_in(self, code: str, *, slow: bool, without: str = "") -> str:
        """Return the best engine for a language at a pace that need not be asked for elsewhere."""
        lacking = {
            engine: lacks
            for engine, lacks in self._lacking[code, slow].items()
            if engine != without
        }
        able = [each for each in lacking if not lacking[each] or self._renders_unasked(each)]
        nearly = [each for each in lacking if each != ALWAYS and lacking[each] <= FEW]
        best = next(iter(able), ALWAYS)
        return nearly[0] if nearly and best == ALWAYS != self.casting.first else best

    def _renders_unasked(self, engine: str) -> bool:
        return engine not in GUESTS and self.renders(engine)

    @cached_property
    def _here(self) -> dict[str, bool]:
        """Which engines can render here; whether recordings can is not asked."""
        engines = {engine for each in self._lacking.values() for engine in each}
        return {engine: available(engine) for engine in engines}

    def _order(self, prompt: Prompt, engine: str, *, slow: bool) -> SpeechRequest:
        return (
            self.casting.recorded(prompt, slow=slow)
            or self.casting.by(engine, prompt, slow=slow)
            or self.casting.always(prompt, slow=slow)
        )
