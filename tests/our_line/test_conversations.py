"""Calls anybody can read, each made again: `pytest --update` rewrites what is heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from twiml_phone import Phone
from twiml_phone.testing.transcript import perform, read, replay, write

from ivr.menu.flow import Flow, Message

FOLDER = Path(__file__).parent / "conversations"
CONVERSATIONS = sorted(FOLDER.rglob("*.txt"))
pytestmark = pytest.mark.usefixtures("as_written")


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_call_goes_as_it_is_written(app: Flask, base: str, path: Path, *, update: bool) -> None:
    written = path.read_text(encoding="utf-8")
    with Phone(app, home=base, auth_token="t", strict=True) as phone:
        happened = replay(written, phone)
    if update:
        path.write_text(happened, encoding="utf-8")
    else:
        assert happened == written


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_call_goes_the_same_written_down_and_taken_up_between_any_two_acts(
    app: Flask, base: str, path: Path
) -> None:
    written = path.read_text(encoding="utf-8")
    script = read(written)
    with Phone(app, home=base, auth_token="t") as phone:
        call = phone.dial(script.path, live=True)
        for act in script.acts:
            call = phone.resume(call.to_json())
            if not call.ended:
                perform(call, act)
        call = phone.resume(call.to_json())
        call.hear_out()
    assert script.comments + write(call.events, script.path) == written


def test_there_is_a_call_for_every_service_and_every_end_of_the_triage(flow: Flow) -> None:
    heard = "\n".join(path.read_text(encoding="utf-8") for path in CONVERSATIONS)
    services = {f"F{number}" for number in range(16, 35)}
    triage = {
        choice.to
        for name in ("complain", "with-protocol", "at-ombudsman")
        for choice in flow.places[name].choices
    }
    for name, place in flow.places.items():
        if isinstance(place, Message) and (services & set(place.facts) or name in triage):
            assert all(each["pt-BR"].text in heard for each in place.said), name
