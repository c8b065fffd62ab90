"""Makes the pictures in the documentation: of both pages, and of a report.

Run it with the address of a line that has its sounds: `python tests/browser/pictures.py [URL]`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
LINE = "http://127.0.0.1:8000"
SMALL = {"viewport": {"width": 360, "height": 720}, "device_scale_factor": 2}
WIDE = {"viewport": {"width": 1280, "height": 800}}
BENCH = {"viewport": {"width": 1440, "height": 900}}
REPORT = {"viewport": {"width": 1000, "height": 1100}}
SETTLED = 600
"""Milliseconds until what moves has come to rest."""


def idle(page: Page) -> None:
    page.wait_for_timeout(SETTLED)


def menu(page: Page) -> None:
    page.click("#answer")
    page.locator(".tile").first.wait_for()
    page.keyboard.press("1")
    page.locator(".tile[aria-current=true][data-key='2']").wait_for()
    page.wait_for_timeout(SETTLED)


def answer(page: Page) -> None:
    page.click("#answer")
    page.locator(".tile").first.wait_for()
    page.keyboard.type("11")
    page.locator("a.number[aria-current=true]").first.wait_for()
    page.wait_for_timeout(SETTLED)


def workbench(page: Page) -> None:
    page.goto(f"{page.url}workbench")
    for choice in ("straight through", "off"):
        page.get_by_label(choice, exact=True).check()
    page.click("#call")
    requests = page.locator(".requests > li:not(.media)")
    requests.nth(0).wait_for()
    page.click("#keys [data-key='2']")
    requests.nth(1).wait_for()
    for choice in ("1×", "real"):
        page.get_by_label(choice, exact=True).check()
    page.click("#keys [data-key='5']")
    requests.nth(2).locator("summary").click()
    page.locator("[aria-current=location] > .line").click()
    page.locator(".requests .twiml").evaluate("twiml => twiml.scrollIntoView()")
    page.wait_for_timeout(6 * SETTLED)


def timing(page: Page) -> None:
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        command = [sys.executable, "-m", "ivr", "time", "--language", "pt-BR", "--html", report]
        subprocess.run(command, check=True)  # noqa: S603
        page.goto(report.as_uri())


TAKEN: dict[str, tuple[Any, dict[str, Any]]] = {
    "listening-idle": (idle, SMALL | {"device_scale_factor": 1}),
    "listening-menu": (menu, SMALL),
    "listening-answer": (answer, SMALL | {"color_scheme": "dark"}),
    "listening-wide": (menu, WIDE),
    "workbench": (workbench, BENCH),
    "timing": (timing, REPORT),
}


def main(line: str = LINE) -> None:
    """Take every picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (act, look) in TAKEN.items():
            page = browser.new_page(locale="pt-BR", reduced_motion="reduce", **look)
            page.goto(line)
            act(page)
            page.screenshot(path=PICTURES / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
