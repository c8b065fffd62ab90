"""Whatever is not speech is twenty decibels quieter than speech: no music, no street.

A telephone leaves little of a voice; a caller who hears badly needs all of it.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", level: -22, noise: -58, steady: true}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", level: -22, noise: -35, steady: true}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import ClipRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.clip import Clip

BELOW = 20.0
"""dB from speech down to what is always there; less is an error"""


def check(clip: Clip) -> Iterator[str]:
    """Find sounds in which something else is heard than speech."""
    below = clip.measure.level - clip.measure.noise
    if clip.measure.steady and below < BELOW:
        yield f"has noise only {below:.0f} dB below its speech (at least {BELOW:g}); record it anew"


RULE = ClipRule("R85", "noise", "error", "WCAG 1.4.7; ATIS", check=check)
