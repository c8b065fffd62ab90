"""The webhooks Twilio calls: request to dialogue to response; they decide nothing.

A request that is let in is always answered with TwiML and 200: a caller never hears Twilio's
"an application error has occurred".
"""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, Response, request
from werkzeug.exceptions import Forbidden, HTTPException

from ivr import dialogue
from ivr.webhooks import address, signature
from ivr.webhooks.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivr.dialogue import State
    from ivr.menu.flow import Flow
    from ivr.menu.live import LiveMenus
    from ivr.settings import Settings

log = logging.getLogger(__name__)

REPLIES_KEPT = 4096
FALLBACK = resources.files(__package__).joinpath("fallback.xml").read_text(encoding="utf-8")


class Replies:
    """The TwiML of the turns of one Flow: it depends on nothing else, so each is made once."""

    def __init__(self, flow: Flow, prefix: str) -> None:
        self.flow = flow
        self.prefix = prefix
        self.begin = lru_cache(maxsize=REPLIES_KEPT)(self._begin)
        self.answer = lru_cache(maxsize=REPLIES_KEPT)(self._answer)

    def _begin(self, language: str | None) -> str:
        return render(dialogue.begin(self.flow, language), self.flow, self.prefix)

    def _answer(self, state: State, key: str | None) -> str:
        return render(dialogue.answer(self.flow, state, key), self.flow, self.prefix)

    def apologise(self) -> str:
        """Return the TwiML that says sorry and goes to the start."""
        return render(dialogue.apologise(self.flow), self.flow, self.prefix)


def blueprint(settings: Settings, menus: LiveMenus) -> Blueprint:
    """Return the webhooks of a line: `/voice`, its places, `/voice/status`, `/voice/fallback`."""
    voice = Blueprint("voice", __name__, url_prefix="/voice")
    replies = _keeper(menus, urlsplit(settings.public_base_url or "").path)

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
        return _twiml(replies().answer(state, request.values.get("Digits", "")[:1] or None))

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


def _keeper(menus: LiveMenus, prefix: str) -> Callable[[], Replies]:
    """Return what gives the replies of the current Flow, kept until the menus change."""
    kept = Replies(menus.current(), prefix)

    def replies() -> Replies:
        nonlocal kept
        flow = menus.current()
        if kept.flow is not flow:
            kept = Replies(flow, prefix)
        return kept

    return replies


def _apology(replies: Callable[[], Replies]) -> str:
    """Return the kindest TwiML that can still be made."""
    try:
        return replies().apologise()
    except Exception:
        log.exception("the apology failed too")
        return FALLBACK


def _duration() -> int:
    text = request.values.get("CallDuration", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _twiml(text: str) -> Response:
    return Response(text, content_type="text/xml; charset=utf-8")
