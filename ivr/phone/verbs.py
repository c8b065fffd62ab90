"""What TwiML's verbs are, with Twilio's defaults; `twiml` reads them and `interpreter` obeys them.

Each attribute carries the reader that judges its text and the code Twilio warns with. Its XML name
is the field's in camelCase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from ivr.phone.attributes import (
    Attribute,
    finish_key,
    flag,
    inputs,
    locale,
    one_of,
    seconds_or_auto,
    text,
    tones,
    voice,
    whole,
)

Method = Literal["GET", "POST"]
_METHODS = one_of("GET", "POST")


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Speak a text. `loop` 0 means until hung up, or a thousand times."""

    verb: Literal["Say"] = "Say"
    text: str = ""
    voice: Annotated[str, Attribute(voice, 13511)] = "man"
    language: Annotated[str, Attribute(locale, 13512)] = "en-US"
    loop: Annotated[int, Attribute(whole(0), 13510)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Play a sound file, or dial tones. `loop` 0 means until hung up, or a thousand times."""

    verb: Literal["Play"] = "Play"
    text: str = ""
    loop: Annotated[int, Attribute(whole(0), 13410)] = 1
    digits: Annotated[str, Attribute(tones, 13430)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Say nothing for some seconds."""

    verb: Literal["Pause"] = "Pause"
    length: Annotated[int, Attribute(whole(1), 13910)] = 1


Prompt = Annotated[Say | Play | Pause, Field(discriminator="verb")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """Play the prompts nested in it and collect keys. A blank `action` is the current document."""

    verb: Literal["Gather"] = "Gather"
    prompts: tuple[Prompt, ...] = ()
    action: Annotated[str, Attribute(text)] = ""
    method: Annotated[Method, Attribute(_METHODS, 13312)] = "POST"
    input: Annotated[tuple[str, ...], Attribute(inputs, 13326)] = ("dtmf",)
    timeout: Annotated[int, Attribute(seconds_or_auto(5), 13313)] = 5
    num_digits: Annotated[int | None, Attribute(whole(1), 13314)] = None
    finish_on_key: Annotated[str, Attribute(finish_key, 13310)] = "#"
    action_on_empty_result: Annotated[bool, Attribute(flag, 13338)] = False
    barge_in: Annotated[bool, Attribute(flag, 13332)] = True
    speech_timeout: Annotated[int | None, Attribute(seconds_or_auto(None), 13327)] = None
    language: Annotated[str, Attribute(locale, 13330)] = "en-US"
    hints: Annotated[str, Attribute(text)] = ""
    speech_model: Annotated[str, Attribute(text)] = "default"
    enhanced: Annotated[bool, Attribute(flag)] = False
    profanity_filter: Annotated[bool, Attribute(flag)] = True
    partial_result_callback: Annotated[str, Attribute(text)] = ""
    partial_result_callback_method: Annotated[Method, Attribute(_METHODS)] = "POST"
    max_speech_time: Annotated[int | None, Attribute(whole(1), 13328)] = None
    debug: Annotated[bool, Attribute(flag)] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Go on with the document at the URL in `text`; blank is the current document again."""

    verb: Literal["Redirect"] = "Redirect"
    text: str = ""
    method: Annotated[Method, Attribute(_METHODS, 13710)] = "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hangup:
    """End the call."""

    verb: Literal["Hangup"] = "Hangup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Turn the call away unanswered, if it comes first; else hang up."""

    verb: Literal["Reject"] = "Reject"
    reason: Annotated[Literal["rejected", "busy"], Attribute(one_of("rejected", "busy"), 13810)] = (
        "rejected"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A verb Twilio obeys and this phone does not yet: it is skipped, and says so."""

    verb: Literal["Later"] = "Later"
    name: str


Verb = Annotated[
    Say | Play | Pause | Gather | Redirect | Hangup | Reject | Later, Field(discriminator="verb")
]
