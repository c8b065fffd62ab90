"""Lets somebody look over a phone's shoulder: every request it makes, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ivr.phone.phone import Phone
    from ivr.phone.wire import Reply, Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request for a document, and its answer."""

    method: str
    url: str
    params: Mapping[str, str]
    reply: Reply


def watch(phone: Phone, tell: Callable[[Exchange], None]) -> None:
    """Tell of every exchange of a phone from now on; those for sounds are not told."""
    line = phone._line  # noqa: SLF001  # of our own package
    phone._line = replace(line, wire=_Watched(line.wire, tell))  # type: ignore[arg-type]  # noqa: SLF001


class _Watched:
    """A wire that tells what goes over it."""

    def __init__(self, wire: Wire, tell: Callable[[Exchange], None]) -> None:
        self._wire = wire
        self._tell = tell

    def send(self, method: str, url: str, params: Mapping[str, str], **how: Any) -> Reply:
        reply = self._wire.send(method, url, params, **how)
        self._tell(Exchange(method=method, url=url, params=params, reply=reply))
        return reply

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wire, name)
