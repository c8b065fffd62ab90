"""What is edited is spoken, call or no call; what callers heard before still counts."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar

import httpx
import pytest
from twiml_phone import Phone

from ivr.line import current
from ivr.line.current import CurrentLine
from ivr.line.editions import KEPT, Editions
from ivr.settings import Settings

Until = Callable[..., None]

Serve = Callable[..., AbstractContextManager[str]]

PATIENCE = 60.0
FIRST = '      - to: sales\n        label: {pt-BR: "vendas", en-US: "buy"}\n'
SECOND = '      - to: repairs\n        label: {pt-BR: "consertos", en-US: "repair something"}\n'


def line(menus: Path, instance: Path) -> CurrentLine:
    settings = {"IVR_LOCAL": "1", "MENUS": str(menus), "IVR_SPEECH": "say"}
    return CurrentLine(Settings.from_environ(settings), instance, lambda: None)


def edition(url: str) -> str:
    return str(httpx.get(f"{url}/health").json()["edition"])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    draft = path.with_suffix(".new")
    draft.write_text(text.replace(old, new), encoding="utf-8")
    draft.replace(path)


def edited(until: Until, url: str, path: Path, old: str, new: str) -> None:
    """Edit the menus, and wait until a line speaks them."""
    before = edition(url)
    edit(path, old, new)
    until(lambda: edition(url) != before)


def swap(until: Until, menus: Path, *urls: str) -> None:
    """Swap the first two choices, and wait until all lines speak them so."""
    before = {url: edition(url) for url in urls}
    edit(menus, FIRST + SECOND, SECOND + FIRST)
    until(lambda: all(edition(url) != before[url] for url in urls))


def words(call: object) -> list[str]:
    return [heard.text for heard in call.heard]  # type: ignore[attr-defined]


def test_an_edit_is_taken_up_though_nobody_calls(menus: Path, tmp_path: Path, until: Until) -> None:
    current = line(menus, tmp_path)
    assert "Olá." in current.now().begin(None).twiml
    edit(menus, "Olá.", "Bom dia.")
    until(lambda: "Olá." not in current.now().begin(None).twiml)
    assert "Bom dia." in current.now().begin(None).twiml


def test_a_broken_edit_is_reported_though_nobody_calls(
    menus: Path, tmp_path: Path, until: Until
) -> None:
    current = line(menus, tmp_path)
    edit(menus, "- to: sales", "- to: sale")
    until(lambda: current.health()["status"] == "last good menus")
    assert current.edition()["stamp"] == current.health()["edition"]


def test_what_is_wrong_in_an_included_file_is_told_without_the_path_of_the_host(
    menus: Path, tmp_path: Path, until: Until
) -> None:
    more = menus.with_name("more.yaml")
    more.write_text("glossary: {pt-BR: [fatura]}\n", encoding="utf-8")
    menus.write_text(f"include: [more.yaml]\n{menus.read_text('utf-8')}", encoding="utf-8")
    current = line(menus, tmp_path)
    more.write_text("glossary: {pt-BR: fatura}\n", encoding="utf-8")
    until(lambda: current.health()["status"] == "last good menus")
    [problem] = current.health()["problems"]
    assert problem.startswith("more.yaml:1:19: ")


def test_all_workers_give_the_same_stamp_of_the_same_file_after_a_restart_too(
    menus: Path, tmp_path: Path, until: Until
) -> None:
    one, other = line(menus, tmp_path / "one"), line(menus, tmp_path / "other")
    first = one.edition()["stamp"]
    assert first == other.edition()["stamp"]
    edit(menus, "Olá.", "Bom dia.")
    until(lambda: first not in {one.edition()["stamp"], other.edition()["stamp"]})
    assert one.edition() == other.edition() == line(menus, tmp_path).edition()


def test_a_key_is_understood_by_the_menus_the_caller_heard(
    serve: Serve, menus: Path, until: Until
) -> None:
    with serve(menus) as url, Phone(url, "/voice", auth_token="12345") as phone:
        call = phone.dial()
        assert "Para consertos, tecle 2." in words(call)
        swap(until, menus, url)
        call.press("2")
        assert "Consertos" in words(call)
        assert "Vendas" not in words(call)
        call.press("0")
        assert "Para consertos, tecle 1." in words(call)
        call.press("2")
        assert "Vendas" in words(call)
        assert not call.troubles


def test_another_worker_understands_the_key_too(serve: Serve, menus: Path, until: Until) -> None:
    with serve(menus) as url, serve(menus) as other:
        with Phone(url, "/voice", auth_token="12345") as phone:
            call = phone.dial()
            call.press("0")
            target = call.requests[-1].url.removeprefix(url)
        assert f"edition={edition(url)}" in target
        swap(until, menus, url, other)
        with Phone(other, target, auth_token="12345") as phone:
            call = phone.dial()  # no key: the caller is asked again, by the menus of now
            assert "Para consertos, tecle 1." in words(call)
        with Phone(other, f"{target}&Digits=2", auth_token="12345") as phone:
            assert "Consertos" in words(phone.dial())


def test_a_restart_between_the_words_and_the_key_changes_nothing(serve: Serve, menus: Path) -> None:
    with serve(menus) as url:
        heard = edition(url)
    edit(menus, FIRST + SECOND, SECOND + FIRST)
    with serve(menus) as url:
        assert edition(url) != heard
        target = f"/voice/pt-BR/main?edition={heard}&Digits=2"
        with Phone(url, target, auth_token="12345") as phone:
            assert "Consertos" in words(phone.dial())
        described = httpx.get(f"{url}/turns/pt-BR/main?key=2&edition={heard}").json()
        assert described["place"] == "repairs"


@pytest.mark.parametrize(("old", "new"), [("8", "7"), ("9", "6"), ("0", "5")])
def test_a_command_whose_key_was_edited_still_does_what_was_said(
    serve: Serve, menus: Path, old: str, new: str, until: Until
) -> None:
    with serve(menus) as url, Phone(url, "/voice", auth_token="12345") as phone:
        call = phone.dial()
        call.press("1")
        edited(until, url, menus, f"{{key: {old}, label", f"{{key: {new}, label")
        call.press(old)
        assert "Outra tecla." not in words(call)
        assert "Desculpe." not in words(call)
        call.press(old)
        assert "Outra tecla." in words(call)


def test_back_goes_the_way_the_caller_came_after_a_silence_too(
    serve: Serve, menus: Path, until: Until
) -> None:
    shortcut = '      - {to: prices, label: {pt-BR: "preços", en-US: "prices"}}\n  sales:\n'
    with serve(menus) as url, Phone(url, "/voice", auth_token="12345") as phone:
        call = phone.dial()
        call.press("1")
        call.press("1")
        edited(until, url, menus, "  sales:\n", shortcut)
        call.wait()
        assert "Não ouvi." in words(call)
        call.press("8")
        call.press("9")
        assert "/voice/pt-BR/sales?" in call.requests[-1].url


def test_a_key_that_meant_nothing_then_means_nothing_now(
    serve: Serve, menus: Path, until: Until
) -> None:
    more = FIRST + SECOND + SECOND.replace("repairs", "prices")
    with serve(menus) as url, Phone(url, "/voice", auth_token="12345") as phone:
        call = phone.dial()
        edited(until, url, menus, FIRST + SECOND, more)
        call.press("4")
        assert "Outra tecla." in words(call)


def test_a_choice_whose_place_is_gone_leads_to_an_apology_and_the_start(
    serve: Serve, menus: Path, until: Until
) -> None:
    with serve(menus) as url, Phone(url, "/voice", auth_token="12345") as phone:
        call = phone.dial()
        edited(until, url, menus, "sales", "buying")
        call.press("1")
        assert "Desculpe." in words(call)
        assert "Vendas" not in words(call)


def test_a_choice_leads_on_though_the_place_it_was_offered_in_is_gone(
    serve: Serve, menus: Path, until: Until
) -> None:
    with serve(menus) as url, Phone(url, "/voice", auth_token="12345") as phone:
        call = phone.dial()
        call.press("1")
        edited(until, url, menus, "sales", "buying")
        call.press("1")
        assert "Preços" in words(call)
        assert not call.troubles


def test_a_key_of_menus_that_are_forgotten_leads_to_an_apology_and_silence_to_the_place(
    serve: Serve, menus: Path
) -> None:
    target = "/voice/pt-BR/sales?edition=000000000000"
    with serve(menus) as url:
        with Phone(url, f"{target}&Digits=1", auth_token="12345") as phone:
            assert words(phone.dial())[0] == "Desculpe."
        with Phone(url, target, auth_token="12345") as phone:
            assert words(phone.dial())[0] == "Não ouvi."
        assert httpx.get(f"{url}/turns/pt-BR/sales?edition=000000000000&key=1").status_code == 404


@pytest.mark.parametrize("told", ["", "?edition=", "?edition=..%2F..%2Fsecret", "?edition=XYZ"])
def test_an_address_that_tells_no_edition_is_answered_by_the_menus_of_now(
    serve: Serve, menus: Path, told: str
) -> None:
    with (
        serve(menus) as url,
        Phone(url, f"/voice/pt-BR/main{told or '?'}&Digits=1", auth_token="12345") as phone,
    ):
        assert words(phone.dial())[0] == "Vendas"


def test_only_the_last_editions_are_kept_and_what_is_no_edition_is_forgotten(
    menus: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "instance" / "editions"
    current = line(menus, folder.parent)
    heard = current.now().editions.find(current.now().menus.edition)
    assert heard is not None
    editions = Editions(folder)
    for number in range(KEPT + 5):
        editions.keep(f"{number:012x}", heard)
    assert len(list(folder.iterdir())) == KEPT
    assert editions.find(f"{0:012x}") is None
    assert Editions(folder).find(f"{KEPT + 4:012x}") == heard
    (folder / "0123456789ab.json").write_text("{", encoding="utf-8")
    assert editions.find("0123456789ab") is None


def test_a_folder_that_cannot_be_written_costs_only_the_memory_of_restarts(
    menus: Path, tmp_path: Path, until: Until
) -> None:
    instance = tmp_path / "instance"
    instance.touch()  # a file where the folder should be
    current = line(menus, instance)
    heard = current.now().menus.edition
    edit(menus, FIRST + SECOND, SECOND + FIRST)
    until(lambda: current.now().menus.edition != heard)
    assert current.now().editions.find(heard) is not None
    health = current.health()
    assert health["status"] == "needs attention"
    assert health["troubles"] == [
        "editions: earlier menus cannot be kept there (Not a directory); "
        "let the line write into its instance folder"
    ]


FORKED = """
import os, sys, time
from pathlib import Path
from ivr.settings import Settings
from ivr.line import current
from ivr.line.current import CurrentLine

menus = Path(sys.argv[1])
settings = Settings.from_environ({"IVR_LOCAL": "1", "MENUS": str(menus), "IVR_SPEECH": "say"})
line = CurrentLine(settings, menus.parent, lambda: None)
child = os.fork()
if child == 0:
    print("ready", flush=True)
    until = time.monotonic() + 15
    while "Bom dia." not in line.now().begin(None).twiml:
        if time.monotonic() > until:
            os._exit(1)
        time.sleep(0.01)
    os._exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_worker_that_was_forked_from_a_loaded_line_sees_edits_too(menus: Path) -> None:
    with subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-W", "ignore", "-c", FORKED, str(menus)],
        stdout=subprocess.PIPE,
        env={**os.environ},
    ) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"ready\n"
        edit(menus, "Olá.", "Bom dia.")
        assert parent.wait(timeout=60) == 0


class Stuck(CurrentLine):
    """A line whose files cannot be read to the end, as on a network drive that is away."""

    back: ClassVar = threading.Event()

    def look(self) -> None:
        assert self.back.wait(PATIENCE)
        super().look()


def test_a_reading_that_does_not_end_is_reported_and_calls_are_answered_meanwhile(
    menus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    monkeypatch.setattr(current, "LASTING", 0.1)
    settings = {"IVR_LOCAL": "1", "MENUS": str(menus), "IVR_SPEECH": "say"}
    line = Stuck(Settings.from_environ(settings), tmp_path, lambda: None)
    until(lambda: line.health()["status"] == "needs attention")
    assert "the files have been read for" in line.health()["troubles"][0]
    assert "Olá." in line.now().begin(None).twiml
    line.back.set()
    until(lambda: line.health()["status"] == "ok")
