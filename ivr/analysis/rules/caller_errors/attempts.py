"""A caller has two to four tries before the line hangs up.

Fewer hang up on people who were only slow; more keep those busy who have left. The warning counts
as a try: the key it names keeps the call.

Good:
```yaml
everywhere:
  no-match:
    - {en-US: "That key does nothing here. Please choose another."}
    - {en-US: "Listen for the numbers I say, and press one of them."}
```

Bad:
```yaml
everywhere:
  no-match:
    - {en-US: "That key does nothing here."}
    - {en-US: "That key does nothing here either."}
    - {en-US: "This one does nothing here either."}
    - {en-US: "Nor does this one."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line

FEWEST = 2
"""tries, the warning included; fewer are an error"""
MOST = 4
"""tries, the warning included; more are an error"""


def check(line: Line) -> Iterator[Fault]:
    """Find lines that give up too soon or too late."""
    shared = line.flow.everywhere
    for name, attempts in (("no-input", shared.no_input), ("no-match", shared.no_match)):
        tries = len(attempts) + 1
        if not FEWEST <= tries <= MOST:
            told = f"{name} and the warning give {tries} tries; {FEWEST} to {MOST} are right"
            yield Fault(("everywhere", name), told)


RULE = LineRule("R62", "attempts", "error", "W3C COGA; ACIxD: what to do on failure", check=check)
