"""What the listening page does when something stands in the way: network, sound, seal, crowd."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, expect

Callers = Callable[..., Any]
NO_NETWORK = "ERR_FAILED|ERR_INTERNET_DISCONNECTED"


def picture(page: Page) -> str:
    return str(page.locator("#notice use").get_attribute("href")).partition("#")[2]


def lose_network(page: Page) -> None:
    """Cut a page off; under load, requests get through for a moment after the browser agreed."""
    page.context.set_offline(True)
    for _ in range(100):
        if page.evaluate("fetch('/health').then(() => false, () => true)"):
            return
    raise AssertionError("the network is still there")


def test_a_call_goes_on_by_itself_when_the_network_is_back(caller: Callers) -> None:
    someone = caller(allowed=NO_NETWORK)
    page: Page = someone.page
    someone.call()
    lose_network(page)
    someone.type("bill")
    notice = page.locator("#notice")
    expect(notice).to_have_text("Sem internet. Toque para tentar de novo")
    expect(notice).to_be_focused()
    assert picture(page) == "offline"
    page.context.set_offline(False)
    someone.stands_at("bill")
    expect(notice).to_be_hidden()


def test_a_key_that_was_lost_on_the_way_is_pressed_again_by_a_touch(caller: Callers) -> None:
    someone = caller(allowed=NO_NETWORK)
    page: Page = someone.page
    someone.call()
    page.route("**/calls/acts", lambda route: route.abort())
    someone.type("bill")
    page.click("#notice")
    expect(page.locator("#notice")).to_be_visible()
    page.unroute("**/calls/acts")
    page.click("#notice")
    someone.stands_at("bill")


def test_a_call_that_cannot_begin_begins_when_it_is_touched(caller: Callers) -> None:
    someone = caller(allowed=NO_NETWORK)
    page: Page = someone.page
    page.route("**/calls", lambda route: route.abort())
    page.click("#answer")
    expect(page.locator("#notice")).to_be_visible()
    page.unroute("**/calls")
    page.click("#notice")
    someone.stands_at("main")


def test_a_seal_out_of_date_begins_a_new_call(caller: Callers) -> None:
    someone = caller(allowed="400")
    page: Page = someone.page
    someone.call()
    someone.type("bill")
    someone.stands_at("bill")
    page.route("**/calls/acts", refusing(400, "expired"))
    page.keyboard.press("1")
    someone.stands_at("main")
    page.unroute("**/calls/acts")
    someone.place = "main"
    someone.type("bill")
    someone.stands_at("bill")


def test_too_many_calls_are_told_by_a_picture_and_can_be_tried_again(caller: Callers) -> None:
    someone = caller(allowed="429")
    page: Page = someone.page
    page.route("**/calls", refusing(429, "too-many"))
    page.click("#answer")
    expect(page.locator("#notice")).to_contain_text("Espere um minuto")
    assert picture(page) == "hourglass"
    page.unroute("**/calls")
    page.click("#notice")
    someone.stands_at("main")


def test_a_busy_line_is_told_by_a_picture_and_the_call_begins_by_itself(caller: Callers) -> None:
    someone = caller(allowed="503")
    page: Page = someone.page
    page.route("**/calls", refusing(503, "busy"))
    page.click("#answer")
    notice = page.locator("#notice")
    expect(notice).to_contain_text("a ligação continua sozinha")
    assert picture(page) == "users"
    page.unroute("**/calls")
    someone.stands_at("main")
    expect(notice).to_be_hidden()


def test_a_key_that_found_the_line_busy_is_pressed_when_it_has_a_place(caller: Callers) -> None:
    someone = caller(allowed="503")
    page: Page = someone.page
    someone.call()
    page.route("**/calls/acts", refusing(503, "busy"), times=1)
    someone.type("bill")
    someone.stands_at("bill")
    expect(page.locator("#notice")).to_be_hidden()


def test_what_the_server_cannot_do_is_told_in_the_callers_language(caller: Callers) -> None:
    someone = caller(allowed="500", path="?language=tr-TR")
    page: Page = someone.page
    page.route("**/calls", refusing(500, "unavailable"))
    page.click("#answer")
    expect(page.locator("#notice")).to_contain_text("kusur bizde")


def test_after_a_key_was_refused_a_touch_lets_the_voice_go_on(caller: Callers) -> None:
    someone = caller(allowed="429")
    page: Page = someone.page
    someone.call()
    page.route("**/calls/acts", refusing(429, "too-many"))
    someone.page.keyboard.press("1")
    notice = page.locator("#notice")
    expect(notice).to_contain_text("Espere um minuto")
    assert page.evaluate("voice.paused")
    notice.click()
    expect(notice).to_be_hidden()
    page.wait_for_function("!voice.paused")
    someone.stands_at("main")


def test_the_limit_of_the_line_itself_is_kept_and_told(
    browse: Callers, serve: Callers, sounds: Path
) -> None:
    with serve(None, IVR_LOCAL="1", IVR_AUDIO=str(sounds), IVR_MOST_CALLS="1 per minute") as url:
        page: Page = browse(url=url, allowed="429")
        page.click("#answer")
        page.click("#hang-up")
        page.click("#answer")
        expect(page.locator("#notice")).to_contain_text("Espere um minuto")


def test_where_sound_needs_another_touch_a_picture_asks_for_it(caller: Callers) -> None:
    someone = caller()
    page: Page = someone.page
    page.evaluate(
        """() => {
            const play = HTMLMediaElement.prototype.play;
            const refuse = () => Promise.reject(new DOMException("touch first", "NotAllowedError"));
            HTMLMediaElement.prototype.play = refuse;
            addEventListener("pointerdown", ({ target }) => {
                if (target.closest("#notice")) HTMLMediaElement.prototype.play = play;
            });
        }"""
    )
    page.click("#answer")
    notice = page.locator("#notice")
    expect(notice).to_have_text("Toque para ouvir")
    assert picture(page) == "play"
    notice.click()
    someone.hears(someone.flow.everywhere.welcome["pt-BR"].text)


def test_on_a_slow_network_the_clock_waits_for_the_sound(caller: Callers) -> None:
    someone = caller()
    page: Page = someone.page
    acts: list[Any] = []
    page.route("**/spoken/**", lambda _: None)  # a sound that never comes
    page.on("request", lambda each: each.url.endswith("/acts") and acts.append(each))
    someone.call()
    page.wait_for_timeout(1_000)
    key = someone.way("bill")
    page.keyboard.press(key)
    someone.stands_at("bill")
    assert acts[0].post_data_json["acts"] == [{"at": 0, "do": "press", "key": key}]


def test_two_tabs_hold_two_calls(caller: Callers) -> None:
    one, other = (caller(allowed="503") for _ in range(2))  # who comes second asks again
    one.call()
    other.call("en-US")
    one.type("bill")
    other.type("complain")
    one.stands_at("bill")
    other.stands_at("complain", "en-US")


def refusing(status: int, code: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, json={"code": code, "error": "no"})
