"""What goes over the wire: requests written beforehand, and how an answer is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks import wire
from benchmarks.attack.candidates import HOST, TOKEN
from benchmarks.turn import FORM

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

TURN_PATH = "/voice/pt-BR/main"


def turn(port: int) -> bytes:
    """Return a signed request for a turn."""
    return wire.request(f"http://{HOST}:{port}", TURN_PATH, FORM, TOKEN)


def forged(port: int) -> bytes:
    """Return a request with a wrong signature and a form as large as a line has ever taken."""
    form = FORM | {f"Parameter{number}": "x" * 60 for number in range(800)}
    return wire.request(f"http://{HOST}:{port}", TURN_PATH, form, "another token")


def sound(port: int) -> bytes:
    """Return a request for a long sound."""
    return f"GET /audio/spoken/long.wav HTTP/1.1\r\nHost: {HOST}:{port}\r\n\r\n".encode()


def page(port: int, path: str, body: object) -> bytes:
    """Return what a page of the line posts."""
    written = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(written)}\r\n\r\n"
    )
    return head.encode() + written


async def exchange(
    reader: StreamReader, writer: StreamWriter, message: bytes
) -> tuple[int, bool, bytes]:
    """Send a request; return the answer's status, whether it ends the connection, and its body."""
    writer.write(message)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    body = await reader.readexactly(length)
    return int(head.split()[1]), b"\r\nconnection: close" in head, body
