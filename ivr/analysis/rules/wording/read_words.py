"""Nothing asks a caller to read, to write or to spell.

Many who call cannot, and many who can do not see a screen just then.

Good:
```yaml
messages:
  hours:
    text: {en-US: "The clinic is open from Monday to Friday."}
```

Bad:
```yaml
messages:
  hours:
    text: {en-US: "To learn when the clinic is open, look at the screen and click on it."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find what only a reader can do."""
    for code, words in line.lexicons.items():
        for path, text in line.texts(code):
            if found := words.find(words.reading, text):
                told = f'"{found}" is for those who read; say what to ask for, and whom'
                yield Fault(path, told)


RULE = LineRule(
    "R25",
    "read-words",
    "warning",
    "Medhi 2011: no text that is not numbers; the words are ours",
    words=True,
    check=check,
)
