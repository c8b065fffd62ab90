"""A virtual phone that obeys TwiML as Twilio does; it knows the line only by what it answers."""

from ivr.phone.call import Call
from ivr.phone.phone import Phone

__all__ = ["Call", "Phone"]
