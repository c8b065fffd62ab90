"""A label has six words at most, and the whole choice ten words and four seconds.

What is longer pushes the key away from its meaning, and every later choice with it.

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
      - {to: hours, label: {en-US: hear on which days and at what time we open}}
      - {to: prices, label: {en-US: ask for prices}}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.lexicon import words
from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.menu.flow import Choice

LABEL = 6
"""words of a label; more are a warning"""
OPTION = 10
"""words of the whole sentence; more are a warning"""
SECONDS = 4.0
"""of the whole sentence, where there are sounds; more are a warning"""


def check(line: Line) -> Iterator[Fault]:
    """Find choices that take long to say."""
    for code in line.flow.languages:
        for path, label, choice in line.labels(code):
            if told := ", and ".join(_lengths(line, code, label, choice)):
                yield Fault(path, f"{told}; say it in fewer")


def _lengths(line: Line, code: str, label: str, choice: Choice) -> Iterator[str]:
    prompt = choice.prompts[code]
    if (count := len(words(label))) > LABEL:
        yield f"the label has {count} words (at most {LABEL})"
    if (count := len(words(prompt.text))) > OPTION:
        yield f"the whole choice has {count} words (at most {OPTION})"
    if line.heard and (seconds := line.heard.clock.seconds(prompt)) > SECONDS:
        yield f"the choice takes {seconds:.1f} s (at most {SECONDS:g})"


RULE = LineRule(
    "R22",
    "label-length",
    "warning",
    "W3C COGA and ATIS: short and simple; the numbers are ours",
    listens=True,
    check=check,
)
