"""What a key does is said before the key.

A caller who hears "press 9 to hear this again" must keep the 9 in mind while waiting for its
meaning. Choices are always offered the right way round; this looks at all other texts.

Good:
```yaml
everywhere:
  no-input:
    - {en-US: "I did not hear a key."}
    - {en-US: "The keys are the numbers on your phone. To hear this again, press {repeat}."}
```

Bad:
```yaml
everywhere:
  no-input:
    - {en-US: "I did not hear a key."}
    - {en-US: "The keys are the numbers on your phone. Press {repeat} to hear this again."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find texts that name a key first."""
    for code, words in line.lexicons.items():
        for path, text in line.texts(code):
            if found := words.find(words.key_first, text):
                yield Fault(path, f'"{found}": say what the key does, then the key')


RULE = LineRule("R20", "option-before-key", "error", "W3C COGA; Mitel", words=True, check=check)
