"""What a page needs to draw a call, over HTTP: `/turns…` and `/map`, which replies point to.

They hold only what anyone who calls may hear, so anyone may read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify, request

from ivr import dialogue
from ivr.webhooks import address
from ivr.webhooks.contents import Contents, contents
from ivr.webhooks.describe import describe

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivr.dialogue import Turn
    from ivr.menu.flow import Flow
    from ivr.webhooks.description import Description
    from ivr.webhooks.replies import Replies


def blueprint(replies: Callable[[], Replies]) -> Blueprint:
    """Return the descriptions of a line's turns, made of what its replies are made of."""
    described = Blueprint("described", __name__)

    @described.route("/turns")
    def opening() -> Response:
        now = replies()
        return _json(_describe(now, dialogue.begin(now.flow, _language(now.flow))))

    @described.route("/turns/<language>/<place>")
    def turn(language: str, place: str) -> Response:
        now = replies()
        state = address.read(language, place, request.args)
        key = request.args.get("key", "")[:1] or None
        follows = now.turn(state, key, address.edition(request.args))
        if follows is None:
            abort(404)
        return _json(_describe(now, follows))

    @described.route("/map")
    def all_places() -> Response:
        flow = replies().flow
        return _json(contents(flow, _language(flow)))

    return described


def _describe(now: Replies, turn: Turn) -> Description:
    return describe(turn, now.flow, now.prefix, now.sounds)


def _language(flow: Flow) -> str:
    """Return the language that is asked for; without one, that which answers the phone."""
    language = request.args.get("language", flow.first_language)
    if language not in flow.languages:
        abort(404)
    return language


def _json(what: Description | Contents) -> Response:
    """Return an answer that may be kept, but must be asked after: an edit changes it at once."""
    response = jsonify(what)
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
