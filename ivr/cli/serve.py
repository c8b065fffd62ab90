"""`ivr serve`: the line answers."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import click
from waitress.server import create_server

from ivr.server import create_app
from ivr.settings import Settings
from ivr.speech.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from waitress.server import BaseWSGIServer, MultiSocketServer

THREADS = 8


@click.command()
@click.option("--host", help="The network address to listen on (IVR_HOST).")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one (PORT).")
def serve(host: str | None, port: int | None) -> None:
    """Answer calls: webhooks at /voice, and /health; a page to call from at /, and /workbench.

    Settings come from the environment (docs/settings.md). To try the line on this machine, without
    an account: IVR_LOCAL=1 ivr serve
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a busy moment is no warning
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the pages' phone calls all the time
    given = {"IVR_HOST": host, "PORT": None if port is None else str(port)}
    settings = Settings.from_environ(os.environ | {k: v for k, v in given.items() if v is not None})
    server = create_server(
        create_app(settings, _renderer(settings)),
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        clear_untrusted_proxy_headers=False,  # the app decides whom to trust, and explains refusals
    )
    click.echo(_greeting(settings, _port(server)))
    server.run()


def _renderer(settings: Settings) -> Callable[[], None]:
    """Return what renders missing sounds in the background; it begins at once."""
    if settings.speech != "play" or not settings.render:
        return lambda: None
    background = Background("--menus", str(settings.menus), "--audio", str(settings.audio))
    background.wake()
    return background.wake


def _greeting(settings: Settings, port: int) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    if settings.local:
        url = f"http://{host}:{port}"
        return (
            f"The line answers calls from this machine. Call it: ivr call {url}/voice\n"
            f"In a browser: {url}  For whoever writes menus: {url}/workbench"
        )
    public = settings.public_base_url or "the address of your proxy"
    return f"The line answers on {host}, port {port}. Twilio's webhook: {public}/voice"


def _port(server: MultiSocketServer | BaseWSGIServer) -> int:
    """Return the port that was taken; a name with several addresses has a socket for each."""
    listening = getattr(server, "effective_listen", None)
    return int(listening[0][1] if listening else getattr(server, "effective_port", 0))
