"""After each silence or wrong key, the line says more than before.

The first prompt is short, the second explains; the same words twice help nobody who did not
understand them once.

Good:
```yaml
everywhere:
  no-input:
    - {en-US: "I did not hear a key. Let me repeat."}
    - {en-US: "The keys are the numbers on your phone. Press one of them when I say it."}
```

Bad:
```yaml
everywhere:
  no-input:
    - {en-US: "I did not hear a key. Let me repeat."}
    - {en-US: "I did not hear a key. Let me repeat."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.menu.flow import Prompts

FEWEST = 2
"""prompts after silence, and after wrong keys; fewer are a warning"""


def check(line: Line) -> Iterator[Fault]:
    """Find errors that are answered with nothing new."""
    shared = line.flow.everywhere
    for name, attempts in (("no-input", shared.no_input), ("no-match", shared.no_match)):
        if len(attempts) < FEWEST:
            told = f"{name} has one prompt; add one that explains what the keys are"
            yield Fault(("everywhere", name), told)
        for code in line.flow.languages:
            yield from _tapered(name, attempts, code)


def _tapered(name: str, attempts: tuple[Prompts, ...], code: str) -> Iterator[Fault]:
    texts = [prompts[code].text for prompts in attempts]
    for index, text in enumerate(texts[1:], start=1):
        if text in texts[:index]:
            yield Fault(("everywhere", name, index, code), "this was said before; say more")
        elif index == 1 and len(text) < len(texts[0]):
            told = "this says less than the time before; explain what to do"
            yield Fault(("everywhere", name, index, code), told)


RULE = LineRule(
    "R61", "escalation", "warning", "W3C COGA: tapered prompts; Cisco: escalating", check=check
)
