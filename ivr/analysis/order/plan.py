"""Plans what would make callers wait less: what to do, to leave alone, and to think about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.analysis.order import owner
from ivr.analysis.order.best import reorderings
from ivr.analysis.order.flatten import flattenings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.analysis.order.best import Reordering, Shares
    from ivr.analysis.order.flatten import Flattening
    from ivr.analysis.timing.measure import Report
    from ivr.menu.document import MenuFile
    from ivr.menu.flow import Flow


@dataclass(frozen=True, slots=True)
class OrderPlan:
    """The menus to reorder; those that stay by their owner's word; and submenus that could go."""

    reorderings: tuple[Reordering, ...]
    kept: Mapping[str, str]
    flattenings: tuple[Flattening, ...]

    @property
    def orders(self) -> dict[str, tuple[int, ...]]:
        """The new order of each menu."""
        return {each.place: each.order for each in self.reorderings}

    def saved(self, language: str) -> float:
        """Return the seconds of the mean that the new orders save."""
        return sum(each.saved[language] for each in self.reorderings)


def plan(
    flow: Flow,
    document: MenuFile,
    reports: Mapping[str, Report],
    shares: Shares,
    *,
    counted: bool,
) -> OrderPlan:
    """Return what would make callers wait less; `counted` if the reports know real calls."""
    reasons = owner.kept(document, counted=counted)
    found = tuple(reorderings(reports, shares))
    return OrderPlan(
        tuple(each for each in found if each.place not in reasons),
        {each.place: reasons[each.place] for each in found if each.place in reasons},
        tuple(flattenings(flow, reports, shares, owner.spared(document))),
    )
