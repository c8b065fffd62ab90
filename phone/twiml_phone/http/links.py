"""What an answer points to besides, in its Link header: descriptions that TwiML has no place for.

https://www.rfc-editor.org/rfc/rfc8288
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import httpx

from twiml_phone.interpreter.prompts import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twiml_phone.http.exchange import Reply
    from twiml_phone.twiml.attributes import Pairs

RELATIONS = ("describedby", "contents")
"""The description of this very turn, and the map of all there is."""
MOST_CHARACTERS = 2000


def links_of(reply: Reply, url: str) -> Pairs:
    """Return the relations we know and their URLs, made absolute against the answer's own.

    >>> from twiml_phone.http.exchange import Reply
    >>> headers = httpx.Headers({"Link": '</turns/main>; rel="describedby"'})
    >>> links_of(Reply(status=200, headers=headers, body=b""), "https://example.com/voice")
    (('describedby', 'https://example.com/turns/main'),)
    """
    links = _links(reply.headers.get("link", ""))
    known = ((rel, resolve(url, links[rel]["url"])) for rel in RELATIONS if rel in links)
    return tuple((rel, link) for rel, link in known if _worth_following(link))


@lru_cache(1024)
def _links(header: str) -> Mapping[str | None, Mapping[str, str]]:
    return httpx.Response(200, headers={"Link": header}).links if header else {}


def _worth_following(url: str) -> bool:
    return len(url) <= MOST_CHARACTERS and url.startswith(("http://", "https://"))
