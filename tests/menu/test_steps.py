"""Answers made of steps: what is said of itself, and in which order."""

from __future__ import annotations

import pytest

from ivr.line import dialogue
from ivr.line.dialogue import State, answer, arrive
from ivr.line.heard import Key
from ivr.menu.flow import Flow, Message
from ivr.menu.reader import examine
from ivr.menu.source import parse

PHRASES = """    call: "call {whose}: {number}."
    say: "say: {words}."
    again: "Again: {number}."
    write: "Find somebody who writes."
"""
LINE = """
start: main
languages:
  en-US:
    name: English
    voice: Polly.Joanna
    label: English
    option: "To {label}, press {key}."
    condition: "If {label}, press {key}."
    path: "press {keys}"
    then: ", then "
    keys: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    digits: [zero, one, two, three, four, five, six, seven, eight, nine]
PHRASESvalues:
  clinic:
    phone: "555 01"
    whose: {en-US: "the clinic"}
    source: "its door"
    checked: 2026-11-22
    check-again: 2027-05-22
  court:
    phone: "0800 555 0199"
    whose: {en-US: "the court"}
    source: "its door"
    checked: 2026-11-22
    check-again: 2027-05-22
everywhere:
  welcome: {en-US: "Hello."}
  help: clinic
  repeat: {key: 9, label: {en-US: "hear it again"}}
  back: {key: 8, label: {en-US: "go back"}}
  start: {key: 0, label: {en-US: "start again"}}
  number: {key: 7, label: {en-US: "hear the number alone"}}
  no-input: [{en-US: "I heard nothing."}]
  no-match: [{en-US: "Another key."}]
  warning: {en-US: "Call {help}."}
  goodbye: {en-US: "Goodbye."}
  sorry: {en-US: "Sorry."}
menus:
  main:
    title: {en-US: "Start"}
    opens: visit
    choices:
      - {to: visit, label: {en-US: "hear the rest"}}
      - {to: other, label: {en-US: "ask for a lawyer"}}
messages:
  visit:
    title: {en-US: "Visit"}
    steps:
STEPS
  other:
    title: {en-US: "Lawyer"}
    steps:
      - do: {en-US: "Write down what happened."}
      - call: court
"""
VISIT = """      - call: clinic
        when: {en-US: "If it hurts"}
      - say: {en-US: "a visit today"}
      - have: {en-US: "Have your card at hand."}"""


def line(steps: str = VISIT, phrases: str = PHRASES) -> Flow:
    text = LINE.replace("STEPS", steps).replace("PHRASES", phrases)
    reading = examine(parse(text, "menus.yaml"))
    assert reading.flow, [str(each) for each in reading.problems]
    return reading.flow


def heard(turn: dialogue.Turn) -> list[str]:
    return [prompt.text for prompt in turn.prompts]


@pytest.fixture(scope="module")
def flow() -> Flow:
    return line()


def test_whose_number_it_is_comes_first_and_the_number_comes_again_with_the_words_to_say(
    flow: Flow,
) -> None:
    turn = arrive(flow, State("en-US", "visit"))
    assert heard(turn)[:5] == [
        "Visit",
        "If it hurts, call the clinic: five, five, five; zero, one.",
        "Say: a visit today.",
        "Have your card at hand.",
        "Again: five, five, five; zero, one. Say: a visit today.",
    ]
    assert [prompt.careful for prompt in turn.prompts[:5]] == [False] * 4 + [True]


def test_a_number_that_was_just_said_is_not_said_again() -> None:
    flow = line("      - call: clinic\n      - say: {en-US: a visit}")
    kinds = [step.kind for step in flow.places["visit"].steps]  # type: ignore[union-attr]
    assert kinds == ["call", "say"]


def test_before_a_long_number_callers_are_told_to_find_who_writes(flow: Flow) -> None:
    texts = heard(arrive(flow, State("en-US", "other")))
    assert texts[2] == "Find somebody who writes."
    assert texts[3].startswith("Call the court: zero, eight, zero, zero;")


def test_two_numbers_in_an_answer_are_not_repeated_nor_said_alone() -> None:
    flow = line(
        "      - call: clinic\n      - call: court\n"
        '      - more: {en-US: "Both are closed on Sundays."}'
    )
    visit = flow.places["visit"]
    assert isinstance(visit, Message)
    assert [step.kind for step in visit.steps] == ["call", "write", "call", "more"]
    assert visit.number is None


def test_several_words_to_say_are_not_said_again_with_the_number() -> None:
    flow = line(
        "      - call: clinic\n"
        '      - {say: {en-US: "a visit"}, when: {en-US: "If you can come"}}\n'
        '      - {say: {en-US: "a doctor"}, when: {en-US: "If you cannot"}}\n'
        '      - cost: {en-US: "It is free."}'
    )
    assert heard(arrive(flow, State("en-US", "visit")))[5] == "Again: five, five, five; zero, one."


def test_a_question_to_ask_keeps_its_own_mark() -> None:
    flow = line('      - call: clinic\n      - say: {en-US: "are you open?"}')
    assert heard(arrive(flow, State("en-US", "visit")))[2] == "Say: are you open?"


def test_prompts_of_steps_have_names_that_stay(flow: Flow) -> None:
    names = [prompt.name for prompt in arrive(flow, State("en-US", "visit")).prompts[1:5]]
    assert names == ["visit.call", "visit.say", "visit.have", "visit.again"]


def test_a_menu_opens_with_what_is_needed_to_act_and_offers_the_rest(flow: Flow) -> None:
    turn = dialogue.begin(flow)
    assert [prompt.name for prompt in turn.prompts] == [
        "everywhere.welcome",
        "visit.call",
        "visit.say",
        "main.to-visit",
        "main.to-other",
    ]


def test_who_goes_back_to_a_menu_does_not_hear_again_what_it_opens_with(flow: Flow) -> None:
    there = answer(flow, State("en-US", "main"), Key("2"))
    assert there.state
    back = answer(flow, there.state, Key("8"))
    assert [prompt.name for prompt in back.prompts][:2] == ["main.title", "main.to-visit"]
    again = answer(flow, State("en-US", "main"), Key("9"))
    assert "visit.call" in [prompt.name for prompt in again.prompts]


def test_seven_says_the_number_alone_slowly_and_twice_where_an_answer_has_one(flow: Flow) -> None:
    turn = answer(flow, State("en-US", "visit"), Key("7"))
    assert turn.prompts[0].text == (
        "Five, five, five; zero, one. Again: five, five, five; zero, one."
    )
    assert turn.prompts[0].careful
    assert turn.state == State("en-US", "visit")
    assert "To hear the number alone, press 7." in heard(turn)
    assert heard(answer(flow, State("en-US", "main"), Key("7")))[0] == "Another key."


def test_every_prompt_of_steps_is_among_those_that_are_rendered(flow: Flow) -> None:
    said = {prompt.name for prompt in flow.prompts}
    assert {"visit.again", "visit.number", "everywhere.number", "other.write"} <= said


@pytest.mark.parametrize("name", ["call", "say", "again", "write"])
def test_a_phrase_is_only_missed_where_a_step_needs_it(name: str) -> None:
    without = "".join(each for each in PHRASES.splitlines(True) if f" {name}:" not in each)
    text = LINE.replace("STEPS", VISIT).replace("PHRASES", without)
    problems = [each.message for each in examine(parse(text, "menus.yaml")).problems]
    assert f'a step needs the phrase "{name}"; see docs/menus.md#steps' in problems
