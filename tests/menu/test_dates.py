"""Dated truth: what is spoken on a day, what changes, and who is told before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from click.testing import CliRunner

from ivr.cli.check import check
from ivr.line.dialogue import State, arrive
from ivr.menu import dates
from ivr.menu.live import LiveMenus, read
from ivr.menu.reader import Reading, ending, examine, later
from ivr.menu.source import parse
from ivr.settings import Settings
from ivr.web.app import create_app

CHOICE = """      - to: offer
        label: {pt-BR: "oferta", en-US: "hear the offer"}
"""
MESSAGE = """  offer:
    title: {pt-BR: "Oferta", en-US: "Offer"}
    text: {pt-BR: "Até o Natal.", en-US: "Until Christmas."}
    until: 2026-12-24
"""


def dated(good: str, message: str = MESSAGE, choice: str = CHOICE) -> str:
    text = good.replace("    choices:\n", f"    choices:\n{choice}", 1)
    return text.replace("messages:\n", f"messages:\n{message}", 1)


def on(text: str, day: str) -> Reading:
    return examine(parse(text, "menus.yaml"), dt.date.fromisoformat(day))


def offered(reading: Reading) -> list[str]:
    assert reading.flow, [str(each) for each in reading.problems]
    return [str(each.to) for each in reading.flow.places["main"].choices]


def test_a_place_is_spoken_to_its_last_day_and_then_no_choice_leads_there(good: str) -> None:
    text = dated(good)
    assert offered(on(text, "2026-12-24"))[0] == "offer"
    after = on(text, "2026-12-25")
    assert "offer" not in offered(after)
    assert after.flow
    assert "offer" not in after.flow.places
    assert offered(after) == offered(on(good, "2026-12-25"))


def test_a_choice_is_offered_from_its_first_day(good: str) -> None:
    text = dated(good, choice=CHOICE + "        from: 2026-12-01\n" + CHOICE)
    assert offered(on(text, "2026-12-01")).count("offer") == 2
    assert offered(on(text, "2026-11-30")).count("offer") == 1


def test_a_step_is_spoken_on_its_days_only(good: str) -> None:
    message = MESSAGE.replace(
        '    text: {pt-BR: "Até o Natal.", en-US: "Until Christmas."}\n',
        '    steps:\n      - do: {pt-BR: "Venha.", en-US: "Come."}\n'
        '      - more: {pt-BR: "É Natal.", en-US: "It is Christmas."}\n'
        "        from: 2026-12-20\n",
    )
    heard = {}
    for day in ("2026-12-19", "2026-12-20"):
        flow = on(dated(good, message), day).flow
        assert flow
        heard[day] = [each.text for each in arrive(flow, State("en-US", "offer")).prompts]
    assert "It is Christmas." not in heard["2026-12-19"]
    assert "It is Christmas." in heard["2026-12-20"]


def test_other_words_have_another_edition_and_the_same_words_the_same(good: str) -> None:
    source = parse(dated(good), "menus.yaml")
    days = ("2026-12-01", "2026-12-24", "2026-12-25", "2026-12-26")
    readings = [
        examine(type(source)(source.file, source.data, edition="0123456789ab"), day)
        for day in map(dt.date.fromisoformat, days)
    ]
    first, last, after, later_ = (each.edition for each in readings)
    assert first == last == "0123456789ab"
    assert after == later_ != first
    assert len(after) == len(first)


def test_what_will_be_wrong_is_told_before_the_day_comes(good: str) -> None:
    text = dated(good).replace("    until: 2026-12-24\n", "    until: 2026-12-24\n    then: main\n")
    text = text.replace(
        "messages:\n",
        'messages:\n  go:\n    title: {pt-BR: "Ir", en-US: "Go"}\n'
        '    text: {pt-BR: "Vamos.", en-US: "We go."}\n    then: offer\n',
        1,
    )
    text = text.replace(CHOICE, CHOICE + '      - {to: go, label: {pt-BR: "ir", en-US: "go on"}}\n')
    reading = on(text, "2026-11-01")
    assert reading.flow, reading.problems
    [told] = later(reading)
    assert str(told).startswith("menus.yaml:")
    assert 'from 2026-12-25 on: leads to "offer", no menu or message' in told.message


def test_the_owner_is_warned_in_the_last_thirty_days(good: str, tmp_path: Path) -> None:
    text = dated(good)
    assert ending(on(text, "2026-11-23")) == []
    [warning] = ending(on(text, "2026-11-24"))
    assert warning.severity == "warning"
    file = tmp_path / "menus.yaml"
    file.write_text(text, encoding="utf-8")
    asked = [str(file), "--no-sound", "--rule", "R13", "--today", "2026-12-30"]
    told = CliRunner().invoke(check, asked)
    assert "is spoken until 2026-12-24: write what is true then, or delete it" in told.output


def test_a_running_line_follows_the_day(good: str, tmp_path: Path) -> None:
    path = tmp_path / "menus.yaml"
    path.write_text(dated(good), encoding="utf-8")
    days = [dt.date(2026, 12, 24)]
    menus = LiveMenus(path, lambda file: read(file, days[-1]), today=lambda: days[-1])
    assert "offer" in menus.now.flow.places
    assert menus.now.ends == ("messages.offer until 2026-12-24",)
    before = menus.now.edition
    menus.look()
    assert menus.now.edition == before
    days.append(dt.date(2026, 12, 25))
    menus.look()
    assert "offer" not in menus.now.flow.places
    assert menus.now.edition != before


def test_health_lists_what_ends_soon(good: str, tmp_path: Path) -> None:
    path = tmp_path / "menus.yaml"
    soon = dates.today() + dt.timedelta(days=7)
    path.write_text(dated(good).replace("2026-12-24", soon.isoformat()), encoding="utf-8")
    app = create_app(Settings.from_environ({"IVR_LOCAL": "1", "MENUS": str(path)}))
    health = app.test_client().get("/health").get_json()
    assert health["ends"] == [f"messages.offer until {soon}"]
    assert health["status"] == "ok"
