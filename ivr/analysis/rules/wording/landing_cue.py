"""The first words after a key repeat what was chosen.

That is how a caller knows that the key was right, and where they are: in two seconds at most.

Good:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: prices, label: {en-US: ask for prices}}
messages:
  hours:
    title: {en-US: Opening hours}
```

Bad:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: prices, label: {en-US: ask for prices}}
messages:
  hours:
    title: {en-US: Calendar}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.lexicon import Lexicon
    from ivr.analysis.rules.line import Line

ECHOED = 0.5
"""share of a title's words that its label has too; less is a warning"""
SAME = 0.8
"""likeness by Jaro and Winkler, of 1, of words that differ in their endings only"""
SECONDS = 2.0
"""of a title, where there are sounds; more are a warning"""


def check(line: Line) -> Iterator[Fault]:
    """Find titles that do not answer the label that led there, or take too long to."""
    for code, words in line.lexicons.items():
        for path, label, choice in line.labels(code):
            title = line.flow.places[str(choice.to)].titles[code].text
            if _echo(title, label, words) < ECHOED:
                told = f'"{label}" leads to "{title}"; begin there with the words of the label'
                yield Fault(path, told)
    yield from _long(line)


def _long(line: Line) -> Iterator[Fault]:
    for place, code in line.arrivals() if line.heard else ():
        prompt = place.titles[code]
        if line.heard and (seconds := line.heard.clock.seconds(prompt)) > SECONDS:
            told = f"the title takes {seconds:.1f} s (at most {SECONDS:g}); say it in fewer words"
            yield Fault(line.where(prompt), told)


def _echo(title: str, label: str, words: Lexicon) -> float:
    """Return the share of a title's words that the label has; endings may differ."""
    echoed = [
        any(JaroWinkler.similarity(word, each) >= SAME for each in words.content(label))
        for word in words.content(title)
    ]
    return sum(echoed) / (len(echoed) or 1)


RULE = LineRule(
    "R30",
    "landing-cue",
    "warning",
    "W3C COGA; ITU-T F.902, 6.5: feedback; the numbers are ours",
    words=True,
    listens=True,
    check=check,
)
