"""A step is one sentence, or two short ones: 160 characters, about twelve seconds, at most.

Steps are heard one by one, and lit one by one on a page. A long one holds several, and the first of
them is forgotten before it ends.

Good:
```yaml
messages:
  hours:
    steps:
      - do: {en-US: "Unplug the box. Wait a minute. Plug it in again."}
```

Bad:
```yaml
messages:
  hours:
    steps:
      - do:
          en-US: >-
            Unplug the box, and wait a minute, and plug it in again, and look at the light, which
            must be green and must not blink, and if it does, then wait for another minute.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule
from ivr.menu.document import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line

MOST = 160
"""characters as they are spoken, values filled in"""


def check(line: Line) -> Iterator[Fault]:
    """Find steps that are several."""
    for message in line.messages:
        for step in message.steps:
            for code, prompt in step.prompts.items():
                if step.kind in STEPS and len(prompt.text) > MOST:
                    told = f"{len(prompt.text)} characters in one step ({MOST} at most)"
                    yield Fault(line.where(prompt), f"{code}: {told}; make two steps of it")


RULE = LineRule("R94", "one-breath", "warning", "W3C COGA, one idea a sentence", check=check)
