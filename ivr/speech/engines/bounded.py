"""Limits the answers of another server: in bytes, and in seconds, however slowly they come."""

from __future__ import annotations

import time
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from requests import ReadTimeout, RequestException
from urllib3.exceptions import HTTPError, ReadTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from requests import Response

    Answer = TypeVar("Answer")

PIECE = 16_384
"""Bytes that are read at once."""


class TooLarge(RequestException):
    """An answer is larger than any that was asked for."""


def reader(most: int, seconds: float) -> Callable[..., None]:
    """Return a hook that reads an answer of requests, but no more of it and no longer than this.

    https://docs.python-requests.org/en/latest/user/advanced/#event-hooks
    """

    def read(response: Response, **_: object) -> None:
        until = time.monotonic() + seconds
        body = bytearray()
        for piece in _pieces(response):
            body += piece
            if len(body) > most:
                response.close()
                raise TooLarge(response=response)
            if time.monotonic() > until:
                response.close()
                raise ReadTimeout(response=response)
        response._content = bytes(body)  # noqa: SLF001  # where requests keeps what was read

    return read


def _pieces(response: Response) -> Iterator[bytes]:
    """Yield what comes as it comes: requests itself would wait until a piece is full."""
    try:
        while piece := response.raw.read1(PIECE, decode_content=True):
            yield piece
    except ReadTimeoutError as error:
        raise ReadTimeout(error, response=response) from error
    except HTTPError as error:
        raise RequestException(error, response=response) from error


def within(seconds: float, act: Callable[[], Answer]) -> Answer:
    """Return what an act returns; one that does not end in time is left behind.

    Raises:
        TimeoutError: It did not end in time.
    """
    done: Future[Answer] = Future()

    def run() -> None:
        try:
            done.set_result(act())
        except BaseException as error:  # raised again where it is waited for
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    return done.result(seconds)
