"""The assumed listener: how quick a caller is, and how often wrong. These are no findings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listener:
    """A caller, in seconds and in shares of the tries at a menu.

    Attributes:
        key: From the end of an option to the key.
        latency: From the key to the next sound.
        react: To notice that this is not what was wanted, or that a menu is over.
        silent: Share that lets a menu pass without a key.
        wrong: Share that takes a neighbour's key.
        unmapped: Share that presses a key that does nothing there.
        novices: Share of callers who hear a menu out before they press.
    """

    key: float = 1.2
    latency: float = 0.8
    react: float = 2.0
    silent: float = 0.05
    wrong: float = 0.04
    unmapped: float = 0.01
    novices: float = 0.5

    @property
    def right(self) -> float:
        """The share of tries that press the right key.

        >>> Listener().right
        0.9
        """
        return round(1 - self.silent - self.wrong - self.unmapped, 9)

    @property
    def press(self) -> float:
        """Seconds from the end of an option to the next sound.

        >>> Listener().press
        2.0
        """
        return self.key + self.latency
