"""A sound is made for the telephone: 8,000 samples a second, one channel.

Everything else is converted while callers wait, and less well than beforehand.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", rate: 8000, channels: 1, coding: ULAW}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", rate: 44100, channels: 2, coding: PCM_16}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import ClipRule
from ivr.speech.audio.target import PHONE_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.clip import Clip

CODINGS = frozenset({"ULAW", "ALAW", "PCM_16"})
"""codings a telephone network takes as they are"""


def check(clip: Clip) -> Iterator[str]:
    """Find sounds that have to be converted."""
    if (clip.rate, clip.channels) != (PHONE_RATE, 1) or clip.coding not in CODINGS:
        found = f"{clip.rate} samples a second, {clip.channels} channels, {clip.coding}"
        yield f"has {found}; the telephone has {PHONE_RATE}, one, ULAW"


RULE = ClipRule("R80", "format", "error", "Twilio; AVIxD; Avaya", check=check)
