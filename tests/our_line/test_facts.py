"""The whole line, walked by somebody who only has keys to press and ears to hear."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from flask import Flask
from twiml_phone import Call, Phone

from ivr.menu.flow import Flow, Message

TO_LANGUAGE = {"pt-BR": "", "en-US": "6", "tr-TR": "7"}
MOST_KEYS = 3


@dataclass(frozen=True)
class Stop:
    """Where some keys have led: what was heard since the last of them."""

    keys: str
    heard: str


def heard_last(call: Call) -> str:
    """What the newest document of a call said."""
    newest = call.requests[-1].at
    return "\n".join(event.text for event in call.heard if event.start >= newest)


def walk(phone: Phone, first: str) -> Iterator[Stop]:
    """Yield every stop that can be reached by at most three keys, each once."""
    call = phone.dial()
    if first:
        call.press(first)
    waiting = deque([("", call.to_json())])
    seen: set[str] = set()
    while waiting:
        keys, paused = waiting.popleft()
        text = heard_last(phone.resume(paused))
        if text in seen:
            continue
        seen.add(text)
        yield Stop(keys, text)
        for key in "1234567" if len(keys) < MOST_KEYS else "":
            call = phone.resume(paused)
            call.press(key)
            waiting.append((keys + key, call.to_json()))


@pytest.fixture(scope="module")
def stops(app: Flask, base: str) -> dict[str, list[Stop]]:
    with Phone(app, home=base, auth_token="t") as phone:
        return {language: list(walk(phone, first)) for language, first in TO_LANGUAGE.items()}


@pytest.mark.parametrize("language", TO_LANGUAGE)
def test_every_answer_is_reached_in_at_most_three_keys(
    stops: dict[str, list[Stop]], flow: Flow, language: str
) -> None:
    heard = {stop.keys: stop.heard for stop in stops[language]}
    messages = {name: place for name, place in flow.places.items() if isinstance(place, Message)}
    missed = [
        name
        for name, message in messages.items()
        if not any(
            all(prompts[language].text in text for prompts in message.said)
            for text in heard.values()
        )
    ]
    assert missed == []
    assert len(messages) > 30


HERE = Path(__file__).parent
FACTS = yaml.safe_load((HERE / "facts.yaml").read_text("utf-8"))


def test_there_are_140_facts_each_in_every_language(flow: Flow) -> None:
    assert sorted(FACTS) == sorted(f"F{number:02}" for number in range(1, 141))
    assert all(list(patterns) == list(flow.languages) for patterns in FACTS.values())


@pytest.mark.parametrize("language", TO_LANGUAGE)
def test_every_fact_is_heard(stops: dict[str, list[Stop]], language: str) -> None:
    everything = "\n".join(" ".join(stop.heard.splitlines()) for stop in stops[language])
    unheard = [
        fact
        for fact, patterns in FACTS.items()
        if not re.search(patterns[language], everything, re.IGNORECASE)
    ]
    assert unheard == []


@pytest.mark.parametrize("language", TO_LANGUAGE)
def test_every_fact_is_said_by_the_places_that_list_it(flow: Flow, language: str) -> None:
    silent = []
    for name, place in flow.places.items():
        text = " ".join(prompts[language].text for prompts in (place.titles, *place.said))
        said = (
            fact for fact in place.facts if re.search(FACTS[fact][language], text, re.IGNORECASE)
        )
        silent += [(name, fact) for fact in set(place.facts).difference(said)]
    assert silent == []
    assert {fact for place in flow.places.values() for fact in place.facts} == set(FACTS)


@pytest.mark.parametrize("fact", FACTS)
def test_docs_list_every_fact_and_the_places_that_say_it(flow: Flow, fact: str) -> None:
    page = (HERE.parents[1] / "docs" / "facts.md").read_text("utf-8")
    [row] = (line for line in page.splitlines() if line.startswith(f"| {fact} "))
    places = {name for name, place in flow.places.items() if fact in place.facts}
    assert places == set(re.findall(r"`([a-z0-9-]+)`", row.split("|")[-2]))
