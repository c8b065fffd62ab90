"""The keys of a menu are 1, 2, 3 and so on, in the order in which they are spoken.

A caller who has heard "press 1" and "press 2" expects 3. A frozen key may stand elsewhere for the
sake of those who know it by heart; allow it there, and say so.

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
      - {to: hours, label: {en-US: hear the opening hours}, key: 5}
      - {to: prices, label: {en-US: ask for prices}}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find menus whose keys do not count up from 1."""
    for place in line.flow.places.values():
        keys = [choice.key for choice in place.choices_in(line.flow.first_language)]
        if keys != [str(number) for number in range(1, len(keys) + 1)]:
            told = f'the keys of "{place.name}" are spoken as {", ".join(keys)}; count up from 1'
            yield Fault((*line.here(place.name), "choices"), told)


RULE = LineRule("R08", "keys", "warning", "Avaya; Mitel", check=check)
