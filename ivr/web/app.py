"""Puts the parts of a line together: settings and menus become a Flask app."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes, urlsplit

from flask import Flask, Request, jsonify, request
from werkzeug.middleware.proxy_fix import ProxyFix

from ivr import logs
from ivr.line import audio
from ivr.line.access import from_here
from ivr.line.current import CurrentLine
from ivr.line.description import routes as descriptions
from ivr.line.twilio import routes as webhooks
from ivr.web import limits
from ivr.web.pages import listening, workbench
from ivr.web.pages.page_words import PageLanguage
from ivr.web.pages.phones import Phones
from ivr.web.security import owner_only
from ivr.web.security.login import Login
from ivr.web.security.secret import secret
from ivr.web.security.signed_state import SignedState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from flask_limiter import Limiter
    from pydantic import SecretStr
    from twiml_phone import Phone

    from ivr.menu.flow import Flow
    from ivr.settings import Settings
    from ivr.web.pages.calls import Calls

MOST_BYTES = 64 * 1024
"""Of what a page sends; a webhook's form is smaller, and the workbench's calls are larger."""
SECONDS_KEPT = 300
"""How long browsers keep what the pages are made of without asking again."""
OF_A_QUERY = "%!$&'()*+,;=:@/?[]~"
"""What stands in a query as it is, beside letters and digits."""


class ReadableRequest(Request):
    """A request whose query can be read, whatever bytes a stranger put there."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.query_string = quote_from_bytes(self.query_string, OF_A_QUERY).encode()


def create_app(
    settings: Settings,
    missing: Callable[[], None] = lambda: None,
    trouble: Callable[[], str] = lambda: "",
) -> Flask:
    """Return the line as a WSGI application.

    Args:
        settings: What its owner set.
        missing: Called when a prompt that is to be played has no sound file.
        trouble: Says what `/health` should report of what is done outside this process.

    Raises:
        MenusError: The menu file has problems.
        SettingsError: A setting cannot be used.
    """
    logs.install()
    # Where the process stands when it starts is where the sounds are, wherever it goes later.
    settings = settings.model_copy(update={"audio": settings.audio.absolute()})
    app = Flask(__name__, static_folder=None)
    app.request_class = ReadableRequest
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.url_map.merge_slashes = False  # a redirect would drop what Twilio posted
    line = CurrentLine(settings, Path(app.instance_path), missing, trouble)
    limiter = limits.limiter(app, settings.limits_storage)
    app.register_blueprint(webhooks.blueprint(settings, line.now, line.fallback))
    app.register_blueprint(descriptions.blueprint(line.now, limiter))
    app.register_blueprint(audio.blueprint(settings.audio))
    app.add_url_rule("/health", view_func=lambda: jsonify(line.health()), endpoint="health")
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    _add_pages(app, settings, line, limiter)
    return app


def _add_pages(app: Flask, settings: Settings, line: CurrentLine, limiter: Limiter) -> None:
    """Let people call the line from a browser, and its owner work on it."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = SECONDS_KEPT
    token = _plain(settings.auth_token)
    kept = Path(app.instance_path)
    key = secret(token, kept)
    phones = Phones(
        own=cache(lambda: _phone(app, settings, token)),
        home=_home(settings),
        may_call=settings.may_call or frozenset(),
        token=token,
    )
    callers = _calls(phones, SignedState(key, "listening"))
    app.register_blueprint(
        listening.blueprint(
            phones, callers, lambda: _languages(line.now().flow), limiter, settings.most_calls
        )
    )
    owners = _calls(phones, SignedState(key, "workbench"), maps=True)
    bench = workbench.blueprint(phones, owners, line.edition, lambda: _languages(line.now().flow))
    password = _plain(settings.owner_password)
    secure = (settings.public_base_url or "").startswith("https:")
    login = Login(key, password, kept / "logged-out", secure=secure) if password else None
    owner_only.keep(bench, login, lambda: settings.local and from_here(request), limiter)
    app.register_blueprint(bench)


def _languages(flow: Flow) -> list[PageLanguage]:
    """Return the languages of a line as its pages show them."""
    return [
        PageLanguage(code, each.name, each.icon, flow.name[code], flow.about.get(code, ""))
        for code, each in flow.languages.items()
    ]


def _plain(text: SecretStr | None) -> str | None:
    return text.get_secret_value() if text else None


def _calls(phones: Phones, seal: SignedState, *, maps: bool = False) -> Callable[[], Calls]:
    """Return what makes a page's calls; it is loaded with the first of them."""

    @cache
    def calls() -> Calls:
        from ivr.web.pages.calls import Calls  # noqa: PLC0415  # as the phone

        return Calls(seal=seal, near=phones.near, maps=maps)

    return calls


def _phone(app: Flask, settings: Settings, token: str | None) -> Phone:
    """Return the phone that calls this very line, as if through its proxy, without a network."""
    from twiml_phone.phone import Phone  # noqa: PLC0415  # no call from Twilio needs it

    home = _home(settings)
    prefix = urlsplit(home).path

    def proxied(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix(prefix)
        environ[limits.OUR_OWN] = True
        return app(environ, start_response)

    return Phone(proxied, f"{prefix}/voice", home=home, auth_token=token)


def _home(settings: Settings) -> str:
    """Return the address a call of our own is for: unsigned it must be for this machine."""
    if settings.public_base_url and settings.auth_token:
        return settings.public_base_url
    return f"http://localhost{urlsplit(settings.public_base_url or '').path}"
