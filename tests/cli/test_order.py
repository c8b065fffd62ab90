"""`ivr order` as its users run it: real sound, and the file it leaves behind."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINE = ROOT / "tests" / "analysis" / "order" / "line.yaml"
Order = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One shelf for all: each sound is rendered once."""
    return tmp_path_factory.mktemp("audio")


@pytest.fixture
def menus(tmp_path: Path) -> Path:
    path = tmp_path / "menus.yaml"
    path.write_bytes(LINE.read_bytes())
    return path


@pytest.fixture
def order(menus: Path, audio: Path, invoke: Order) -> Order:
    """What runs `ivr order` on the file."""
    return lambda *words: invoke("order", "menus.yaml", "--audio", audio, *words, cwd=menus.parent)


def test_the_new_order_is_shown_as_a_diff_and_the_file_left_alone(
    menus: Path, order: Order
) -> None:
    done = order()
    assert (done.returncode, menus.read_bytes()) == (0, LINE.read_bytes())
    assert done.stdout.startswith("--- a/menus.yaml\n+++ b/menus.yaml\n@@")
    assert "money could go: main would have 5 choices and save pt-BR" in done.stderr


def test_the_diff_is_a_patch_that_makes_what_write_writes(menus: Path, order: Order) -> None:
    patch = order().stdout
    written = order("--write")
    made = menus.read_bytes()
    assert (written.returncode, written.stdout) == (0, patch)
    menus.write_bytes(LINE.read_bytes())
    apply = ["git", "apply", "-"]
    subprocess.run(apply, cwd=menus.parent, input=patch, text=True, check=True)  # noqa: S603
    assert menus.read_bytes() == made


def test_choices_move_in_the_file_in_which_their_menu_stands(menus: Path, order: Order) -> None:
    order("--write")
    best = menus.read_text("utf-8")
    start, _, rest = LINE.read_text("utf-8").partition("\nmenus:\n")
    places, _, messages = rest.partition("\nmessages:\n")
    menus.write_text(f"include: [places.yaml]\n{start}\nmessages:\n{messages}", encoding="utf-8")
    menus.with_name("places.yaml").write_text(f"menus:\n{places}\n", encoding="utf-8")
    done = order("--write")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("--- a/places.yaml\n+++ b/places.yaml\n@@")
    moved = menus.with_name("places.yaml").read_text("utf-8")
    assert moved != f"menus:\n{places}\n"
    assert moved.strip() in best


def test_a_file_in_the_best_order_is_not_written(menus: Path, order: Order) -> None:
    order("--write")
    best, stamp = menus.read_bytes(), menus.stat().st_mtime_ns
    done = order("--write", "--no-flatten")
    assert (done.stdout, menus.read_bytes(), menus.stat().st_mtime_ns) == ("", best, stamp)
    assert done.stderr.strip() == "Every menu that may be touched is in the best order."


def test_counted_calls_take_the_place_of_weights(menus: Path, order: Order) -> None:
    counts = menus.with_name("calls.csv")
    counts.write_text("place,calls\nhistory,900\nhours,10\naddress,1\n", encoding="utf-8")
    done = order("--weights", "calls.csv", "--json")
    told = json.loads(done.stdout)
    assert [menu["place"] for menu in told["menus"]] == []
    counts.write_text("place,calls\ndebts,900\nhours,10\naddress,1\n", encoding="utf-8")
    told = json.loads(order("--weights", "calls.csv", "--json").stdout)
    assert {menu["place"]: menu["order"] for menu in told["menus"]} == {
        "main": ["money", "hours", "address", "history"],
        "money": ["debts", "prices"],
    }


def test_json_tells_what_each_menu_saves_in_each_language(order: Order) -> None:
    told = json.loads(order("--json", "--language", "en-US").stdout)
    [menu] = told["menus"]
    assert (menu["place"], menu["order"]) == ("main", ["hours", "address", "money", "history"])
    assert menu["saved_seconds"] == told["saved_seconds"]
    assert list(told["saved_seconds"]) == ["en-US"]
    assert 1 < told["saved_seconds"]["en-US"] < told["expected_seconds"]["en-US"]
    assert [each["place"] for each in told["flatten"]] == ["money"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--language", "de-DE"), "de-DE is not one of pt-BR, en-US"),
        (("--language-share", "de-DE", "2"), "de-DE is not one of pt-BR, en-US"),
        (("--language-share", "pt-BR", "0"), "0.0 is not in the range x>0"),
        (("--weights", "no.csv"), "'no.csv' does not exist"),
    ],
)
def test_what_cannot_be_asked_is_told_with_2(
    order: Order, words: tuple[str, ...], told: str
) -> None:
    done = order(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_a_file_with_errors_is_told_as_check_does(menus: Path, order: Order) -> None:
    menus.write_text(menus.read_text("utf-8").replace("to: hours", "to: hour"), "utf-8")
    done = order()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("menus.yaml:")
    assert 'leads to "hour"' in done.stderr
