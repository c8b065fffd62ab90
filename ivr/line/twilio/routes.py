"""The webhooks Twilio calls: request to dialogue to response; they decide nothing.

A request that is let in is always answered with TwiML and 200: a caller never hears Twilio's
"an application error has occurred".
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import Forbidden, HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import BaseConverter

from ivr.line.languages import match
from ivr.line.twilio import address, parameters
from ivr.line.twilio.signature import HEADER, Guard
from ivr.logs import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.blueprints import BlueprintSetupState

    from ivr.line.twilio.replies import Replies, Reply
    from ivr.settings import Settings

    Answer = Response | tuple[str, int]

log = logging.getLogger(__name__)

METHODS = ["GET", "POST"]
ALL_METHODS = [*METHODS, "PUT", "PATCH", "DELETE"]


def blueprint(
    settings: Settings, replies: Callable[[], Replies], fallback: Callable[[], Reply]
) -> Blueprint:
    """Return the webhooks of a line: `/voice`, its places, `/voice/status`, `/voice/fallback`.

    Whatever else is asked of `/voice` with a signature is answered too: by what was meant, or else
    by an apology.

    Args:
        settings: What the line's owner set.
        replies: Returns what to answer with.
        fallback: Returns what to answer with where that fails; it must not read or make anything.
    """
    voice = Blueprint("voice", __name__)
    guard, seldom = Guard(settings), Throttle(log)
    views = _Views(replies, fallback, seldom)

    @voice.record_once
    def add_converters(state: BlueprintSetupState) -> None:
        state.app.url_map.converters.update(voice=_Voice, rest=_Rest)

    @voice.before_request
    def check_signature() -> None:
        guard.check(request)
        g.let_in = True

    voice.add_url_rule("/voice", "begin", views.begin, methods=METHODS)
    voice.add_url_rule("/voice/<language>/<place>", "turn", views.turn, methods=METHODS)
    voice.add_url_rule("/voice/status", "status", views.status, methods=METHODS)
    voice.add_url_rule("/voice/fallback", "fallback", views.fallback, methods=METHODS)
    for rule in ("/<voice:_>", "/<voice:_>/<rest:rest>"):
        voice.add_url_rule(rule, "unusual", views.unusual, methods=ALL_METHODS)

    @voice.errorhandler(Exception)
    def apologise(error: Exception) -> Response | Forbidden:
        if not g.get("let_in"):
            return Forbidden()  # what cannot even be read cannot have been signed
        seldom.error("a turn failed: %s", request.path, cause=error)
        return _twiml(_apology(replies, fallback))

    @voice.app_errorhandler(NotFound)
    @voice.app_errorhandler(MethodNotAllowed)
    def elsewhere(error: HTTPException) -> HTTPException:
        if HEADER in request.headers:
            seldom.warning("Twilio asked for %s; the line is called at /voice", request.path)
        return error

    return voice


class _Voice(BaseConverter):
    """The line's own word in an address, however it is written."""

    regex = "[Vv][Oo][Ii][Cc][Ee]"


class _Rest(BaseConverter):
    """All the rest of an address."""

    regex = r"[\s\S]*"
    part_isolating = False


class _Views:
    """The answer to each address; the signature was checked before."""

    def __init__(
        self, replies: Callable[[], Replies], fallback: Callable[[], Reply], seldom: Throttle
    ) -> None:
        self._replies = replies
        self._fallback = fallback
        self._seldom = seldom

    def begin(self, language: str | None = None) -> Response:
        now = self._replies()
        wanted = language or request.args.get("language")
        return _twiml(now.begin(wanted and self._meant(wanted, now)))

    def turn(self, language: str, place: str) -> Response:
        now = self._replies()
        state = address.read(self._meant(language, now), self._place(place, now), request.args)
        heard = parameters.heard(request.values)
        return _twiml(now.answer(state, heard, address.edition(request.args)))

    def status(self) -> Answer:
        log.info("call %s after %s s", request.values.get("CallStatus"), _duration())
        return "", 204

    def fallback(self) -> Answer:
        code = request.values.get("ErrorCode")
        self._seldom.error("Twilio asked for the fallback: error %s", code)
        return _twiml(self._fallback())

    def unusual(self, _: str, rest: str = "") -> Answer:
        self._seldom.warning("Twilio asked for an unusual address: %s", request.path)
        match [each for each in rest.split("/") if each]:
            case [name, *_] if name.lower() == "status":
                return self.status()
            case [name, *_] if name.lower() == "fallback":
                return self.fallback()
            case [language] if match(language, self._replies().flow.languages):
                return self.begin(language)
            case [language, *place]:
                return self.turn(language, "/".join(place))
        return self.begin()

    def _meant(self, language: str, now: Replies) -> str:
        """Return the language of the line that is meant; one it does not speak stays as it is."""
        if language in now.flow.languages:
            return language
        found = match(language, now.flow.languages)
        used = found or now.flow.first_language
        self._seldom.warning("Twilio asked for the language %s; %s is used", language, used)
        return found or language

    def _place(self, place: str, now: Replies) -> str:
        """Return the place of the line that is meant; one it does not have stays as it is."""
        if place in now.flow.places:
            return place
        found = place.strip().lower()
        known = found in now.flow.places
        used = f"{found} is used" if known else "it is answered by an apology"
        self._seldom.warning("Twilio asked for the place %s; %s", place, used)
        return found if known else place


def _apology(replies: Callable[[], Replies], fallback: Callable[[], Reply]) -> Reply:
    """Return the kindest TwiML that can still be made."""
    try:
        return replies().apologise()
    except Exception:
        log.exception("the apology failed too")
        return fallback()


def _duration() -> int:
    text = request.values.get("CallDuration", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _twiml(reply: Reply) -> Response:
    response = Response(reply.twiml, content_type="text/xml; charset=utf-8")
    if reply.link:
        response.headers["Link"] = reply.link
    return response
