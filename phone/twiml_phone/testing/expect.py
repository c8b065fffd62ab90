"""Sentences about a call, for tests: each that is not so fails with the call written down.

>>> from twiml_phone import Phone
>>> from flask import Flask
>>> app = Flask(__name__)
>>> @app.post("/voice")
... def voice():
...     return "<Response><Say>Hello!</Say></Response>"
>>> expect(Phone(app).dial()).to_hear("hello").to_have_ended(by="document").to_have_no_trouble()
<expect: the call that hears 'Hello!'>
>>> expect(Phone(app).dial()).to_hear("goodbye")
Traceback (most recent call last):
AssertionError: 'goodbye' was not heard. The call:
<BLANKLINE>
    dials
    hears [en-US] Hello!
    hung up by the line
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from twiml_phone.call import Call
    from twiml_phone.interpreter.events import PromptPlayed


def expect(call: Call) -> Expectation:
    """Begin a sentence about a call, as it stands now."""
    return Expectation(call)


class Expectation:
    """What a call should be like; each method returns the same, so that sentences can go on."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def __repr__(self) -> str:
        told = [_told(event) for event in self._call.heard]
        return f"<expect: the call that hears {', '.join(map(repr, told)) or 'nothing'}>"

    def to_hear(self, text: str, *, language: str | None = None) -> Self:
        """Expect words, or part of a sound's URL, to have been heard; capitals do not matter."""
        __tracebackhide__ = True
        there = [e for e in self._call.heard if _says(e, text) and language in {None, e.language}]
        where = f" in {language}" if language else ""
        return self._expect(bool(there), f"{text!r} was not heard{where}")

    def not_to_hear(self, text: str) -> Self:
        """Expect words not to have been heard."""
        __tracebackhide__ = True
        there = any(_says(event, text) for event in self._call.heard)
        return self._expect(not there, f"{text!r} was heard")

    def to_hear_in_order(self, *texts: str) -> Self:
        """Expect words to have been heard one after the other, whatever came between."""
        __tracebackhide__ = True
        heard = iter(self._call.heard)
        for text in texts:
            self._expect(any(_says(event, text) for event in heard), f"{text!r} was not heard then")
        return self

    def to_be_listening(self, num_digits: int | None = None) -> Self:
        """Expect the line to wait for keys, for so many of them if that is given."""
        __tracebackhide__ = True
        listening = self._call.listening
        self._expect(listening is not None, "the line does not listen")
        if num_digits is not None and listening:
            seen = listening.num_digits
            self._expect(seen == num_digits, f"the line listens for {seen} keys, not {num_digits}")
        return self

    def to_have_ended(self, by: str | None = None, status: str | None = None) -> Self:
        """Expect the call to be over: by document, hangup, reject, caller or error."""
        __tracebackhide__ = True
        end = self._call.ended
        self._expect(end is not None, "the call goes on")
        if end and by:
            self._expect(end.by == by, f"the call ended by {end.by}, not by {by}")
        if end and status:
            self._expect(end.status == status, f"the call ended {end.status}, not {status}")
        return self

    def to_go_on(self) -> Self:
        """Expect the call not to be over."""
        __tracebackhide__ = True
        return self._expect(self._call.ended is None, "the call is over")

    def to_have_asked(self, path: str, **params: str) -> Self:
        """Expect a request whose URL ends so, with at least these parameters."""
        __tracebackhide__ = True
        wanted = set(params.items())
        asked = (each for each in self._call.requests if each.url.partition("?")[0].endswith(path))
        there = any(wanted <= set(each.params) for each in asked)
        told = "".join(f" {name}={value}" for name, value in params.items())
        return self._expect(there, f"{path} was not asked for{told and ' with' + told}")

    def to_have_no_trouble(self) -> Self:
        """Expect every document and sound to have been had and carried out."""
        __tracebackhide__ = True
        return self._expect(not self._call.troubles, "the call met trouble")

    def to_have_no_warnings(self) -> Self:
        """Expect nothing that Twilio would warn about."""
        __tracebackhide__ = True
        return self._expect(not self._call.warnings, "the call met warnings")

    def _expect(self, so: bool, otherwise: str) -> Self:  # noqa: FBT001  # it is what is expected
        __tracebackhide__ = True
        if so:
            return self
        from twiml_phone.testing.transcript import write  # noqa: PLC0415  # not at pytest's start

        lines = write(self._call.events).splitlines()
        call = "\n".join(f"    {line}" for line in lines)
        raise AssertionError(f"{otherwise}. The call:\n\n{call}")


def _says(event: PromptPlayed, text: str) -> bool:
    """Find words in what was heard, however it is spaced."""
    return _plain(text) in _plain(_told(event))


def _told(event: PromptPlayed) -> str:
    return f"{event.text} {event.url}".strip()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()
