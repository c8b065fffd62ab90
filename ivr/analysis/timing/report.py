"""The figures of one language: what callers spend on each answer, and on all together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ivr.analysis.timing import spread
from ivr.analysis.timing.bound import bound
from ivr.analysis.timing.order import hold, items_held, saving, waiting
from ivr.analysis.timing.prices import minutes, speech, twilio
from ivr.analysis.timing.spread import Spent

if TYPE_CHECKING:
    from ivr.analysis.timing.answers import Answer
    from ivr.analysis.timing.listener import Listener
    from ivr.analysis.timing.stops import MenuStop


@dataclass(frozen=True)
class Report:
    """What a language's callers spend; seconds from picking up to an answer's first word.

    `answers` come by how many want them, most first; `stops` in the order callers reach them.
    """

    language: str
    listener: Listener
    answers: tuple[Answer, ...]
    stops: tuple[MenuStop, ...]

    @property
    def welcome(self) -> float:
        """Seconds of the welcome."""
        return sum(stop.welcome - stop.gap for stop in self.stops[:1])

    @cached_property
    def times(self) -> tuple[Spent, ...]:
        """Each answer's seconds to the first word, and the share of callers who want it."""
        return tuple(Spent(each.first_word, each.mass) for each in self.answers)

    @property
    def expected(self) -> float:
        """F1: the mean for those who press as soon as they hear their option."""
        return spread.expected(self.times)

    @property
    def expected_full(self) -> float:
        """F1b: the mean for those who hear each menu out."""
        return spread.expected(Spent(each.first_word_full, each.mass) for each in self.answers)

    @property
    def expected_errors(self) -> float:
        """F5: the mean for those who press at once, errors included."""
        return spread.expected(Spent(each.first_word_errors, each.mass) for each in self.answers)

    @property
    def blend(self) -> float:
        """F1b: the mean over both kinds of callers."""
        return spread.blended(self.expected_full, self.expected, self.listener.novices)

    @property
    def p50(self) -> float:
        """F1c: half of the callers are served in this time."""
        return spread.percentile(self.times, 0.5)

    @property
    def p90(self) -> float:
        """F1c: nine callers of ten are served in this time."""
        return spread.percentile(self.times, 0.9)

    @property
    def worst(self) -> float:
        """F1c: everybody is served in this time."""
        return max((each.first_word for each in self.answers), default=0.0)

    @property
    def fixed(self) -> float:
        """Mean seconds no order of menus changes: the welcome and the landing cues of menus."""
        at_menus = sum(
            stop.mass * self._overhead(stop) + waiting(stop.timed) for stop in self.stops
        )
        return self.expected - at_menus

    @property
    def bound(self) -> float:
        """F3: the mean no tree of menus could beat that speaks as this one does on average."""
        return self.fixed + self._floor

    @property
    def efficiency(self) -> float:
        """F3: the least that could be spent at menus, over what is spent; 1 cannot be beaten."""
        spent = self.expected - self.fixed
        return self._floor / spent if spent else 1.0

    @property
    def saving(self) -> float:
        """F2: mean seconds the best order of options within each menu would save."""
        return sum(saving(stop.timed) for stop in self.stops)

    @property
    def keys_per_task(self) -> float:
        """F4: the mean of keys pressed."""
        return spread.keys_per_task((len(each.keys), each.mass) for each in self.answers)

    @property
    def reach(self) -> float:
        """F6: the share of callers who err at no menu."""
        return spread.expected(
            Spent(self.listener.right ** len(each.keys), each.mass) for each in self.answers
        )

    @property
    def memory(self) -> int:
        """F7: the most that must be kept in mind at any menu."""
        held = (items_held(len(stop.options), len(stop.commands)) for stop in self.stops)
        return max(held, default=0)

    @property
    def hold(self) -> float:
        """F7: the longest mean time a key is kept in mind by those who hear a menu out."""
        return max((hold(stop.timed) for stop in self.stops), default=0.0)

    @property
    def options_heard(self) -> float:
        """F7: the mean of options heard on the way."""
        return spread.expected(Spent(each.options_heard, each.mass) for each in self.answers)

    def patience(self, seconds: float) -> float:
        """F8: the share of callers who are served in so many seconds."""
        return spread.patience(self.times, seconds)

    @property
    def minutes_usd(self) -> float:
        """The mean cost of a call's minutes, to the end of the answer."""
        return spread.expected(
            Spent(minutes(each.first_word + each.seconds, twilio()), each.mass)
            for each in self.answers
        )

    @property
    def speech_usd(self) -> float:
        """What a call would cost beside, if Twilio's voice said it and no file were played."""
        return spread.expected(
            Spent(speech(each.characters, twilio()), each.mass) for each in self.answers
        )

    @property
    def recovery(self) -> float:
        """F5: the mean of what one wrong branch costs."""
        return spread.expected(Spent(each.recovery, each.mass) for each in self.answers)

    @property
    def languages(self) -> dict[str, float]:
        """R29: the seconds each other language's offer takes at the start, its gap included."""
        return {
            piece.prompt.language: piece.seconds + stop.gap
            for stop in self.stops[:1]
            for piece in stop.languages
        }

    def _overhead(self, stop: MenuStop) -> float:
        """What a menu costs beside its options."""
        return stop.unavoidable + self.listener.press

    @cached_property
    def _floor(self) -> float:
        """The bound on what is spent at menus.

        A menu and an option count as the mean one that is heard: were all alike, this tree would
        cost the same, so the bound holds for it.
        """
        visits, heard = sum(stop.mass for stop in self.stops), self.options_heard
        if not heard:
            return 0.0
        menu = sum(stop.mass * self._overhead(stop) for stop in self.stops) / visits
        option = sum(waiting(stop.timed) for stop in self.stops) / heard
        wanted: dict[str, float] = {}
        for each in self.answers:
            wanted[each.place] = wanted.get(each.place, 0.0) + each.mass
        return bound(wanted.values(), menu, option)
