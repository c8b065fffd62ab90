"""Speech is as loud as telephone networks expect it: -22 dBFS.

Three decibels more or less are heard by nobody, six are too much. Pauses do not count.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", level: -22.4}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", level: -29.5}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule, weigh
from ivr.speech.audio.target import TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

KIND = 3.0
"""dB from -22 dBFS; more are a warning"""
MOST = 6.0
"""dB from -22 dBFS; more are an error"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find sounds that are too quiet or too loud."""
    for clip in heard.clips:
        away = abs(clip.measure.level - TARGET)
        if away > KIND:
            told = f"{clip} is at {clip.measure.level:.1f} dBFS, not {TARGET:g}; level it"
            severity = weigh(error=away > MOST)
            yield Fault(line.where(clip.prompt), told, severity)


RULE = HeardRule("R81", "levels", "warning", "RFC 7874, section 4", check=check)
