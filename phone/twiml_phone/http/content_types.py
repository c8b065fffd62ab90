"""Content types: by them documents are read and sounds are known."""

from __future__ import annotations

from email.message import Message
from functools import lru_cache

TWIML = frozenset({"text/xml", "application/xml", "text/html"})
# https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types
# and audio/basic, the registered name of what Twilio's list calls audio/ulaw.
SOUNDS = frozenset(
    f"audio/{kind}"
    for kind in (
        "mpeg",
        "wav",
        "wave",
        "x-wav",
        "aiff",
        "x-aifc",
        "x-aiff",
        "x-gsm",
        "gsm",
        "ulaw",
        "basic",
    )
)


def kind(header: str) -> str:
    """Return what a Content-Type header says the content is.

    >>> kind("Text/XML; charset=utf-8")
    'text/xml'
    """
    return header.partition(";")[0].strip().lower()


@lru_cache(64)
def charset(header: str) -> str | None:
    """Return the charset a Content-Type header names, if it does.

    >>> charset("text/xml; charset=utf-8")
    'utf-8'
    """
    message = Message()
    message["content-type"] = header
    return message.get_content_charset()
