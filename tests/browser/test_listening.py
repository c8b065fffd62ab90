"""Calls from the listening page: by mouse, by touch, by keyboard, in each language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

Callers = Callable[..., Any]

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
WIDE = {"viewport": {"width": 1280, "height": 800}}


@pytest.mark.parametrize("language", ["pt-BR", "en-US", "tr-TR"])
def test_three_touches_lead_to_the_second_copy_and_its_number(
    caller: Callers, language: str
) -> None:
    someone = caller(**PHONE)
    page: Page = someone.page
    page.tap(f"button[data-language={language}]")
    someone.choose("bill")
    someone.stands_at("bill", language)
    someone.choose("second-invoice")
    someone.stands_at("second-invoice", language)
    expect(page.locator("a.number").first).to_have_attribute("href", "tel:10555")
    expect(page.locator("a.number").first).to_contain_text("10555")
    someone.hears(someone.flow.places["second-invoice"].texts[language].text)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".caption").last).to_have_attribute("lang", language)
    assert f"/{language}/second-invoice." in page.evaluate("voice.src")
    assert page.evaluate("voice.src.endsWith('.web.mp3')")


def test_the_keyboard_alone_leads_to_the_ombudsman(caller: Callers) -> None:
    someone = caller(**WIDE)
    page: Page = someone.page
    page.keyboard.press("Tab")
    expect(page.locator("#answer")).to_be_focused()
    page.keyboard.press("Enter")
    someone.stands_at("main")
    *way, last = *someone.flow.trails["ombudsman"][1:], "ombudsman"
    key = someone.way(way[0])
    while page.evaluate("document.activeElement.dataset.key") != key:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    someone.stands_at(way[0])
    someone.type(*way[1:], last)
    someone.stands_at("ombudsman")
    expect(page.locator(".digits").first).to_have_text("0800 555 0180")


def test_keys_typed_faster_than_the_line_answers_are_all_pressed(caller: Callers) -> None:
    someone = caller(**WIDE)
    someone.call()
    someone.type("bill", "second-invoice")
    someone.stands_at("second-invoice")
    expect(someone.page.locator(".caption.you b")).to_have_count(2)


def test_a_double_tap_chooses_once(caller: Callers) -> None:
    someone = caller()
    someone.call()
    someone.page.wait_for_timeout(400)
    someone.page.dblclick(f".tile[data-key='{someone.way('bill')}']", delay=20)
    someone.stands_at("bill")
    someone.page.wait_for_timeout(400)
    someone.stands_at("bill")


def test_a_long_touch_lets_only_that_option_speak_and_then_the_rest_goes_on(
    caller: Callers,
) -> None:
    someone = caller()
    page: Page = someone.page
    someone.call()
    someone.choose("bill")
    someone.hears(someone.flow.places["bill"].titles["pt-BR"].text)
    tile = page.locator(".tile[data-key='4']")
    tile.hover()
    page.mouse.down()
    expect(tile).to_have_attribute("aria-current", "true")
    page.mouse.up()
    someone.stands_at("bill")
    expect(page.locator(".tile[data-key='1']")).to_have_attribute("aria-current", "true")


def test_a_flag_among_the_choices_changes_the_language_of_the_page(caller: Callers) -> None:
    someone = caller()
    someone.call()
    someone.page.wait_for_timeout(400)
    someone.page.click(".tile[lang=en-US]")
    expect(someone.page.locator("html")).to_have_attribute("lang", "en-US")
    expect(someone.page.locator("#hang-up")).to_have_attribute("aria-label", "Hang up")
    expect(someone.page).to_have_title("Spoken Norte")
    expect(someone.page.locator(".about")).to_have_text("A company that does not exist.")


def test_again_back_start_and_hang_up_are_always_there(caller: Callers) -> None:
    someone = caller(**PHONE)
    page: Page = someone.page
    someone.call()
    someone.type("bill")
    someone.stands_at("bill")
    again = page.locator("[data-does=repeat]")
    expect(again).to_have_attribute("aria-label", someone.flow.everywhere.repeat.labels["pt-BR"])
    again.tap()
    someone.stands_at("bill")
    page.tap("[data-does=back]")
    someone.stands_at("main")
    page.tap("#hang-up")
    someone.is_told("ended")
    expect(page.locator("[role=status]")).to_have_text("A ligação terminou")
    expect(page.locator("#answer")).to_be_focused()


def test_numbers_stay_after_the_end_until_the_next_call(caller: Callers) -> None:
    someone = caller(**PHONE)
    someone.call()
    someone.type("bill", "second-invoice")
    expect(someone.page.locator("a.number").first).to_be_visible()
    someone.page.tap("#hang-up")
    expect(someone.page.locator("a.number").first).to_be_visible()
    someone.call()
    expect(someone.page.locator("a.number")).to_have_count(0)


def test_the_keypad_opens_in_place_of_the_choices_and_presses_keys(caller: Callers) -> None:
    someone = caller(**PHONE)
    page: Page = someone.page
    someone.call()
    page.tap("#keypad-toggle")
    expect(page.locator("#keypad-toggle")).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".tile").first).to_be_hidden()
    names = page.locator("#keypad button").evaluate_all(
        "keys => keys.map(key => key.ariaLabel ?? key.textContent)"
    )
    assert names == [*"123456789", "asterisco", "zero", "cerquilha"]
    page.tap(f"#keypad [data-key='{someone.way('bill')}']")
    someone.stands_at("bill")
    expect(page.locator(".tile").first).to_be_visible()


def test_captions_are_silent_to_screen_readers_until_asked_for(caller: Callers) -> None:
    someone = caller(**PHONE)
    page: Page = someone.page
    someone.call()
    expect(page.locator("#log")).to_be_hidden()
    page.tap("#captions-toggle")
    expect(page.locator("#log")).to_be_visible()
    expect(page.locator("#log")).to_have_attribute("aria-live", "off")
    page.tap("#aloud")
    expect(page.locator("#log")).to_have_attribute("aria-live", "polite")


def test_all_that_is_said_is_captioned_and_then_the_line_waits_as_long_as_the_caller_likes(
    caller: Callers,
) -> None:
    someone = caller(allowed="ERR_FAILED", alone=True)  # its clock is of the whole context
    page: Page = someone.page
    page.route("**/audio/**", lambda route: route.abort())
    page.clock.install()
    acts: list[Request] = []
    page.on("request", lambda each: each.url.endswith("/acts") and acts.append(each))
    someone.call()
    while page.evaluate("document.body.dataset.doing") != "waiting":
        page.clock.run_for(1_000)
    expect(page.locator("[role=status]")).to_have_text("Sua vez: toque em uma figura")
    page.clock.run_for(600_000)
    assert acts == []
    turn = page.request.get("/turns?language=pt-BR").json()
    said = [(prompt["text"], prompt["language"]) for prompt in turn["prompts"]]
    captions = page.locator(".caption").evaluate_all("all => all.map(p => [p.textContent, p.lang])")
    assert [tuple(each) for each in captions] == said
