"""Before the line hangs up, it says the number that always helps.

Where nobody can be connected, a telephone number is the way to a person: in the warning, or in the
last prompt after silence and the last after keys that do nothing.

Good:
```yaml
everywhere:
  warning: {en-US: "I will hang up soon. If you need help, call {help}. To stay, press {repeat}."}
```

Bad:
```yaml
everywhere:
  warning: {en-US: "I will hang up soon. To stay, press {repeat}."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find languages in which a caller is let go without the number that helps."""
    shared = line.flow.everywhere
    helps = line.flow.values[line.document.everywhere.help]
    for code in line.flow.languages:
        number = helps.spoken[code]
        last = (shared.no_input[-1][code].text, shared.no_match[-1][code].text)
        if number not in shared.warning[code].text and not all(number in text for text in last):
            message = f"{code}: a caller is let go without the number that helps; say {{help}}"
            yield Fault(("everywhere", "warning", code), message)


RULE = LineRule("R13", "help", "error", "W3C COGA; Brazil, Decree 6.523/2008, art. 4", check=check)
