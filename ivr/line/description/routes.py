"""What a page needs to draw a call, over HTTP: `/turns…` and `/map`, which replies point to.

They hold only what anyone who calls may hear, so anyone may read them.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cachetools import LRUCache
from flask import Blueprint, Response, abort, json, request

from ivr.line import dialogue
from ivr.line.description.map import line_map
from ivr.line.description.turn import describe
from ivr.line.languages import match
from ivr.line.twilio import address

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from flask_limiter import Limiter

    from ivr.line.description.map import LineMap
    from ivr.line.description.turn import TurnDescription
    from ivr.line.dialogue import Turn
    from ivr.line.twilio.replies import Replies
    from ivr.menu.flow import Flow

MOST_ASKED = "600 per minute"
"""How often one address may ask, on the network; pages that call are told in this process."""
BODIES_KEPT = 1024


def blueprint(replies: Callable[[], Replies], limiter: Limiter) -> Blueprint:
    """Return the descriptions of a line's turns, made of what its replies are made of."""
    described = Blueprint("described", __name__)
    bodies = _Bodies()
    limit = limiter.limit(MOST_ASKED)

    @described.route("/turns")
    @limit
    def opening() -> Response:
        now = replies()
        language = _language(now.flow)
        return _json(
            bodies.of(now, language, lambda: _described(now, dialogue.begin(now.flow, language)))
        )

    @described.route("/turns/<language>/<place>")
    @limit
    def turn(language: str, place: str) -> Response:
        now = replies()
        state = address.read(match(language, now.flow.languages) or "", place, request.args)
        heard = address.heard(request.args)
        edition = address.edition(request.args)

        def made() -> TurnDescription:
            follows = now.turn(state, heard, edition)
            return _described(now, follows) if follows else abort(404)

        return _json(bodies.of(now, (state, heard, edition), made))

    @described.route("/map")
    @limit
    def all_places() -> Response:
        now = replies()
        language = _language(now.flow)
        return _json(bodies.of(now, ("map", language), lambda: line_map(now.flow, language)))

    return described


class _Bodies:
    """Descriptions as JSON, each made once for the replies it belongs to."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: WeakKeyDictionary[Replies, LRUCache[Hashable, bytes]] = WeakKeyDictionary()

    def of(
        self, now: Replies, key: Hashable, make: Callable[[], TurnDescription | LineMap]
    ) -> bytes:
        """Return the description kept under a key, or make it."""
        with self._lock:
            kept = self._kept.setdefault(now, LRUCache(BODIES_KEPT))
            body = kept.get(key)
        if body is None:
            body = json.dumps(make()).encode()
            with self._lock:
                kept[key] = body
        return body


def _described(now: Replies, turn: Turn) -> TurnDescription:
    return describe(turn, now.flow, now.prefix, now.sounds)


def _language(flow: Flow) -> str:
    """Return the language that is asked for; without one, that which answers the phone."""
    wanted = request.args.get("language")
    language = flow.first_language if wanted is None else match(wanted, flow.languages)
    return str(language) if language else abort(404)


def _json(body: bytes) -> Response:
    """Return an answer that may be kept, but must be asked after: an edit changes it at once."""
    response = Response(body, content_type="application/json")
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
