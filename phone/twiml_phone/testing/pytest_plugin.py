"""What pytest users get: a `phone` that calls their line, and sentences about what was heard.

    from twiml_phone.testing.pytest_plugin import expect

    def test_a_second_invoice_is_three_keys_away(phone):
        call = phone(app).dial()
        call.press("12")
        expect(call).to_hear("segunda via")
        expect(call).to_have_no_trouble()

pytest loads this module at its start, so it imports nothing but pytest until a phone is made.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from twiml_phone.testing.expect import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from wsgiref.types import WSGIApplication

    from twiml_phone import Phone

    MakePhone = Callable[..., Phone]

__all__ = ["expect", "phone"]


@pytest.fixture
def phone() -> Iterator[MakePhone]:
    """Make phones: `phone(app)` or `phone(url)`, with any option of `twiml_phone.Phone`.

    They are closed when the test is over.
    """
    from twiml_phone.phone import Phone  # noqa: PLC0415  # not at pytest's start

    with ExitStack() as opened:

        def make(target: str | WSGIApplication, path: str | None = None, **options: Any) -> Phone:
            return opened.enter_context(Phone(target, path, **options))

        yield make
