"""Shows every request of a call, with its answer, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twiml_phone.http.content_types import SOUNDS, charset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twiml_phone.http.exchange import Exchange, HttpReply


def exchanges(events: Iterable[Mapping[str, Any]], told: Iterable[Exchange]) -> list[Any]:
    """Lay exchanges beside the events that tell when they were; what was not answered has none."""
    asked = (event for event in events if event["event"] == "asked" and not event["media"])
    answered = (event for event in asked if event["status"])
    return [_exchange(*pair) for pair in zip(answered, told, strict=True)]


def _exchange(asked: Mapping[str, Any], told: Exchange) -> dict[str, Any]:
    return {
        "at": asked["at"],
        "method": told.method,
        "url": told.url,
        "params": list(told.params.items()),
        "signature": told.signature,
        "status": told.reply.status,
        "seconds": asked["seconds"],
        "content_type": told.reply.headers.get("content-type", ""),
        "body": _text(told.reply),
    }


def _text(reply: HttpReply) -> str:
    """Return a body to be read; that of a sound is not."""
    if reply.kind in SOUNDS:
        return ""
    try:
        return reply.body.decode(
            charset(reply.headers.get("content-type", "")) or "utf-8", "replace"
        )
    except LookupError:
        return reply.body.decode(errors="replace")
