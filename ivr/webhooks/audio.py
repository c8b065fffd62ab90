"""Serves the sounds that callers' telephones and browsers ask for, and nothing else."""

from __future__ import annotations

from pathlib import PurePosixPath
from stat import S_ISREG
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, send_from_directory

if TYPE_CHECKING:
    from pathlib import Path

TYPES = {".wav": "audio/x-wav", ".mp3": "audio/mpeg"}
YEAR = 365 * 24 * 3600


def blueprint(folder: Path) -> Blueprint:
    """Return `/audio/…`: rendered sounds, with ETag, ranges, and leave to keep them for ever.

    A file's name holds the hash of all that made it, so what is under a name never changes.
    """
    audio = Blueprint("audio", __name__, url_prefix="/audio")

    @audio.route("/spoken/<path:name>")
    def sound(name: str) -> Response:
        path, shelf = PurePosixPath(name), (folder / "spoken").absolute()
        kind = TYPES.get(path.suffix)
        hidden = any(part.startswith(".") for part in path.parts)
        if kind is None or hidden or not _is_sound(shelf, name):
            abort(404)
        try:
            response = send_from_directory(
                shelf, name, mimetype=kind, conditional=True, max_age=YEAR
            )
        except OSError:  # it may not be read, its name is too long: to a caller it is not there
            abort(404)
        response.cache_control.public = True
        response.cache_control.immutable = True
        return response

    return audio


def _is_sound(shelf: Path, name: str) -> bool:
    """Tell whether a name is a file's with something in it, and no link leads to it."""
    try:
        file = shelf.resolve() / name
        status = file.lstat()
        return S_ISREG(status.st_mode) and status.st_size > 0 and file.resolve() == file
    except (OSError, ValueError):  # too long a name, or one with a character no file has
        return False
