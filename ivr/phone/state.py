"""A call in progress, as a value: what the interpreter is given and gives back.

It goes through JSON and back unchanged, so a call can be stopped and resumed anywhere.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from ivr.phone.events import Asked, By, Pairs
from ivr.phone.verbs import Gather, Method, Pause, Play, Prompt, Say, Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A document to be asked for; `params` are the verb's own, beside those of every request."""

    method: Method
    url: str
    params: Pairs = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
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
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Nothing goes on: the next verb can begin."""

    doing: Literal["ready"] = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """A prompt is sounding: `source` is its text or absolute URL, `once` its length in seconds.

    `text`, `language` and `gap` are those of the `Sound` that is played.
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

    @property
    def end(self) -> float:
        """Say when it will be over if nobody interrupts it."""
        return self.start + self.once * self.times


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Keys are being collected: while `prompt` sounds, then until the `timer` runs out.

    `held` are keys a Gather without barge-in keeps until its prompts are over.
    """

    doing: Literal["gathering"] = "gathering"
    gather: Gather
    prompt: Speaking | None = None
    left: tuple[Prompt, ...] = ()
    digits: str = ""
    held: str = ""
    timer: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """The call waits for a document, which may be the fallback for another."""

    doing: Literal["fetching"] = "fetching"
    request: Request
    fallback: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """The next verb plays sounds the call knows nothing of yet; it waits to be told."""

    doing: Literal["loading"] = "loading"
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """The call has ended."""

    doing: Literal["over"] = "over"
    by: By


Doing = Annotated[
    Ready | Speaking | Gathering | Fetching | Loading | Over,
    Field(discriminator="doing"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallState:
    """Where a call is: the clock, the document, the verbs left of it and what goes on now.

    `sounds` are those it was told of. `documents` and `idle` count requests, in all and since time
    last passed: they stop loops. `by_fallback` tells whether the document is the fallback.
    """

    doing: Doing
    clock: float = 0.0
    url: str = ""
    verbs: tuple[Verb, ...] = ()
    sounds: tuple[Sound, ...] = ()
    begun: bool = False
    answered: float | None = None
    fallback_url: str | None = None
    by_fallback: bool = False
    broken: bool = False
    documents: int = 0
    idle: int = 0
    asked_at: float = 0.0

    def sound(self, url: str) -> Sound | None:
        """Return what is known of a sound; None if the call was never told."""
        return next((sound for sound in self.sounds if sound.url == url), None)
