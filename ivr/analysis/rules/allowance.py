"""Reads `allow:` in a menu file: the rules that may be broken somewhere, each for a reason.

allow: {R01: "why"}            at the top: in the whole file
menus: {main: {allow: {...}}}  in one place; under `everywhere`, in what is said alike everywhere
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.analysis.rules.line import Line
    from ivr.menu.problem import Path


@dataclass(frozen=True, slots=True)
class Excuse:
    """A rule that may be broken in a part of the file."""

    rule: str
    scope: Path
    reason: str

    @property
    def path(self) -> Path:
        """Where it stands."""
        return (*self.scope, "allow", self.rule)

    def covers(self, rule: str, path: Path) -> bool:
        """Tell whether this excuses a fault of a rule."""
        return rule == self.rule and path[: len(self.scope)] == self.scope


def excuses(line: Line) -> Iterator[Excuse]:
    """Yield all that a menu file allows."""
    document = line.document
    scopes: dict[Path, Mapping[str, str]] = {
        (): document.allow,
        ("everywhere",): document.everywhere.allow,
        **{("menus", name): menu.allow for name, menu in document.menus.items()},
        **{("messages", name): message.allow for name, message in document.messages.items()},
    }
    for scope, allowed in scopes.items():
        yield from (Excuse(rule, scope, reason) for rule, reason in allowed.items())
