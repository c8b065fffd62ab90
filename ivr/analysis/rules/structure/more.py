"""No choice only says that there are others.

"More options" tells nothing: callers go round looking, and forget what they heard. Say what the
others are about, or "something else".

Good:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: prices, label: {en-US: ask something else}}
```

Bad:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: prices, label: {en-US: hear more options}}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find labels that name no content."""
    for code, words in line.lexicons.items():
        for path, label, _ in line.labels(code):
            if found := words.find(words.more, label):
                yield Fault(path, f'"{found}" says nothing of what comes; name it')


RULE = LineRule("R04", "more-options", "error", "ACIxD, after Hunter 2009", words=True, check=check)
