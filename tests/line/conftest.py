"""A line with a token of its own, and Twilio's way of calling it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from ivr.line.current import CurrentLine
from ivr.line.twilio import routes
from ivr.line.twilio.replies import Replies
from ivr.settings import Settings
from ivr.web.app import create_app

TOKEN = "12345"
BASE = "https://line.example.org"


@dataclass
class Twilio:
    """Calls a line as Twilio does: what it sends is what it signs."""

    client: FlaskClient
    base: str = BASE
    token: str = TOKEN

    def post(self, target: str, form: Mapping[str, str] | None = None) -> TestResponse:
        form = {
            "CallSid": "CA" + "0" * 32,
            "From": "+5511987654321",
            "CallerCity": "",
            **(form or {}),
        }
        signature = RequestValidator(self.token).compute_signature(self.base + target, form)
        return self.client.open(
            target, method="POST", data=form, headers={"X-Twilio-Signature": signature}
        )

    def get(self, target: str, form: Mapping[str, str] | None = None) -> TestResponse:
        query = urlencode(form or {})
        target = target + ("&" if "?" in target else "?") + query if query else target
        signature = RequestValidator(self.token).compute_signature(self.base + target, {})
        return self.client.get(target, headers={"X-Twilio-Signature": signature})


@pytest.fixture(scope="session")
def app(telephone: Path) -> Flask:
    return create_app(
        Settings.from_environ(
            {
                "TWILIO_AUTH_TOKEN": TOKEN,
                "PUBLIC_BASE_URL": BASE,
                "MENUS": str(telephone),
                "IVR_SPEECH": "say",
            }
        )
    )


@pytest.fixture
def twilio(app: Flask) -> Twilio:
    return Twilio(app.test_client())


@pytest.fixture
def failing(telephone: Path, tmp_path: Path) -> Callable[[int], Twilio]:
    """Make a line whose menus and sounds cannot be had so many times."""

    def failing(times: int) -> Twilio:
        environ = {"TWILIO_AUTH_TOKEN": TOKEN, "PUBLIC_BASE_URL": BASE, "MENUS": str(telephone)}
        settings = Settings.from_environ(environ | {"IVR_SPEECH": "say"})
        line, left = CurrentLine(settings, tmp_path, lambda: None), iter(range(times))

        def replies() -> Replies:
            if next(left, None) is not None:
                raise OSError("the disk is full")
            return line.now()

        app = Flask("line")
        app.register_blueprint(routes.blueprint(settings, replies, line.fallback))
        return Twilio(app.test_client())

    return failing
