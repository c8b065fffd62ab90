"""What a call tells the world, in order: the phone's only output, read by people, pages and tests.

Every event is a value that goes through JSON and back. Seconds count from the moment the first
document arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from twiml_phone.twiml.attributes import Pairs

OURS = 0
"""The code of what this phone says and Twilio would not."""


@dataclass(frozen=True, kw_only=True)
class RequestMade:
    """A request to the line, and the HTTP status it was answered with: 0 if it never was.

    It was for a document, or else for a sound (`media`) or to tell the end (`status_callback`).
    `links` are what the answer points to besides: (relation, URL).
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
    links: Pairs = ()


@dataclass(frozen=True, kw_only=True)
class PickUp:
    """The line picks up: from here the call costs money."""

    event: Literal["answered"] = "answered"
    at: float


@dataclass(frozen=True, kw_only=True)
class PromptPlayed:
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


@dataclass(frozen=True, kw_only=True)
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
    takes_speech: bool = False
    barge_in: bool = True

    @property
    def interrupts(self) -> bool:
        """Say whether a key stops what is playing."""
        return self.takes_keys and self.barge_in


@dataclass(frozen=True, kw_only=True)
class KeyPress:
    """The caller pressed a key; `lost` if nobody was listening for it."""

    event: Literal["pressed"] = "pressed"
    at: float
    key: str
    lost: bool = False


@dataclass(frozen=True, kw_only=True)
class NoInput:
    """The caller said and pressed nothing for as long as the line was ready to wait."""

    event: Literal["silent"] = "silent"
    at: float


@dataclass(frozen=True, kw_only=True)
class LineWarning:
    """The line did something Twilio would log a warning for; 0 is this phone's own code."""

    event: Literal["warned"] = "warned"
    at: float
    code: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A document could not be had or carried out, by Twilio's code; 0 is this phone's own."""

    event: Literal["trouble"] = "trouble"
    at: float
    code: int
    message: str
    url: str


@dataclass(frozen=True, kw_only=True)
class SpeechResult:
    """The caller's words as the line makes them out, for good if `final`; `lost` as for a key."""

    event: Literal["said"] = "said"
    at: float
    words: str
    final: bool = True
    confidence: float | None = None
    lost: bool = False


@dataclass(frozen=True, kw_only=True)
class SpeechActivity:
    """The caller makes sounds from `at` to `until`, whatever they say."""

    event: Literal["talked"] = "talked"
    at: float
    until: float


@dataclass(frozen=True, kw_only=True)
class Beep:
    """The line beeps: it records."""

    event: Literal["beeped"] = "beeped"
    at: float


@dataclass(frozen=True, kw_only=True)
class RecordingMade:
    """A recording that began at `start` is over."""

    event: Literal["recorded"] = "recorded"
    at: float
    start: float
    sid: str
    url: str


LegStatus = Literal[
    "waiting", "ringing", "in-progress", "completed", "busy", "no-answer", "failed", "canceled"
]


@dataclass(frozen=True, kw_only=True)
class LegProgress:
    """Somebody is called, or answers, or is joined with the caller (`bridged`), or is gone."""

    event: Literal["leg"] = "leg"
    at: float
    sid: str
    to: str
    caller: str
    status: LegStatus
    bridged: bool = False


@dataclass(frozen=True, kw_only=True)
class LegPrompt:
    """What somebody who was called heard before they were joined with the caller."""

    event: Literal["leg heard"] = "leg heard"
    at: float
    sid: str
    heard: PromptPlayed


@dataclass(frozen=True, kw_only=True)
class LegKey:
    """A key of the caller's that reaches whom they talk to."""

    event: Literal["leg key"] = "leg key"
    at: float
    sid: str
    key: str


@dataclass(frozen=True, kw_only=True)
class RoomEntry:
    """The caller is in a `room`: a conference, a queue, or with an agent who took them from it."""

    event: Literal["joined"] = "joined"
    at: float
    room: str
    kind: Literal["conference", "queue", "agent", "echo"]


@dataclass(frozen=True, kw_only=True)
class RoomExit:
    """The caller is in the room no more; `result` says how it ended, as Twilio would."""

    event: Literal["left"] = "left"
    at: float
    room: str
    result: str


@dataclass(frozen=True, kw_only=True)
class StreamStart:
    """A service joins the call: a media stream, or any other `kind` of Connect or Start."""

    event: Literal["streaming"] = "streaming"
    at: float
    sid: str
    kind: str
    name: str = ""
    url: str = ""
    parameters: Pairs = ()


@dataclass(frozen=True, kw_only=True)
class StreamEnd:
    """A service leaves the call."""

    event: Literal["stream ended"] = "stream ended"
    at: float
    sid: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something the line is to be told: the call does not wait, and heeds no answer.

    Once it was told, a `RequestMade` stands in its place. `closing` is told where a document would
    have been asked for, had the call not ended.
    """

    event: Literal["notice"] = "notice"
    at: float
    method: str
    url: str
    params: Pairs
    closing: bool = False


By = Literal["document", "hangup", "reject", "caller", "api", "limit", "error"]


@dataclass(frozen=True, kw_only=True)
class CallEnd:
    """The call is over: who ended it, and the status Twilio would give it."""

    event: Literal["hung up"] = "hung up"
    at: float
    by: By
    status: Literal["completed", "busy", "no-answer", "canceled"]


Event = Annotated[
    RequestMade
    | PickUp
    | PromptPlayed
    | Listening
    | KeyPress
    | SpeechResult
    | SpeechActivity
    | NoInput
    | Beep
    | RecordingMade
    | LegProgress
    | LegPrompt
    | LegKey
    | RoomEntry
    | RoomExit
    | StreamStart
    | StreamEnd
    | Notice
    | LineWarning
    | Trouble
    | CallEnd,
    Field(discriminator="event"),
]
