"""No silence within a prompt lasts longer than three seconds.

After three seconds a caller believes that the line is dead, or that it is their turn.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", pauses: [0.4, 1.2]}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", pauses: [0.4, 3.6]}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import ClipRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.clip import Clip

LONGEST = 3.0
"""seconds; more are a warning"""


def check(clip: Clip) -> Iterator[str]:
    """Find the longest silence of a sound."""
    longest = max(clip.pauses, default=0.0)
    if longest > LONGEST:
        yield f"is silent for {longest:.1f} s on end (at most {LONGEST:g}); cut it"


RULE = ClipRule("R47", "silences", "warning", "ACIxD: prosody; ivrsworld", check=check)
