"""What a call costs at Twilio's prices, part by part; prices.toml says where those stand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import ceil


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a minute begun, and for a character spoken by Twilio's voice."""

    minute: float
    character: float


@cache
def twilio() -> Prices:
    """Return the prices this package knows."""
    text = resources.files("ivr.analysis.timing").joinpath("prices.toml").read_text("utf-8")
    told = tomllib.loads(text)
    return Prices(told["minute"]["usd"], told["character"]["usd"])


def minutes(seconds: float, prices: Prices) -> float:
    """Return what the minutes of a call cost.

    >>> minutes(61, Prices(minute=0.01, character=0))
    0.02
    """
    return ceil(seconds / 60) * prices.minute


def speech(characters: int, prices: Prices) -> float:
    """Return what it costs to have Twilio's voice say so many characters.

    >>> speech(1000, Prices(minute=0, character=0.00002))
    0.02
    """
    return characters * prices.character
