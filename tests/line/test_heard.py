"""A key means what it was said to mean, whatever was edited between the words and the key."""

from __future__ import annotations

import json
import random
from itertools import product

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.line import dialogue
from ivr.line.dialogue import State
from ivr.line.heard import (
    NOTHING,
    SILENCE,
    Key,
    KeyMeanings,
    Meaning,
    NoKey,
    TransferEnd,
    VoiceMessage,
    key_meanings,
    meaning,
)
from ivr.menu.flow import Flow
from ivr.menu.reader import examine
from ivr.menu.source import parse

KEYS = "0123456789*#"


def test_what_is_kept_of_an_edition_agrees_with_its_menus_on_every_key(flow: Flow) -> None:
    kept = KeyMeanings.model_validate_json(key_meanings(flow).model_dump_json())
    assert kept == key_meanings(flow)
    all_heard = (*map(Key, KEYS), NoKey(), TransferEnd(reached=False), VoiceMessage("https://…"))
    for place, language, heard in product(flow.places, flow.languages, all_heard):
        now = meaning(flow, language, place, heard)
        assert kept.meaning(language, place, heard) == now, (place, language, heard)


def test_no_key_is_silence_and_a_key_without_a_choice_means_nothing(flow: Flow) -> None:
    assert meaning(flow, "pt-BR", "main", NoKey()) == SILENCE
    assert meaning(flow, "pt-BR", "main", Key("*")) == NOTHING
    assert key_meanings(flow).meaning("pt-BR", "nowhere", Key("1")) == NOTHING
    assert key_meanings(flow).meaning("xx", "main", Key("1")) == NOTHING


def edition(good: str, seed: int) -> Flow:
    """Return the small line after a random edit: keys, choices, commands, places, languages."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    data = yaml.load(good, yaml.BaseLoader)  # noqa: S506  # makes nothing but texts
    extra = [f"answer-{number}" for number in range(chance.randrange(4))]
    for name in extra:
        data["messages"][name] = {"title": _texts(name), "text": _texts(f"About {name}.")}
    for place in (*data["menus"].values(), *data["messages"].values()):
        others = [{"to": name, "label": _texts(name)} for name in extra if chance.random() < 0.5]
        if others or "choices" in place:
            place["choices"] = [*place.get("choices", []), *others]
            chance.shuffle(place["choices"])
    commands = chance.sample(["0", "8", "9", "7"], 3)
    for name, key in zip(("repeat", "back", "start"), commands, strict=True):
        data["everywhere"][name]["key"] = key
    text = json.dumps(data)  # JSON is YAML too
    if chance.random() < 0.3:
        text = text.replace("prices", "costs")
    reading = examine(parse(text, "menus.yaml"))
    if reading.flow is None:  # an answer no key leads to: another edit
        return edition(good, seed + 1)
    return reading.flow


def _texts(text: str) -> dict[str, str]:
    return {"pt-BR": text, "en-US": text}


@settings(max_examples=60, deadline=None)
@given(then=st.integers(0, 10**6), now=st.integers(0, 10**6), data=st.data())
def test_whatever_is_edited_a_key_leads_where_its_words_said_or_to_an_apology(
    good_menus: str, then: int, now: int, data: st.DataObject
) -> None:
    before, after = edition(good_menus, then), edition(good_menus, now)
    place = data.draw(st.sampled_from(list(before.places)))
    language = data.draw(st.sampled_from(list(before.languages)))
    kept = key_meanings(before)
    for choice in before.places[place].choices_in(language):
        meant = kept.meaning(language, place, Key(choice.key))
        turn = dialogue.follow(after, State(language, place), meant)
        assert turn.state is not None
        if choice.language is not None:
            assert place not in after.places or turn.language == choice.language
        elif choice.to in after.places:
            assert turn.state.place == choice.to
            assert turn.prompts[0] == after.places[str(choice.to)].titles[language]
        else:
            assert turn.prompts[0] == after.everywhere.sorry[language]
            assert turn.state.place == after.start


@settings(max_examples=30, deadline=None)
@given(then=st.integers(0, 10**6), now=st.integers(0, 10**6))
def test_whatever_is_edited_the_keys_that_work_everywhere_do_what_was_said(
    good_menus: str, then: int, now: int
) -> None:
    before, after = edition(good_menus, then), edition(good_menus, now)
    kept, shared = key_meanings(before), before.everywhere
    state = State("pt-BR", "sales", behind=("main",))
    pressed = {
        name: kept.meaning("pt-BR", "sales", Key(getattr(shared, name).key))
        for name in ("repeat", "back", "start")
    }
    assert pressed == {name: Meaning(name) for name in pressed}  # type: ignore[arg-type]
    assert dialogue.follow(after, state, pressed["back"]).state == State("pt-BR", "main")
    assert dialogue.follow(after, state, pressed["start"]).state == State("pt-BR", "main")
    repeated = dialogue.follow(after, state, pressed["repeat"]).state
    assert repeated is not None
    assert (repeated.place, repeated.slow) == ("sales", True)


def test_the_way_back_is_the_one_the_caller_came_though_an_edit_made_another_the_straight_one(
    good_menus: str,
) -> None:
    shortcut = '      - {to: prices, label: {pt-BR: "preços", en-US: "prices"}}\n'
    before = examine(parse(good_menus, "m.yaml")).flow
    after = examine(parse(good_menus.replace("  sales:\n", f"{shortcut}  sales:\n"), "m.yaml")).flow
    assert before is not None
    assert after is not None
    assert (before.trails["prices"], after.trails["prices"]) == (("main", "sales"), ("main",))
    came = dialogue.recall(after, State("pt-BR", "prices"), key_meanings(before))
    back = dialogue.follow(after, came, Meaning("back")).state
    assert back is not None
    assert back.place == "sales"
