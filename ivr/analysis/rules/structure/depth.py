"""Nothing lies deeper than three keys, and eight callers of ten are served within two.

At each level some callers are lost: if nine of ten choose right at a menu, three levels serve
seven of ten. Keys that only lead to the start menu do not count.

Good:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: more, label: {en-US: ask about money}}
  more:
    title: {en-US: Money}
    choices:
      - {to: prices, label: {en-US: ask for prices}}
```

Bad:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: money, label: {en-US: ask about money}}
  money:
    title: {en-US: Money}
    choices:
      - {to: costs, label: {en-US: hear what things cost}}
  costs:
    title: {en-US: What things cost}
    choices:
      - {to: visits, label: {en-US: hear what a visit costs}}
  visits:
    title: {en-US: What a visit costs}
    choices:
      - {to: prices, label: {en-US: ask for prices}}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule
from ivr.analysis.timing.ways import ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line

MOST = 3
"""keys to any answer; more are an error"""
NEAR = 2
"""keys within which …"""
SHARE = 0.8
"""… this share of callers is to be served, or it is a warning"""


def check(line: Line) -> Iterator[Fault]:
    """Find answers that lie too deep, and lines that lie too deep as a whole."""
    for message in line.messages:
        keys = _keys(line, message.name)
        if keys > MOST:
            told = f'"{message.name}" lies {keys} keys deep; lead there from nearer the start'
            yield Fault(line.here(message.name), told, "error")
    found = ways(line.flow, line.flow.first_language)
    near = sum(way.mass for way in found if len(way.keys) <= NEAR)
    if near < SHARE:
        told = (
            f"{near:.0%} of callers are served within {NEAR} keys, and {SHARE:.0%} should be; "
            "lift up what many want"
        )
        yield Fault(line.here(line.flow.start), told)


def _keys(line: Line, place: str) -> int:
    """Return the keys on the shortest way; a place that leads on by itself needs none."""
    behind = (line.flow.places[name] for name in line.flow.trails[place])
    return sum(not getattr(each, "then", None) for each in behind)


RULE = LineRule(
    "R02",
    "depth",
    "warning",
    "Dunlap 1998: two keys; older callers: 2 or 3 levels beat 4; AT&T 3; Viamo 4",
    check=check,
)
