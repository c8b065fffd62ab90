"""Writes calls of the workbench down, as transcripts that people read and tests replay."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import jsonify
from pydantic import BaseModel, Field
from twiml_phone.interpreter.events import Event
from twiml_phone.testing import script as scripts
from twiml_phone.testing.script import HangUp, Press, Transcript
from twiml_phone.testing.transcript import write

from ivr.web.pages.drawing import Language
from ivr.web.pages.phones import in_language
from ivr.web.pages.short import lengthen, shorten
from ivr.web.security.security_headers import posted

if TYPE_CHECKING:
    from flask import Response
    from twiml_phone.testing.script import Act


class Happened(BaseModel):
    """What happened in a call, to be written down."""

    path: str = Field(default="", max_length=2000)
    events: tuple[Event, ...]
    comments: str = Field(default="", max_length=4000)


class Script(BaseModel):
    """A call that was written down."""

    text: str


class Shared(BaseModel):
    """What stands in a link to a call."""

    call: str = Field(max_length=10_000)
    language: Language | None = None


def transcript() -> Response:
    """Write down the call that was posted."""
    happened = posted(Happened)
    return jsonify(text=happened.comments + write(happened.events, happened.path))


def script() -> Response:
    """Read the call that was posted, written down.

    `short` is what its caller does, for a link; `heard` is the call without the comments on top,
    if it says anything of the line, to be compared with another.
    """
    text = posted(Script).text
    written = scripts.read(text)
    acts = [_told(act) for act in written.acts]
    told = text.removeprefix(written.comments)
    heard = told if len(told.splitlines()) > 1 + len(acts) else ""
    return jsonify(path=written.path, acts=acts, short=shorten(written.acts), heard=heard)


def shared() -> Response:
    """Write down what a caller does in a call that was shared by a link."""
    link = posted(Shared)
    acts = lengthen(link.call)
    return jsonify(text=scripts.write(Transcript("", in_language(link.language), acts)))


def _told(act: Act) -> dict[str, Any]:
    match act:
        case Press():
            return {"do": "press", **asdict(act)}
        case HangUp():
            return {"do": "hang_up", **asdict(act)}
    return {"do": "wait"}
