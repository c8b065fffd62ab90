"""The socket that the line listens on: opened before anything starts, shared by all workers."""

from __future__ import annotations

import errno
import socket
import struct
import sys
from array import array
from contextlib import suppress

from ivr.errors import PortError

BACKLOG = 2048
"""Connections the system keeps until a worker takes them."""
UNREAD_SECONDS = 60
"""How long an answer may lie unread before the system ends its connection."""
LAST_PRIVILEGED = 1023
ATTACH_FILTER = 26
"""`SO_ATTACH_FILTER`, which the module `socket` has no name for."""
INSTRUCTION = struct.Struct("=HBBI")
DROP_SYN = (
    (0x30, 0, 0, 13),  # load the flags of the TCP header
    (0x54, 0, 0, 0x12),  # keep SYN and ACK
    (0x15, 0, 1, 0x02),  # SYN alone?
    (0x06, 0, 0, 0),  # drop it
    (0x06, 0, 0, 0xFFFFFFFF),  # let it pass
)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; of a name's addresses, that of IPv4 comes first.

    Raises:
        PortError: The port cannot be had; the text says why, and what to do.
    """
    family, address = _address(host, port)
    try:
        listener = socket.create_server(address, family=family, backlog=BACKLOG)
    except OSError as error:
        raise PortError(_sentence(host, port, error)) from None
    listener.settimeout(0)
    if sys.platform == "linux":
        # What workers accept inherits it: nobody keeps a connection by never reading.
        milliseconds = UNREAD_SECONDS * 1000
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
    return listener


def close_door(listener: socket.socket) -> None:
    """Let nobody new connect, while the workers go on taking those who already have.

    A socket that is closed breaks off whoever waits in its queue. So a filter drops the packet that
    asks for a new connection, SYN without ACK, and lets every other pass. Its sender tries again
    after a second: by then the socket is closed, or another line listens there.
    https://www.kernel.org/doc/html/latest/networking/filter.html
    """
    if sys.platform == "linux":
        program = array("Q", b"".join(INSTRUCTION.pack(*each) for each in DROP_SYN))
        where = struct.pack("@HP", len(program), program.buffer_info()[0])
        with suppress(OSError):  # where the system has no filters, a few may be broken off
            listener.setsockopt(socket.SOL_SOCKET, ATTACH_FILTER, where)


def _address(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise PortError(f"IVR_HOST={host} is no address, and no name that has one") from None
    family, *_, address = min(found, key=lambda each: each[0] != socket.AF_INET)
    return family, (str(address[0]), port)


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} of {host} is taken by another program: "
            f"stop that one, or choose another port, such as PORT={port % 65535 + 1}"
        )
    if error.errno == errno.EACCES and port <= LAST_PRIVILEGED:
        return f"port {port} is kept for the system: choose one from 1024 on, such as PORT=8000"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"IVR_HOST={host} is no address of this machine: try 127.0.0.1, or 0.0.0.0 for all"
    return f"port {port} of {host} cannot be had: {error.strerror}"
