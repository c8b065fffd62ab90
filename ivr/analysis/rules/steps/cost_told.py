"""An answer that has callers dial a number says what the call costs.

A caller who pays by the minute, or has little left on a card, does not call where it may cost;
"the call is free" is the shortest help there is.

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
      - say: {en-US: "a visit this week"}
      - have: {en-US: "Have your card at hand."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find answers that send callers to one number without its price."""
    for message in line.calling_without("cost"):
        told = 'says whom to call; add a "cost" step: what the call costs, or that it is free'
        yield Fault(line.here(message.name), told)


RULE = LineRule("R93", "cost-told", "warning", "W3C COGA, hidden costs", check=check)
