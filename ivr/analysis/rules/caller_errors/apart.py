"""Silence and a wrong key are answered with different words.

A caller who pressed nothing is told about keys; one who pressed a key that does nothing hears
that it was heard.

Good:
```yaml
everywhere:
  no-input: [{en-US: "I did not hear a key. Let me repeat."}]
  no-match: [{en-US: "That key does nothing here. Please choose another."}]
```

Bad:
```yaml
everywhere:
  no-input: [{en-US: "Please try again."}]
  no-match: [{en-US: "Please try again."}]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find what is said alike after silence and after a wrong key."""
    shared = line.flow.everywhere
    for code in line.flow.languages:
        silent = {prompts[code].text for prompts in shared.no_input}
        for index, prompts in enumerate(shared.no_match):
            if prompts[code].text in silent:
                told = "the same is said after silence; tell the caller that a key was heard"
                yield Fault(("everywhere", "no-match", index, code), told)


RULE = LineRule("R60", "errors-apart", "warning", "ACIxD; Cisco", check=check)
