"""What a call tells the world, in order: the phone's only output, read by people, pages and tests.

Every event is a value that goes through JSON and back. Seconds count from the moment the first
document arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request to the line, and the HTTP status it was answered with: 0 if it never was.

    It was for a document, or else for a sound (`media`) or to tell the end (`status_callback`).
    """

    event: Literal["asked"] = "asked"
    at: float
    method: str
    url: str
    params: Pairs
    status: int
    seconds: float
    status_callback: bool = False
    media: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The line picks up: from here the call costs money."""

    event: Literal["answered"] = "answered"
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the caller heard from `start` to `end`: a text said, a file played, or tones.

    `times` counts the repetitions that began; `cut` tells that the last one was interrupted. A file
    that tells its words and their language has them in `text` and `language`, like a text said.
    """

    event: Literal["heard"] = "heard"
    kind: Literal["say", "play", "tones"]
    start: float
    end: float
    text: str = ""
    url: str = ""
    language: str = ""
    voice: str = ""
    times: int = 1
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """The line takes keys from `at` on, and gives up at `until` if none comes.

    A new one follows each key. Prompts may still be playing: they end at `until - timeout`.
    """

    event: Literal["listening"] = "listening"
    at: float
    until: float
    timeout: float
    digits: str = ""
    num_digits: int | None = None
    finish_on_key: str = "#"
    takes_keys: bool = True
    barge_in: bool = True

    @property
    def interrupts(self) -> bool:
        """Say whether a key stops what is playing."""
        return self.takes_keys and self.barge_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The caller pressed a key; `lost` if nobody was listening for it."""

    event: Literal["pressed"] = "pressed"
    at: float
    key: str
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """The caller said and pressed nothing for as long as the line was ready to wait."""

    event: Literal["silent"] = "silent"
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """The line did something Twilio would log a warning for; 0 is this phone's own code."""

    event: Literal["warned"] = "warned"
    at: float
    code: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A document could not be had or carried out, by Twilio's code; 0 is this phone's own."""

    event: Literal["trouble"] = "trouble"
    at: float
    code: int
    message: str
    url: str


By = Literal["document", "hangup", "reject", "caller", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HungUp:
    """The call is over: who ended it, and the status Twilio would give it."""

    event: Literal["hung up"] = "hung up"
    at: float
    by: By
    status: Literal["completed", "busy", "no-answer"]


Event = Annotated[
    Asked | Answered | Heard | Listening | Pressed | Silent | Warned | Trouble | HungUp,
    Field(discriminator="event"),
]
