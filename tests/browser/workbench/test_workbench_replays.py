"""Calls that are saved, made again and passed on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from twiml_phone import Phone
from twiml_phone.testing.transcript import replay

CONVERSATIONS = Path(__file__).parents[2] / "lines" / "telephone" / "conversations"
TOKEN = "12345"

Benches = Callable[..., Any]


def test_a_call_that_is_saved_is_a_conversation_test(
    bench: Benches, line: str, tmp_path: Path
) -> None:
    opened = bench().pace().dial().press("1")
    opened.page.get_by_role("button", name="Skip").click()
    expect(opened.page.locator(".log")).to_contain_text("you stay silent")
    opened.press("1").page.get_by_role("button", name="Hang up").click()
    opened.written()
    comment = opened.page.locator("#comment")
    comment.fill("The second copy, after a silence.")
    comment.blur()
    opened.page.locator("#name").fill("second-copy")
    expect(opened.page.locator("#written")).to_have_value(_begins("# The second copy"))
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "second-copy.txt"
    download.value.save_as(tmp_path / "second-copy.txt")
    text = (tmp_path / "second-copy.txt").read_text(encoding="utf-8")
    with Phone(line, auth_token=TOKEN) as phone:
        assert replay(text, phone) == text


@pytest.mark.parametrize("name", ["silent-then-wrong-then-right", "number-of-its-own", "back"])
def test_the_replay_of_a_conversation_shows_no_difference(bench: Benches, name: str) -> None:
    opened = bench().pace()
    opened.page.locator("#replay").click()
    opened.page.locator("#file").set_input_files(CONVERSATIONS / f"{name}.txt")
    expect(opened.page.locator("#script")).to_have_value(_begins("# "))
    assert opened.start() == "The replay shows no difference."


def test_a_replay_at_a_speed_does_each_act_at_its_second(bench: Benches) -> None:
    script = "dials\npresses 1 after 2 s\nhangs up after 3 s\n"
    opened = bench().pace("4×")
    assert opened.replay(script).startswith("Replayed.")
    acts = opened.page.locator(".row.act, .row.end").locator(".when").all_inner_texts()
    assert [round(float(act)) for act in acts] == [2, 5]


def test_a_replay_shows_the_lines_that_are_not_as_they_were(bench: Benches) -> None:
    text = (CONVERSATIONS / "start.txt").read_text(encoding="utf-8")
    heard = text.splitlines()[2]
    opened = bench().pace()
    assert (
        opened.replay(text.replace(heard, f"{heard} Boa tarde.", 1))
        == "The replay differs: 2 lines."
    )
    difference = opened.page.locator("#difference")
    expect(difference.locator("del")).to_have_text(f"{heard} Boa tarde.")
    expect(difference.locator("ins")).to_have_text(heard)


def test_a_script_that_cannot_be_read_says_in_which_line(bench: Benches) -> None:
    page = bench(allowed="400").page
    page.locator("#replay").click()
    page.locator("#script").fill("dials\npushes 1\n")
    page.locator("#replaying button[type=submit]").click()
    expect(page.locator("#replay-trouble")).to_contain_text("line 2: 'pushes 1'")


def test_a_call_is_made_again_from_its_start(bench: Benches) -> None:
    opened = bench().pace().choose("en-US").dial().press("31")
    opened.page.locator("#redo").click()
    assert opened.outcome() == "The replay shows no difference."
    assert opened.page.locator(".row.act kbd").all_inner_texts() == ["3", "1"]


def test_a_link_makes_the_same_call_on_another_page_once_it_is_touched(bench: Benches) -> None:
    opened = bench().pace().choose("en-US").dial().press("32")
    told = opened.written()
    opened.close().page.locator("#share").click()
    link = opened.page.locator("#link")
    expect(link).to_have_value(_begins(r"http.*/workbench#line=&language=en-US&call=3%7E2$"))
    other = bench(link.input_value().rpartition("/")[2])
    expect(other.page.locator("#script")).to_have_value(
        "dials ?language=en-US\npresses 3\npresses 2\n"
    )
    expect(other.rows).to_have_count(0)
    other.close().pace().page.locator("#replay").click()
    other.start()
    assert other.written() == told


def test_a_link_that_makes_no_sense_says_so(bench: Benches) -> None:
    opened = bench("workbench#line=&language=&call=1~sing", allowed="400")
    trouble = opened.page.locator("#replay-trouble")
    expect(trouble).to_have_text("the link does not say what a caller does: 'sing'")


def _begins(pattern: str) -> re.Pattern[str]:
    return re.compile("^" + pattern)
