"""A menu offers five choices at most, and never nine.

Each choice is heard before the next can be weighed. Five are held in mind with ease; up to eight
can still be better than another level. Languages and the keys that do the same everywhere do not
count.

Good:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: prices, label: {en-US: ask for prices}}
```

Bad:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: prices, label: {en-US: ask for prices}}
      - {to: hours, label: {en-US: visit a patient}}
      - {to: hours, label: {en-US: find a doctor}}
      - {to: hours, label: {en-US: get a certificate}}
      - {to: hours, label: {en-US: change an appointment}}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line

KIND = 5
"""choices; more are a warning"""
MOST = 8
"""choices; more are an error"""


def check(line: Line) -> Iterator[Fault]:
    """Find menus with too many choices."""
    for menu in line.menus:
        count = len(menu.choices)
        if count > KIND:
            message = f'"{menu.name}" offers {count} choices, and {KIND} are kind; join some'
            severity = weigh(error=count > MOST)
            yield Fault((*line.here(menu.name), "choices"), message, severity)


RULE = LineRule(
    "R01",
    "options",
    "warning",
    "Avaya 4 to 5; Mitel 4; AT&T 5; Dunlap 1998: 4. Against: Commarford 2008, where 11 won",
    check=check,
)
