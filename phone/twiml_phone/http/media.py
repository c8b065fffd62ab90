"""Fetches the sounds a call plays, and tells how long each lasts and what words it says.

A sound is asked for as Twilio does: by GET, without the call's parameters or cookies, unsigned. A
phone asks for each URL once and remembers what it got, for all its calls: it has no need of ETag
and Last-Modified, and hears a changed file only when it is made anew. What failed is asked again.

A sound file may carry its own caption, and the phone knows nothing else of what is said in it:

    title     the words it says
    comment   their language, as a BCP-47 code: pt-BR
              or `silence` in a file without a title: a gap, which passes like a <Pause>, unheard
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

import httpx
from cachetools import LRUCache

from twiml_phone.audio.errors import SoundFileError
from twiml_phone.audio.header import length_of
from twiml_phone.http.content_types import SOUNDS
from twiml_phone.http.errors import WireError
from twiml_phone.http.redirects import Asking
from twiml_phone.interpreter.sounds import NO_SOUND
from twiml_phone.interpreter.state import SoundInfo

if TYPE_CHECKING:
    from twiml_phone.http.exchange import HttpReply, Wire

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SILENCE = "silence"
MOST_SOUNDS = 10_000
MOST_FILE_BYTES = 256 * 1024 * 1024


class Media:
    """The sounds of a line, each fetched once; `keep` keeps the files too, to be played aloud.

    Many calls may ask at once. The least used are forgotten, so that it does not grow for ever.
    """

    def __init__(self, wire: Wire, patience: float, *, measure: bool, keep: bool) -> None:
        self._wire = wire
        self._patience = patience
        self._measure = measure
        self._keep = keep
        self._known: LRUCache[str, SoundInfo] = LRUCache(MOST_SOUNDS)
        self._files: LRUCache[str, bytes] = LRUCache(MOST_FILE_BYTES, getsizeof=len)
        self._lock = Lock()

    def over(self, wire: Wire) -> Media:
        """Return the same sounds, fetched by another way where they are not known yet."""
        media = copy(self)
        media._wire = wire  # noqa: SLF001  # one of our own kind
        return media

    def sound(self, url: str) -> SoundInfo:
        """Tell of the sound at a URL: asked for, if that was never done."""
        with self._lock:
            known = self._known.get(url)
        if known is not None:
            return known
        asking = Asking(self._wire, httpx.Cookies(), {}, at=0.0, seconds=self._patience)
        try:
            sound = self.take(url, _playable(asking.follow("GET", url, {}), asking.url))
        except WireError as error:
            sound = SoundInfo(url=url, code=error.code, message=error.message)
        return replace(sound, asked=tuple(replace(asked, media=True) for asked in asking.asked))

    def take(self, url: str, reply: HttpReply) -> SoundInfo:
        """Tell of the sound in an answer, and remember it."""
        sound = listen(url, reply)
        if not self._measure:
            sound = replace(sound, seconds=None, flaw="")
        with self._lock:
            self._known[url] = sound
            if self._keep:
                self._files[url] = reply.body
        return sound

    def file(self, url: str) -> bytes | None:
        """Return a sound file that was kept."""
        with self._lock:
            return self._files.get(url)


def listen(url: str, reply: HttpReply) -> SoundInfo:
    """Measure a sound, and read the words it tells. One that cannot be measured has a flaw."""
    try:
        length = length_of(reply.body, reply.kind)
    except SoundFileError as error:
        return SoundInfo(url=url, flaw=f"{url} cannot be decoded as {reply.kind}: {error}")
    text, comment = length.title.strip(), length.comment.strip()
    return SoundInfo(
        url=url,
        seconds=length.seconds,
        text=text,
        language=comment if LANGUAGE.fullmatch(comment) else "",
        gap=comment == SILENCE and not text,
    )


def _playable(reply: HttpReply, url: str) -> HttpReply:
    if reply.kind in SOUNDS:
        return reply
    found = f"content type {reply.kind}" if reply.kind else "no content type"
    raise WireError(NO_SOUND, f"{url} answers with {found}, which is no sound to play")
