"""The map lists every place of the line, and every key that leads to another."""

from __future__ import annotations

import pytest

from ivr.line import dialogue
from ivr.line.dialogue import State
from ivr.line.heard import Key
from ivr.menu.flow import Flow


@pytest.mark.parametrize("language", ["pt-BR", "en-US", "tr-TR"])
def test_every_place_is_on_the_map_with_its_words(twilio, flow: Flow, language: str) -> None:
    chart = twilio.client.get(f"/map?language={language}").json
    assert (chart["start"], chart["language"]) == ("main", language)
    assert [
        (place["name"], place["title"], place["text"], place["then"]) for place in chart["places"]
    ] == [
        (
            place.name,
            place.titles[language].text,
            place.texts[language].text if place.texts else None,
            getattr(place, "then", None),
        )
        for place in flow.places.values()
    ]


def test_a_key_on_the_map_leads_where_the_map_says(twilio, flow: Flow) -> None:
    places = {place["name"]: place for place in twilio.client.get("/map").json["places"]}
    for place in places.values():
        for choice in place["choices"]:
            turn = dialogue.answer(flow, State("pt-BR", place["name"]), Key(choice["key"]))
            end = choice["to"]
            while then := places[end]["then"]:
                end = then
            assert turn.state
            assert turn.state.place == end


def test_every_place_can_be_reached_on_the_map(twilio) -> None:
    places = {place["name"]: place for place in twilio.client.get("/map").json["places"]}
    reached = {"main"}
    while True:
        near = {choice["to"] for name in reached for choice in places[name]["choices"]}
        near |= {places[name]["then"] for name in reached} - {None}
        if near <= reached:
            break
        reached |= near
    assert reached == set(places)


def test_the_languages_are_listed_and_no_key_of_the_map_changes_them(twilio, flow: Flow) -> None:
    chart = twilio.client.get("/map?language=tr-TR").json
    assert chart["languages"] == [
        {"code": "pt-BR", "name": "Português", "icon": "flag-br"},
        {"code": "en-US", "name": "English", "icon": "flag-us"},
        {"code": "tr-TR", "name": "Türkçe", "icon": "flag-tr"},
    ]
    [start] = (place for place in chart["places"] if place["name"] == "main")
    assert start["choices"] == [
        {
            "key": choice.key,
            "label": choice.labels["tr-TR"],
            "icon": choice.icon,
            "to": choice.to,
        }
        for choice in flow.places["main"].choices
    ]


def test_without_a_language_the_map_is_in_the_one_that_answers_the_phone(twilio) -> None:
    assert twilio.client.get("/map").json["language"] == "pt-BR"
