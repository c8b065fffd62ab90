"""Menus open with what callers can do, and with nothing else.

That the menu has changed, that the call is important, where the website is: nobody called for
that, and everybody has to hear it.

Good:
```yaml
everywhere:
  welcome: {en-US: "Hello. This is the line of the clinic."}
```

Bad:
```yaml
everywhere:
  welcome: {en-US: "Hello. Please listen carefully, as our menu options have changed."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.menu.problem import Path


def check(line: Line) -> Iterator[Fault]:
    """Find what keeps callers from the choices."""
    for code, words in line.lexicons.items():
        for path, text in line.texts(code):
            if _opens(path) and (found := words.find(words.openings, text)):
                yield Fault(path, f'"{found}" is not what anybody called for; leave it out')


def _opens(path: Path) -> bool:
    """Tell whether a text stands before choices: a welcome, or what a menu says first."""
    return path[:2] == ("everywhere", "welcome") or (path[0] == "menus" and path[-2] == "text")


RULE = LineRule(
    "R24", "openings", "error", "ACIxD: nothing but a welcome; W3C COGA", words=True, check=check
)
