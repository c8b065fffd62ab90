"""Those who attack, in a process of their own: `python -m benchmarks.attack.attackers NAME PORT`.

They are cheap, since they share the machine with what they attack. Each says a line when all of it
is under way, and goes on until its standard input ends.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from benchmarks.attack import messages
from benchmarks.attack.candidates import HOST

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Awaitable, Callable

    Attack = Callable[[int], Awaitable[None]]

AGAIN = 0.2
"""Seconds after which whoever was thrown out comes again."""
TURN_EVERY = 0.5
"""Seconds between two turns of a good client."""
KEY_EVERY = 1.0
"""Seconds between two keys of somebody who calls from the page."""
chance = random.Random(1)  # noqa: S311  # callers do not begin in step; no secret
SOUNDS = 200
"""How often somebody who reads nothing asks for a sound."""
HUGE = 399_000_000
"""Bytes of the body that is far too large."""


async def idle(port: int) -> None:
    """Connect, and say nothing."""
    reader, _ = await _connect(port)
    await reader.read()


async def good(port: int) -> None:
    """Ask for a turn now and then, on a connection that is kept."""
    message = messages.turn(port)
    await asyncio.sleep(chance.uniform(0, TURN_EVERY))
    reader, writer = await _connect(port)
    while True:
        await messages.exchange(reader, writer, message)
        await asyncio.sleep(TURN_EVERY)


async def reads_nothing(port: int) -> None:
    """Ask for sounds again and again, and read none."""
    loop, message = asyncio.get_running_loop(), messages.sound(port)
    with socket.socket() as connection:
        connection.setblocking(False)  # noqa: FBT003  # its only form
        await loop.sock_connect(connection, (HOST, port))
        for _ in range(SOUNDS):
            await loop.sock_sendall(connection, message)
            await asyncio.sleep(0.05)
        await asyncio.Event().wait()


async def sends_nothing(port: int) -> None:
    """Begin a request, and never end it."""
    reader, writer = await _connect(port)
    writer.write(messages.turn(port)[:-20])
    await reader.read()


async def forges(port: int) -> None:
    """Send large forms with a wrong signature, one after the other."""
    message = messages.forged(port)
    reader, writer = await _connect(port)
    while True:
        _, closes, _ = await messages.exchange(reader, writer, message)
        if closes:
            return


async def uses_the_page(port: int) -> None:
    """Call from the page, and press a key each second."""
    await asyncio.sleep(chance.uniform(0, KEY_EVERY))
    reader, writer = await _connect(port)
    _, _, body = await messages.exchange(reader, writer, messages.page(port, "/calls", {}))
    while True:
        await asyncio.sleep(KEY_EVERY)
        acts = {"call": json.loads(body)["call"], "acts": [{"do": "press", "key": "9"}]}
        message = messages.page(port, "/calls/acts", acts)
        status, _, body = await messages.exchange(reader, writer, message)
        if status != 200:
            return


async def hangs(port: int) -> None:
    """Call another line from the workbench, which never answers."""
    url = f"http://{HOST}:{sys.argv[3]}/voice"
    reader, writer = await _connect(port)
    await messages.exchange(reader, writer, messages.page(port, "/workbench/calls", {"url": url}))


async def sends_hugely(port: int) -> None:
    """Send a body of hundreds of megabytes."""
    _, writer = await _connect(port)
    head = messages.turn(port).partition(b"Content-Length")[0]
    writer.write(head + f"Content-Length: {HUGE}\r\n\r\n".encode())
    for _ in range(HUGE // 65536):
        writer.write(bytes(65536))
        await writer.drain()


ATTACKS: dict[str, tuple[Attack, int]] = {
    "idle": (idle, 2000),
    "good": (good, 150),
    "reads-nothing": (reads_nothing, 50),
    "sends-nothing": (sends_nothing, 50),
    "forges": (forges, 16),
    "page": (uses_the_page, 64),
    "workbench": (hangs, 8),
    "huge": (sends_hugely, 1),
}
"""What each does, and how many do it at once."""


async def _connect(port: int) -> tuple[StreamReader, StreamWriter]:
    return await asyncio.open_connection(HOST, port)


async def _again_and_again(attack: Attack, port: int) -> None:
    while True:
        with suppress(OSError, EOFError, ValueError, LookupError):
            await attack(port)
        await asyncio.sleep(AGAIN)


async def main() -> None:
    """Attack until standard input ends."""
    attack, many = ATTACKS[sys.argv[1]]
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    attackers = []
    for number in range(many):
        attackers.append(asyncio.create_task(_again_and_again(attack, int(sys.argv[2]))))
        if number % 50 == 0:
            await asyncio.sleep(0.02)  # some servers have a queue of a hundred, and no more
    await asyncio.sleep(1)
    print("attacking", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for each in attackers:
        each.cancel()


if __name__ == "__main__":
    asyncio.run(main())
