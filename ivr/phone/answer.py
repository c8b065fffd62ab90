"""What the line answered → a document: TwiML, a sound to play or a text to read aloud."""

from __future__ import annotations

import codecs
from email.message import Message
from typing import TYPE_CHECKING

from ivr.phone.twiml import Document, TwimlError, parse
from ivr.phone.verbs import Play, Say

if TYPE_CHECKING:
    from ivr.phone.wire import Reply

BAD_CONTENT_TYPE = 12300

TWIML = frozenset({"text/xml", "application/xml", "text/html"})
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
    )
)


def read(reply: Reply, url: str) -> Document:
    """Make a document of an answer, by its content type."""
    kind, charset = _content_type(reply.headers.get("content-type", ""))
    if kind in TWIML:
        return parse(_text(reply.body, charset))
    if kind in SOUNDS:
        return Document((Play(text=url),))
    if kind == "text/plain":
        return _plain(_text(reply.body, charset))
    found = f"content type {kind}" if kind else "no content type"
    raise TwimlError(BAD_CONTENT_TYPE, f"{url} answers with {found}, which is not TwiML")


def _plain(body: str | bytes) -> Document:
    """Obey TwiML that calls itself plain text; read any other text aloud."""
    try:
        return parse(body)
    except TwimlError:
        text = body if isinstance(body, str) else body.decode(errors="replace")
        return Document((Say(text=text.strip()),))


def _text(body: bytes, charset: str | None) -> str | bytes:
    """Decode a body whose charset HTTP names; else the XML declaration will tell."""
    try:
        codec = codecs.lookup(charset) if charset else None
        return body.decode(codec.name, errors="replace") if codec else body
    except (LookupError, ValueError):
        return body


def _content_type(header: str) -> tuple[str, str | None]:
    """Split a content type into its kind and its charset.

    >>> _content_type("text/xml; charset=utf-8")
    ('text/xml', 'utf-8')
    """
    message = Message()
    message["content-type"] = header
    return header.partition(";")[0].strip().lower(), message.get_content_charset()
