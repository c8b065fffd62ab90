"""An answer that has callers dial a number says what to say there.

Somebody answers, or a machine does, and asks what it is about. A caller who was told the very
words gets on; one who was only told to call hangs up, or is put through to the wrong desk.

Good:
```yaml
messages:
  hours:
    steps:
      - call: clinic
      - say: {en-US: "a visit this week"}
      - have: {en-US: "Have your card at hand."}
      - cost: {en-US: "The call is free."}
```

Bad:
```yaml
messages:
  hours:
    steps:
      - call: clinic
      - have: {en-US: "Have your card at hand."}
      - cost: {en-US: "The call is free."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find answers that send callers to one number without the words to say there."""
    for message in line.calling_without("say"):
        yield Fault(line.here(message.name), 'says whom to call; add a "say" step: what to say')


RULE = LineRule("R90", "said-there", "warning", "W3C COGA, clear instructions", check=check)
