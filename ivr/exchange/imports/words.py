"""Makes names and titles of what other programs call their parts, and texts fit for a menu file."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
"""Letters of a name; a menu file allows 60, and a number may follow."""
FILLED_IN = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$\{[^{}]*\}")
"""What Studio (Liquid) and Terraform fill in."""
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")


def place_name(written: str) -> str:
    """Return a name as places have it in a menu file.

    >>> place_name("connectCallTo_Sales 2"), place_name("Información"), place_name("2nd floor")
    ('connect-call-to-sales-2', 'informacion', 'place-2nd-floor')
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", written)
    plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    return name if name[:1].isalpha() else f"place-{name}".strip("-")


def spoken_name(written: str) -> str:
    """Return the words that a name is made of.

    >>> spoken_name("openingHours_2"), spoken_name("say_play_hours")
    ('opening hours 2', 'say play hours')
    """
    return place_name(written).removeprefix("place-").replace("-", " ")


def titled(label: str) -> str:
    """Return a text with a large first letter.

    >>> titled("opening hours")
    'Opening hours'
    """
    return label[:1].upper() + label[1:]


def filled_in(text: str) -> list[str]:
    """Return the parts of a text that another program would fill in.

    >>> filled_in("Hello {{ widgets.http.name }} of ${var.shop}.")
    ['{{ widgets.http.name }}', '${var.shop}']
    """
    return FILLED_IN.findall(text)


def sentences(text: str) -> list[str]:
    r"""Return the sentences of a text, each without markup and in one line.

    >>> sentences("Welcome.  For sales,\n\nplease wait. {{name}}")
    ['Welcome.', 'For sales,', 'please wait.']
    """
    parts = re.split(r"(?<=[.!?;])\s+|\n+", text)
    return [plain for each in parts if (plain := plain_text(each))]


def plain_text(text: str) -> str:
    r"""Return a text without what is filled in, without markup, in one line and without braces.

    >>> plain_text("<speak>Hello  {{name}}, <break/>welcome\n{ here }.</speak>")
    'Hello, welcome here.'
    """
    text = MARKUP.sub(" ", FILLED_IN.sub(" ", text))
    text = " ".join(re.sub(r"[{}\x00-\x1f]", " ", text).split())
    return re.sub(r"\s+([,.;:!?])", r"\1", text)
