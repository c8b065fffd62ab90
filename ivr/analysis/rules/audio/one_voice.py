"""A language is spoken by one voice.

A voice that changes in the middle of a call sounds like another person, or another line.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", voice: espeak en-us}
- {prompt: prices.text, text: "A visit is free.", voice: espeak en-us}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", voice: espeak en-us}
- {prompt: prices.text, text: "A visit is free.", voice: gtts en}
```
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find languages that are spoken by several voices."""
    for code in line.flow.languages:
        voices = Counter(clip.voice for clip in heard.clips if clip.prompt.language == code)
        if len(voices) > 1:
            told = ", ".join(f"{count} prompts by {voice}" for voice, count in voices.most_common())
            yield Fault(("languages", code), f"{code} has several voices: {told}; render the rest")


RULE = HeardRule("R86", "one-voice", "warning", "Meridian Mail", check=check)
