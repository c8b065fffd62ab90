"""What follows an error is short, and blames nobody.

"Invalid" and "wrong" are said to people who did their best. The first prompt after an error takes
three seconds at most: the choices are wanted, not the reproach.

Good:
```yaml
everywhere:
  no-match:
    - {en-US: "That key does nothing here."}
    - {en-US: "Listen for the numbers I say, and press one of them."}
```

Bad:
```yaml
everywhere:
  no-match:
    - {en-US: "Invalid choice."}
    - {en-US: "Listen for the numbers I say, and press one of them."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line

SECONDS = 3.0
"""of the first prompt, where there are sounds; more are a warning"""


def check(line: Line) -> Iterator[Fault]:
    """Find prompts after errors that scold, and that keep callers waiting."""
    for code, words in line.lexicons.items():
        for path, text in line.texts(code):
            if path[0] == "everywhere" and (found := words.find(words.blame, text)):
                yield Fault(path, f'"{found}" blames the caller; say what to do instead')
    yield from _long(line)


def _long(line: Line) -> Iterator[Fault]:
    """Find long first prompts; after silence the line speaks slowly."""
    shared = line.flow.everywhere
    for prompts, slow in ((shared.no_input[0], True), (shared.no_match[0], False)):
        for prompt in prompts.values() if line.heard else ():
            if line.heard and (seconds := line.heard.clock.seconds(prompt, slow=slow)) > SECONDS:
                told = f"takes {seconds:.1f} s (at most {SECONDS:g}); come to the choices sooner"
                yield Fault(line.where(prompt), told)


RULE = LineRule(
    "R63",
    "blame",
    "warning",
    "ivrsworld; the number is ours",
    words=True,
    listens=True,
    check=check,
)
