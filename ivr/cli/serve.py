"""`ivr serve`: answers calls."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from ivr.menu.reader import read
from ivr.settings import Settings
from ivr.speech.advice import hardly_understood
from ivr.speech.plan import Plan
from ivr.speech.store.stock import Stocktaker
from ivr.web import limits
from ivr.web.serving.listener import listen
from ivr.web.serving.renderers import Renderers
from ivr.web.serving.supervisor import Supervisor

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping

    from ivr.menu.flow import Flow


@click.command()
@click.option("--host", help="The network address to listen on (IVR_HOST).")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one (PORT).")
@click.option("--workers", type=click.IntRange(1, 64), help="How many processes (IVR_WORKERS).")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Answer calls: webhooks at /voice, and /health; a page to call from at /, and /workbench.

    Settings come from the environment (docs/settings.md). To try the line on this machine, without
    an account: IVR_LOCAL=1 ivr serve

    Exit status: 0 it was told to end, and has answered every request; 1 it cannot serve these
    menus; 2 a setting is wrong, or the port cannot be had.
    """
    # Said explicitly: the first process of a container has no default handlers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    given = {"IVR_HOST": host, "PORT": port, "IVR_WORKERS": workers}
    environ = os.environ | {name: str(each) for name, each in given.items() if each is not None}
    settings = Settings.from_environ(environ)
    flow = read(settings.menus)  # problems are reported here, once, before anything is started
    limits.check(settings.limits_storage)
    with listen(settings.host, settings.port) as listener:
        sys.exit(asyncio.run(_supervise(settings, environ, flow, listener)))


async def _supervise(
    settings: Settings, environ: Mapping[str, str], flow: Flow, listener: socket.socket
) -> int:
    def greet() -> None:
        click.echo(_greeting(settings, listener.getsockname()[1]))
        for each in _advice(settings, flow):
            click.echo(each)

    renderers = Renderers(settings)
    workers = settings.workers or os.cpu_count() or 1
    supervisor = Supervisor(listener, workers, environ, greet, renderers)
    try:
        return await supervisor.run()
    finally:
        renderers.stop()


def _advice(settings: Settings, flow: Flow) -> Iterator[str]:
    """Yield where callers will hear the embedded voice, as far as that is known now."""
    if settings.speech != "play":
        return
    stocktaker = Stocktaker(flow, settings.audio, settings.voice)
    voices, plan = stocktaker.take().voices, Plan(stocktaker)
    will = {(code, slow): plan.speaker(code, slow=slow) for code, slow in voices}
    spoken = {
        group: voice or (will[group] if settings.render else None)
        for group, voice in voices.items()
    }
    yield from hardly_understood(flow.languages, spoken)


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
