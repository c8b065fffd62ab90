"""A call in progress, as a value: what the interpreter is given and gives back.

It goes through JSON and back unchanged, so a call can be stopped and resumed anywhere.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from twiml_phone.interpreter.events import By, LegStatus, RequestMade
from twiml_phone.twiml.attributes import Method, Pairs
from twiml_phone.twiml.dial_nouns import Callee
from twiml_phone.twiml.verbs import (
    Connect,
    Dial,
    Enqueue,
    Gather,
    Pause,
    Play,
    Prompt,
    Record,
    Say,
    Verb,
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A document to be asked for; `params` are the verb's own, beside those of every request."""

    method: Method
    url: str
    params: Pairs = ()


@dataclass(frozen=True, kw_only=True)
class SoundInfo:
    """What a call knows of a sound file; `seconds` is None if nobody measured it.

    `text` and `language` are its words, where it tells them, and a `gap` is meant as silence.
    `code` says why it cannot be played, `flaw` what is odd about it. `asked` are the requests made
    for it: the call tells them when it first plays it.
    """

    url: str
    seconds: float | None = None
    text: str = ""
    language: str = ""
    gap: bool = False
    flaw: str = ""
    code: int = 0
    message: str = ""
    asked: tuple[RequestMade, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Nothing goes on: the next verb can begin."""

    doing: Literal["ready"] = "ready"


@dataclass(frozen=True, kw_only=True)
class Speaking:
    """A prompt is sounding: `source` is its text or absolute URL, `once` its length in seconds.

    `text`, `language` and `gap` are those of the `SoundInfo` that is played. A `leg` hears it in
    the caller's place.
    """

    doing: Literal["speaking"] = "speaking"
    verb: Annotated[Say | Play | Pause, Field(discriminator="verb")]
    source: str = ""
    start: float
    once: float
    times: int = 1
    text: str = ""
    language: str = ""
    gap: bool = False
    leg: str = ""

    @property
    def end(self) -> float:
        """Say when it will be over if nobody interrupts it."""
        return self.start + self.once * self.times


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """Keys or speech are collected: while `prompt` sounds, then until the `timer` runs out.

    `held` are keys a Gather without barge-in keeps until its prompts are over. `words` are what was
    made out of a speech that began at `speech`.
    """

    doing: Literal["gathering"] = "gathering"
    gather: Gather
    prompt: Speaking | None = None
    left: tuple[Prompt, ...] = ()
    digits: str = ""
    held: str = ""
    timer: float = 0.0
    words: str = ""
    speech: float | None = None


@dataclass(frozen=True, kw_only=True)
class Recording:
    """The caller is being recorded."""

    doing: Literal["recording"] = "recording"
    verb: Record
    start: float
    sid: str
    words: str = ""

    @property
    def longest(self) -> int:
        """Say how many seconds it may last; Twilio transcribes no more than two minutes."""
        return min(self.verb.max_length, 120) if self.verb.transcribe else self.verb.max_length


@dataclass(frozen=True, kw_only=True)
class Leg:
    """Somebody a Dial calls; `told` counts what was to be told of them."""

    noun: Callee
    sid: str
    to: str
    caller: str
    status: LegStatus = "waiting"
    answered: float | None = None
    bridged: float | None = None
    ended: float | None = None
    told: int = 0


@dataclass(frozen=True, kw_only=True)
class Dialing:
    """Others are called, or talk with the caller, at most until `until`; or a `room` is shared.

    `company` tells that somebody else is in the room.
    """

    doing: Literal["dialing"] = "dialing"
    verb: Dial
    since: float
    until: float
    legs: tuple[Leg, ...] = ()
    room: str = ""
    company: bool = False
    recording: str = ""


@dataclass(frozen=True, kw_only=True)
class Queued:
    """The caller waits in a queue, or talks with the `agent` who took them from it."""

    doing: Literal["queued"] = "queued"
    verb: Enqueue
    since: float
    sid: str
    agent: bool = False


@dataclass(frozen=True, kw_only=True)
class Connected:
    """The caller is with a service, or with their own echo where there is no `verb`."""

    doing: Literal["connected"] = "connected"
    verb: Connect | None = None
    sid: str = ""


@dataclass(frozen=True, kw_only=True)
class Interlude:
    """What is set aside while another document is carried out: one to wait by, or a whisper.

    `verbs` and `url` are the call's own; `rounds` counts how often the other was begun.
    """

    kind: Literal["queue", "conference", "whisper"]
    verbs: tuple[Verb, ...]
    url: str
    back: Annotated[Dialing | Queued, Field(discriminator="doing")]
    rounds: int = 1


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A service that is in the call beside it."""

    sid: str
    kind: str
    name: str = ""
    callback: str = ""
    callback_method: Method = "POST"


@dataclass(frozen=True, kw_only=True)
class Fetching:
    """The call waits for a document, which may be the fallback for another."""

    doing: Literal["fetching"] = "fetching"
    request: Request
    fallback: bool = False


@dataclass(frozen=True, kw_only=True)
class Loading:
    """The next verb plays sounds the call knows nothing of yet; it waits to be told."""

    doing: Literal["loading"] = "loading"
    urls: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Over:
    """The call has ended."""

    doing: Literal["over"] = "over"
    by: By


Doing = Annotated[
    Ready
    | Speaking
    | Gathering
    | Recording
    | Dialing
    | Queued
    | Connected
    | Fetching
    | Loading
    | Over,
    Field(discriminator="doing"),
]


@dataclass(frozen=True, kw_only=True)
class CallState:
    """Where a call is: the clock, the document, the verbs left of it and what goes on now.

    `sounds` are those it was told of. `documents` and `idle` count requests, in all and since time
    last passed: they stop loops. `by_fallback` tells whether the document is the fallback.
    The caller makes sounds until `talking`, or for as long as they are `mumbling`; `made` counts
    what was given a name.
    """

    doing: Doing
    call_sid: str = ""
    caller: str = ""
    # in JSON as it was always called, so that calls saved before can be resumed
    interlude: Annotated[Interlude | None, Field(alias="aside")] = None
    streams: tuple[Stream, ...] = ()
    talking: float = 0.0
    mumbling: bool = False
    made: int = 0
    clock: float = 0.0
    url: str = ""
    verbs: tuple[Verb, ...] = ()
    sounds: tuple[SoundInfo, ...] = ()
    begun: bool = False
    answered: float | None = None
    fallback_url: str | None = None
    by_fallback: bool = False
    broken: bool = False
    documents: int = 0
    idle: int = 0
    asked_at: float = 0.0

    def sound(self, url: str) -> SoundInfo | None:
        """Return what is known of a sound; None if the call was never told."""
        return next((sound for sound in self.sounds if sound.url == url), None)

    @property
    def whispered(self) -> bool:
        """Say whether the document is one only somebody called hears."""
        return self.interlude is not None and self.interlude.kind == "whisper"

    @property
    def behind(self) -> Doing:
        """Return what goes on, behind the interlude if there is one."""
        return self.interlude.back if self.interlude else self.doing

    @property
    def dialing(self) -> Dialing | None:
        """Return the Dial that goes on, in front or behind."""
        doing = self.behind
        return doing if isinstance(doing, Dialing) else None

    @property
    def queued(self) -> Queued | None:
        """Return the queue the caller is in, in front or behind."""
        doing = self.behind
        return doing if isinstance(doing, Queued) else None
