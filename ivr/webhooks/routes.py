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
from ivr.speech.library import Library
from ivr.webhooks import address, signature
from ivr.webhooks.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivr.dialogue import State, Turn
    from ivr.menu.flow import Flow
    from ivr.menu.live import LiveMenus
    from ivr.settings import Settings

log = logging.getLogger(__name__)

REPLIES_KEPT = 4096
FALLBACK = resources.files(__package__).joinpath("fallback.xml").read_text(encoding="utf-8")


class Replies:
    """The TwiML of the turns of one Flow and shelf: it depends on no more, so each is made once."""

    def __init__(self, flow: Flow, prefix: str, sounds: Library | None) -> None:
        self.flow = flow
        self.prefix = prefix
        self.sounds = sounds
        self.stamp = sounds.stamp() if sounds else ()
        self.begin = lru_cache(maxsize=REPLIES_KEPT)(self._begin)
        self.answer = lru_cache(maxsize=REPLIES_KEPT)(self._answer)

    def _begin(self, language: str | None) -> str:
        return self._render(dialogue.begin(self.flow, language))

    def _answer(self, state: State, key: str | None) -> str:
        return self._render(dialogue.answer(self.flow, state, key))

    def apologise(self) -> str:
        """Return the TwiML that says sorry and goes to the start."""
        return self._render(dialogue.apologise(self.flow))

    def _render(self, turn: Turn) -> str:
        return render(turn, self.flow, self.prefix, self.sounds)


def blueprint(settings: Settings, menus: LiveMenus, missing: Callable[[], None]) -> Blueprint:
    """Return the webhooks of a line: `/voice`, its places, `/voice/status`, `/voice/fallback`.

    `missing` is called when a prompt has no sound file though the line is to play them.
    """
    voice = Blueprint("voice", __name__, url_prefix="/voice")
    replies = _keeper(settings, menus, missing)

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


def _keeper(
    settings: Settings, menus: LiveMenus, missing: Callable[[], None]
) -> Callable[[], Replies]:
    """Return what gives the replies of now: kept until the menus or the shelf change."""
    prefix = urlsplit(settings.public_base_url or "").path

    def fresh(flow: Flow) -> Replies:
        plays = settings.speech == "play"
        return Replies(flow, prefix, Library(flow, settings.audio, missing) if plays else None)

    kept = fresh(menus.current())

    def replies() -> Replies:
        nonlocal kept
        flow = menus.current()
        if kept.flow is not flow:
            kept = fresh(flow)
        elif kept.sounds and kept.sounds.stamp() != kept.stamp:
            kept = Replies(flow, prefix, kept.sounds)
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
