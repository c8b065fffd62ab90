"""Tells speech from the noise of the room, by the power of frames of 20 ms.

Speech comes and goes; a room's noise stays as it is. So the quietest frames are the room when they
are alike, and a quieter part of the speech when they are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]
    Powers = NDArray[np.float64]

FRAME = 0.02
"""Seconds over which a level is taken."""
ROOM = 10
"""So many of the quietest frames are a room's noise …"""
STEADY = 4.0
"""… if they are no more dB apart than this. In speech they differ more."""
OVER_NOISE = 10.0
"""Speech is this many dB over a room's noise …"""
SURELY = 20.0
"""… and whatever is at most so many dB under the loudest frame is speech in any room."""


def size(rate: int) -> int:
    """Return how many samples a frame has."""
    return max(1, round(FRAME * rate))


def powers(samples: Samples, rate: int) -> Powers:
    """Return the mean power of each frame."""
    frame = size(rate)
    whole, rest = samples[: len(samples) // frame * frame].reshape(-1, frame), len(samples) % frame
    result: Powers = np.einsum("ij,ij->i", whole, whole) / frame
    if rest:
        result = np.append(result, np.square(samples[-rest:]).sum() / frame)
    return result


def speech(power: Powers, under: float) -> NDArray[np.bool_]:
    """Tell which frames are speech: `under` dB below the loudest at most, and above the room."""
    loudest = np.max(power, initial=0.0)
    room = quietest(power).mean() * 10 ** (OVER_NOISE / 10) if steady(power) else 0.0
    room = min(room, loudest * 10 ** (-SURELY / 10))
    result: NDArray[np.bool_] = power > max(loudest * 10 ** (-under / 10), room)
    return result


def noise(power: Powers, under: float) -> float:
    """Return the level of what is no speech, or if all is, of its quietest moments."""
    rest = power[~speech(power, under)]
    rest = rest if rest.size else quietest(power)
    return level(np.median(rest, keepdims=True)) if rest.size else -np.inf


def quietest(power: Powers) -> Powers:
    """Return the frames that are the room, if there is any to be heard.

    The very quietest is left out: it may be the last one, which the file's end cut short.
    """
    return np.sort(power)[1 : ROOM + 1]


def steady(power: Powers) -> bool:
    """Tell whether the quietest frames are alike, as those of a room are."""
    few = quietest(power)
    return len(few) == ROOM and bool(few[-1] <= few[0] * 10 ** (STEADY / 10))


def level(power: Powers) -> float:
    """Return the level of frames in dBFS; minus infinity for silence."""
    mean = power.mean() if power.size else 0.0
    return float(10 * np.log10(mean)) if mean else -np.inf
