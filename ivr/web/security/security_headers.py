"""What the pages may load, whose requests they take, and how they report errors."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Literal, TypeVar
from urllib.parse import urlsplit

from flask import jsonify, request
from pydantic import BaseModel, ValidationError
from twiml_phone.errors import PhoneError
from werkzeug.exceptions import HTTPException

from ivr.errors import IvrError
from ivr.logs import Throttle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as Answer

log = logging.getLogger(__name__)

Code = Literal["forged", "expired", "too-many", "busy", "bad-request", "not-allowed", "unavailable"]
STATUS: dict[Code, int] = {
    "forged": 400,
    "expired": 400,
    "too-many": 429,
    "busy": 503,
    "bad-request": 400,
    "not-allowed": 403,
    "unavailable": 500,
}
BUSY_SECONDS = 1
"""How long a page is asked to wait before it asks again."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self'{media}; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

Asked = TypeVar("Asked", bound=BaseModel)


class Refused(IvrError):
    """What a page asked is not done; the text says what to do instead. (IvrError > Refused)."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


def guard(pages: Blueprint, home: str, media: Iterable[str] = ()) -> None:
    """Hold pages to the rules; `media` are further origins whose sounds they may play.

    A proxy may have another name for the line than browsers do: they know it by its `home`.
    """
    host = urlsplit(home).netloc
    seldom = Throttle(log)
    policy = POLICY.format(media="".join(f" {origin}" for origin in sorted(media)))

    @pages.before_request
    def check_origin() -> None:
        if request.method == "POST" and not _same_origin(host):
            raise Refused("not-allowed", "only the line's own pages may send this")

    @pages.after_request
    def protect(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = policy
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "same-origin"  # else old browsers hide theirs
        answer.headers["Permissions-Policy"] = "microphone=(self)"
        return answer

    pages.register_error_handler(Exception, lambda error: _tell(error, seldom))


def posted(model: type[Asked]) -> Asked:
    """Return what a page sent."""
    if request.mimetype != "application/json":
        raise Refused("bad-request", "send application/json")
    try:
        return model.model_validate_json(request.get_data())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the body"
        raise Refused("bad-request", f"{place}: {first['msg']}") from error


def _same_origin(home: str) -> bool:
    """Tell whether one of our own pages sent this: browsers say so, and cannot be made to lie."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        return urlsplit(request.headers.get("Origin", "")).netloc in {request.host, home}
    except ValueError:  # half a bracket: no browser sends that
        return False


def _tell(error: Exception, seldom: Throttle) -> Answer | tuple[Response, int] | HTTPException:
    """Tell a page what went wrong; whoever opened an address by hand gets the usual answer."""
    match error:
        case Refused(code=code):
            return _as_json(code, str(error))
        case PhoneError():
            return _as_json("bad-request", str(error))
        case HTTPException(code=429):
            return _as_json("too-many", "wait a minute, then try again")
        case HTTPException(code=code) if request.method == "POST" and code != 404:
            return _as_json("bad-request", str(error.description), code)
        case HTTPException():
            return error
    seldom.error("a page failed: %s", request.path, cause=error)
    return _as_json("unavailable", "this does not work at the moment; try again")


def _as_json(code: Code, message: str, status: int | None = None) -> tuple[Response, int]:
    answer = jsonify(error=message, code=code)
    if code == "busy":
        answer.headers["Retry-After"] = str(BUSY_SECONDS)
    return answer, status or STATUS[code]
