"""Changes as they are read in a pull request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ivr.analysis.diff.change import Seconds
from ivr.analysis.diff.compare import compare
from ivr.analysis.diff.markdown import LONG, markdown
from ivr.analysis.diff.sections import Section, sections
from ivr.menu.flow import Flow


def test_each_kind_of_change_has_a_table(old: Flow, edited: Callable[..., Flow]) -> None:
    new = edited(("number: 7", "number: 10"), ('en-US: "Prices"', 'en-US: "All | prices"'))
    assert markdown(sections(compare(old, new)), "HEAD", "menus.yaml") == (
        "## What callers hear differently\n"
        "\n"
        "From `HEAD` to `menus.yaml`.\n"
        "\n"
        "### Values\n"
        "\n"
        "| value | language | before | after |\n"
        "| --- | --- | --- | --- |\n"
        "| days | pt-BR | 7 | 10 |\n"
        "| days | en-US | 7 | 10 |\n"
        "\n"
        "### Sentences\n"
        "\n"
        "| where | language | before | after |\n"
        "| --- | --- | --- | --- |\n"
        "| prices.title | en-US | Prices | All \\| prices |\n"
        "| prices.text | pt-BR | Em 7 dias. Para consertos, tecle 0, depois 2. "
        "| Em 10 dias. Para consertos, tecle 0, depois 2. |\n"
        "| prices.text | en-US | In 7 days. For repairs, press 0, then 2. "
        "| In 10 days. For repairs, press 0, then 2. |\n"
    )


def test_a_long_table_is_folded() -> None:
    rows = tuple((f"place-{index}", "1") for index in range(LONG))
    told = markdown([Section("Places", ("place", "keys"), rows)], "a", "b")
    assert f"<details><summary>Places ({LONG})</summary>\n\n| place | keys |\n" in told
    assert told.endswith("\n\n</details>\n")


def test_no_change_is_said_to_be_none() -> None:
    assert markdown([], "a", "b").endswith("\n\nNothing.\n")


def test_seconds_are_told_for_each_language_with_what_is_gained_or_lost(old: Flow) -> None:
    changes = replace(
        compare(old, old),
        seconds=(
            Seconds(("main", "bill"), "pt-BR", 10.0, 8.5),
            Seconds(("main", "rights"), "en-US", None, 7.0),
            Seconds(("main", "gone"), "en-US", 7.0, None),
        ),
        expected=(Seconds((), "pt-BR", 10.0, 9.0), Seconds((), "en-US", 8.0, 8.0)),
    )
    [section] = sections(changes)
    assert section.headings == ("answer", "pt-BR", "en-US")
    assert section.rows == (
        ("on average", "10.00 → 9.00 (-1.00)", "8.00 → 8.00 (+0.00)"),
        ("bill", "10.0 → 8.5 (-1.5)", "–"),
        ("rights", "–", "7.0 new"),
        ("gone", "–", "7.0 gone"),
    )
