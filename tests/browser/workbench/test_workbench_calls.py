"""Calls made on the workbench: what is heard, in what time, and what is told of it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from twiml_phone import Phone
from twiml_phone.http.signature import sign
from twiml_phone.testing.transcript import write

from ivr.menu.flow import Flow

TOKEN = "12345"
"""What the line of the tests is signed with."""

Benches = Callable[..., Any]
Deep = tuple[tuple[str, ...], str]


@pytest.mark.parametrize(("language", "keys"), [("", "11"), ("en-US", "312"), ("tr-TR", "1*9")])
def test_a_call_reads_the_same_in_the_browser_in_the_terminal_and_in_a_test(
    bench: Benches, line: str, tmp_path: Path, language: str, keys: str
) -> None:
    path = f"?language={language}" if language else ""
    on_the_page = bench().pace().choose(language).dial().press(keys).written()
    with Phone(line, auth_token=TOKEN) as phone:
        call = phone.dial(path)
        for key in keys:
            call.press(key)
        assert on_the_page == write(call.events, path)
    assert in_the_terminal(f"{line}/voice{path}", keys, tmp_path / "call.txt") == [
        *on_the_page.splitlines()[1:],
        "hangs up",
    ]


def in_the_terminal(url: str, keys: str, saved: Path) -> list[str]:
    """Call by `ivr call`, whose input ends the call; return what it saves after what it dials."""
    command = [sys.executable, "-m", "ivr", "call", url, "--token", TOKEN, "--save", str(saved)]
    typed = "\n".join(keys)
    subprocess.run(command, input=typed, text=True, check=True, capture_output=True)  # noqa: S603
    return saved.read_text("utf-8").splitlines()[1:]


def test_callers_own_sounds_are_played_at_the_speed_chosen(bench: Benches) -> None:
    page = (opened := bench()).page
    with page.expect_request(lambda asked: ".phone.wav" in asked.url):
        opened.pace("4×").dial()
    begun, before = opened.seconds, time.monotonic()
    page.wait_for_timeout(1500)
    speed = (opened.seconds - begun) / (time.monotonic() - before)
    assert 2.5 < speed < 5.5
    expect(opened.state).to_have_text("the line speaks")
    expect(page.locator(".row.lit")).to_have_count(1)


def test_straight_through_plays_nothing_and_waits_for_a_key_at_once(bench: Benches) -> None:
    opened = bench()
    sounds: list[str] = []
    opened.page.on("request", lambda asked: ".wav" in asked.url and sounds.append(asked.url))
    opened.pace().dial()
    expect(opened.state).to_have_text("the line waits for a key")
    assert not sounds
    assert opened.seconds > 10


def test_a_key_in_the_middle_of_a_prompt_cuts_it_short(bench: Benches) -> None:
    opened = bench().pace("1×").dial()
    opened.page.wait_for_timeout(500)
    opened.press("3")
    expect(opened.rows.nth(1)).to_contain_text("cut short")
    assert opened.rows.nth(1).inner_text().startswith("0.0")


def test_timers_that_are_off_stand_until_the_caller_stays_silent(bench: Benches) -> None:
    opened = bench().pace().dial()
    expect(opened.timer).to_contain_text("the timer stands at 7.0 s")
    opened.pace("4×")
    opened.page.get_by_role("button", name="Stay silent").click()
    expect(opened.timer).to_contain_text("gives up in")
    expect(opened.page.locator(".log")).to_contain_text("you stay silent")
    expect(opened.page.locator(".log")).to_contain_text("Não ouvi nenhuma tecla.")


def test_timers_ten_times_as_long_hardly_move(bench: Benches) -> None:
    opened = bench().pace(timers="10×").dial()
    opened.page.wait_for_timeout(1000)
    left = float(opened.page.locator("#left").inner_text())
    assert 6.5 < left < 7


RATES = {  # how fast time passes at a speed and a setting: while the line waits, and while not
    (2, "real"): (2, 2),
    (2, "tenfold"): (0.2, 2),
    (2, "off"): (0, 2),
    ("through", "real"): (1, "at once"),
    ("through", "off"): (0, "at once"),
}


def test_timers_hold_time_back_only_where_the_line_waits(bench: Benches) -> None:
    rate = """async ([speed, setting]) => {
        const { Timers } = await import("/static/workbench/handset/timers.js");
        const timers = Object.assign(new Timers(), { setting });
        timers.speed = speed === "through" ? Infinity : speed;
        const rates = [true, false].map((waits) => timers.rate({ waits }, false));
        return rates.map((rate) => (rate === Infinity ? "at once" : rate));
    }"""
    page = bench().page
    for case, rates in RATES.items():
        assert page.evaluate(rate, list(case)) == list(rates), case


def test_skipping_leads_to_what_comes_next_without_waiting(bench: Benches) -> None:
    opened = bench().pace().dial()
    opened.page.get_by_role("button", name="Skip").click()
    expect(opened.page.locator(".log")).to_contain_text("you stay silent")


def test_a_request_unfolds_to_its_signature_and_the_twiml_it_was_answered_with(
    bench: Benches,
) -> None:
    page = bench().pace().dial().press("1").page
    page.locator(".requests > li:not(.media) summary").last.click()
    request = page.locator(".exchange")
    names = request.locator("tbody th").all_inner_texts()
    values = request.locator("tbody td").all_inner_texts()
    params = dict(zip(names, values, strict=True))
    url = request.locator(".address").inner_text()
    assert params["Digits"] == "1"
    assert request.locator(".signature code").inner_text() == sign(TOKEN, url, params)
    gather = request.locator(".twiml details", has_text="Gather").first
    expect(gather.locator("summary .name").first).to_have_text("Response")
    expect(request.locator(".twiml .name", has_text="Gather")).not_to_have_count(0)
    inside = gather.locator(".children").first
    expect(inside).to_be_visible()
    gather.locator("summary").first.click()
    expect(inside).to_be_hidden()


def test_the_map_lights_the_way_of_the_call(bench: Benches, flow: Flow, deep: Deep) -> None:
    way, keys = deep
    opened = bench().pace().dial().press(keys)
    expect(opened.page.locator("#map-count")).to_have_text(f"{len(flow.places)} places")
    expect(opened.place(way[-1])).to_have_attribute("aria-current", "location")
    lit = opened.page.locator(".way").evaluate_all("all => all.map(each => each.dataset.name)")
    assert tuple(lit) == way
    opened.press("0")
    expect(opened.place(flow.start)).to_have_attribute("aria-current", "location")
    assert opened.place(way[1]).get_attribute("class") == "visited"


def test_a_place_can_be_searched_for_and_called_by_keyboard_alone(
    bench: Benches, flow: Flow, deep: Deep
) -> None:
    way, keys = deep
    opened = bench().pace()
    page = opened.page
    page.locator("#call").focus()
    page.keyboard.press("Enter")
    opened.told()
    page.locator("#search").focus()
    page.keyboard.type(f"{way[-1]} {flow.places[way[-1]].titles['pt-BR'].text}".upper())
    expect(page.locator("[role=treeitem].found")).to_have_count(1)
    page.locator("[role=treeitem][tabindex='0']").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(opened.place(way[-1])).to_have_attribute("aria-current", "location")
    assert page.locator(".row.act kbd").all_inner_texts() == list(keys)


def test_keys_of_the_keyboard_are_keys_unless_that_is_switched_off(
    bench: Benches, deep: Deep
) -> None:
    (_, there, *_), (key, *_) = deep
    opened = bench().pace().dial()
    opened.page.locator("h1").click()
    opened.page.keyboard.press(key)
    expect(opened.place(there)).to_have_attribute("aria-current", "location")
    opened.page.get_by_label("the keyboard's 0–9 * # are keys").uncheck()
    opened.page.keyboard.press("0")
    opened.page.wait_for_timeout(300)
    expect(opened.place(there)).to_have_attribute("aria-current", "location")


def test_the_slower_pace_is_asked_for_at_once(bench: Benches) -> None:
    opened = bench().pace()
    opened.page.get_by_label("at the slower pace").check()
    opened.dial().press("1")
    expect(opened.page.locator(".requests")).to_contain_text("slow=1")


def test_hanging_up_ends_the_call(bench: Benches) -> None:
    opened = bench().pace().dial()
    opened.page.get_by_role("button", name="Hang up").click()
    expect(opened.state).to_have_text("the call is over")
    expect(opened.rows.last).to_contain_text("you hang up")
    expect(opened.page.locator("#keys button").first).to_be_disabled()
