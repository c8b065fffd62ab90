"""Estimates how many seconds a text takes to say: for people who record it, and to check files.

Both are counted by characters, spaces and marks included: a syllable of Portuguese, English and
Turkish takes about three of them, measured on the texts of our own line.
"""

from __future__ import annotations

EASY = (15.0, 10.5)
"""Characters a second that are easily followed: 5 and 3.5 syllables."""
POSSIBLE = (30.0, 5.0)
"""Faster and slower than this nobody speaks: words are missing, or it is another text."""
LEEWAY = 1.0
"""Seconds that a word on its own may take longer than its characters tell."""


def folded(text: str) -> str:
    """Return a text with each run of white space as one space: it is heard the same.

    >>> folded("  Para ouvir de novo,   tecle 9. ")
    'Para ouvir de novo, tecle 9.'
    """
    return " ".join(text.split())


def easy(text: str) -> tuple[float, float]:
    """Return the fewest and the most seconds in which a text is easily followed.

    >>> easy("Para ouvir de novo, tecle nove.")
    (2.1, 3.0)
    """
    fast, slow = EASY
    return round(len(folded(text)) / fast, 1), round(len(folded(text)) / slow, 1)


def possible(text: str) -> tuple[float, float]:
    """Return the fewest and the most seconds in which a text can have been said.

    >>> possible("Para ouvir de novo, tecle nove.")
    (1.0, 7.2)
    """
    fast, slow = POSSIBLE
    return round(len(folded(text)) / fast, 1), round(len(folded(text)) / slow + LEEWAY, 1)


def wordless(text: str) -> bool:
    """Tell whether there is nothing to say in a text.

    >>> wordless("… !"), wordless("9")
    (True, False)
    """
    return not any(map(str.isalnum, text))
