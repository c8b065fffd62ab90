"""One run of `ivr speak`: what was requested, what was made, and which voice stood in for which."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from ivr.speech.engines.engine import ALWAYS, RECORDED, lacks
from ivr.speech.make import How, is_done
from ivr.speech.request import AUTO
from ivr.speech.store.stock import FEW
from ivr.speech.voice_choice import why_not

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ivr.speech.make import Made
    from ivr.speech.plan import Plan
    from ivr.speech.request import SpeechRequest


class Run:
    """What a run was asked for, and what came of it.

    Args:
        plan: Who is to speak.
        language: The one language that is asked for, or None for all.
        how: How the sounds are made.
    """

    def __init__(self, plan: Plan, language: str | None, how: How) -> None:
        self.plan = plan
        self.orders = plan.orders(language)
        self.shelf = plan.shelf
        self.how = how
        self.made: list[Made] = []
        self.copied: list[Made] = []
        self.failed: list[Made] = []
        self.instead: list[SpeechRequest] = []
        self._started = time.monotonic()

    @property
    def spent(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self._started

    def missing(self) -> list[SpeechRequest]:
        """Return the orders there is work for: to be rendered, or copied from a master."""
        return [order for order in self.orders if self._is_work(order)]

    def _is_work(self, order: SpeechRequest) -> bool:
        if self.plan.renders(order.engine):
            return self.how.again or not is_done(order, self.shelf, self.how)
        return self.shelf.keeps(order) and not self.shelf.has(order)

    def take(self, results: Iterable[Made], *, instead: bool = False) -> None:
        """Note what came of some orders; those that stand in count for nothing made."""
        for result in results:
            if result.status == "failed":
                self.failed.append(result)
            elif result.status == "made" and not instead:
                self.made.append(result)
            elif result.status == "copied":
                self.copied.append(result)

    def stand_ins(self) -> list[SpeechRequest]:
        """Return what another voice is to say, in place of one that failed.

        That is all of a language at a pace, because one voice speaks it. Where no more than a few
        prompts failed, and nobody asked for this very voice, Twilio's voice says them.
        """
        failed = Counter(
            (each.order.prompt.language, each.order.slow, each.order.engine)
            for each in self.failed
            if each.order.engine not in {ALWAYS, RECORDED}
        )
        self.instead = [
            order
            for (code, slow, engine), count in failed.items()
            if count > FEW or self.plan.engine != AUTO
            for order in self._group(code, engine, slow=slow)
        ]
        return self.instead

    def _group(self, code: str, without: str, *, slow: bool) -> Iterator[SpeechRequest]:
        speaker = self.plan.stand_in(code, slow=slow, without=without)
        group = self.plan.group(code, speaker, slow=slow)
        return (each for each in group if each.engine != RECORDED and self.plan.can(each))

    def stood_in(self) -> dict[str, list[str]]:
        """Return the sounds another voice speaks than was asked for, by the reason."""
        reasons: dict[str, list[str]] = {}
        for order in self._not_as_asked():
            language = self.plan.casting.flow.languages[order.prompt.language]
            reasons.setdefault(why_not(self.plan.engine, language), []).append(_name(order))
        for result in self.failed:
            reasons.setdefault(result.reason, []).append(_name(result.order))
        return reasons

    def who_stood_in(self) -> str:
        """Name the engines that speak instead."""
        engines = [order.engine for order in (*self._not_as_asked(), *self.instead)]
        return " and ".join(dict.fromkeys(engines)) or "Twilio's voice"

    def unsaid(self) -> dict[str, list[str]]:
        """Return the few sounds that who speaks the language lacks here, by the reason."""
        reasons: dict[str, list[str]] = {}
        for order in self.orders:
            if not self.plan.can(order):
                reasons.setdefault(lacks(order.engine), []).append(_name(order))
        return reasons

    def strays(self) -> list[Path]:
        """Return the files on the shelf that nothing refers to any more."""
        return self.shelf.strays(self.plan.casting.everything)

    def _not_as_asked(self) -> list[SpeechRequest]:
        fine = {self.plan.engine, RECORDED}
        asked = self.plan.engine != AUTO
        return [order for order in self.orders if asked and order.engine not in fine]


def _name(order: SpeechRequest) -> str:
    return f"{order.prompt.language}/{order.prompt.name}" + " (slow)" * order.slow
