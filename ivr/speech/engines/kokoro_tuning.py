"""How the Kokoro model is asked to speak: its symbols, and what helps in each language.

The figures are those of docs/speech.md: what an independent listener, whisper-base, wrote down of
8 kHz copies. `SETTINGS` counts up when anything here or in phonemes.py changes a sound.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SETTINGS = 1
"""Part of the engine's version: another number renders all of its sounds anew."""
RATE = 24_000
"""Samples a second the model makes."""
MOST_TOKENS = 510
"""Symbols the model takes at once, without the two that enclose them."""
BETWEEN_SENTENCES = 0.25
"""Seconds between two sentences; each is asked for by itself, which keeps its end clear."""

# https://huggingface.co/hexgrad/Kokoro-82M/blob/main/config.json: each symbol and its number.
_SYMBOLS = {
    1: ";:,.!?",
    9: '—…"()“”',
    16: " \u0303ʣʥʦʨᵝ\uab67AI",
    31: "O",
    33: "Q",
    35: "ST",
    39: "W",
    41: "Yᵊabcdef",
    50: "hijklmnopqrstuvwxyzɑɐɒæ",
    75: "βɔɕç",
    80: "ɖðʤə",
    85: "ɚɛɜ",
    90: "ɟ",
    92: "ɡ",
    99: "ɥ",
    101: "ɨɪʝ",
    110: "ɯɰŋɳɲɴø",
    118: "ɸθœ",
    123: "ɹ",
    125: "ɾɻ",
    128: "ʁɽʂʃʈʧ",
    135: "ʊʋ",
    138: "ʌɣɤ",
    142: "χʎ",
    147: "ʒʔ",
    156: "ˈˌː",
    162: "ʰ",
    164: "ʲ",
    169: "↓",
    171: "→↗↘",
    177: "ᵻ",
}
TOKENS = {
    symbol: first + place
    for first, symbols in _SYMBOLS.items()
    for place, symbol in enumerate(symbols)
}
"""What the model knows: IPA, marks, and letters of its own for sounds that are two in IPA."""

ONE_LETTER = {
    "a^ɪ": "I",
    "a^ʊ": "W",
    "e^ɪ": "A",
    "o^ʊ": "O",
    "ə^ʊ": "Q",
    "ɔ^ɪ": "Y",
    "t^ʃ": "ʧ",
    "d^ʒ": "ʤ",
    "t^s": "ʦ",
    "d^z": "ʣ",
}
"""Sounds of two parts, as eSpeak NG writes them and as the model was taught to read them."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """How a language is spoken.

    Args:
        speed: Of the model's own pace.
        shortest: The style is that of texts of at least so many tokens.
        instead: Patterns of phonemes, and what is said instead.
    """

    speed: float = 1.0
    shortest: int = 0
    instead: tuple[tuple[str, str], ...] = ()


TUNINGS = {
    "pt": Tuning(speed=0.9, shortest=250, instead=((r"(?<!\S)ũŋ(?!\w)", "ˈũŋ"),)),
    "tr": Tuning(shortest=250, instead=(("ɫ", "l"), ("ɟ", "ɡ"))),
}
"""By language, without its country; another, such as English, is best as it comes.

Portuguese: our texts are short, and the styles of short texts swallow consonants; a stressed "um"
is not lost between its neighbours. Turkish has no voice of its own, and its ɫ and ɟ are better
understood as the sounds next to them, which the voices know.
"""
VOICES = {"pt-BR": "pf_dora", "en-US": "af_heart", "tr-TR": "hf_alpha+pf_dora"}
"""The voice that was understood best in each language.

No voice is Turkish; the mean of a Hindi and a Portuguese one was understood better than either.
"""


RATES = {"en-US": 0.77}
"""Of a voice's own pace: af_heart says 207 words a minute, and 160 are easily followed (R49)."""


def tuning(language: str) -> Tuning:
    """Return how a language (BCP 47) is spoken."""
    return TUNINGS.get(language.split("-", maxsplit=1)[0].lower(), Tuning())


def tokens(phonemes: str, how: Tuning) -> list[int]:
    """Return the model's numbers for phonemes; what it does not know is left out."""
    said = _parted(phonemes)
    for pattern, instead in how.instead:
        said = re.sub(_parted(pattern), _parted(instead), said)
    for parts, letter in ONE_LETTER.items():
        said = said.replace(parts, letter)
    return [TOKENS[each] for each in said if each in TOKENS]


def _parted(text: str) -> str:
    """Return a text whose tildes are letters of their own; ç stays one, as the model has it."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(each if each in TOKENS else unicodedata.normalize("NFD", each) for each in whole)
