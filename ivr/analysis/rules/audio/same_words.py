"""What is heard is what is written.

A rendered sound is named by its text and cannot say another. A person's recording can: it is no
longer played once its text has changed, and another voice stands in.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday."}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", stale: true}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find prompts whose recording says something else."""
    for prompt in heard.stale:
        told = f"the recording of {prompt.name} says something else; record it anew"
        yield Fault(line.where(prompt), told)


RULE = HeardRule("R88", "same-words", "warning", "WCAG 1.2.1; W3C on VoiceXML", check=check)
