"""What a caller can do where a line waits: `walk` tries it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twiml_phone.call import KEYS

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Listening


@dataclass(frozen=True, slots=True)
class Act:
    """What the caller does at a place: keys, then perhaps silence; or else hanging up.

    >>> Act("12", waits=True).label, Act().label, Act("7", times=3).label
    ('12…', 'silence', '7×3')
    """

    keys: str = ""
    waits: bool = False
    hangs_up: bool = False
    times: int = 1

    @property
    def label(self) -> str:
        """Say it in a word."""
        if self.hangs_up:
            return "hang-up"
        once = self.keys + "…" * self.waits if self.keys else "silence"
        return once if self.times == 1 else f"{once}×{self.times}"

    @property
    def is_one_key(self) -> bool:
        """Whether it is one key, pressed once, as a choice of a menu is."""
        return len(self.keys) == 1 and not self.waits and self.times == 1

    @property
    def depth(self) -> int:
        """Count its keys."""
        return len(self.keys) * self.times


SILENCE = Act()
HANG_UP = Act(hangs_up=True)


def acts_at(listening: Listening | None) -> tuple[Act, ...]:
    """Return all a caller can try: each of the 12 keys, silence, a partial entry, hanging up.

    Where the line takes several keys, each key makes a whole entry: it is pressed as often as the
    line counts, or followed by the key that finishes it, or by silence if none does.
    """
    return (*(_entries(listening) if listening else ()), SILENCE, HANG_UP)


def _entries(listening: Listening) -> tuple[Act, ...]:
    if not listening.takes_keys:
        return ()
    finish = listening.finish_on_key
    if listening.num_digits == 1:
        return tuple(Act(key) for key in KEYS)
    whole = [Act(finish)] if finish else []
    partial = Act("1" if finish != "1" else "2", waits=True)
    for key in KEYS:
        if listening.num_digits and key != finish:
            whole.append(Act(key * listening.num_digits))
        elif key != finish:
            whole.append(Act(key + finish, waits=not finish))
    return tuple(dict.fromkeys([*whole, partial]))
