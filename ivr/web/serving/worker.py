"""A worker: a process that answers. The supervisor starts it: `ivr.web.serving.worker FD`.

uvicorn speaks HTTP on the event loop, so no connection costs a thread.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import resource
import signal
import socket
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

import uvicorn

from ivr import lifeline
from ivr.errors import IvrError
from ivr.settings import Settings
from ivr.web.app import create_app
from ivr.web.serving.connection import IDLE_SECONDS, Connection
from ivr.web.serving.front import Front
from ivr.web.serving.listener import BACKLOG
from ivr.web.serving.messages import MISSING, READY

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES = 65_536
"""Files and sockets a worker opens at most, whatever the system allows."""
SPARE_FILES = 256
"""Files and sockets of our own, beside callers' connections."""
QUIET_ROUNDS, ROUND_SECONDS = 50, 0.01
"""How long nobody may have asked anything before a worker ends, once it was told to.

Rounds are counted, not time: a machine that is busy elsewhere slows both down alike.
"""
ANSWER_SECONDS = 6.0
"""How long answers in the making may still take then, and callers go on asking."""
SWITCH_SECONDS = 0.0005
"""How long one thread may compute before another is let on: an answer takes several turns of it.

Python's own 5 ms would make callers wait 5 ms a turn while pages compute.
"""
FLUSH_SECONDS = 3
"""How long answers made may take to be read then."""


class Server(uvicorn.Server):
    """uvicorn in this process; the worker heeds signals, since it knows what is being answered."""

    def __init__(self, app: Front) -> None:
        config = uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=BACKLOG,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=FLUSH_SECONDS,
        )
        super().__init__(config)
        # What strangers send wrongly is no news, and the front logs what it turns away.
        logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
        Connection.most = _most_connections()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the worker."""
        yield


def main() -> NoReturn:
    """Answer until told to end."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the pages' phone calls all the time
    sys.setswitchinterval(SWITCH_SECONDS)
    supervisor = _take_output()
    try:
        settings = Settings.from_environ(os.environ)
        app = create_app(settings, lambda: _write(supervisor, MISSING), lifeline.told)
    except IvrError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    gc.collect()
    gc.freeze()  # or each collection would go through all menus, while callers wait
    asyncio.run(_serve(Front(app), int(sys.argv[1]), supervisor))
    os._exit(0)  # a thread that is still at work would be waited for


async def _serve(front: Front, listener: int, supervisor: int) -> None:
    server, told = Server(front), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    serving = asyncio.create_task(server.serve([socket.socket(fileno=listener)]))
    asking = asyncio.create_task(told.wait())
    _write(supervisor, READY)
    await asyncio.wait((serving, asking), return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        raise RuntimeError("the server ended by itself")
    await _finish(front)
    server.should_exit = True
    await asyncio.wait((serving,), timeout=FLUSH_SECONDS + 1)


async def _finish(front: Front) -> None:
    """Answer what has been asked, and what kept connections still ask, but nothing after that."""
    front.closing = True
    quiet, until = 0, time.monotonic() + ANSWER_SECONDS
    while quiet < QUIET_ROUNDS and time.monotonic() < until:
        begun = front.begun
        await asyncio.sleep(ROUND_SECONDS)
        quiet = 0 if front.busy or front.begun != begun else quiet + 1


def _take_output() -> int:
    """Return the way to the supervisor; what else is printed here goes where the log goes."""
    supervisor = os.dup(sys.stdout.fileno())
    os.set_blocking(supervisor, False)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return supervisor


def _write(supervisor: int, word: bytes) -> None:
    with suppress(BlockingIOError, BrokenPipeError):  # it has words enough, or is gone
        os.write(supervisor, word)


def _most_connections() -> int:
    """Allow as many open files as the system does, and return how many may be connections."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(most - SPARE_FILES, SPARE_FILES)


if __name__ == "__main__":
    main()
