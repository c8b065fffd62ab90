"""The port is had, or one sentence says why not and what to do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.errors import PortError
from ivr.web.serving.listener import close_door, listen

ROOT = Path(__file__).parents[3]
AS_NOBODY = """
import encodings.idna
import os
from ivr.errors import PortError
from ivr.web.serving.listener import listen
if os.getuid() == 0:
    os.setuid(65534)
try:
    listen("127.0.0.1", 80)
except PortError as error:
    print(error)
"""


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_free_port_is_found_on_every_kind_of_address(host: str) -> None:
    if ":" in host and not Path("/proc/net/if_inet6").exists():
        pytest.skip("this machine has no IPv6")
    with listen(host, 0) as listener, socket.create_connection(listener.getsockname()[:2]) as other:
        assert other.getpeername() == listener.getsockname()


def test_a_port_of_the_system_is_one_sentence() -> None:
    first = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if not first.exists() or int(first.read_text()) <= 80:
        pytest.skip("anybody may have port 80 here")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", AS_NOBODY],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == (
        "port 80 is kept for the system: choose one from 1024 on, such as PORT=8000\n"
    ), done.stderr


def test_a_name_that_cannot_be_one_is_no_traceback() -> None:
    with pytest.raises(PortError, match="is no address, and no name that has one"):
        listen("a" * 70 + ".example", 0)


def test_after_the_last_port_the_first_is_proposed() -> None:
    with listen("127.0.0.1", 0) as listener, pytest.raises(PortError) as caught:
        listen("127.0.0.1", port := listener.getsockname()[1])
    assert str(caught.value).endswith(f"such as PORT={port % 65535 + 1}")


def test_behind_a_closed_door_those_who_are_in_are_served_and_nobody_new_comes() -> None:
    with listen("127.0.0.1", 0) as listener:
        address = listener.getsockname()
        with socket.create_connection(address, timeout=5) as waiting:
            close_door(listener)
            with pytest.raises(TimeoutError):
                socket.create_connection(address, timeout=0.2)
            waiting.sendall(b"hello")
            accepted, _ = listener.accept()
            with accepted:
                accepted.settimeout(5)
                assert accepted.recv(5) == b"hello"
