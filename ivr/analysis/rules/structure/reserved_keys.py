"""The key 0 is never a choice.

On every telephone 0 calls for help or leads out. A line with people behind it connects to them;
one without leads to its start. (A key that does something everywhere is refused as a choice
before any rule is asked.)

Good:
```yaml
everywhere:
  start: {key: 0, label: {en-US: go to the start}}
```

Bad:
```yaml
everywhere:
  start: {key: 7, label: {en-US: go to the start}}
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}, key: 0}
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
    """Find choices, and commands that do not lead out, on the key 0."""
    for name in ("repeat", "back"):
        if getattr(line.flow.everywhere, name).key == "0":
            message = f'0 leads out or to help on every telephone; give "{name}" another key'
            yield Fault(("everywhere", name, "key"), message)
    for place in line.flow.places.values():
        for index, choice in enumerate(place.choices):
            if choice.key == "0":
                message = "0 leads out or to help on every telephone; give this another key"
                yield Fault((*line.here(place.name), "choices", index), message)


RULE = LineRule(
    "R09", "reserved-keys", "error", "W3C COGA; ISO/IEC 13714; AS/NZS 4263", check=check
)
