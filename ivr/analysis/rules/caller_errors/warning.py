"""Before the line hangs up it says so, and names a key that keeps the call.

After the warning a caller has as long as for any other key.

Good:
```yaml
everywhere:
  warning: {en-US: "I will hang up soon. If you need help, call {help}. To stay, press {repeat}."}
```

Bad:
```yaml
everywhere:
  warning: {en-US: "I will hang up soon. If you need help, call {help}."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.lexicon import words as words_of
from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find warnings that name no key."""
    shared = line.flow.everywhere
    for code, words in line.lexicons.items():
        text = shared.warning[code].text
        keys = {_name(line, code, each.key) for each in (shared.repeat, shared.back, shared.start)}
        if not (words.find((words.press,), text) and keys & {*words_of(text)}):
            told = "the warning names no key that keeps the call; say, for example, {repeat}"
            yield Fault(("everywhere", "warning", code), told)


def _name(line: Line, code: str, key: str) -> str:
    return line.document.languages[code].keys[int(key)].casefold()


RULE = LineRule(
    "R45",
    "warning",
    "error",
    "36 CFR 1194.23(d): an alert, and time to ask for more",
    words=True,
    check=check,
)
