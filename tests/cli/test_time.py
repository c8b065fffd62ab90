"""`ivr time` as its users run it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.analysis.timing.clock import AudioClock
from ivr.cli import main
from ivr.menu.flow import Flow
from ivr.menu.reader import read

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory,
    good_menus: str,
    speak: Callable[[Flow, Path], AudioClock],
) -> Path:
    """Where a small line is, with its sounds."""
    path = tmp_path_factory.mktemp("time")
    (path / "menus.yaml").write_text(good_menus, encoding="utf-8")
    speak(read(path / "menus.yaml"), path / "audio")
    return path


@pytest.fixture
def run(folder: Path) -> Run:
    def run(*words: str) -> Result:
        given = ("--menus", str(folder / "menus.yaml"), "--audio", str(folder / "audio"))
        return CliRunner().invoke(main, ["time", *given, *words])

    return run


@pytest.fixture
def figures(run: Run) -> Callable[..., dict]:
    def figures(*words: str) -> dict:
        done = run("--json", "--language", "pt-BR", *words)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)[0]

    return figures


def test_each_answer_and_the_figures_of_all_are_told(run: Run) -> None:
    done = run()
    assert done.exit_code == 0
    for told in ("pt-BR: seconds to each answer", "prices", "1 1", "efficiency", "Twilio's prices"):
        assert told in done.stdout


def test_json_names_units_and_its_parts_add_up(figures: Callable[..., dict]) -> None:
    told = figures()
    assert sum(told["spent_seconds"].values()) == pytest.approx(told["expected_seconds"], abs=0.01)
    assert sum(each["share_of_callers"] for each in told["answers"]) == pytest.approx(1)
    for answer in told["answers"]:
        spent = sum(answer["spent_seconds"].values())
        assert spent == pytest.approx(answer["first_word_seconds"], abs=0.01)
        assert answer["first_word_seconds"] < answer["first_word_full_seconds"]
        assert answer["first_word_seconds"] < answer["first_word_errors_seconds"]


def test_a_slower_listener_waits_longer_for_each_key(figures: Callable[..., dict]) -> None:
    usual, slow = figures(), figures("--listener", "key=3.2")
    longer = slow["expected_seconds"] - usual["expected_seconds"]
    assert longer == pytest.approx(2 * usual["keys_per_task"], abs=0.01)


def test_counted_calls_take_the_place_of_weights(
    figures: Callable[..., dict], tmp_path: Path
) -> None:
    counted = tmp_path / "calls.csv"
    counted.write_text("place,calls\nprices,1\nrepairs,3\n", encoding="utf-8")
    told = figures("--weights", str(counted))
    shares = {each["place"]: each["share_of_callers"] for each in told["answers"]}
    assert shares == {"prices": 0.25, "repairs": 0.75}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "place,calls\nprice,1\n",
            ':2: "price" is no message of the menus; did you mean "prices"?',
        ),
        ("place,calls\nprices,many\n", ':2: "many" is no number of calls'),
        ("answer,calls\nprices,1\n", ":1: there is no column place"),
        ("place,calls\nprices,0\n", ": no calls are counted"),
    ],
)
def test_counted_calls_that_do_not_fit_are_told_with_their_line(
    run: Run, tmp_path: Path, written: str, told: str
) -> None:
    counted = tmp_path / "calls.csv"
    counted.write_text(written, encoding="utf-8")
    done = run("--weights", str(counted))
    assert done.exit_code == 2
    assert told in done.output


@pytest.mark.parametrize("given", ["speed=2", "key=-1", "key=soon", "silent=0.9,wrong=0.1"])
def test_a_listener_that_cannot_be_is_refused(run: Run, given: str) -> None:
    assert run("--listener", given).exit_code == 2


def test_a_language_the_line_does_not_speak_is_refused(run: Run) -> None:
    done = run("--language", "fr-FR")
    assert (done.exit_code, "not one of pt-BR, en-US" in done.output) == (2, True)


def test_an_older_file_is_compared_way_by_way(
    figures: Callable[..., dict], folder: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.yaml"
    text = (folder / "menus.yaml").read_text("utf-8")
    old.write_text(text.replace('"Olá."', '"Olá, e muito obrigado por ligar."'), encoding="utf-8")
    told = figures("--against", str(old))
    saved = told["before"]["welcome_seconds"] - told["welcome_seconds"]
    assert saved > 1
    earlier = told["before"]["expected_seconds"] - told["expected_seconds"]
    assert earlier == pytest.approx(saved, abs=0.01)


class Elements(HTMLParser):
    """Gathers what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag == name]


def test_the_page_draws_every_way_and_asks_the_network_for_nothing(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    run("--html", str(page), "--against", str(folder / "menus.yaml"))
    text = page.read_text("utf-8")
    elements = Elements(text)
    assert [each["id"] for each in elements.of("h2")] == ["pt-BR", "en-US"]
    assert len(elements.of("details")) == 4
    assert text.count("Before and after") == 2
    assert not (elements.of("script") + elements.of("link") + elements.of("img"))
    assert all(str(each["href"]).startswith("#") for each in elements.of("a"))
    assert not re.search(r"url\(|@import|https?:", text)


def test_bars_of_a_waterfall_end_at_the_first_word(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    run("--html", str(page))
    bars = re.findall(r'<b class="(\w+)" style="left:([\d.]+)%;width:([\d.]+)%"', page.read_text())
    ends = [float(left) + float(width) for _, left, width in bars]
    assert max(ends) == pytest.approx(100, abs=0.01)
    assert {kind for kind, _, _ in bars} == {"welcome", "lead", "passed", "option", "key"}
