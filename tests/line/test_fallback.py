"""What callers hear when nothing else can be said is made of the menu file, and kept."""

from __future__ import annotations

from pathlib import Path

from ivr.line.current import CurrentLine
from ivr.line.twilio.render import fallback
from ivr.menu.reader import read
from ivr.settings import Settings


def line(menus: Path, instance: Path) -> CurrentLine:
    settings = {"IVR_LOCAL": "1", "MENUS": str(menus), "IVR_SPEECH": "say"}
    return CurrentLine(Settings.from_environ(settings), instance, lambda: None)


def add(path: Path, under: str, text: str) -> None:
    told = path.read_text("utf-8")
    assert under in told
    path.write_text(told.replace(under, under + text, 1), encoding="utf-8")


def test_a_clinic_says_sorry_in_its_language_and_whose_number_to_call(spanish: Path) -> None:
    assert fallback(read(spanish)) == (
        '<?xml version="1.0" encoding="UTF-8"?><Response>'
        '<Say language="es-MX" voice="Polly.Mia-Neural">'
        "Perdón, tuvimos un problema. La culpa es nuestra. Llame a la clínica: "
        "ocho, cero, cero; cinco, cinco, cinco; cero, uno, nueve, nueve."
        '<break time="600ms" /></Say><Hangup /></Response>'
    )


def test_where_nobody_says_whose_number_it_is_it_is_said_alone(menus: Path) -> None:
    said = read(menus).everywhere.fallback
    assert {code: each.text.partition(". ")[2] for code, each in said.items()} == {
        "pt-BR": "Zero, oito, zero, zero; um, dois.",
        "en-US": "Zero, eight, zero, zero; one, two.",
    }


def test_an_owner_may_write_another(menus: Path) -> None:
    own = '  fallback: {pt-BR: "Defeito: {help}.", en-US: "A fault: {help}."}\n'
    add(menus, "everywhere:\n", own)
    said = read(menus).everywhere.fallback
    assert said["en-US"].text == "A fault: zero, eight, zero, zero; one, two."


def test_no_sound_is_rendered_for_it(menus: Path) -> None:
    flow = read(menus)
    assert flow.everywhere.fallback["en-US"] not in flow.prompts


def test_an_edit_changes_it_and_a_broken_one_does_not(menus: Path, tmp_path: Path) -> None:
    current = line(menus, tmp_path)
    before = current.fallback()
    menus.write_text(menus.read_text("utf-8").replace('"0800 12"', '"0800 34"'), "utf-8")
    current.look()
    after = current.fallback()
    assert "three, four" in after.twiml
    assert before != after
    menus.write_text("start: [", encoding="utf-8")
    for _ in range(2):  # a broken file is believed at the second look
        current.look()
    assert current.fallback() == after
    menus.unlink()
    for _ in range(2):
        current.look()
    assert current.fallback() == after
