"""What a Dial can call: its nouns, with Twilio's defaults. `parser` reads them, the verb calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from twiml_phone.twiml.attributes import (
    Attribute,
    Method,
    call_events,
    flag,
    methods,
    one_of,
    recording_events,
    some_of,
    text,
    tones,
    trim,
    whole,
)

_ON_OFF = one_of("Enable", "DetectMessageEnd")
_CONFERENCE_EVENTS = some_of(
    "start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    """What all callees share: the document at `url` is whispered to whoever answers."""

    text: str = ""
    url: Annotated[str, Attribute(text)] = ""
    method: Annotated[Method, Attribute(methods, 13221)] = "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed(_Called):
    """A callee whose progress the line can follow."""

    status_callback: Annotated[str, Attribute(text)] = ""
    status_callback_event: Annotated[tuple[str, ...], Attribute(call_events)] = ("completed",)
    status_callback_method: Annotated[Method, Attribute(methods)] = "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Detected(_Followed):
    """A callee that may be a machine; this phone never looks."""

    machine_detection: Annotated[str, Attribute(_ON_OFF)] = ""
    machine_detection_timeout: Annotated[int, Attribute(whole(3, 60))] = 30
    machine_detection_speech_threshold: Annotated[int, Attribute(whole(1000, 6000))] = 2400
    machine_detection_speech_end_threshold: Annotated[int, Attribute(whole(500, 5000))] = 1200
    machine_detection_silence_timeout: Annotated[int, Attribute(whole(2000, 10000))] = 5000
    amd_status_callback: Annotated[str, Attribute(text)] = ""
    amd_status_callback_method: Annotated[Method, Attribute(methods)] = "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(_Detected):
    """A telephone number."""

    noun: Literal["Number"] = "Number"
    send_digits: Annotated[str, Attribute(tones, 13222)] = ""
    byoc: Annotated[str, Attribute(text)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client(_Followed):
    """A browser or an app, by its name."""

    noun: Literal["Client"] = "Client"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sip(_Detected):
    """A SIP address."""

    noun: Literal["Sip"] = "Sip"
    username: Annotated[str, Attribute(text)] = ""
    password: Annotated[str, Attribute(text)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sim(_Called):
    """A SIM card."""

    noun: Literal["Sim"] = "Sim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(_Followed):
    """Another application."""

    noun: Literal["Application"] = "Application"
    customer_id: Annotated[str, Attribute(text)] = ""
    copy_parent_to: Annotated[bool, Attribute(flag)] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatsApp(_Followed):
    """A number on WhatsApp."""

    noun: Literal["WhatsApp"] = "WhatsApp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(_Called):
    """Whoever waits longest in a queue."""

    noun: Literal["Queue"] = "Queue"
    reservation_sid: Annotated[str, Attribute(text)] = ""
    post_work_activity_sid: Annotated[str, Attribute(text)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """A room where callers meet. Without a `wait_url`, music plays until the second comes."""

    noun: Literal["Conference"] = "Conference"
    text: str = ""
    muted: Annotated[bool, Attribute(flag, 13230)] = False
    beep: Annotated[str, Attribute(one_of("true", "false", "onEnter", "onExit"), 13235)] = "true"
    start_conference_on_enter: Annotated[bool, Attribute(flag, 13232)] = True
    end_conference_on_exit: Annotated[bool, Attribute(flag, 13231)] = False
    participant_label: Annotated[str, Attribute(text)] = ""
    jitter_buffer_size: Annotated[str, Attribute(one_of("large", "medium", "small", "off"))] = (
        "large"
    )
    wait_url: Annotated[str | None, Attribute(text, 13233)] = None
    wait_method: Annotated[Method, Attribute(methods, 13234)] = "POST"
    max_participants: Annotated[int, Attribute(whole(2, 250))] = 250
    record: Annotated[str, Attribute(one_of("do-not-record", "record-from-start"))] = (
        "do-not-record"
    )
    region: Annotated[
        str, Attribute(one_of("us1", "us2", "ie1", "sg1", "br1", "au1", "jp1", "de1"))
    ] = ""
    trim: Annotated[str, Attribute(trim)] = "trim-silence"
    coach: Annotated[str, Attribute(text)] = ""
    status_callback: Annotated[str, Attribute(text)] = ""
    status_callback_event: Annotated[tuple[str, ...], Attribute(_CONFERENCE_EVENTS)] = ()
    status_callback_method: Annotated[Method, Attribute(methods)] = "POST"
    recording_status_callback: Annotated[str, Attribute(text)] = ""
    recording_status_callback_event: Annotated[tuple[str, ...], Attribute(recording_events)] = (
        "completed",
    )
    recording_status_callback_method: Annotated[Method, Attribute(methods)] = "POST"
    event_callback_url: Annotated[str, Attribute(text)] = ""
    recording_configuration_id: Annotated[str, Attribute(text)] = ""


Callee = Annotated[
    Number | Client | Sip | Sim | Application | WhatsApp | Queue, Field(discriminator="noun")
]
Noun = Annotated[
    Number | Client | Sip | Sim | Application | WhatsApp | Queue | Conference,
    Field(discriminator="noun"),
]
NOUNS = {
    noun.__name__: noun
    for noun in (Number, Client, Sip, Sim, Application, WhatsApp, Queue, Conference)
}
