"""A small submenu is worth its own level only if that saves time.

Each level costs its title, a key and a moment of waiting. Where a menu and its submenu together
have eight choices or fewer, and there are keys for them, one menu may serve callers sooner: both
are timed, each in its best order, and judged is the mean over all languages. A submenu that says
something first is left alone, and so are menus that ask a question.

Good:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}, weight: 50}
      - {to: prices, label: {en-US: ask for prices}, weight: 50}
```

Bad:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}, weight: 50}
      - {to: money, label: {en-US: ask about money}, weight: 50}
  money:
    title: {en-US: Money}
    choices:
      - {to: prices, label: {en-US: ask for prices}, weight: 90}
      - {to: hours, label: {en-US: hear when we are open}, weight: 10}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.order.best import mean
from ivr.analysis.order.flatten import flattenings
from ivr.analysis.order.owner import asking
from ivr.analysis.rules.rule import Fault, HeardRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

WORTH = 1.0
"""seconds of the mean over all callers; what saves less is left alone"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find submenus whose choices would be heard sooner one level up."""
    shares = heard.shares
    for each in flattenings(line.flow, heard.reports, shares, asking(line.document)):
        saved = mean(each.saved, shares)
        if saved > WORTH:
            message = (
                f'the choices of "{each.inner}" would be heard {saved:.1f} s sooner on average '
                f'if they stood in "{each.outer}" in its place; see `ivr order`'
            )
            yield Fault(line.here(each.inner), message)


RULE = HeardRule(
    "R03",
    "flatten",
    "warning",
    "derived; its direction is that of Commarford 2008 and Virzi & Huitema 1997",
    check=check,
)
