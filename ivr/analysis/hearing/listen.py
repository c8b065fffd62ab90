"""Has the listener write down the sounds of a shelf, one after the other, each only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soundfile import LibsndfileError

from ivr.analysis.hearing.transcripts import AND, CLEAN, KeptTranscript
from ivr.errors import SoundMissing
from ivr.speech.audio import sound
from ivr.speech.audio.ways import through

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivr.analysis.hearing.transcriber import Transcriber
    from ivr.analysis.hearing.transcripts import Transcripts
    from ivr.speech.audio.sound import Sound
    from ivr.speech.request import SpeechRequest
    from ivr.speech.store.shelf import Shelf


def listen(
    orders: Sequence[SpeechRequest],
    shelf: Shelf,
    way: str,
    transcriber: Transcriber,
    transcripts: Transcripts,
) -> Iterator[tuple[SpeechRequest, str]]:
    """Yield what the listener writes down of each sound that is on a shelf, and keep it.

    Args:
        orders: The sounds; a telephone copy, or a master to make one of, is on the shelf.
        shelf: Where they lie.
        way: How they come to the ear: CLEAN, or some of WAYS, joined by AND.
        transcriber: Who listens.
        transcripts: Where the words are kept.

    Raises:
        ListenerMissing: The listener cannot be loaded.
        SoundMissing: A file is not there any more, or is no sound.
    """
    known = transcripts.find(way, transcriber.version)
    for order in orders:
        if order.key not in known:
            heard = _copy(shelf, order)
            for each in way.split(AND) if way != CLEAN else ():
                heard = through(heard, each)
            text = transcriber.write(heard, order.prompt.language)
            transcripts.keep(KeptTranscript(order.key, way, transcriber.version, text))
            known[order.key] = text
        yield order, known[order.key]


def _copy(shelf: Shelf, order: SpeechRequest) -> Sound:
    """Return the telephone copy of a sound."""
    try:
        return sound.read(shelf.file(order))
    except (OSError, LibsndfileError) as error:
        raise SoundMissing(
            f"{shelf.path(order)} cannot be read ({error}); "
            "delete it, and render it with `ivr speak`"
        ) from error
