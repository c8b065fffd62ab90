"""The near side of `turn`: one server with every contender; prints its port and answers."""

from __future__ import annotations

import logging
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response
from waitress.server import create_server

from benchmarks import tutorial, wire
from ivr.line import dialogue
from ivr.line.heard import Key
from ivr.line.twilio import address
from ivr.line.twilio.render import render
from ivr.menu.reader import read
from ivr.settings import Settings
from ivr.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from ivr.line.dialogue import Turn
    from ivr.menu.flow import Flow

TOKEN = "a made-up token"
MENUS = Path("menus.yaml")
ANSWER_PATH = "/voice/pt-BR/main"


class Contenders:
    """Sends each request to the app its path begins with."""

    def __init__(self) -> None:
        self.apps: dict[str, WSGIApplication] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the contender does that is asked for."""
        return self.apps[environ["PATH_INFO"].split("/")[1]](environ, start_response)


def main() -> None:
    """Serve until terminated."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a full queue is the point
    contenders = Contenders()
    with socket.create_server((wire.HOST, 0)) as listening:
        port = listening.getsockname()[1]
        _fill(contenders, f"http://{wire.HOST}:{port}")
        print(port, flush=True)
        create_server(
            contenders, sockets=[listening], threads=8, clear_untrusted_proxy_headers=False
        ).run()


def _fill(contenders: Contenders, base: str) -> None:
    flow = read(MENUS)
    turn = dialogue.answer(flow, dialogue.State("pt-BR", flow.start), Key("1"))
    settings = Settings.from_environ(
        {
            "TWILIO_AUTH_TOKEN": TOKEN,
            "IVR_SPEECH": "say",
            "PUBLIC_BASE_URL": base,
            "MENUS": str(MENUS),
        }
    )
    contenders.apps = {
        "voice": create_app(settings),
        "tutorial": _by_hand(flow, turn),
        "floor": _floor(len(render(turn, flow).encode())),
    }


def _by_hand(flow: Flow, turn: Turn) -> Flask:
    assert turn.state
    voice = flow.languages[turn.language].voice
    prompts = [prompt.text for prompt in turn.prompts]
    return tutorial.create(TOKEN, address.write(turn.state), voice, turn.language, prompts)


def _floor(size: int) -> Flask:
    """Return the least a Flask app can be: it reads nothing and says the same to everybody."""
    app = Flask(__name__)
    body = b"x" * size

    @app.route("/floor", methods=["POST"])
    def floor() -> Response:
        return Response(body, content_type="text/xml; charset=utf-8")

    return app


if __name__ == "__main__":
    main()
