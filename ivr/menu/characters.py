"""Names characters so that somebody who cannot tell them apart finds them: by name and by look."""

from __future__ import annotations

import unicodedata

NAMES = {
    "\t": "a tab (the wide space of the Tab key)",
    "\u00a0": "a no-break space (it looks like a space)",
    "\u202f": "a narrow no-break space (it looks like a space)",
    "\u3000": "a wide space (as Chinese and Japanese keyboards type)",
    "\u00ad": "a soft hyphen (it cannot be seen)",
    "\u200b": "a zero-width space (it cannot be seen)",
    "\u200c": "a zero-width non-joiner (it cannot be seen)",
    "\u200d": "a zero-width joiner (it cannot be seen)",
    "\u200e": "a left-to-right mark (it cannot be seen)",
    "\u200f": "a right-to-left mark (it cannot be seen)",
    "\u2028": "a line separator (it looks like the end of a line)",
    "\u2029": "a paragraph separator (it looks like the end of a line)",
    "\u0085": "a next-line character (it looks like the end of a line)",
    "\u2060": "a word joiner (it cannot be seen)",
    "\ufeff": "a byte order mark (it cannot be seen)",
    "\u2010": "the hyphen ‐ of a word processor",
    "\u2011": "a no-break hyphen ‑",
    "\u2013": "an en dash –",
    "\u2014": "an em dash —",
    "\u2212": "a minus sign −",
    "\u2022": "a bullet •",
    "\u201c": "a curly quote “",
    "\u201d": "a curly quote ”",
    "\u201e": "a low curly quote „",
    "\u2018": "a curly quote ‘",
    "\u2019": "a curly quote ’",
    "\u201a": "a low curly quote ‚",
    "\u00ab": "an angled quote «",
    "\u00bb": "an angled quote »",
    "\u00b4": "an accent ´ typed as a quote",
    "`": "an accent ` typed as a quote",
    "\u2032": "a prime ′ typed as a quote",
    "\u2033": "a prime ″ typed as a quote",
    "\uff1a": "a full-width colon ：",
    "\uff0c": "a full-width comma ，",
    "\u060c": "an Arabic comma ،",
    "\u3001": "a Japanese comma 、",
    "\uff1b": "a full-width semicolon ；",
    ";": "a semicolon ;",
    "\uff5b": "a full-width brace ｛",
    "\uff5d": "a full-width brace ｝",
    "\uff03": "a full-width hash ＃",
}


def described(character: str) -> str:
    """Return the name of a character, how it looks, and its number.

    >>> described("–"), described("\u202e")
    ('an en dash – (U+2013)', 'a right-to-left override (it cannot be seen; U+202E)')
    """
    code = f"U+{ord(character):04X}"
    if name := NAMES.get(character):
        return f"{name[:-1]}; {code})" if name.endswith(")") else f"{name} ({code})"
    control = unicodedata.category(character) == "Cc"
    unnamed = "control character" if control else "character without a name"
    spoken = unicodedata.name(character, unnamed).lower()
    article = "an" if spoken[0] in "aeiou" else "a"
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return f"{article} {spoken} (it cannot be seen; {code})"
    return f'{article} {spoken} "{character}" ({code})'
