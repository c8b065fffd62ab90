"""No text asks for the star or the hash key.

A caller who cannot read knows the numbers. The two other keys have many names, none of them known
to all.

Good:
```yaml
messages:
  hours:
    text: {en-US: "From Monday to Friday. Press {start} to go to the start."}
```

Bad:
```yaml
messages:
  hours:
    text: {en-US: "From Monday to Friday. To go to the start, press the star key."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find texts that name a key that is no number."""
    for code, words in line.lexicons.items():
        for path, text in line.texts(code):
            if found := words.find(words.stars, text):
                yield Fault(path, f'"{found}" is a key many cannot name; use a number')


RULE = LineRule(
    "R11",
    "star-keys",
    "error",
    "Ndwe 2010 and CGAP: callers know numbers; that names hinder them is a precaution of ours",
    words=True,
    check=check,
)
