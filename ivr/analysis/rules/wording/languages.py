"""A caller changes the language in the first menu, at two seconds a language.

A caller who does not understand the first sentences cannot find a menu of languages behind them.
That each language is offered in its own words and voice is how the file works.

Good:
```yaml
languages:
  es-MX: {name: Español, label: español}
menus:
  main:
    languages: true
```

Bad:
```yaml
languages:
  es-MX: {name: Español, label: español}
menus:
  main:
    languages: false
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line

SECONDS = 2.0
"""a language, where there are sounds; more are a warning"""


def check(line: Line) -> Iterator[Fault]:
    """Find languages that are offered nowhere near the start, or at length."""
    languages, offered = line.flow.languages, line.start.language_choices
    if len(languages) > 1 and not offered:
        told = f'the other languages are not offered in "{line.start.name}"; write languages: true'
        yield Fault(line.here(line.start.name), told)
    for choice in offered.get(line.flow.first_language, ()) if line.heard else ():
        prompt = choice.prompt(line.flow.first_language)
        seconds = line.heard.clock.seconds(prompt) if line.heard else 0.0
        if seconds > SECONDS:
            told = f"to offer this language takes {seconds:.1f} s (at most {SECONDS:g}); shorten it"
            yield Fault(line.where(prompt), told)


RULE = LineRule(
    "R29",
    "languages",
    "warning",
    "ACIxD: language selection; the number is ours",
    listens=True,
    check=check,
)
