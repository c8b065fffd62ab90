"""An answer that has callers dial a number says what to have in hand.

A caller who is asked for a number they have to look for is put on hold, or hangs up. Where
nothing is asked for, say so, or allow it with that reason.

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
    """Find answers that send callers to one number empty-handed."""
    for message in line.calling_without("have"):
        told = 'says whom to call; add a "have" step: what they will ask for'
        yield Fault(line.here(message.name), told)


RULE = LineRule("R92", "in-hand", "warning", "W3C COGA, what is needed beforehand", check=check)
