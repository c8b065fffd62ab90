"""A turn's response points to its description and to the map; anyone may read both."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from ivr.settings import Settings
from ivr.web.app import create_app

Serve = Callable[..., AbstractContextManager[str]]

PATIENCE = 60.0


def links(response: TestResponse) -> dict[str, str]:
    parsed = httpx.Response(200, headers=dict(response.headers)).links
    assert {each["type"] for each in parsed.values()} <= {"application/json"}
    return {relation: each["url"] for relation, each in parsed.items()}


@pytest.mark.parametrize("method", ["POST", "GET", "HEAD"])
def test_a_turn_points_to_its_description_and_to_the_map(method: str) -> None:
    client = create_app(Settings.from_environ({"IVR_LOCAL": "1"})).test_client()
    target = "/voice/tr-TR/bill?behind=main.signal&slow=1&silences=1&mistakes=1&Digits=5"
    assert links(client.open(target, method=method)) == {
        "describedby": "/turns/tr-TR/bill?key=5&behind=main.signal&slow=1&silences=1&mistakes=1",
        "contents": "/map?language=tr-TR",
    }


@pytest.mark.parametrize(
    ("asked", "answers"), [("", "pt-BR"), ("?language=en-US", "en-US"), ("?language=xx", "pt-BR")]
)
def test_the_opening_turn_points_to_the_language_that_answers(
    twilio, asked: str, answers: str
) -> None:
    assert links(twilio.post(f"/voice{asked}")) == {
        "describedby": f"/turns?language={answers}",
        "contents": f"/map?language={answers}",
    }


def test_who_changes_the_language_is_pointed_to_the_map_in_the_new_one(twilio) -> None:
    response = twilio.post("/voice/pt-BR/main", {"Digits": "6"})
    assert links(response) == {
        "describedby": "/turns/pt-BR/main?key=6",
        "contents": "/map?language=en-US",
    }


@pytest.mark.parametrize(("key", "written"), [(">", "%3E"), (",", "%2C"), ("é", "%C3%A9")])
def test_a_key_no_telephone_has_does_no_harm_in_a_link(twilio, key: str, written: str) -> None:
    response = twilio.post("/voice/pt-BR/main", {"Digits": key})
    assert links(response)["describedby"] == f"/turns/pt-BR/main?key={written}"


def test_apologies_and_the_fallback_point_nowhere(twilio, failing) -> None:
    renamed = twilio.post("/voice/pt-BR/renamed")
    fallback = twilio.post("/voice/fallback")
    apology = failing(1).post("/voice/pt-BR/main?slow=1&silences=1&mistakes=1", {"Digits": "7"})
    assert [links(each) for each in (renamed, fallback, apology)] == [{}, {}, {}]


def test_both_are_followed_over_the_network_without_a_signature(line_url: str) -> None:
    url = f"{line_url}/voice/pt-BR/main"
    signature = RequestValidator("12345").compute_signature(url, {"Digits": "1"})
    response = httpx.post(url, data={"Digits": "1"}, headers={"X-Twilio-Signature": signature})
    turn, chart = (
        httpx.get(response.url.join(response.links[relation]["url"]))
        for relation in ("describedby", "contents")
    )
    assert {each.headers["Content-Type"] for each in (turn, chart)} == {"application/json"}
    assert turn.json()["place"] == "bill"
    assert "bill" in [place["name"] for place in chart.json()["places"]]


def test_without_a_language_the_one_that_answers_the_phone_is_described(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/turns").data == client.get("/turns?language=pt-BR").data


@pytest.mark.parametrize(
    "target",
    ["/turns/pt-BR/renamed", "/turns/xx/main", "/turns?language=xx", "/map?language=xx"],
)
def test_what_the_line_does_not_know_is_not_found(app: Flask, target: str) -> None:
    assert app.test_client().get(target).status_code == 404


def test_a_description_is_kept_until_the_menus_are_edited(
    serve: Serve, tmp_path: Path, good_menus: str, until: Callable[..., None]
) -> None:
    path = tmp_path / "menus.yaml"
    path.write_text(good_menus, encoding="utf-8")
    with serve(path) as url:
        first = httpx.get(f"{url}/turns")
        assert first.headers["Cache-Control"] == "no-cache"
        known = {"If-None-Match": first.headers["ETag"]}
        assert httpx.get(f"{url}/turns", headers=known).status_code == 304
        path.write_text(good_menus.replace("Olá.", "Bom dia."), encoding="utf-8")
        until(lambda: httpx.get(f"{url}/turns", headers=known).status_code == 200)
        assert httpx.get(f"{url}/turns").json()["prompts"][0]["text"] == "Bom dia."


@pytest.mark.parametrize("path", ["/turns", "/map", "/"])
@pytest.mark.parametrize("query", ["\xff\xfe", "a=\x80&language=tr-TR", "%ff", "language=%7A"])
def test_bytes_of_a_query_that_are_no_text_are_no_fault_of_ours(
    twilio, path: str, query: str
) -> None:
    response = twilio.client.get(path, environ_overrides={"QUERY_STRING": query})
    assert response.status_code in {200, 404}


def test_what_can_be_read_of_such_a_query_is_read(twilio) -> None:
    environ = {"QUERY_STRING": "a=\x80&language=tr-TR"}
    chart = twilio.client.get("/map", environ_overrides=environ).json
    assert chart["language"] == "tr-TR"
