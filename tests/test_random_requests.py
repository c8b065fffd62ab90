"""Whatever strangers send, the line answers, and its log holds nothing of theirs."""

from __future__ import annotations

import pytest

from benchmarks.random_requests import Dice
from benchmarks.strangers import Findings, ask, over_sockets, settings
from ivr.settings import Settings
from ivr.web.app import create_app

COUNT = 3_000
"""Requests of each run; `python -m benchmarks random` makes a million."""
FORGED = "a log line was forged"
NUMBER = "the log holds the caller's number"
IN_LOG = {FORGED, NUMBER}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    audio = tmp_path_factory.mktemp("audio")
    app = create_app(Settings.from_environ(settings(str(audio))))
    return ask(app, Dice(seed=2).requests(COUNT))


def test_random_requests_are_answered_or_refused(found: Findings) -> None:
    assert found.statuses.total() == COUNT
    assert found.statuses[200] > COUNT / 10
    faults = {
        fault: shown for fault, shown in found.faults.items() if fault not in {FORGED, NUMBER}
    }
    assert faults == {}


def test_no_random_request_writes_a_line_of_its_own_into_the_log(found: Findings) -> None:
    assert found.faults.get(FORGED, []) == []


def test_no_random_request_leaves_the_number_of_its_caller_in_the_log(found: Findings) -> None:
    assert found.faults.get(NUMBER, []) == []


def test_random_requests_over_the_network_are_answered_or_refused() -> None:
    dice = Dice(seed=3)
    found = over_sockets([dice.request(lies=True) for _ in range(COUNT // 10)])
    assert found.statuses.total() == COUNT // 10
    assert found.statuses[200] > COUNT / 100
    assert found.faults == {}
