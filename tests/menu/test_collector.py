"""While a file is read the garbage collector rests, and then it goes on as before."""

from __future__ import annotations

import gc

import pytest

from ivr.menu.collector import resting


def test_the_collector_rests_for_a_while() -> None:
    with resting():
        assert not gc.isenabled()
        with resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="no file"), resting():
        raise ValueError("no file")
    assert gc.isenabled()


def test_one_that_was_switched_off_stays_off() -> None:
    gc.disable()
    try:
        with resting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
