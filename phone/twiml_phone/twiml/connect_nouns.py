"""What Connect, Start and Stop name: each noun's attributes and defaults, and what is nested in it.

They are all handled alike: this phone tells that one begins and ends, and who was to be reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twiml_phone.twiml.attributes import (
    Attribute,
    Pairs,
    flag,
    locale,
    methods,
    one_of,
    recording_events,
    socket,
    text,
    track,
    trim,
)

Attributes = Mapping[str, tuple[str, Attribute]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A noun with the attributes it has, defaults included, and its parameters."""

    noun: str
    attributes: Pairs = ()
    parameters: Pairs = ()

    def get(self, name: str) -> str:
        """Return an attribute; blank if it has none of this name."""
        return dict(self.attributes).get(name, "")


def _texts(*names: str) -> Attributes:
    return {name: ("", Attribute(text)) for name in names}


def _flags(**defaults: str) -> Attributes:
    return {name: (default, Attribute(flag)) for name, default in defaults.items()}


_TRACK = {"track": ("inbound_track", Attribute(track))}
_CALLBACK = {
    "statusCallback": ("", Attribute(text)),
    "statusCallbackMethod": ("POST", Attribute(methods)),
}
_RECORDING_CALLBACK = {
    "recordingStatusCallback": ("", Attribute(text)),
    "recordingStatusCallbackMethod": ("POST", Attribute(methods)),
    "recordingStatusCallbackEvent": ("completed", Attribute(recording_events)),
}
_SPOKEN = {
    "language": ("en-US", Attribute(locale)),
    "interruptible": ("any", Attribute(text)),
    "welcomeGreetingInterruptible": ("any", Attribute(text)),
    "interruptSensitivity": ("high", Attribute(text)),
    "ttsProvider": ("ElevenLabs", Attribute(text)),
    "transcriptionProvider": ("Deepgram", Attribute(text)),
    "reportInputDuringAgentSpeech": ("none", Attribute(text)),
    "elevenlabsTextNormalization": ("off", Attribute(text)),
    **_flags(preemptible="false", dtmfDetection="", profanityFilter="", partialPrompts=""),
    **_texts("welcomeGreeting", "ttsLanguage", "voice", "transcriptionLanguage", "speechModel"),
    **_texts("hints", "debug", "intelligenceService", "events", "backgroundnoisereduction"),
    **_texts("deepgramsmartformat", "ignorebackchannel", "speechtimeout"),
}

SERVICES: Mapping[str, Attributes] = {
    "Stream": {
        "url": ("", Attribute(socket)),
        **_TRACK,
        **_CALLBACK,
        **_texts("name", "connectorName"),
    },
    "Siprec": {**_TRACK, **_CALLBACK, **_texts("name", "connectorName")},
    "Transcription": {
        **_TRACK,
        "languageCode": ("en-US", Attribute(locale)),
        "statusCallbackMethod": ("POST", Attribute(methods)),
        **_flags(partialResults="false", profanityFilter="true", enableAutomaticPunctuation="true"),
        **_texts("name", "inboundTrackLabel", "outboundTrackLabel", "statusCallbackUrl", "hints"),
        **_texts("intelligenceService", "speechModel", "transcriptionEngine"),
    },
    "Recording": {
        "channels": ("mono", Attribute(one_of("mono", "dual"))),
        "track": ("both", Attribute(one_of("inbound", "outbound", "both"))),
        "trim": ("do-not-trim", Attribute(trim)),
        **_RECORDING_CALLBACK,
        **_texts("recordingConfigurationId"),
    },
    "ConversationRelay": {"url": ("", Attribute(socket)), **_SPOKEN},
    "Assistant": {**_texts("id"), **_SPOKEN},
    "ConversationRelaySession": _texts("connector", "sessionConfiguration"),
    "Room": _texts("participantIdentity"),
    "VirtualAgent": {
        **_texts("connectorName", "language"),
        **_flags(sentimentAnalysis="false"),
        **_CALLBACK,
    },
    "Conversation": {
        **_texts("serviceInstanceSid", "inboundTimeout", "routingAssignmentTimeout", "url"),
        **_texts("method", "record", "trim", "statusCallbackEvent"),
        **_flags(inboundAutocreation="true"),
        **_CALLBACK,
        **_RECORDING_CALLBACK,
    },
    "AiSession": _texts("aiConnector", "aiSessionConfiguration"),
    "Autopilot": {},
}
