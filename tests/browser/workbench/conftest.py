"""What tests of the workbench may ask for: the page, and the hands that work it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Self

import pytest
from playwright.sync_api import Locator, Page, expect

from ivr.menu.flow import Flow

OUTCOME = "#outcome:not([hidden]) [data-outcome]:not([hidden], [data-outcome='replaying'])"


class Bench:
    """The workbench in a browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def pace(self, speed: str = "straight through", timers: str = "off") -> Self:
        for choice in (speed, timers):
            self.page.get_by_label(choice, exact=True).check()
        return self

    def dial(self, **form: str) -> Self:
        """Call a line, and wait for its first words."""
        for name, value in form.items():
            self.page.locator(f"#{name}").fill(value)
        self.page.locator("#call").click()
        return self.told()

    def choose(self, language: str) -> Self:
        self.page.locator("#language").select_option(language)
        return self

    def press(self, keys: str) -> Self:
        """Press each key once the line has answered the one before."""
        for key in keys:
            asked = self.asked()
            self.page.locator(f'#keys [data-key="{key}"]').click()
            expect(self.page.locator("#asked")).not_to_have_text(asked)
        return self

    def told(self) -> Self:
        expect(self.rows.first).to_be_visible()
        return self

    def asked(self) -> str:
        return self.page.locator("#asked").inner_text()

    @property
    def rows(self) -> Locator:
        return self.page.locator(".log > li")

    @property
    def state(self) -> Locator:
        return self.page.locator("#state > :not([hidden])")

    @property
    def timer(self) -> Locator:
        return self.page.locator("#timer > :not([hidden])")

    @property
    def seconds(self) -> float:
        return float(self.page.locator("#seconds").inner_text())

    def place(self, name: str) -> Locator:
        return self.page.locator(f'[role=treeitem][data-name="{name}"]')

    def written(self) -> str:
        """Open the dialog that saves the call, and read the call in it."""
        self.page.locator("#save").click()
        text = self.page.locator("#written")
        expect(text).to_have_value(re.compile(r"^dials"))
        return text.input_value()

    def close(self) -> Self:
        self.page.keyboard.press("Escape")
        return self

    def replay(self, text: str) -> str:
        """Replay a transcript, and return what the page says of it."""
        self.page.locator("#replay").click()
        self.page.locator("#script").fill(text)
        return self.start()

    def start(self) -> str:
        self.page.locator("#replaying button[type=submit]").click()
        expect(self.page.locator("#replaying")).to_be_hidden()
        return self.outcome()

    def outcome(self) -> str:
        return self.page.locator(OUTCOME).inner_text().strip()


@pytest.fixture(scope="session")
def deep(flow: Flow) -> tuple[tuple[str, ...], str]:
    """The places on the way to one of the deepest, and the keys that lead there."""
    last = max(flow.trails, key=lambda name: len(flow.trails[name]))
    way = (*flow.trails[last], last)
    keys = [
        next(choice.key for choice in flow.places[here].choices if choice.to == there)
        for here, there in pairwise(way)
    ]
    return way, "".join(keys)


@pytest.fixture
def bench(browse: Callable[..., Page]) -> Callable[..., Bench]:
    """Open the workbench, as `browse` opens pages."""

    def bench(path: str = "workbench", **options: Any) -> Bench:
        return Bench(browse(path, **options))

    return bench
