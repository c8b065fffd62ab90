"""Mixes several channels into one, so that the silence of one does not weaken the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

LOST = 4.5
"""dB that mixing may cost the loudest channel: alike they lose nothing, unlike 3 dB."""


def one(samples: Samples) -> tuple[Samples, str]:
    """Return the mean of the channels, or where they cancel each other out, the loudest of them.

    The text says what the matter was.
    """
    mixed: Samples = samples.mean(axis=1)
    powers = (samples**2).mean(axis=0)
    loudest = int(powers.argmax(axis=0)) if powers.size else 0
    if samples.shape[1] < 2 or not powers[loudest]:
        return mixed, ""
    lost = powers[loudest] * 10 ** (-LOST / 10) > (mixed**2).mean()
    return (samples[:, loudest], _matter(samples, loudest)) if lost else (mixed, "")


def _matter(samples: Samples, loudest: int) -> str:
    number = f"channel {loudest + 1} of {samples.shape[1]}"
    others = np.delete(samples, loudest, axis=1).sum(axis=1)
    if float(others @ samples[:, loudest]) < 0:
        return f"has channels that cancel each other out: only {number} is taken"
    return f"has its speech in one channel: only {number} is taken"
