"""What TwiML's verbs are, with Twilio's defaults; `parser` reads them, the interpreter obeys them.

Each attribute carries the reader that judges its text and the code Twilio warns with. Its XML name
is the field's in camelCase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from twiml_phone.twiml.attributes import (
    Attribute,
    Method,
    finish_key,
    flag,
    hints,
    inputs,
    keys,
    locale,
    methods,
    one_of,
    recording,
    recording_events,
    seconds_or_auto,
    text,
    tones,
    trim,
    voice,
    whole,
)
from twiml_phone.twiml.connect_nouns import Service
from twiml_phone.twiml.dial_nouns import Noun


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
    method: Annotated[Method, Attribute(methods, 13312)] = "POST"
    input: Annotated[tuple[str, ...], Attribute(inputs, 13326)] = ("dtmf",)
    timeout: Annotated[int, Attribute(seconds_or_auto(5), 13313)] = 5
    num_digits: Annotated[int | None, Attribute(whole(1), 13314)] = None
    finish_on_key: Annotated[str, Attribute(finish_key, 13310)] = "#"
    action_on_empty_result: Annotated[bool, Attribute(flag, 13338)] = False
    barge_in: Annotated[bool, Attribute(flag, 13332)] = True
    speech_timeout: Annotated[int | None, Attribute(seconds_or_auto(0), 13327)] = None
    language: Annotated[str, Attribute(locale, 13331)] = "en-US"
    hints: Annotated[str, Attribute(hints, 13330)] = ""
    speech_model: Annotated[str, Attribute(text, 13334)] = "default"
    enhanced: Annotated[bool, Attribute(flag)] = False
    profanity_filter: Annotated[bool, Attribute(flag, 13333)] = True
    partial_result_callback: Annotated[str, Attribute(text)] = ""
    partial_result_callback_method: Annotated[Method, Attribute(methods, 13329)] = "POST"
    max_speech_time: Annotated[int | None, Attribute(whole(1), 13328)] = None
    debug: Annotated[bool, Attribute(flag)] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Go on with the document at the URL in `text`; blank is the current document again."""

    verb: Literal["Redirect"] = "Redirect"
    text: str = ""
    method: Annotated[Method, Attribute(methods, 13710)] = "POST"


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
class Record:
    """Record the caller until a key, silence or `max_length`; the line is always told.

    To be transcribed it must be over in two minutes.
    """

    verb: Literal["Record"] = "Record"
    action: Annotated[str, Attribute(text)] = ""
    method: Annotated[Method, Attribute(methods, 13610)] = "POST"
    timeout: Annotated[int, Attribute(whole(0), 13611)] = 5
    max_length: Annotated[int, Attribute(whole(2, 86400), 13612)] = 3600
    finish_on_key: Annotated[str, Attribute(keys, 13613)] = "1234567890*#"
    transcribe: Annotated[bool, Attribute(flag, 13614)] = False
    transcribe_callback: Annotated[str, Attribute(text)] = ""
    play_beep: Annotated[bool, Attribute(flag, 13616)] = True
    trim: Annotated[str, Attribute(trim, 13620)] = "trim-silence"
    recording_status_callback: Annotated[str, Attribute(text)] = ""
    recording_status_callback_method: Annotated[Method, Attribute(methods)] = "POST"
    recording_status_callback_event: Annotated[tuple[str, ...], Attribute(recording_events)] = (
        "completed",
    )
    recording_configuration_id: Annotated[str, Attribute(text)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """Call others, all at once or one after the other, and join the first who answers."""

    verb: Literal["Dial"] = "Dial"
    nouns: tuple[Noun, ...] = ()
    action: Annotated[str | None, Attribute(text)] = None
    method: Annotated[Method, Attribute(methods, 13210)] = "POST"
    timeout: Annotated[int, Attribute(whole(5, 600), 13212)] = 30
    hangup_on_star: Annotated[bool, Attribute(flag, 13213)] = False
    caller_id: Annotated[str, Attribute(text, 13214)] = ""
    time_limit: Annotated[int, Attribute(whole(1), 13216)] = 14400
    record: Annotated[str, Attribute(recording, 13217)] = "do-not-record"
    sequential: Annotated[bool, Attribute(flag, 13218)] = False
    answer_on_bridge: Annotated[bool, Attribute(flag)] = False
    recording_track: Annotated[str, Attribute(one_of("both", "inbound", "outbound"))] = "both"
    trim: Annotated[str, Attribute(trim)] = "do-not-trim"
    recording_status_callback: Annotated[str, Attribute(text)] = ""
    recording_status_callback_method: Annotated[Method, Attribute(methods)] = "POST"
    recording_status_callback_event: Annotated[tuple[str, ...], Attribute(recording_events)] = (
        "completed",
    )
    recording_configuration_id: Annotated[str, Attribute(text)] = ""
    ring_tone: Annotated[str, Attribute(text)] = ""
    refer_url: Annotated[str, Attribute(text)] = ""
    refer_method: Annotated[Method, Attribute(methods)] = "POST"
    call_reason: Annotated[str, Attribute(text)] = ""
    events: Annotated[str, Attribute(text)] = ""
    passports: Annotated[str, Attribute(text)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enqueue:
    """Wait in a queue. Without a `wait_url`, music plays; a blank one is silence."""

    verb: Literal["Enqueue"] = "Enqueue"
    text: str = ""
    action: Annotated[str | None, Attribute(text, 14203)] = None
    method: Annotated[Method, Attribute(methods, 14201)] = "POST"
    wait_url: Annotated[str | None, Attribute(text, 14202)] = None
    wait_url_method: Annotated[Method, Attribute(methods, 14206)] = "POST"
    max_queue_size: Annotated[int, Attribute(whole(1, 5000))] = 1000
    workflow_sid: Annotated[str, Attribute(text, 14220)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Leave the queue: go on with what follows the Enqueue."""

    verb: Literal["Leave"] = "Leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect:
    """Hand the caller over to a service, until it is done."""

    verb: Literal["Connect"] = "Connect"
    services: tuple[Service, ...] = ()
    action: Annotated[str | None, Attribute(text)] = None
    method: Annotated[Method, Attribute(methods)] = "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Start services beside the call, which goes on."""

    verb: Literal["Start"] = "Start"
    services: tuple[Service, ...] = ()
    action: Annotated[str | None, Attribute(text)] = None
    method: Annotated[Method, Attribute(methods)] = "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Stop services that were started, by their names."""

    verb: Literal["Stop"] = "Stop"
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Let the caller hear themselves, until they hang up."""

    verb: Literal["Echo"] = "Echo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """Send a text message: this phone sends none, and says that it was sent."""

    verb: Literal["Sms"] = "Sms"
    text: str = ""
    to: Annotated[str, Attribute(text)] = ""
    sender: Annotated[str, Attribute(text, name="from")] = ""
    action: Annotated[str | None, Attribute(text)] = None
    method: Annotated[Method, Attribute(methods, 14104)] = "POST"
    status_callback: Annotated[str, Attribute(text)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A verb Twilio obeys and this phone does not: it is skipped, and says so."""

    verb: Literal["Later"] = "Later"
    name: str


Verb = Annotated[
    Say
    | Play
    | Pause
    | Gather
    | Record
    | Dial
    | Enqueue
    | Leave
    | Redirect
    | Hangup
    | Reject
    | Connect
    | Start
    | Stop
    | Echo
    | Sms
    | Later,
    Field(discriminator="verb"),
]
