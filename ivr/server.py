"""The only place where the parts of a line meet: settings and menus become a Flask app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, jsonify
from werkzeug.middleware.proxy_fix import ProxyFix

from ivr import __version__
from ivr.menu.live import LiveMenus
from ivr.webhooks import audio, routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from ivr.settings import Settings

MOST_BYTES = 64 * 1024
"""A webhook's form is a few hundred bytes; what is larger is nobody's call."""


def create_app(settings: Settings, missing: Callable[[], None] = lambda: None) -> Flask:
    """Return the line as a WSGI application.

    Args:
        settings: What its owner set.
        missing: Called when a prompt that is to be played has no sound file.

    Raises:
        MenusError: The menu file has problems.
    """
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.url_map.merge_slashes = False  # a redirect would drop what Twilio posted
    menus = LiveMenus(settings.menus)
    app.register_blueprint(routes.blueprint(settings, menus, missing))
    app.register_blueprint(audio.blueprint(settings.audio))
    app.add_url_rule("/health", view_func=lambda: _health(menus), endpoint="health")
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _health(menus: LiveMenus) -> Response:
    """Answer 200 as long as callers are answered; say when a broken edit is being held back."""
    flow = menus.current()
    problems = [text.replace(str(menus.path), menus.path.name) for text in menus.problems]
    body: dict[str, Any] = {
        "status": "last good menus" if problems else "ok",
        "version": __version__,
        "languages": list(flow.languages),
        "places": len(flow.places),
        "problems": problems,
    }
    return jsonify(body)
