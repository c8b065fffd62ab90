"""Turns texts into phonemes: eSpeak NG says how words sound, marks and written IPA stay.

Phonemes are IPA as eSpeak NG writes it: the stress mark stands before its vowel, and `^` ties what
is one sound (`t^ʃ`).
"""

from __future__ import annotations

import ctypes
import re
from functools import cache
from itertools import zip_longest

from ivr.speech.engines.espeak import UTF8, library_with_voice

TIE = "^"
AS_IPA = 0x02 | 0x80 | ord(TIE) << 8
"""In IPA, with a tie within one sound.

https://github.com/espeak-ng/espeak-ng/blob/master/src/include/espeak-ng/speak_lib.h
"""
IPA = re.compile(r"⟦([^⟦⟧]*)⟧")
"""How a text holds IPA: ⟦ˈnɛtʃi⟧."""
MARKS = re.compile(r"(\s*(?:[;:,.!?…]+(?=\s|$|⟦)|[—()“”\"]|\s–\s)\s*|\s+$|^\s+)")
"""What stands between words and is heard as a pause or a tone."""
OTHER_LANGUAGE = re.compile(r"\([a-z-]+\)")
"""eSpeak NG notes where it takes a word for another language's: `(en)site(pt-br)`."""
STAND_IN = "Tata"
"""A word that sounds alike after and before any other."""
VOWELS = "aeiouyæøœɐɑɒɔəɚɛɜɤɨɪɯʊʌᵻ"
STRESS = "ˈˌ"


def phonemes(text: str, voice: str) -> str:
    """Return how a text sounds in a voice of eSpeak NG; IPA between ⟦ and ⟧ is taken as written.

    >>> phonemes("Ligue para a ⟦ˈnɛtʃi⟧, hoje.", "pt-br")
    'lˈiɡy pˌaɾæ a nˈɛtʃi, ˈoʒy.'
    """
    written = [_as_espeak_writes(each) for each in IPA.findall(text)]
    around = _around(text, len(written), voice)
    return "".join(map("".join, zip_longest(around, written, fillvalue=""))).strip()


def _around(text: str, count: int, voice: str) -> list[str]:
    """Return the phonemes before, between and after the words that are written in IPA.

    A word is said as its neighbours want it: before nothing, the article "o" would be the letter O.
    So another word stands in for each one; where it is not found again, the text is said in parts.
    """
    stand_in = _spoken(STAND_IN, voice)
    parts = _words(IPA.sub(STAND_IN, text), voice).split(stand_in)
    if len(parts) == count + 1:
        return parts
    return [_words(part, voice) for part in IPA.split(text)[::2]]


def _words(text: str, voice: str) -> str:
    """Return the phonemes of a text without IPA, its marks between them."""
    return "".join(
        _mark(part) if index % 2 else _spoken(part, voice)
        for index, part in enumerate(MARKS.split(text))
    )


def _mark(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("–", "—")


def _spoken(text: str, voice: str) -> str:
    """Ask eSpeak NG; it answers clause by clause, and moves a pointer on until there is none."""
    if not text:
        return ""
    library = library_with_voice(voice)
    ask = _asker(library)
    data = ctypes.create_string_buffer(text.encode())
    place = ctypes.c_void_p(ctypes.addressof(data))
    clauses = []
    while place.value:
        clauses.append(ask(ctypes.byref(place), UTF8, AS_IPA).decode())
    return OTHER_LANGUAGE.sub("", " ".join(filter(None, clauses)))


@cache
def _asker(library: ctypes.CDLL) -> ctypes._NamedFuncPointer:
    ask = library.espeak_TextToPhonemes
    ask.restype = ctypes.c_char_p
    ask.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
    return ask


def _as_espeak_writes(ipa: str) -> str:
    """Return IPA with each stress mark before the vowel of its syllable, and no syllable marks.

    >>> _as_espeak_writes("aˈki"), _as_espeak_writes("ˈkla.ɾu"), _as_espeak_writes("t͡ʃ")
    ('akˈi', 'klˈaɾu', 't^ʃ')
    """
    plain = ipa.replace(".", "").replace("g", "ɡ").replace("͡", TIE).replace("͜", TIE)
    return re.sub(rf"([{STRESS}])([^\s{VOWELS}{STRESS}]+)", r"\2\1", plain)
