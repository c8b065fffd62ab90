"""A sound begins and ends with its words.

The silence between prompts is the line's to make, the same everywhere.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", head: 0.08, tail: 0.18}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", head: 0.6, tail: 0.18}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import ClipRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.clip import Clip

HEAD = 0.15
"""seconds before the first word; more are a warning"""
TAIL = 0.25
"""seconds after the last word; more are a warning"""


def check(clip: Clip) -> Iterator[str]:
    """Find sounds that begin late or end late."""
    for where, seconds, most in (
        ("begins", clip.measure.head, HEAD),
        ("ends", clip.measure.tail, TAIL),
    ):
        if round(seconds, 2) > most:
            yield f"{where} with {seconds:.2f} s of silence (at most {most:g}); trim it"


RULE = ClipRule("R84", "edges", "warning", "AVIxD: trim; the numbers are ours", check=check)
