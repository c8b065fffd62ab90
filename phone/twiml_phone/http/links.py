"""What an answer points to besides, in its Link header: descriptions that TwiML has no place for.

https://www.rfc-editor.org/rfc/rfc8288
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.interpreter.prompts import resolve

if TYPE_CHECKING:
    from twiml_phone.http.exchange import HttpReply
    from twiml_phone.twiml.attributes import Pairs

RELATIONS = ("describedby", "contents")
"""The description of this very turn, and the map of all there is."""
MOST_CHARACTERS = 2000


def links_of(reply: HttpReply, url: str) -> Pairs:
    """Return the relations we know and their URLs, made absolute against the answer's own.

    >>> from httpx import Headers
    >>> from twiml_phone.http.exchange import HttpReply
    >>> links = (("describedby", "/turns/main"), ("next", "/more"))
    >>> reply = HttpReply(status=200, headers=Headers(), body=b"", links=links)
    >>> links_of(reply, "https://example.com/voice")
    (('describedby', 'https://example.com/turns/main'),)
    """
    if not reply.links:
        return ()
    links = dict(reply.links)
    known = ((name, resolve(url, links[name])) for name in RELATIONS if name in links)
    return tuple((name, link) for name, link in known if _worth_following(link))


def _worth_following(url: str) -> bool:
    return len(url) <= MOST_CHARACTERS and url.startswith(("http://", "https://"))
