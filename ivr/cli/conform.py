"""`ivr conform`: the phone's own command, at hand."""

from twiml_phone.cli.conform import conform

__all__ = ["conform"]
