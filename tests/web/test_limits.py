"""Limits hold over workers where they share a Redis; without it no telephone call is lost."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from ivr.errors import SettingsError
from ivr.settings import Settings
from ivr.web.app import create_app

ROOT = Path(__file__).parents[2]
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def redis(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis of this test's own."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server here")
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", "."]
    with subprocess.Popen(  # noqa: S603  # the program found on the path, our own arguments
        command, cwd=tmp_path, stdout=subprocess.DEVNULL
    ) as server:
        _wait(lambda: _answers(port))
        yield server
        server.kill()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end, "this never came to be"
        time.sleep(0.01)


@pytest.fixture
def worker(port: int, telephone: Path) -> Callable[..., Any]:
    """Make one of the workers of a line."""

    def worker(**environ: str) -> Any:
        usual = {
            "IVR_LOCAL": "1",
            "IVR_SPEECH": "say",
            "MENUS": str(telephone),
            "IVR_MOST_CALLS": "3 per hour",
            "IVR_LIMITS_STORAGE": f"redis://127.0.0.1:{port}/0",
        }
        return create_app(Settings.from_environ(usual | environ)).test_client()

    return worker


def dial(client: Any) -> int:
    return int(client.post("/calls", json={}, headers=OURS).status_code)


@pytest.mark.usefixtures("redis")
def test_workers_that_share_a_redis_count_together(worker: Callable[..., Any]) -> None:
    one, another = worker(), worker()
    assert [dial(one), dial(another), dial(one)] == [200, 200, 200]
    assert [dial(one), dial(another)] == [429, 429]


def test_without_a_redis_each_worker_counts_for_itself(worker: Callable[..., Any]) -> None:
    one, another = (worker(IVR_LIMITS_STORAGE="memory://") for _ in range(2))
    assert [dial(one) for _ in range(4)] == [200, 200, 200, 429]
    assert dial(another) == 200


def test_when_the_redis_goes_away_telephone_and_pages_are_answered(
    worker: Callable[..., Any], redis: subprocess.Popen[bytes]
) -> None:
    client = worker()
    assert dial(client) == 200
    redis.kill()
    redis.wait(10)
    assert client.post("/voice").status_code == 200
    assert client.get("/map").status_code == 200
    statuses = [dial(client) for _ in range(5)]
    assert statuses[0] == 200
    assert statuses[-1] == 429  # it goes on counting, for itself
    assert client.post("/voice").status_code == 200


def test_a_wrong_password_is_counted_over_workers_too(
    worker: Callable[..., Any], redis: subprocess.Popen[bytes]
) -> None:
    workers = [worker(IVR_OWNER_PASSWORD="a password of mine") for _ in range(2)]
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}

    def log_in(client: Any, password: str) -> int:
        return int(
            client.post(
                "/workbench/login",
                data={"password": password},
                headers=OURS,
                environ_overrides=elsewhere,
            ).status_code
        )

    assert [log_in(workers[each % 2], "guess") for each in range(6)] == [403] * 5 + [429]
    redis.kill()
    redis.wait(10)
    assert log_in(workers[0], "guess") in {403, 429}
    assert workers[0].post("/voice").status_code == 200


def test_a_line_does_not_start_without_the_redis_it_is_to_use(worker: Callable[..., Any]) -> None:
    with pytest.raises(SettingsError, match=r"no Redis answers at 127\.0\.0\.1:\d+; start it"):
        worker()


def test_ivr_serve_says_in_one_sentence_that_the_redis_is_missing(port: int) -> None:
    environ = {"IVR_LOCAL": "1", "IVR_LIMITS_STORAGE": f"redis://:hunter2@127.0.0.1:{port}"}
    done = subprocess.run(
        [sys.executable, "-m", "ivr", "serve", "--port", "0"],
        cwd=ROOT,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr == (
        f"IVR_LIMITS_STORAGE: no Redis answers at 127.0.0.1:{port}; "
        "start it, or leave the setting out\n"
    )


def test_a_password_of_the_redis_is_never_told(port: int) -> None:
    environ = {"IVR_LOCAL": "1", "IVR_LIMITS_STORAGE": f"redis://:hunter2@127.0.0.1:{port}"}
    settings = Settings.from_environ(environ)
    assert "hunter2" not in repr(settings)
    with pytest.raises(SettingsError) as told:
        create_app(settings)
    assert "hunter2" not in str(told.value)
    with pytest.raises(SettingsError) as told:
        Settings.from_environ(environ | {"IVR_LIMITS_STORAGE": "postgres://me:hunter2@db"})
    assert "hunter2" not in str(told.value)
    assert "such as redis://localhost:6379" in str(told.value)


def test_an_address_of_a_redis_with_a_port_that_is_none_is_told() -> None:
    settings = Settings.from_environ({"IVR_LOCAL": "1", "IVR_LIMITS_STORAGE": "redis://a:b"})
    with pytest.raises(SettingsError, match="IVR_LIMITS_STORAGE"):
        create_app(settings)


def test_the_telephone_is_never_limited(worker: Callable[..., Any]) -> None:
    client: Flask = worker(IVR_LIMITS_STORAGE="memory://", IVR_MOST_CALLS="1 per day")
    assert {client.post("/voice").status_code for _ in range(100)} == {200}  # type: ignore[attr-defined]
