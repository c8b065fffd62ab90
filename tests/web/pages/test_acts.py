"""What a caller does after the end changes nothing, and the end is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from flask import Flask

AFTER: dict[str, dict[str, Any]] = {
    "a key": {"do": "press", "key": "1"},
    "a key, when all was heard": {"do": "press", "key": "1", "at": "heard"},
    "a key, a day later": {"do": "press", "key": "1", "at": 86_400},
    "words": {"do": "say", "words": "conta"},
    "silence": {"do": "wait"},
    "a day of silence": {"do": "wait", "at": 86_400},
    "another hang-up": {"do": "hang_up"},
    "another hang-up, a day later": {"do": "hang_up", "at": 86_400},
}


@pytest.mark.parametrize("act", AFTER.values(), ids=AFTER)
def test_an_act_after_the_end_is_left_out_and_the_end_is_told(
    our_line: Flask, visit: Callable[..., httpx.Client], page_of: Any, act: dict[str, Any]
) -> None:
    page = page_of(visit(our_line))
    page.dial()
    moment = page.do({"do": "hang_up", "at": 1.5}, act, act)
    assert moment["ended"] == {
        "event": "hung up",
        "at": 1.5,
        "by": "caller",
        "status": "completed",
    }
    assert moment["seconds"] == 1.5
    assert moment["call"] is None
    assert [event["event"] for event in moment["events"]].count("hung up") == 1
