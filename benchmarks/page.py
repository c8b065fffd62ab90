"""How long after a touch does the voice begin, on a good network and on a poor one?

A real browser opens the listening page of a line on this machine, with the embedded voice's sounds;
networks are imitated by the browser: latency is added to each request, and bytes come slowly.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from rich.table import Table
from werkzeug.serving import make_server

from ivr.menu.reader import read
from ivr.settings import Settings
from ivr.speech.engines.engine import ALWAYS
from ivr.speech.make import make_all
from ivr.speech.plan import Plan
from ivr.speech.store.shelf import Shelf
from ivr.speech.store.stock import Stocktaker
from ivr.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

MENUS = Path("menus.yaml")
CHROMIUM = "/usr/bin/chromium"
CALLS = 5
PLACE = "bill"
HEARD = {"everywhere", "main", PLACE}
"""The places whose prompts are rendered for this."""

NETWORKS = {
    "this machine": (0, -1),
    "4G": (60, 500_000),
    "3G": (150, 90_000),
    "poor 3G": (400, 40_000),
}
"""Milliseconds added to each request, and bytes a second."""

WATCH = """
() => {
    voice.addEventListener("playing", () => {
        if (/spoken/.test(voice.src)) window.sounded ??= performance.now();
    });
    addEventListener("pointerdown", () => {
        window.touched = performance.now();
        window.sounded = undefined;
    }, { capture: true });
}
"""


def table() -> Table:
    """Measure, and return what came out."""
    table = Table("network", "page ready", "green button → voice", "picture → voice")
    with _line() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, network in NETWORKS.items():
            calls = [_call(browser, url, *network) for _ in range(CALLS)]
            table.add_row(name, *(f"{median(each):.2f} s" for each in zip(*calls, strict=True)))
        browser.close()
    return table


def _call(browser: Browser, url: str, latency: int, rate: int) -> tuple[float, float, float]:
    """Return the seconds until the page is there, the greeting sounds, a menu's title sounds."""
    page = browser.new_page(locale="pt-BR", bypass_csp=True)  # what waits for sound runs in it
    network = page.context.new_cdp_session(page)
    conditions = {"offline": False, "downloadThroughput": rate, "uploadThroughput": rate}
    network.send("Network.emulateNetworkConditions", {"latency": latency, **conditions})
    page.goto(url, wait_until="load")
    ready = page.evaluate("performance.now()") / 1000
    page.evaluate(WATCH)
    first = _touch(page, "#answer")
    second = _touch(page, ".tile[data-key='1']")
    page.context.close()
    return ready, first, second


def _touch(page: Page, selector: str) -> float:
    page.click(selector, delay=20)
    page.wait_for_function("window.sounded")
    page.wait_for_timeout(400)  # sooner, the next touch would be a double tap
    return float(page.evaluate("sounded - touched")) / 1000


@contextmanager
def _line() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with TemporaryDirectory() as folder:
        audio = Path(folder)
        wanted = Plan(Stocktaker(read(MENUS), audio), ALWAYS).orders("pt-BR")
        orders = [each for each in wanted if each.prompt.name.split(".")[0] in HEARD]
        list(make_all(orders, Shelf(audio), jobs=2))
        environ = {"IVR_LOCAL": "1", "IVR_AUDIO": folder, "IVR_MOST_CALLS": "1000 per minute"}
        server = make_server(
            "127.0.0.1", 0, create_app(Settings.from_environ(environ)), threaded=True
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
