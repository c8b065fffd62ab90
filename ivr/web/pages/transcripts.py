"""Writes calls of the workbench down, as transcripts that people read and tests replay."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import jsonify
from pydantic import BaseModel, Field
from twiml_phone.interpreter.events import Event
from twiml_phone.testing.script import HangUp, Press, read
from twiml_phone.testing.transcript import write

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


def transcript() -> Response:
    """Write down the call that was posted."""
    happened = posted(Happened)
    return jsonify(text=happened.comments + write(happened.events, happened.path))


def script() -> Response:
    """Read the call that was posted, written down."""
    written = read(posted(Script).text)
    return jsonify(path=written.path, acts=[_told(act) for act in written.acts])


def _told(act: Act) -> dict[str, Any]:
    match act:
        case Press():
            return {"do": "press", **asdict(act)}
        case HangUp():
            return {"do": "hang_up", **asdict(act)}
    return {"do": "wait"}
