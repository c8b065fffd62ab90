"""What the line answered → a document: TwiML, a sound to play or a text to read aloud."""

from __future__ import annotations

import codecs
from functools import lru_cache
from typing import TYPE_CHECKING

from twiml_phone.http.content_types import SOUNDS, TWIML, charset
from twiml_phone.twiml.parser import Document, TwimlError, parse
from twiml_phone.twiml.verbs import Play, Say

if TYPE_CHECKING:
    from twiml_phone.http.exchange import HttpReply

BAD_CONTENT_TYPE = 12300
MOST_REMEMBERED = 512
MOST_BYTES_REMEMBERED = 8 * 1024
"""A line gives the same documents again and again, and few are longer."""


def read(reply: HttpReply, url: str, voice: str = "man") -> Document:
    """Make a document of an answer, by its content type; `voice` is the account's."""
    if reply.kind in TWIML:
        return _document(_text(reply), voice)
    if reply.kind in SOUNDS:
        return Document((Play(text=url),))
    if reply.kind == "text/plain":
        return _plain(_text(reply), voice)
    found = f"content type {reply.kind}" if reply.kind else "no content type"
    raise TwimlError(BAD_CONTENT_TYPE, f"{url} answers with {found}, which is not TwiML")


def _document(text: str | bytes, voice: str) -> Document:
    return (_parsed if len(text) <= MOST_BYTES_REMEMBERED else parse)(text, voice)


_parsed = lru_cache(MOST_REMEMBERED)(parse)


def _plain(body: str | bytes, voice: str) -> Document:
    """Obey TwiML that calls itself plain text; read any other text aloud."""
    try:
        return _document(body, voice)
    except TwimlError:
        text = body if isinstance(body, str) else body.decode(errors="replace")
        return Document((Say(text=text.strip(), voice=voice),))


def _text(reply: HttpReply) -> str | bytes:
    """Decode a body whose charset HTTP names; else the XML declaration will tell."""
    name = charset(reply.headers.get("content-type", ""))
    try:
        codec = codecs.lookup(name) if name else None
        return reply.body.decode(codec.name, errors="replace") if codec else reply.body
    except (LookupError, ValueError):
        return reply.body
