"""A menu has more than one choice, and leads to each place once.

A menu of one choice is a key for nothing. Two labels that lead to the same place make callers
wonder what the difference is, and everybody hears one more.

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
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: hours, label: {en-US: learn when we are there}}
      - {to: prices, label: {en-US: ask for prices}}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.menu.flow import Menu


def check(line: Line) -> Iterator[Fault]:
    """Find menus without a choice to make, and choices that make no difference."""
    for menu in line.menus:
        if len(menu.choices_in(line.flow.first_language)) == 1:
            message = f'"{menu.name}" has a single choice; lead to "{menu.choices[0].to}" instead'
            yield Fault(line.here(menu.name), message)
        yield from _doubled(line, menu)


def _doubled(line: Line, menu: Menu) -> Iterator[Fault]:
    seen: dict[str | None, str] = {}
    for index, choice in enumerate(menu.choices):
        if choice.to in seen:
            message = f'key {seen[choice.to]} leads to "{choice.to}" already; keep one of them'
            yield Fault((*line.here(menu.name), "choices", index, "to"), message)
        seen.setdefault(choice.to, choice.key)


RULE = LineRule("R05", "doubled", "warning", "our own judgement", check=check)
