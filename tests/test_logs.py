"""The log holds what happened: strangers write no line of it, fill no disk, move no cursor."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ivr import logs
from ivr.logs import Throttle

HOSTILE = {
    "a line of its own": ("x\n2026-11-26 12:00:00 ERROR forged", "\n2026"),
    "a line as old machines end it": ("x\r2026 ERROR forged", "\r"),
    "a line as Unicode ends it": ("x\u2028forged\u2029forged\x85forged", "\u2028"),
    "a terminal that is cleared": ("x\x1b[2J\x1b]0;title\x07", "\x1b"),
    "a terminal that is cleared in one character": ("x\x9b2J", "\x9b"),
    "a colour that hides": ("x\x1b[8mhidden", "\x1b"),
    "text that runs backwards": ("x\u202egnp.exe\u2066", "\u202e"),
    "a character that is half": ("x\ud800", "\ud800"),
    "nothing at all": ("x\x00", "\x00"),
}
WAYS: dict[str, Callable[[logging.Logger, str], None]] = {
    "as an argument": lambda log, text: log.warning("refused: %s", text),
    "by name": lambda log, text: log.warning("refused: %(text)s", {"text": text}),
    "in the text itself": lambda log, text: log.warning(f"refused: {text}"),
    "as an exception": lambda log, text: log.warning("refused: %s", ValueError(text)),
    "in a traceback": lambda log, text: log.error("failed", exc_info=ValueError(text)),
}


@pytest.fixture
def printed() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger, and what it prints as a server would."""
    logs.install()
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("tests.logs")
    logger.addHandler(handler)
    yield logger, out
    logger.removeHandler(handler)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(("text", "forbidden"), HOSTILE.values(), ids=HOSTILE)
def test_what_strangers_send_stays_on_its_line(
    printed: tuple[logging.Logger, io.StringIO],
    way: Callable[[logging.Logger, str], None],
    text: str,
    forbidden: str,
) -> None:
    log, out = printed
    way(log, text)
    first, *others = out.getvalue().rstrip("\n").split("\n")
    assert first.startswith(("WARNING refused: ", "ERROR failed"))
    assert all(line.startswith("    ") for line in others)
    assert all(line.isprintable() for line in (first, *others))
    assert forbidden not in out.getvalue().replace("\n    ", "")


def test_a_long_text_is_cut(printed: tuple[logging.Logger, io.StringIO]) -> None:
    log, out = printed
    log.warning("refused: %s", "x" * 100_000)
    log.warning("refused: %s", ValueError("x" * 100_000))
    first, second = out.getvalue().splitlines()
    assert len(first) < 400
    assert len(second) < 20_000


@pytest.mark.parametrize(
    "line",
    [
        "GET /voice?From=%2B5511987654321&To=1 HTTP/1.1",
        "https://line.example.org/voice/pt-BR/main?behind=main&From=%2B5511987654321",
        "GET /Voice/?From=+5511987654321&FromCity=SAO PAULO HTTP/1.1",
        "/voice?5511987654321",
    ],
)
def test_the_query_of_an_address_is_left_out(
    printed: tuple[logging.Logger, io.StringIO], line: str
) -> None:
    log, out = printed
    log.warning('"%s" %s', line, 403)
    assert "5511987654321" not in out.getvalue()
    assert "?…" in out.getvalue()
    assert "403" in out.getvalue()


def test_numbers_and_words_are_printed_as_they_are(
    printed: tuple[logging.Logger, io.StringIO],
) -> None:
    log, out = printed
    log.warning("%d places, %.1f s, %r, %s: Até já?", 52, 1.25, "a", None)
    assert out.getvalue() == "WARNING 52 places, 1.2 s, 'a', None: Até já?\n"


def test_problems_keep_their_lines(printed: tuple[logging.Logger, io.StringIO]) -> None:
    log, out = printed
    log.warning("broken:\n%s", ValueError("menus.yaml:1: a\nmenus.yaml:2: b"))
    lines = ["WARNING broken:", "    menus.yaml:1: a", "    menus.yaml:2: b"]
    assert out.getvalue().splitlines() == lines


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_flood_is_counted_and_not_printed(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    throttle = Throttle(logging.getLogger("tests.logs"), most=3, clock=clock)
    for number in range(100):
        throttle.warning("refused: %s", str(number))
    throttle.warning("another kind")
    clock.seconds = 61
    throttle.warning("refused: %s", "later")
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        "refused: 0",
        "refused: 1",
        "refused: 2",
        "another kind",
        "refused: later (and 97 more before it)",
    ]


def test_a_server_s_own_names_for_what_it_logs_are_kept(
    printed: tuple[logging.Logger, io.StringIO],
) -> None:
    class Atoms(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            return super().__getitem__(name) if name in self else "-"

    log, out = printed
    log.warning("%(r)s %(missing)s", Atoms(r="GET /voice?From=%2B55 HTTP/1.1\n"))
    assert out.getvalue() == "WARNING GET /voice?… HTTP/1.1\\n -\n"
