"""Every case of `cases/`, placed as `twiml-phone conform` does: call, act, compare."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from twiml_phone.conformance.suite import Suite, read, run


def name(case: Mapping[str, Any]) -> str:
    return str(case.get("id") or case["name"])


SUITES = {
    path.stem: read(path) for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
}
CASES = [
    pytest.param(Suite((case,), suite.conventions), id=f"{topic}: {name(case)}")
    for topic, suite in SUITES.items()
    for case in suite.cases
]


@pytest.mark.parametrize("suite", CASES)
def test_a_call_goes_as_it_would_at_twilio(suite: Suite) -> None:
    results = list(run(suite))
    assert results
    assert [result.differences for result in results] == [()] * len(results)


def test_no_two_cases_of_a_topic_have_the_same_name() -> None:
    for suite in SUITES.values():
        names = [name(case) for case in suite.cases]
        assert len(names) == len(set(names))
