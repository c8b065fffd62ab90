"""A virtual phone that obeys TwiML as Twilio does; it knows the line only by what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twiml_phone.call import Call
    from twiml_phone.phone import Phone

__all__ = ["Call", "Phone"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load a class when it is first asked for: pytest may never need a phone."""
    if name == "Call":
        from twiml_phone.call import Call  # noqa: PLC0415

        return Call
    if name == "Phone":
        from twiml_phone.phone import Phone  # noqa: PLC0415

        return Phone
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
