"""What tests of the pages may ask for: a line that plays real sounds, and a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ivr.files import write_whole
from ivr.menu.flow import Flow
from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.engines.engine import ALWAYS
from ivr.speech.make import make
from ivr.speech.plan import Plan
from ivr.speech.request import SpeechRequest
from ivr.speech.store.shelf import Shelf
from ivr.speech.store.stock import Stocktaker

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-site-isolation-trials",  # pages of a site share one process, which starts once
    "--renderer-process-limit=1",
]
PATIENCE = 5_000.0
"""Milliseconds a page may take for anything."""

HERE = Path(__file__).parent
DROPPED = "ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning"
"""The server of these tests does not close the file of a request that a browser breaks off."""

OF_A_PAGE = ("viewport", "color_scheme", "reduced_motion")
"""What a page can be told about its screen; all else belongs to its context."""
STILL = {"reduced_motion": "reduce"}
"""Nothing is animated unless a test looks at it: to draw that takes an eighth of a processor."""

Serve = Callable[..., AbstractContextManager[str]]
Browse = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(DROPPED))


class Lossless(Shelf):
    """A shelf of masters alone, which hold the sound itself: encoding takes longest of all.

    The line makes a copy for browsers when it is first asked for, as of any master.
    """

    def has(self, order: SpeechRequest) -> bool:
        """Tell whether the master is there."""
        return self.keeps(order)

    def put(self, order: SpeechRequest, made: Sound) -> None:
        """Write the master, under the name of any master."""
        tags = {"title": order.prompt.text, "comment": order.prompt.language}
        write_whole(self.master(order), sound.encode(made, "FLAC", "PCM_16", **tags))


@pytest.fixture(scope="session")
def sounds(flow: Flow, shared: Path) -> Path:
    """The audio folder, rendered once, for all processes that test."""
    shelf = Lossless(shared / "pages")
    with FileLock(shared / "pages.lock"):
        for order in Plan(Stocktaker(flow, shelf.folder), ALWAYS).orders():
            if not order.slow:
                assert make(order, shelf).status != "failed"
    return shelf.folder


@pytest.fixture(scope="session")
def serve(serve: Serve, browser: Browser) -> Serve:
    """Serve a line of a test's own; its pages close before it ends: they ask it all the time."""

    @contextmanager
    def serving(menus: Path | None, **environ: str) -> Iterator[str]:
        with serve(menus, **environ) as url:
            try:
                yield url
            finally:
                for page in [page for context in browser.contexts for page in context.pages]:
                    if page.url.startswith(url):
                        page.close()

    return serving


@pytest.fixture(scope="session")
def line(serve: Serve, sounds: Path) -> Iterator[str]:
    """The address of a line on this machine, with its pages."""
    with serve(None, **settings(sounds)) as url:
        yield url


def settings(sounds: Path) -> dict[str, str]:
    return {
        "IVR_LOCAL": "1",
        "IVR_SPEECH": "play",
        "IVR_AUDIO": str(sounds),
        "IVR_MOST_CALLS": "1000 per minute",
    }


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: install Chromium as {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def devices(browser: Browser, line: str) -> Callable[..., BrowserContext]:
    """Give the context of each kind of device, the same to all tests: a new one takes its time."""

    @cache
    def device(**options: Any) -> BrowserContext:
        return context(browser, line, options)

    return device


def context(browser: Browser, url: str, options: dict[str, Any]) -> BrowserContext:
    made = browser.new_context(base_url=url, **{"locale": "pt-BR"} | options)
    made.set_default_timeout(PATIENCE)
    return made


@pytest.fixture
def browse(browser: Browser, devices: Callable[..., BrowserContext], line: str) -> Iterator[Browse]:
    """Open a page of the line; what its console complains of fails the test, but for `allowed`.

    Pages share the context of their device, with its cache; what is `alone`, or of another line,
    has one of its own.
    """
    complaints: list[str] = []
    with ExitStack() as opened:

        def browse(
            path: str = "",
            allowed: str = r"(?!)",
            url: str = line,
            *,
            alone: bool = False,
            **options: Any,
        ) -> Page:
            screen = STILL | {name: options.pop(name) for name in OF_A_PAGE if name in options}
            if alone or url != line:
                page = opened.enter_context(context(browser, url, options)).new_page()
            else:
                page = devices(**options).new_page()
                opened.callback(leave, page)
            if viewport := screen.pop("viewport", None):
                page.set_viewport_size(viewport)
            page.emulate_media(**screen)

            def complain(text: str) -> None:
                if not re.search(allowed, text):
                    complaints.append(text)

            page.on("console", lambda line: line.type == "error" and complain(line.text))
            page.on("pageerror", lambda error: complain(str(error)))
            page.goto(f"{url}/{path}")
            return page

        yield browse
    assert not complaints


def leave(page: Page) -> None:
    """Close a page, and leave its context as it was: the page stores nothing but cookies."""
    page.close()
    page.context.set_offline(False)
    page.context.clear_cookies()


class Caller:
    """Somebody who calls from the listening page, and knows which way leads where."""

    def __init__(self, page: Page, flow: Flow) -> None:
        self.page = page
        self.flow = flow
        self.place = flow.start

    def call(self, language: str = "") -> None:
        """Touch the green button, or a flag."""
        self.page.click(f"button[data-language={language}]" if language else "#answer")
        expect(self.page.locator("body")).to_have_attribute("data-state", "call")
        self.place = self.flow.start

    def way(self, *places: str) -> str:
        """Return the keys that lead from place to place."""
        keys = ""
        for place in places:
            choices = self.flow.places[self.place].choices
            keys += next(choice.key for choice in choices if choice.to == place)
            self.place = place
        return keys

    def choose(self, place: str) -> None:
        """Touch the picture of a place, as soon as that would be no double tap."""
        self.page.wait_for_timeout(400)
        self.page.click(f".tile[data-key='{self.way(place)}']")

    def type(self, *places: str) -> None:
        self.page.keyboard.type(self.way(*places))

    def stands_at(self, place: str, language: str = "pt-BR") -> None:
        title = self.flow.places[place].titles[language].text
        expect(self.page.locator("#title")).to_have_text(title)

    def hears(self, text: str) -> None:
        """Wait until something is said, and make sure that it sounds."""
        expect(self.page.locator(".caption", has_text=text).last).to_be_attached()
        for _ in range(100):
            if self.page.evaluate("/spoken/.test(voice.src) && voice.currentTime > 0"):
                return
            self.page.wait_for_timeout(50)  # waiting in the page is against its policy
        pytest.fail(f"{text!r} is not heard")

    def is_told(self, doing: str) -> None:
        expect(self.page.locator("body")).to_have_attribute("data-doing", doing)


@pytest.fixture
def caller(browse: Browse, flow: Flow) -> Callable[..., Caller]:
    """Open the listening page for a caller; the arguments are those of `browse`."""

    def caller(*args: Any, **options: Any) -> Caller:
        return Caller(browse(*args, **options), flow)

    return caller
