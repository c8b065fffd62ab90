"""What every conformance case takes for granted; a suite may say otherwise on its top."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Conventions:
    """The line of every case, and how long things take there."""

    base: str = "https://ivr.example.com"
    voice_url: str = "/voice"
    voice_method: Literal["GET", "POST"] = "POST"
    fallback_url: str = "/fallback"
    auth_token: str = "12345"  # noqa: S105  # the token of the cases
    default_document: str = "<Response><Hangup/></Response>"
    say_seconds: float = 2
    play_seconds: float = 3
    http_total_timeout_seconds: float = 15
    tolerance: float = 0.001

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Conventions:
        """Take what a suite says, and the rest as usual."""
        return cls(**{each.name: given[each.name] for each in fields(cls) if each.name in given})
