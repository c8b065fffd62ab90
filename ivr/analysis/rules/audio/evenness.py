"""All prompts of a language are equally loud, and none is clipped.

A caller who turned the volume up for a quiet prompt is shouted at by the next.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", level: -22.5, peak: -4.0}
- {prompt: prices.text, text: "A visit is free.", level: -21.5, peak: -3.5}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", level: -24.5, peak: -4.0}
- {prompt: prices.text, text: "A visit is free.", level: -20.0, peak: -0.1, clipped: 12}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule
from ivr.speech.audio.target import PEAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.clip import Clip
    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

SPREAD = 3.0
"""dB between the quietest and the loudest prompt; more are a warning"""
OVERSHOOT = 0.5
"""dB by which µ-law may round a peak up"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find prompts that stand out, and prompts that are distorted."""
    for code, clips in heard.by_language():
        quiet, loud = (pick(clips, key=lambda clip: clip.measure.level) for pick in (min, max))
        spread = loud.measure.level - quiet.measure.level
        if spread > SPREAD:
            told = f"{code}: {loud} is {spread:.1f} dB louder than {quiet.prompt.name}"
            yield Fault(line.where(loud.prompt), f"{told} (at most {SPREAD:g}); level them")
    for clip in heard.clips:
        yield from (Fault(line.where(clip.prompt), f"{clip} {told}") for told in _distorted(clip))


def _distorted(clip: Clip) -> Iterator[str]:
    if clip.measure.clipped:
        yield f"is clipped in {clip.measure.clipped} samples; record it with less gain"
    elif clip.measure.peak > PEAK + OVERSHOOT:
        yield f"has a peak of {clip.measure.peak:.1f} dBFS (at most {PEAK:g}); level it"


RULE = HeardRule(
    "R82", "evenness", "warning", "Google: no jumps of volume; Alexa: -3 dB peaks", check=check
)
