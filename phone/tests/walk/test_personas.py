"""What becomes of simulated callers: the same with the same seed, and as each of them does."""

from __future__ import annotations

from typing import Any

import pytest
from twiml_phone import Phone
from twiml_phone.walk.personas import NAMES, Tally, goals_of, journeys
from twiml_phone.walk.walker import walk

BYE = "<Say>Bye.</Say>"
KIND = {
    "voice": "<Gather numDigits='1' action='/choice' timeout='30'><Say>For news, press 1.</Say>"
    "</Gather>" + BYE,
    "choice": "<Say>Here are the news.</Say>",
}


@pytest.fixture
def people(answering: Any) -> Any:
    def people(calls: int = 20, **how: Any) -> dict[str, Tally]:
        documents = how.pop("documents", KIND)
        with Phone(answering(**documents)) as phone:
            walked = walk(phone)
            goals = goals_of(walked, how.pop("texts", None))
            return {t.persona: t for t in journeys(phone, walked, goals, calls, **how)}

    return people


def test_each_persona_makes_its_calls(people: Any) -> None:
    tallies = people(5)
    assert tuple(tallies) == NAMES
    assert all(len(tally.journeys) == 5 for tally in tallies.values())


@pytest.mark.parametrize("persona", ["P1", "P2", "P3", "P4"])
def test_who_seeks_finds_on_a_patient_line(people: Any, persona: str) -> None:
    assert people()[persona].fates == {"reached": 20}


def test_the_expert_is_the_fastest_and_the_slow_the_slowest(people: Any) -> None:
    tallies = people()
    took = {name: max(each.seconds for each in tallies[name].journeys) for name in NAMES[:3]}
    assert took["P1"] < took["P2"] < took["P3"]
    assert tallies["P1"].within(1.1) == 20


def test_the_silent_come_to_a_polite_end(people: Any) -> None:
    assert people()["P5"].fates == {"polite end": 20}
    assert people()["P5"].good == 20


def test_who_is_cut_off_is_told(people: Any) -> None:
    rude = {"voice": "<Gather numDigits='1' action='/c'><Say>Press.</Say></Gather>", "c": BYE}
    assert people(documents=rude)["P5"].fates == {"cut off": 20}


def test_trouble_is_told(people: Any) -> None:
    broken = KIND | {"choice": "<Redirect>http://[</Redirect>"}
    assert people(documents=broken)["P6"].fates["trouble"] > 0


def test_who_can_never_get_there_is_lost(people: Any) -> None:
    around = {
        "voice": "<Gather numDigits='1' action='/voice'><Say>Around.</Say></Gather><Redirect/>"
    }
    assert people(5, documents=around)["P5"].fates == {"lost": 5}


def test_the_same_seed_makes_the_same_calls(people: Any) -> None:
    assert people(seed=7) == people(seed=7, jobs=3)
    assert people(seed=7) != people(seed=8)


def test_goals_are_the_places_that_say_a_text(answering: Any) -> None:
    with Phone(answering(**KIND)) as phone:
        walked = walk(phone)
    assert len(goals_of(walked, ["the news.", "never said"])) == 1
    assert len(goals_of(walked)) == 1
