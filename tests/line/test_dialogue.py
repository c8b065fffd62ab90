"""What a caller hears next depends on where they are and what they did, and on nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.dialogue import State, Turn, answer, apologise, begin
from ivr.line.heard import Heard, Key, NoKey
from ivr.menu.flow import Flow
from ivr.menu.paths import MOST_BEHIND
from ivr.menu.reader import read

KEYS = "0123456789*#"


def heard(key: str | None) -> Heard:
    return NoKey() if key is None else Key(key)


def hear(turn: Turn) -> list[str]:
    return [prompt.text for prompt in turn.prompts]


def play(flow: Flow, keys: str, language: str = "pt-BR") -> Turn:
    """The turn after some keys; a dot is silence."""
    turn = begin(flow, language)
    for key in keys:
        assert turn.state, f"the call ended before {key}"
        turn = answer(flow, turn.state, heard(None if key == "." else key))
    return turn


@pytest.mark.parametrize("language", ["pt-BR", "en-US", "tr-TR"])
def test_a_call_begins_with_the_welcome_and_the_start_menu(flow: Flow, language: str) -> None:
    turn = begin(flow, language)
    assert hear(turn)[0] == flow.everywhere.welcome[language].text
    assert turn.state == State(language, "main")


def test_a_language_the_line_does_not_speak_begins_in_the_first(flow: Flow) -> None:
    assert begin(flow, "xx-XX").state == State("pt-BR", "main")


def test_a_key_leads_to_its_place_and_a_landing_cue_says_so(flow: Flow) -> None:
    turn = play(flow, "1")
    assert turn.state == State("pt-BR", "bill")
    assert hear(turn)[0] == flow.places["bill"].titles["pt-BR"].text


@pytest.mark.parametrize("keys", ["", "1", "11", "3", "32", "."])
def test_nine_repeats_slower_everywhere_and_twice_the_rest_of_the_call_is_slow(
    flow: Flow, keys: str
) -> None:
    before = play(flow, keys)
    turn = play(flow, keys + "9")
    assert turn.slow
    assert turn.state
    assert before.state
    assert turn.state.place == before.state.place
    assert set(hear(before)[-3:]) <= set(hear(turn))
    assert play(flow, keys + "90").slow == (keys == ".")  # a silent caller was slowed down before
    assert play(flow, keys + "9900").slow


def test_eight_goes_back_the_way_the_caller_came(flow: Flow) -> None:
    there = play(flow, "11")
    assert there.state
    assert play(flow, "118").state == State("pt-BR", "bill")
    assert play(flow, "1188").state == State("pt-BR", "main")
    assert play(flow, "11888").state == State("pt-BR", "main")


def test_back_after_a_choice_that_follows_an_answer_leads_to_that_answer(flow: Flow) -> None:
    name, message = next(
        (name, place)
        for name, place in flow.places.items()
        if name != flow.start and hasattr(place, "then") and place.choices
    )
    crossed = answer(flow, State("pt-BR", name), Key(message.choices[0].key))
    assert crossed.state
    back = answer(flow, crossed.state, Key("8"))
    assert back.state
    assert back.state.place == name


@pytest.mark.parametrize("keys", ["1", "11", "34", "9", "."])
def test_zero_goes_to_the_start(flow: Flow, keys: str) -> None:
    turn = play(flow, keys + "0")
    assert turn.state
    assert turn.state.place == flow.start
    assert hear(turn)[0] == flow.places[flow.start].titles["pt-BR"].text
    assert flow.everywhere.welcome["pt-BR"].text not in hear(turn)


def test_a_change_of_language_keeps_the_caller_where_they_are(flow: Flow) -> None:
    for place in flow.places.values():
        for choice in place.choices_in("pt-BR"):
            if choice.language:
                before = State("pt-BR", place.name, slow=1)
                after = answer(flow, before, Key(choice.key)).state
                assert after == replace(before, language=choice.language)


def test_silence_and_a_wrong_key_are_different_and_escalate(flow: Flow) -> None:
    shared = flow.everywhere
    silent = [hear(play(flow, "1" + "." * n))[0] for n in (1, 2, 3)]
    wrong = [hear(play(flow, "1" + "*" * n))[0] for n in (1, 2, 3, 4)]
    assert silent == [text["pt-BR"].text for text in (*shared.no_input, shared.warning)]
    assert wrong == [text["pt-BR"].text for text in (*shared.no_match, shared.warning)]
    assert not set(silent[:-1]) & set(wrong[:-1])


def test_an_error_never_moves_the_caller(flow: Flow) -> None:
    for errors in (".", "..", "*", "**", ".*", "*.", ".**.", "...*"):
        state = play(flow, "12" + errors).state
        assert state
        assert state.place == play(flow, "12").state.place


def test_after_an_error_the_choices_are_offered_again_without_the_whole_answer(flow: Flow) -> None:
    answer_text = flow.places["second-invoice"].texts["pt-BR"].text
    assert answer_text in hear(play(flow, "11"))
    again = hear(play(flow, "11."))
    assert answer_text not in again
    assert flow.everywhere.start.prompts["pt-BR"].text in again


@pytest.mark.parametrize("language", ["pt-BR", "en-US", "tr-TR"])
@pytest.mark.parametrize("keys", ["....", "1....", "11....", "*****", "1*****"])
def test_who_says_nothing_right_is_warned_hears_the_number_that_helps_and_is_let_go(
    flow: Flow, keys: str, language: str
) -> None:
    warning, goodbye = play(flow, keys[:-1], language), play(flow, keys, language)
    assert flow.values["company"].spoken[language] in " ".join(hear(warning))
    assert warning.state
    assert hear(goodbye) == [flow.everywhere.goodbye[language].text]
    assert goodbye.state is None


def test_any_key_at_the_warning_keeps_the_call_where_it_is(flow: Flow) -> None:
    for key in KEYS:
        turn = play(flow, "1..." + key)
        assert turn.state
        assert turn.state.silences == 0
    assert play(flow, "1...*").state.place == "bill"


def test_a_right_key_forgives_all_errors(flow: Flow) -> None:
    state = play(flow, ".*.*1").state
    assert state == State("pt-BR", "bill")


def test_a_place_that_is_gone_leads_to_an_apology_and_the_start(flow: Flow) -> None:
    for state in (State("pt-BR", "renamed"), State("xx-XX", "main")):
        for key in (*KEYS, None):
            turn = answer(flow, state, heard(key))
            assert hear(turn)[0] == flow.everywhere.sorry["pt-BR"].text
            assert turn.state == State("pt-BR", "main")


def test_places_that_are_gone_are_left_out_on_the_way_back(flow: Flow) -> None:
    turn = answer(
        flow, State("pt-BR", "second-invoice", ("main", "renamed", "bill", "gone")), Key("8")
    )
    assert turn.state
    assert turn.state.place == "bill"


def test_an_apology_is_in_the_callers_language(flow: Flow) -> None:
    assert hear(apologise(flow, "tr-TR"))[0] == flow.everywhere.sorry["tr-TR"].text


def test_after_an_answer_the_line_offers_to_repeat_go_back_and_start_again(flow: Flow) -> None:
    for name, place in flow.places.items():
        for language in flow.languages:
            if hasattr(place, "then") and not place.then:
                start = State(language, name)
                turn = answer(flow, start, Key("9"))
                ends = [
                    flow.everywhere.repeat.prompts[language].text,
                    flow.everywhere.back.prompts[language].text,
                    flow.everywhere.start.prompts[language].text,
                ]
                assert hear(turn)[-3:] == ends


def test_no_menu_announces_more_than_two_of_the_keys_that_work_everywhere(flow: Flow) -> None:
    shared = flow.everywhere
    everywhere = {c.prompts["pt-BR"].text for c in (shared.repeat, shared.back, shared.start)}
    for name, place in flow.places.items():
        if not hasattr(place, "then"):
            turn = answer(flow, State("pt-BR", name), Key("9"))
            assert len(everywhere.intersection(hear(turn))) <= 2


WARNED_AFTER = 3  # silences, and one more lets go
MOST_TURNS = 1 + (WARNED_AFTER + 1) * 5


@given(keys=st.lists(st.sampled_from([*KEYS, None]), max_size=60))
def test_any_sequence_of_keys_has_a_turn_that_speaks_and_an_address_that_stays_short(
    flow: Flow, keys: list[str | None]
) -> None:
    turn = begin(flow)
    for key in keys:
        if turn.state is None:
            return
        assert turn.prompts
        assert turn.state.place in flow.places
        assert len(turn.state.behind or ()) <= MOST_BEHIND
        assert turn.state.silences <= 3
        assert turn.state.mistakes <= 4
        turn = answer(flow, turn.state, heard(key))


@given(keys=st.lists(st.sampled_from(["*", "#", "7", None]), min_size=MOST_TURNS))
def test_without_a_right_key_every_call_ends_within_a_bound(
    flow: Flow, keys: list[str | None]
) -> None:
    turn = answer(flow, State("pt-BR", "bill"), Key("9"))
    for key in keys:
        if turn.state is None:
            return
        turn = answer(flow, turn.state, heard(key))
    assert turn.state is None


def test_a_wrong_key_at_each_warning_does_not_keep_a_call_for_ever(flow: Flow) -> None:
    state: State | None = State("pt-BR", "bill")
    for key in [None, None, None, "*"] * MOST_TURNS:
        if state is not None:
            state = answer(flow, state, heard(key)).state
    assert state is None


def test_a_message_with_then_goes_on_by_itself(tmp_path, good_menus: str) -> None:
    text = good_menus.replace(
        'text: {pt-BR: "Ligue para {company}.", en-US: "Call {company}."}\n    choices:\n'
        '      - to: prices\n        label: {pt-BR: "preços", en-US: "hear prices"}\n',
        'text: {pt-BR: "Ligue.", en-US: "Call."}\n    then: prices\n',
    )
    path = tmp_path / "menus.yaml"
    path.write_text(text, encoding="utf-8")
    small = read(path)
    turn = answer(small, State("en-US", "main"), Key("2"))
    assert turn.state == State("en-US", "prices", behind=("main",))
    assert hear(turn)[:3] == ["Repairs", "Call.", small.places["prices"].texts["en-US"].text]
    assert hear(turn)[3] == "To hear it again, press 9."


def test_back_never_leads_to_a_place_that_goes_on_by_itself(flow: Flow) -> None:
    passing = {name for name, place in flow.places.items() if getattr(place, "then", None)}
    assert passing
    for name in passing:
        for before in ("complain", "with-protocol", "at-ombudsman"):
            for choice in flow.places[before].choices:
                if choice.to == name:
                    there = answer(flow, State("pt-BR", before), Key(choice.key))
                    assert there.state
                    back = answer(flow, there.state, Key("8"))
                    assert back.state
                    assert back.state.place == before
