"""The webhooks Twilio calls: request to dialogue to response; they decide nothing.

A request that is let in is always answered with TwiML and 200: a caller never hears Twilio's
"an application error has occurred".
"""

from __future__ import annotations

import logging
from importlib import resources
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import Forbidden, HTTPException

from ivr.webhooks import address, signature
from ivr.webhooks.replies import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivr.settings import Settings
    from ivr.webhooks.replies import Replies

log = logging.getLogger(__name__)

FALLBACK = Reply(resources.files(__package__).joinpath("fallback.xml").read_text(encoding="utf-8"))


def blueprint(settings: Settings, replies: Callable[[], Replies]) -> Blueprint:
    """Return the webhooks of a line: `/voice`, its places, `/voice/status`, `/voice/fallback`."""
    voice = Blueprint("voice", __name__, url_prefix="/voice")

    @voice.before_request
    def check_signature() -> None:
        signature.require(request, settings)

    @voice.route("", methods=["GET", "POST"])
    @voice.route("/", methods=["GET", "POST"])
    def begin() -> Response:
        return _twiml(replies().begin(request.args.get("language")))

    @voice.route("/<language>/<place>", methods=["GET", "POST"])
    def turn(language: str, place: str) -> Response:
        state = address.read(language, place, request.args)
        key = request.values.get("Digits", "")[:1] or None
        return _twiml(replies().answer(state, key, address.edition(request.args)))

    @voice.route("/status", methods=["GET", "POST"])
    def status() -> tuple[str, int]:
        log.info("call %s after %s s", request.values.get("CallStatus"), _duration())
        return "", 204

    @voice.route("/fallback", methods=["GET", "POST"])
    def fallback() -> Response:
        log.error("Twilio asked for the fallback: error %s", request.values.get("ErrorCode"))
        return _twiml(FALLBACK)

    @voice.errorhandler(Exception)
    def apologise(error: Exception) -> Response | HTTPException:
        if isinstance(error, HTTPException):
            return Forbidden()  # what cannot even be read cannot have been signed
        log.exception("a turn failed: %s", request.path)
        return _twiml(_apology(replies))

    return voice


def _apology(replies: Callable[[], Replies]) -> Reply:
    """Return the kindest TwiML that can still be made."""
    try:
        return replies().apologise()
    except Exception:
        log.exception("the apology failed too")
        return FALLBACK


def _duration() -> int:
    text = request.values.get("CallDuration", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _twiml(reply: Reply) -> Response:
    response = Response(reply.twiml, content_type="text/xml; charset=utf-8")
    if reply.link:
        response.headers["Link"] = reply.link
    return response
