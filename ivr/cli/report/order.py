"""Prints what `ivr order` found: what each menu saves, and what is left to people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table

from ivr.cli.report.time import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from ivr.analysis.order.plan import OrderPlan
    from ivr.analysis.timing.measure import Report
    from ivr.menu.flow import Flow

    Reports = Mapping[str, Report]


def show(plan: OrderPlan, reports: Reports, console: Console, *, flatten: bool) -> None:
    """Print what the new orders save, which menus stay and why, and which submenus could go."""
    if plan.reorderings:
        console.print(_savings(plan, reports))
    else:
        console.print("Every menu that may be touched is in the best order.")
    for place, reason in plan.kept.items():
        console.print(f"{place} stays as it is: {reason}", highlight=False, markup=False)
    for each in plan.flattenings if flatten else ():
        saved = ", ".join(f"{code} {seconds:.2f} s" for code, seconds in each.saved.items())
        told = f"{each.inner} could go: {each.outer} would have {each.choices} choices and save"
        console.print(f"{told} {saved} on average", highlight=False, markup=False)


def as_json(plan: OrderPlan, flow: Flow, reports: Reports, *, flatten: bool) -> dict[str, Any]:
    """Return the same for machines."""
    return {
        "expected_seconds": rounded({code: each.expected for code, each in reports.items()}),
        "saved_seconds": rounded({code: plan.saved(code) for code in reports}),
        "menus": [
            {
                "place": each.place,
                "order": [str(flow.places[each.place].choices[at].to) for at in each.order],
                "share_of_callers": round(each.mass, 6),
                "saved_seconds": rounded(each.saved),
            }
            for each in plan.reorderings
        ],
        "kept": dict(plan.kept),
        "flatten": [
            {"place": each.inner, "into": each.outer, "saved_seconds": rounded(each.saved)}
            for each in (plan.flattenings if flatten else ())
        ],
    }


def _savings(plan: OrderPlan, reports: Reports) -> Table:
    """Return what those who pass each menu save, then what that is over all callers."""
    table = Table(title="Seconds saved on average by those who pass a menu")
    for heading in ("menu", "callers", *reports):
        table.add_column(heading, justify="left" if heading == "menu" else "right")
    for each in plan.reorderings:
        saved = (f"{each.saved[code] / each.mass:.2f}" for code in reports)
        table.add_row(each.place, f"{each.mass:.1%}", *saved)
    table.add_section()
    saved = (f"{plan.saved(code):.2f} of {each.expected:.1f}" for code, each in reports.items())
    table.add_row("all", "100%", *saved)
    return table
