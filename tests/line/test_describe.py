"""The description of a turn tells what its TwiML says, and what TwiML has no place for."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from ivr.files import write_whole
from ivr.menu.flow import Flow
from ivr.settings import Settings
from ivr.speech.store.shelf import PHONE, Shelf
from ivr.speech.voice_choice import VoiceChoice
from ivr.web.app import create_app
from ivr.web.limits import OUR_OWN

KEYS = ("", *string.digits, "*", "#")
LANGUAGES = ("pt-BR", "en-US", "tr-TR")

Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="module")
def audio(flow: Flow, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf where Google speaks Portuguese, the embedded voice English, and nobody Turkish."""
    shelf = Shelf(tmp_path_factory.mktemp("audio"))
    casting = VoiceChoice(flow, shelf.folder)
    speakers = {"pt-BR": "gtts", "en-US": "espeak"}
    for prompt, slow in product(flow.prompts, (False, True)):
        if order := casting.by(speakers.get(prompt.language, "nobody"), prompt, slow=slow):
            write_whole(shelf.path(order), b"a sound")
    return shelf.folder


@pytest.fixture(scope="module")
def playing(telephone: Path, audio: Path) -> FlaskClient:
    """A line that plays what is on that shelf."""
    environ = {"IVR_LOCAL": "1", "IVR_SPEECH": "play", "IVR_AUDIO": str(audio)}
    client = create_app(Settings.from_environ(environ | {"MENUS": str(telephone)})).test_client()
    client.environ_base[OUR_OWN] = True  # no limit: it asks for every turn there is
    return client


def link(response: TestResponse, relation: str = "describedby") -> str:
    links: dict[str, Any] = httpx.Response(200, headers=dict(response.headers)).links
    assert links[relation]["type"] == "application/json"
    return str(links[relation]["url"])


def described(client: FlaskClient, response: TestResponse) -> dict[str, Any]:
    description = client.get(link(response))
    assert (description.status_code, description.content_type) == (200, "application/json")
    return dict(description.json or {})


def heard(response: TestResponse) -> list[tuple[str, str]]:
    """The files a document plays and the texts it says, without the silence between them."""
    root = ET.fromstring(response.data)  # noqa: S314  # our own
    verbs = [verb for verb in root.iter() if verb.tag in {"Say", "Play"}]
    told = [(verb.get("language", "file"), "".join(verb.itertext())) for verb in verbs]
    return [each for each in told if "/silence." not in each[1]]


def drawn(description: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("file", said["sound"]) if said["sound"] else (said["language"], said["text"])
        for said in description["prompts"]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_every_place_is_described_as_it_is_played_and_said(
    playing: FlaskClient, flow: Flow, language: str
) -> None:
    for place in flow.places:
        for key in KEYS:
            response = playing.post(f"/voice/{language}/{place}", data={"Digits": key})
            assert drawn(described(playing, response)) == heard(response), (place, key)


def offering(client: FlaskClient, flow: Flow, language: str) -> Iterator[tuple[str, Any]]:
    """Yield the address each place is answered at, and the description of what it offers."""
    for place in flow.places.values():
        if not getattr(place, "then", None):
            response = client.post(f"/voice/{language}/{place.name}", data={"Digits": "9"})
            yield f"/voice/{language}/{place.name}", described(client, response)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_offered_under_its_key_and_leads_where_it_says(
    playing: FlaskClient, flow: Flow, language: str
) -> None:
    for url, turn in offering(playing, flow, language):
        spoken = [said["key"] for said in turn["prompts"] if said["key"]]
        choices = [choice["key"] for choice in turn["choices"]]
        assert spoken[: len(choices)] == choices
        assert set(spoken[len(choices) :]) <= {command["key"] for command in turn["commands"]}
        for choice in turn["choices"]:
            after = described(playing, playing.post(url, data={"Digits": choice["key"]}))
            assert after["language"] == choice["language"]
            place = flow.places.get(choice["to"] or turn["place"])
            while then := getattr(place, "then", None):
                place = flow.places[then]
            assert place is not None
            assert after["place"] == place.name


def test_the_commands_do_what_they_say_they_do(playing: FlaskClient) -> None:
    url = "/voice/pt-BR/second-invoice"
    turn = described(playing, playing.post(url, data={"Digits": "9"}))
    leads = {
        command["does"]: described(playing, playing.post(url, data={"Digits": command["key"]}))
        for command in turn["commands"]
    }
    assert {does: after["place"] for does, after in leads.items()} == {
        "repeat": "second-invoice",
        "back": "bill",
        "start": "main",
    }


def test_a_menu_is_described_with_all_that_can_be_drawn_of_it(
    playing: FlaskClient, flow: Flow
) -> None:
    turn = described(playing, playing.post("/voice/en-US/main", data={"Digits": "1"}))
    bill = flow.places["bill"]
    first = bill.choices[0]
    assert first.words
    assert (turn["place"], turn["trail"]) == ("bill", ["main"])
    assert turn["title"] == bill.titles["en-US"].text
    assert (turn["language"], turn["slow"], turn["over"]) == ("en-US", False, False)
    assert turn["choices"][0] == {
        "key": "1",
        "label": first.labels["en-US"],
        "language": "en-US",
        "icon": first.icon,
        "words": list(first.words["en-US"]),
        "to": first.to,
        "changes_language": False,
    }
    assert turn["commands"][0] == {
        "does": "repeat",
        "key": "9",
        "label": flow.everywhere.repeat.labels["en-US"],
        "icon": "repeat",
        "words": ["again", "repeat"],
    }


def test_a_choice_of_language_is_described_in_its_own_language(playing: FlaskClient) -> None:
    turn = described(playing, playing.post("/voice"))
    [turkish] = (choice for choice in turn["choices"] if choice["language"] == "tr-TR")
    assert turkish == {
        "key": turkish["key"],
        "label": "Türkçe",
        "language": "tr-TR",
        "icon": "flag-tr",
        "words": ["türkçe", "turco"],
        "to": None,
        "changes_language": True,
    }


def test_a_sound_has_a_copy_for_browsers_and_tells_whether_the_embedded_voice_speaks(
    playing: FlaskClient, flow: Flow
) -> None:
    turns = [turn for _, turn in offering(playing, flow, "pt-BR")]
    prompts = [said for turn in turns for said in turn["prompts"]]
    played = [said for said in prompts if said["sound"]]
    assert [said["web"] for said in played] == [
        said["sound"].removesuffix(PHONE) + ".web.mp3" for said in played
    ]
    assert {(said["embedded"], said["sound"].split(".")[-5]) for said in played} == {
        (True, "espeak"),
        (False, "gtts"),
    }
    absent = [said for said in prompts if not said["sound"]]
    assert {(said["web"], said["embedded"]) for said in absent} == {(None, False)}


def test_a_line_that_plays_nothing_names_no_sounds(twilio, flow: Flow) -> None:
    turn = described(twilio.client, twilio.post("/voice"))
    assert {(said["sound"], said["web"], said["embedded"]) for said in turn["prompts"]} == {
        (None, None, False)
    }
    assert turn["prompts"][0]["text"] == flow.everywhere.welcome["pt-BR"].text


def test_a_slow_turn_says_so_and_has_slow_sounds(playing: FlaskClient) -> None:
    for key, slow, pace in (("1", False, ".normal."), ("9", True, ".slow.")):
        turn = described(playing, playing.post("/voice/pt-BR/main", data={"Digits": key}))
        assert turn["slow"] is slow
        assert all(pace in said["sound"] for said in turn["prompts"] if said["sound"])


def test_a_call_that_is_over_is_nowhere_and_offers_nothing(
    playing: FlaskClient, flow: Flow
) -> None:
    turn = described(playing, playing.post("/voice/pt-BR/bill?silences=3"))
    assert [said["text"] for said in turn["prompts"]] == [flow.everywhere.goodbye["pt-BR"].text]
    assert (turn["place"], turn["title"], turn["over"]) == (None, None, True)
    assert turn["choices"] == turn["commands"] == turn["trail"] == turn["numbers"] == []


def test_who_crossed_from_an_answer_to_another_sees_the_way_they_came(
    playing: FlaskClient,
) -> None:
    response = playing.post("/voice/pt-BR/bill?behind=main.signal", data={"Digits": "9"})
    assert described(playing, response)["trail"] == ["main", "signal"]


def test_under_a_path_of_a_proxy_links_and_sounds_keep_the_path(
    telephone: Path, audio: Path
) -> None:
    base = "https://example.org/ivr"
    environ = {"TWILIO_AUTH_TOKEN": "t", "PUBLIC_BASE_URL": base, "IVR_AUDIO": str(audio)}
    client = create_app(Settings.from_environ(environ | {"MENUS": str(telephone)})).test_client()
    signature = RequestValidator("t").compute_signature(base + "/voice", {})
    response = client.post("/voice", headers={"X-Twilio-Signature": signature})
    assert link(response).startswith("/ivr/turns?")
    assert link(response, "contents").startswith("/ivr/map?")
    turn = client.get(link(response).removeprefix("/ivr")).json
    assert turn
    assert drawn(turn) == heard(response)
    assert all(said["web"].startswith("/ivr/audio/") for said in turn["prompts"] if said["web"])
