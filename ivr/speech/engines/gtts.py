"""Google Translate's voices, by the gTTS library: natural and free, but Google may refuse.

It is no service with a promise: it may refuse, change or end any day, so what it says is kept on
the shelf. The library does not check certificates (it sends with `verify=False`): listen to what
was made before callers do.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from gtts import gTTS, gTTSError
from gtts.lang import tts_langs
from requests import PreparedRequest, Timeout
from soundfile import LibsndfileError
from tenacity import (
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_exponential,
    wait_random,
)

from ivr.errors import EngineError, EngineUnreachable
from ivr.speech import pace
from ivr.speech.audio.sound import Sound, join, read, resample
from ivr.speech.engines.bounded import TooLarge, reader, within

if TYPE_CHECKING:
    from ivr.speech.engines.engine import Utterance

SLOW = 0.9
"""Google Translate knows two speeds; below this rate the slow one is asked for."""
ACCENT = re.compile(r"[a-z]+(\.[a-z]+)*")
TOO_MANY = 429
MOST_BYTES = 5_000_000
"""Of an answer: the library asks for 100 characters at a time, which take less than 100 kB."""
LONGEST = 60.0
"""Seconds that are decoded of an answer."""
INSTEAD = "or let another engine speak, such as espeak"


class GoogleTranslate:
    """The engine that asks Google Translate. Voices are languages as gTTS names them: pt, en, tr.

    An accent is the end of the address that is asked: com.br, co.uk, com.au.
    """

    def __init__(
        self,
        *,
        attempts: int = 4,
        wait: float = 1.0,
        longest_wait: float = 10.0,
        patience: float = 60.0,
        timeout: float = 10.0,
    ) -> None:
        self._timeout = timeout
        self._deadline = patience + timeout
        self._retrying = Retrying(
            retry=retry_if_exception(_may_pass),
            stop=stop_after_attempt(attempts) | stop_before_delay(patience),
            wait=wait_exponential(multiplier=wait, max=longest_wait) + wait_random(0, wait),
            reraise=True,
        )

    def speak(self, utterance: Utterance) -> Sound:
        """Return the sound of an utterance.

        Raises:
            EngineError: The text or the voice cannot be spoken.
            EngineUnreachable: Google Translate does not answer, or with no speech.
        """
        request = self._request(utterance)
        try:
            answers = self._all(request)
        except TimeoutError as error:
            raise EngineUnreachable(_late(_host(utterance), self._deadline)) from error
        except gTTSError as error:
            raise EngineUnreachable(self._why(error, utterance)) from error
        except ValueError as error:  # neither UTF-8 nor base64
            raise EngineUnreachable(_changed("an answer that cannot be decoded")) from error
        # The library takes an answer without speech for the end: words would be lost unseen.
        if len(answers) != len(request.get_bodies()):
            raise EngineUnreachable(_changed("a page without speech"))
        return _whole(_decoded(answers), utterance.text)

    def _all(self, request: gTTS) -> list[bytes]:
        """Ask for each part of a text, as often as it takes, but not for ever."""
        return within(self._deadline, lambda: self._retrying(lambda: list(request.stream())))

    def _request(self, utterance: Utterance) -> gTTS:
        _refuse(utterance)
        return _Bounded(
            utterance.text,
            tld=utterance.accent or "com",
            lang=utterance.voice,
            slow=utterance.rate < SLOW,
            lang_check=False,
            timeout=self._timeout,
        )

    def _why(self, error: gTTSError, utterance: Utterance) -> str:
        host = _host(utterance)
        if error.rsp is None:
            return self._why_not_heard(host, error.__context__)
        status = error.rsp.status_code
        if status == TOO_MANY:
            return f"{host} answers 429, too many requests: wait an hour and go on, {INSTEAD}"
        if status >= 500:
            return f"{host} has a fault of its own ({status}): try again later, {INSTEAD}"
        if status == 200:
            return _changed("no speech")
        return f"{host} refuses to speak ({status}): update gTTS, {INSTEAD}"

    def _why_not_heard(self, host: str, error: BaseException | None) -> str:
        if isinstance(error, TooLarge):
            return _changed(f"more than {MOST_BYTES // 10**6} MB")
        if isinstance(error, Timeout):
            return _late(host, self._timeout)
        return f"{host} cannot be reached: see whether the network is there, {INSTEAD}"


class _Bounded(gTTS):  # type: ignore[misc]  # a library without types
    """The library, which reads an answer to its end, with no more than MOST_BYTES of each."""

    def _prepare_requests(self) -> list[PreparedRequest]:
        prepared: list[PreparedRequest] = super()._prepare_requests()
        for each in prepared:
            each.register_hook("response", reader(MOST_BYTES, self.timeout))
        return prepared


def _host(utterance: Utterance) -> str:
    return f"translate.google.{utterance.accent or 'com'}"


def _late(host: str, seconds: float) -> str:
    return f"{host} did not answer within {seconds:g} s: try again later, {INSTEAD}"


def _refuse(utterance: Utterance) -> None:
    """Raise an error for what Google Translate need not be asked."""
    if pace.wordless(utterance.text):
        # A silent prompt would be a choice nobody hears of: the menu file is to be mended.
        raise EngineError(f"there is nothing to say in {utterance.text!r}: write some words")
    if utterance.voice not in tts_langs():
        voices = ", ".join(tts_langs())
        raise EngineError(f"Google Translate has no voice {utterance.voice}; it has {voices}")
    if utterance.accent and not ACCENT.fullmatch(utterance.accent):
        raise EngineError(f"{utterance.accent} is no accent: write the end of an address: com.br")


def _may_pass(error: BaseException) -> bool:
    """Tell whether another try can help."""
    if not isinstance(error, gTTSError) or isinstance(error.__context__, TooLarge):
        return False
    return error.rsp is None or error.rsp.status_code == TOO_MANY or error.rsp.status_code >= 500


def _changed(what: str) -> str:
    return f"Google Translate sends {what}; it may have changed its ways: update gTTS, {INSTEAD}"


def _decoded(answers: list[bytes]) -> list[Sound]:
    """Decode each answer by itself: as one file, all but the first could be passed over."""
    try:
        return [read(BytesIO(answer), LONGEST) for answer in answers]
    except LibsndfileError as error:
        raise EngineUnreachable(_changed("something that is no sound")) from error


def _whole(sounds: list[Sound], text: str) -> Sound:
    sound = join([resample(each, sounds[0].rate) for each in sounds], gap=0)
    if sound.seconds < pace.possible(text)[0]:
        raise EngineUnreachable(_changed(f"{sound.seconds:.1f} s of speech, too little for a text"))
    return sound
