"""What a rule is: an id, a check, and its source. The docstring of its file documents it."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ivr.analysis.rules.clip import Clip
    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine
    from ivr.analysis.rules.replies import PlaceReply
    from ivr.menu.problem import Path, Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found: where in the menu file the blame lies, and what to do about it.

    Without a `severity` it is as grave as its rule.
    """

    path: Path
    message: str
    severity: Severity | None = None


def weigh(*, error: bool) -> Severity:
    """Return how grave a fault is that may be either."""
    return "error" if error else "warning"


@dataclass(frozen=True)
class Rule(ABC):
    """One thing asked of a line; `source` names who found out that it matters.

    `words` tells that it looks words up, so that it says nothing of a language without any;
    `listens` that it finds more where there are sounds.
    """

    id: str
    name: str
    severity: Severity
    source: str
    words: bool = False
    listens: bool = False
    _: KW_ONLY
    check: Callable[..., Iterable[Any]]

    sounds: ClassVar[bool] = False
    """Whether it can be judged only when every prompt has its sound."""

    @abstractmethod
    def faults(self, line: Line) -> Iterable[Fault]:
        """Return what it finds in a line."""

    def decides(self, line: Line) -> bool:
        """Tell whether it had all it judges by: where not, an excuse may be needed all the same."""
        return bool(line.heard) or not (self.sounds or self.listens)

    @property
    def doc(self) -> str:
        """What its file says of it."""
        return sys.modules[self.check.__module__].__doc__ or ""

    @property
    def summary(self) -> str:
        """What it asks, in one sentence."""
        return self.doc.partition("\n")[0]


@dataclass(frozen=True)
class LineRule(Rule):
    """A rule about what the menu file says."""

    _: KW_ONLY
    check: Callable[[Line], Iterable[Fault]]

    def faults(self, line: Line) -> Iterable[Fault]:
        """Return what it finds in a line."""
        return self.check(line)


@dataclass(frozen=True)
class HeardRule(Rule):
    """A rule about how long things take, or how sounds compare."""

    _: KW_ONLY
    check: Callable[[Line, MeasuredLine], Iterable[Fault]]
    sounds: ClassVar[bool] = True

    def faults(self, line: Line) -> Iterable[Fault]:
        """Return what it finds in a line; nothing where no sounds are."""
        return self.check(line, line.heard) if line.heard else ()


@dataclass(frozen=True)
class TranscriptRule(HeardRule):
    """A rule about what a listener wrote down of the sounds, as far as it has listened to them."""

    def decides(self, line: Line) -> bool:
        """Tell whether every sound at the normal pace was listened to."""
        return bool(line.heard and line.heard.listened)


@dataclass(frozen=True)
class ClipRule(Rule):
    """A rule about each sound by itself."""

    _: KW_ONLY
    check: Callable[[Clip], Iterable[str]]
    sounds: ClassVar[bool] = True

    def faults(self, line: Line) -> Iterable[Fault]:
        """Return what it finds in the sounds of a line."""
        for clip in line.heard.clips if line.heard else ():
            for message in self.check(clip):
                yield Fault(line.where(clip.prompt), f"{clip}: {message}")


@dataclass(frozen=True)
class ReplyRule(Rule):
    """A rule about each TwiML document a line answers with."""

    _: KW_ONLY
    check: Callable[[PlaceReply], Iterable[str]]

    def faults(self, line: Line) -> Iterable[Fault]:
        """Return what it finds in the replies of a line."""
        for reply in line.replies:
            for message in self.check(reply):
                yield Fault(reply.path, message)
