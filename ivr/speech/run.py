"""One run of `ivr speak`: what was asked for, what came of it, and who stood in for whom."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ivr.speech.casting import Casting, why_not
from ivr.speech.engines.engine import ALWAYS, RECORDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ivr.speech.make import Made
    from ivr.speech.orders import Order
    from ivr.speech.store.shelf import Shelf


class Run:
    """What a run was asked for, and what came of it.

    Args:
        engine: Who was asked to speak.
        orders: What is to be on the shelf.
        shelf: Where it is to be.
        casting: Who may speak instead.
    """

    def __init__(
        self, engine: str, orders: Sequence[Order], shelf: Shelf, casting: Casting
    ) -> None:
        self.engine = engine
        self.orders = orders
        self.shelf = shelf
        self.casting = casting
        self.made: list[Made] = []
        self.failed: list[Made] = []
        self._started = time.monotonic()

    @property
    def spent(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self._started

    def missing(self, *, again: bool) -> list[Order]:
        """Return the orders there is work for; with `again`, all."""
        return [order for order in self.orders if again or not self.shelf.has(order)]

    def take(self, results: Iterable[Made], *, instead: bool = False) -> None:
        """Note what came of some orders; those that stand in count for nothing made."""
        for result in results:
            if result.status == "failed":
                self.failed.append(result)
            elif result.status == "made" and not instead:
                self.made.append(result)

    def stand_ins(self) -> list[Order]:
        """Return the embedded voice's orders for what could not be spoken as asked."""
        failed = (result.order for result in self.failed if result.order.engine != ALWAYS)
        orders = (self.casting.by(ALWAYS, each.prompt, slow=each.slow) for each in failed)
        return [order for order in orders if order is not None]

    def stood_in(self) -> dict[str, list[str]]:
        """Return the sounds another voice speaks than was asked for, by the reason."""
        reasons: dict[str, list[str]] = {}
        for order in self.orders:
            if order.engine not in (self.engine, RECORDED):
                language = self.casting.flow.languages[order.prompt.language]
                reasons.setdefault(why_not(self.engine, language), []).append(_name(order))
        for result in self.failed:
            reasons.setdefault(result.reason, []).append(_name(result.order))
        return reasons

    def strays(self) -> list[Path]:
        """Return the files on the shelf that nothing refers to any more."""
        return self.shelf.strays(self.casting.everything)


def _name(order: Order) -> str:
    return f"{order.prompt.language}/{order.prompt.name}" + " (slow)" * order.slow
