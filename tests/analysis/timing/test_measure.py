"""What is measured of a line: its menus, its answers, and their figures together."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.analysis.timing.answers import Answer
from ivr.analysis.timing.clock import AudioClock
from ivr.analysis.timing.listener import Listener
from ivr.analysis.timing.measure import measure
from ivr.analysis.timing.spending import mean_parts
from ivr.analysis.timing.ways import ways
from ivr.errors import SoundMissing
from ivr.menu.reader import read

SURE = Listener(silent=0, wrong=0, unmapped=0)


def answer(line, place: str, **differing: object) -> Answer:
    report = measure(line.flow, "pt-BR", line.clock, Listener(**differing))
    return next(each for each in report.answers if each.place == place)


def test_an_answer_takes_all_that_is_heard_before_it(small) -> None:
    shared, places, seconds = small.flow.everywhere, small.flow.places, small.clock.seconds
    heard = [
        shared.welcome["pt-BR"],
        places["main"].choices[0].prompt("pt-BR"),
        places["main"].choices[1].prompt("pt-BR"),
    ]
    gaps = 2 * small.clock.gap()
    expected = sum(map(seconds, heard)) + gaps + 1.2 + 0.8
    repairs = answer(small, "repairs")
    assert repairs.first_word == pytest.approx(expected)
    assert repairs.keys == ("2",)
    said = [places["repairs"].titles["pt-BR"], places["repairs"].texts["pt-BR"]]
    assert repairs.seconds == pytest.approx(sum(map(seconds, said)) + small.clock.gap())


def test_hearing_a_menu_out_takes_no_languages_nor_commands_in_the_first_round(small) -> None:
    repairs = answer(small, "repairs")
    [stop] = repairs.stops
    assert stop.languages + stop.commands == ()
    assert repairs.first_word_full - repairs.first_word == pytest.approx(2.0)


def test_who_went_wrong_hears_the_menu_again_without_the_welcome(small) -> None:
    places, seconds = small.flow.places, small.clock.seconds
    heard = [
        places["sales"].titles["pt-BR"],
        places["main"].titles["pt-BR"],
        places["main"].choices[0].prompt("pt-BR"),
        places["main"].choices[1].prompt("pt-BR"),
    ]
    to_notice, two_keys = 2.0, 2 * (1.2 + 0.8)
    spent = sum(map(seconds, heard)) + 2 * small.clock.gap() + to_notice + two_keys
    assert answer(small, "repairs").recovery == pytest.approx(spent)


def test_without_errors_errors_cost_nothing(small, large) -> None:
    for line in (small, large):
        report = measure(line.flow, "pt-BR", line.clock, SURE)
        for each in report.answers:
            assert each.first_word_errors == pytest.approx(each.first_word)


@pytest.mark.parametrize("language", ["pt-BR", "en-US", "tr-TR"])
def test_the_mean_is_the_sum_over_menus(large, language: str) -> None:
    report = measure(large.flow, language, large.clock)
    at_menus = sum(
        option.mass * (stop.until(option.key) + report.listener.press)
        for stop in report.stops
        for option in stop.options
    )
    assert report.expected == pytest.approx(at_menus)
    assert report.expected == pytest.approx(sum(mean_parts(report.answers).values()))
    assert sum(each.mass for each in report.answers) == pytest.approx(1)
    assert report.stops[0].mass == pytest.approx(1)


def test_a_line_is_never_cheaper_than_its_bound(large) -> None:
    for language in large.flow.languages:
        report = measure(large.flow, language, large.clock)
        assert report.fixed < report.bound < report.expected
        assert report.p50 <= report.p90 <= report.worst


def test_counted_calls_are_split_over_the_ways_to_their_answer(
    tmp_path: Path, good_menus: str
) -> None:
    menus = tmp_path / "menus.yaml"
    also = '      - to: prices\n        label: {pt-BR: "preços", en-US: "hear prices"}\n  sales:'
    menus.write_text(good_menus.replace("  sales:", also, 1), encoding="utf-8")
    found = ways(read(menus), "en-US", {"prices": 3, "repairs": 1})
    shares = {way.keys: round(way.mass, 3) for way in found}
    assert shares == {("1", "1"): 0.375, ("2",): 0.25, ("3",): 0.375}


def test_a_choice_that_leads_back_to_a_menu_is_no_way_on(tmp_path: Path, good_menus: str) -> None:
    menus = tmp_path / "menus.yaml"
    back = '      - to: main\n        label: {pt-BR: "início", en-US: "see the start"}\nmessages:'
    menus.write_text(good_menus.replace("messages:", back), encoding="utf-8")
    found = ways(read(menus), "pt-BR")
    assert [(way.keys, way.mass) for way in found] == [(("1", "1"), 0.5), (("2",), 0.5)]


def test_a_prompt_without_a_sound_is_named(small, tmp_path: Path) -> None:
    silent = AudioClock(small.flow, tmp_path)
    with pytest.raises(SoundMissing, match=r"welcome has no sound in pt-BR.*ivr speak"):
        measure(small.flow, "pt-BR", silent)
    assert len(silent.missing(slow=False)) == len(small.flow.prompts)
    assert small.clock.missing(slow=True) == []
