"""Serves the sounds that callers' telephones and browsers ask for, and nothing else."""

from __future__ import annotations

import io
import logging
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, send_file, send_from_directory
from soundfile import LibsndfileError

from ivr.files import regular
from ivr.logs import Throttle
from ivr.speech.store.supply import Supply

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

TYPES = {".wav": "audio/x-wav", ".mp3": "audio/mpeg"}
YEAR = 365 * 24 * 3600


def blueprint(folder: Path) -> Blueprint:
    """Return `/audio/…`: rendered sounds, with ETag, ranges, and leave to keep them for ever.

    A file's name holds the hash of all that made it, so what is under a name never changes. A copy
    that is not there yet is made of its master while the caller waits.
    """
    audio = Blueprint("audio", __name__, url_prefix="/audio")
    supply, seldom = Supply(folder), Throttle(log)

    @audio.route("/spoken/<path:name>")
    def sound(name: str) -> Response:
        path, shelf = PurePosixPath(name), (folder / "spoken").absolute()
        kind = TYPES.get(path.suffix)
        hidden = any(part.startswith(".") for part in path.parts)
        if kind is None or hidden:
            abort(404)
        try:
            held = None if regular(shelf, name) else made(name)
            if isinstance(held, bytes):
                response = send_file(
                    io.BytesIO(held), mimetype=kind, conditional=True, max_age=YEAR, etag=path.stem
                )
            else:
                response = send_from_directory(
                    shelf, name, mimetype=kind, conditional=True, max_age=YEAR
                )
        except OSError:  # it may not be read, its name is too long: to a caller it is not there
            abort(404)
        response.cache_control.public = True
        response.cache_control.immutable = True
        return response

    def made(name: str) -> Path | bytes:
        """Return a copy made now, if it has a master."""
        if not supply.has(name):
            abort(404)
        try:
            return supply.make(name)
        except LibsndfileError as error:
            seldom.error("the master of %s is no sound (%s): `ivr speak --force`", name, error)
            abort(404)

    return audio
