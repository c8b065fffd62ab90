"""Twilio's parameters become what was heard of a caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.line.heard import Key, NoKey, TransferEnd, VoiceMessage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.line.heard import Heard

REACHED = frozenset({"answered", "completed"})
"""Values of `DialCallStatus` after which the two have talked."""


def heard(parameters: Mapping[str, str]) -> Heard:
    """Return what was heard, by the parameters of a request.

    >>> heard({"Digits": "12"}), heard({"Digits": ""}), heard({"DialCallStatus": "busy"})
    (Key(key='1'), NoKey(), TransferEnd(reached=False))
    """
    if url := parameters.get("RecordingUrl"):  # first, because the key that ended it is told too
        return VoiceMessage(url)
    if status := parameters.get("DialCallStatus"):
        return TransferEnd(reached=status in REACHED)
    key = parameters.get("Digits", "")[:1]
    return Key(key) if key else NoKey()
