"""What many want, and what is said in few words, is offered first.

The order that costs callers least puts first the choice with the most callers a second (Smith's
rule), over all languages; `ivr order` writes it. Menus without weights are left alone: nobody said
what many want. A menu with frozen keys is only warned about, because people know its keys by heart.

Good:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}, weight: 80}
      - {to: prices, label: {en-US: ask for prices}, weight: 20}
```

Bad:
```yaml
menus:
  main:
    choices:
      - {to: prices, label: {en-US: ask for prices}, weight: 5}
      - {to: hours, label: {en-US: hear the opening hours}, weight: 95}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.order.best import mean, reorderings
from ivr.analysis.order.owner import frozen, weighted
from ivr.analysis.rules.rule import Fault, HeardRule, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

WORTH = 1.0
"""seconds of the mean that another order would save; more are a warning"""
MUCH = 3.0
"""seconds of the mean; more are an error"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find menus whose order costs callers time."""
    for each in reorderings(heard.reports, heard.shares):
        saved = mean(each.saved, heard.shares)
        path = line.here(each.place)
        menu = line.document.menus[each.place]
        if saved > WORTH and weighted(menu):
            message = f"another order saves {saved:.1f} s on average; try `ivr order`"
            severity = weigh(error=saved > MUCH and not frozen(menu))
            yield Fault((*path, "choices"), message, severity)


RULE = HeardRule("R07", "order", "warning", "Smith 1956; Avaya: most likely first", check=check)
