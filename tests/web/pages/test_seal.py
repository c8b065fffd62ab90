"""A seal holds for its time, and a clock that is set right does not break it."""

from __future__ import annotations

import time

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from ivr.web.security.security_headers import Refused
from ivr.web.security.signed_state import SignedState


class At(TimestampSigner):
    """Signs as a machine does whose clock is so many seconds ahead of ours."""

    ahead = 0

    def get_timestamp(self) -> int:
        return int(time.time()) + self.ahead


def sealed(ahead: int) -> str:
    signer = type("Ahead", (At,), {"ahead": ahead})
    return str(URLSafeTimedSerializer("secret", salt="call", signer=signer).dumps({"a": 1}))


@pytest.mark.parametrize("ahead", [0, 1, 50, -1, -3500])
def test_a_seal_opens_within_its_time_though_a_clock_was_set_back(ahead: int) -> None:
    assert SignedState("secret", "call", lasts=3600).open(sealed(ahead)) == {"a": 1}


@pytest.mark.parametrize("ahead", [90, 10**6, -3700, -(10**6)])
def test_a_seal_of_another_time_is_too_old(ahead: int) -> None:
    with pytest.raises(Refused, match="begin anew") as refused:
        SignedState("secret", "call", lasts=3600).open(sealed(ahead))
    assert refused.value.code == "expired"


@pytest.mark.parametrize("text", ["", ".", "a.b.c", "é", "\x00"])
def test_what_was_not_sealed_is_forged(text: str) -> None:
    with pytest.raises(Refused) as refused:
        SignedState("secret", "call").open(text)
    assert refused.value.code == "forged"


def test_what_was_changed_after_sealing_is_forged() -> None:
    for text in (sealed(0)[:-1], sealed(0) + "x", "x" + sealed(0)):
        with pytest.raises(Refused) as refused:
            SignedState("secret", "call").open(text)
        assert refused.value.code == "forged"
