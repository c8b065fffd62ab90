"""How long a sound lasts, and what its tags say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Length:
    """The length of a sound file in seconds, its title and its comment."""

    seconds: float
    title: str = ""
    comment: str = ""
