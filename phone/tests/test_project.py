"""Facts about the phone's own code: what is public, and that no verb was forgotten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import twiml_phone
from twiml_phone.interpreter.behaviour import known
from twiml_phone.twiml.parser import LATER, VERBS
from twiml_phone.twiml.verbs import Later, Verb

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


def test_what_is_public_is_what_is_listed() -> None:
    assert twiml_phone.__all__ == ["Call", "Phone"]


def test_every_verb_that_is_read_is_obeyed() -> None:
    union, _ = get_args(Verb)
    assert set(get_args(union)) == known() == {*VERBS.values(), Later}


def test_no_verb_is_both_known_and_for_later() -> None:
    assert not LATER & set(VERBS)


def test_every_verb_has_a_case() -> None:
    documents = [case.get("documents") for file in CASES for case in json.loads(file.read_text())]
    assert all(f"<{verb}" in json.dumps(documents) for verb in VERBS)


def test_no_two_cases_have_one_name() -> None:
    names = [case["name"] for file in CASES for case in json.loads(file.read_text())]
    assert len(names) == len(set(names))
