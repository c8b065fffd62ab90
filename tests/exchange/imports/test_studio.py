"""A flow of Twilio Studio becomes a line: its menus, its messages, and what cannot be carried."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ivr.errors import ForeignFileError
from ivr.exchange.imports.prompt import keys_told
from ivr.exchange.imports.studio.walk import read

DENTIST = Path(__file__).parent / "files" / "dentist.json"
TakenIn = Callable[..., Any]


def test_each_answer_of_a_flow_is_called_by_its_keys(taken_in: TakenIn, call_all: TakenIn) -> None:
    flow, _ = taken_in(DENTIST)
    assert call_all(flow) == {
        "11": "A check-up takes half an hour.",
        "2": "A check-up is free of charge.",
        "3": "Call one; eight, zero, zero; five, five, five; zero, one, four, two.",
        "4": "This part of the line is not here yet.",
    }


def test_choices_are_named_as_the_prompt_named_them(taken_in: TakenIn) -> None:
    flow, _ = taken_in(DENTIST)
    labels = [choice.labels["en-US"] for choice in flow.places["main-menu"].choices]
    assert labels == [
        "to make an appointment",
        "prices",
        "an emergency",
        "to speak to the front desk",
    ]


def test_what_cannot_be_carried_is_told_with_its_line(taken_in: TakenIn) -> None:
    _, told = taken_in(DENTIST)
    lines = DENTIST.read_text("utf-8").splitlines()
    for name, what in (
        ("set_caller", "it sets variables, and the line has none"),
        ("opening_hours", "the line cannot do this"),
        ("is_open", 'the line goes on to "welcome", never to closed'),
        ("closed", "no key leads to it; it is left out"),
        ("welcome", "its text says {{flow.variables.name}}, which the line does not know"),
        ("main_menu", "key 9 says the menu again; every line has a key for that"),
        ("main_menu", '"42" is no single key; what it does is left out'),
        ("secret", "no key leads to it; it is left out"),
        ("appointments", "key * begins anew; every line has a key for that"),
        ("appointments", "key 3 leads to emergency too; one key is enough"),
        ("leave_message", "the line cannot do this"),
        ("emergency", "the line connects no calls; it tells callers the number instead"),
        ("front_desk", "the line connects no calls; no number stands here"),
    ):
        [found] = [each for each in told if f" {name} (" in each and what in each]
        assert f'"name": "{name}"' in lines[int(found.partition(":")[0]) - 1]
    assert '109: main-menu: "to speak to the front desk" has key 4 now, not 0' in told


def test_a_flow_that_goes_round_without_a_key_ends(tmp_path: Path, taken_in: TakenIn) -> None:
    _, told = taken_in(written(tmp_path, say("a", "One.", "b"), say("b", "Two.", "a")))
    assert any("a (say-play): the call would go round for ever" in each for each in told)


def test_menus_that_lead_to_menus_only_get_an_answer(tmp_path: Path, taken_in: TakenIn) -> None:
    one = menu("a", "Press 1 for the other.", {"1": "b"})
    two = menu("b", "Press 1 to go on, or 2 for the third.", {"1": "a", "2": "c"})
    three = menu("c", "Press 1 for the other.", {"1": "b"})
    flow, told = taken_in(written(tmp_path, *one, *two, *three))
    assert any("leads to no answer" in each for each in told)
    assert flow.start == "a"


def test_more_choices_than_keys_are_divided(
    tmp_path: Path, taken_in: TakenIn, call_all: TakenIn
) -> None:
    keys = "1234567890"
    places = [say(f"place_{key}", f"Answer {'abcdefghij'[int(key)]}.", "") for key in keys]
    flow, _ = taken_in(
        written(tmp_path, *menu("a", "", {key: f"place_{key}" for key in keys}), *places)
    )
    assert sorted(call_all(flow).values()) == [f"Answer {each}." for each in "abcdefghij"]


def test_a_split_that_calls_its_gather_by_an_old_name_is_understood(
    tmp_path: Path, taken_in: TakenIn, call_all: TakenIn
) -> None:
    gather, split = menu("a", "Press 1 for sales.", {"1": "x"})
    split["properties"]["input"] = "{{widgets.before.Digits}}"
    flow, _ = taken_in(written(tmp_path, gather, split, say("x", "One.", "")))
    assert call_all(flow) == {"1": "One."}


def test_two_telephone_numbers_become_two_values(
    tmp_path: Path, taken_in: TakenIn, call_all: TakenIn
) -> None:
    numbers = {"x": "1 800 555 0142", "y": "+1 800 555 0143"}
    calls = [
        {"name": name, "type": "connect-call-to", "properties": {"to": number}}
        for name, number in numbers.items()
    ]
    prompt = "Hello. Press 1 for sales, or say sales. To reach support, press 2 or say support."
    flow, _ = taken_in(written(tmp_path, *menu("a", prompt, {"1": "x", "2": "y"}), *calls))
    assert flow.everywhere.welcome["en-US"].text == "Hello."
    assert [each.labels["en-US"] for each in flow.places["a"].choices] == [
        "sales",
        "to reach support",
    ]
    assert [text[-5:] for text in call_all(flow).values()] == [" two.", "hree."]


@pytest.mark.parametrize(
    "text", ["for ", "press ", "press 1 for ", "for x, ", "{{", "<a", "to a ", "please "]
)
def test_a_long_prompt_is_read_at_once(text: str) -> None:
    begun = time.perf_counter()
    keys_told(text * 10_000 + "press 1", "en-US")
    assert time.perf_counter() - begun < 2


def test_spanish_and_portuguese_prompts_are_understood(tmp_path: Path, taken_in: TakenIn) -> None:
    two = {"1": "x", "2": "y"}
    ends = say("x", "Uno.", ""), say("y", "Dos.", "")
    spanish = menu("a", "Para ventas, marque uno. Para pagar, oprima el 2.", two, "es-MX")
    flow, _ = taken_in(written(tmp_path, *spanish, *ends))
    assert [each.labels["es-MX"] for each in flow.places["a"].choices] == ["ventas", "para pagar"]
    portuguese = menu("a", "Aperte 1 para vendas ou tecle 2 para falar conosco.", two, "pt-BR")
    flow, _ = taken_in(written(tmp_path, *portuguese, *ends))
    labels = [each.labels["pt-BR"] for each in flow.places["a"].choices]
    assert labels == ["vendas", "para falar conosco"]


def test_a_flow_in_a_terraform_file_is_the_same_line(
    tmp_path: Path, taken_in: TakenIn, call_all: TakenIn
) -> None:
    plain, _ = taken_in(DENTIST)
    answers = call_all(plain)
    flow = DENTIST.read_text("utf-8").replace('"{{flow.variables.desk}}"', "var.desk")
    flow = flow.replace("this is the dentist", "this is ${var.town}")
    file = tmp_path / "flow.tf"
    head = 'resource "twilio_studio_flows_v2" "line" {\n  definition = jsonencode('
    file.write_text(f"{head}{flow})\n}}\n", encoding="utf-8")
    encoded, told = taken_in(file)
    assert call_all(encoded) == answers
    assert "97: welcome (say-play): its text says ${var.town}, which the line does not know" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "x:1:2: this is no JSON"),
        ('a = jsonencode({\n"states" = []})', "x:2:10: this is no JSON"),
        ("{}", "x:1: states: Field required"),
        ("[" * 100_000, "x:1: this JSON is nested too deep"),
        ('{"states": [{"name": "Trigger", "type": "trigger"}]}', "x:1: this flow answers no calls"),
        ('{"states": [{"name": 3}]}', "x:1: states.0.name: Input should be a valid string"),
    ],
)
def test_what_is_no_flow_is_told_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(ForeignFileError) as caught:
        read(text, "x")
    assert str(caught.value).startswith(told)


def written(folder: Path, first: dict[str, Any], *others: dict[str, Any]) -> Path:
    """Write a flow whose calls begin at its first widget."""
    transitions = [{"event": "incomingCall", "next": first["name"]}]
    trigger = {"name": "Trigger", "type": "trigger", "transitions": transitions}
    path = folder / "flow.json"
    path.write_text(json.dumps({"states": [trigger, first, *others]}), encoding="utf-8")
    return path


def say(name: str, text: str, after: str) -> dict[str, Any]:
    transitions = [{"event": "audioComplete", "next": after}]
    return {
        "name": name,
        "type": "say-play",
        "transitions": transitions,
        "properties": {"say": text},
    }


def menu(name: str, text: str, ways: dict[str, str], language: str = "en") -> list[dict[str, Any]]:
    """Return a gather and its split."""
    digits = f"{{{{widgets.{name}.Digits}}}}"
    matches = [
        {"event": "match", "next": way, "conditions": [{"type": "equal_to", "value": key}]}
        for key, way in ways.items()
    ]
    return [
        {
            "name": name,
            "type": "gather-input-on-call",
            "transitions": [{"event": "keypress", "next": f"{name}_split"}],
            "properties": {"say": text, "language": language},
        },
        {
            "name": f"{name}_split",
            "type": "split-based-on",
            "transitions": [{"event": "noMatch"}, *matches],
            "properties": {"input": digits},
        },
    ]
