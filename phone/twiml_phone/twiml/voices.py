"""The language a voice speaks, which it implies where a Say names none."""

from __future__ import annotations

import re

_POLLY = {
    "arb": "Zeina",
    "ca-ES": "Arlet",
    "cmn-CN": "Zhiyu",
    "cy-GB": "Gwyneth",
    "da-DK": "Mads Naja Sofie",
    "de-AT": "Hannah",
    "de-DE": "Daniel Hans Marlene Vicki",
    "en-AU": "Nicole Olivia Russell",
    "en-GB": "Amy Arthur Brian Emma",
    "en-IN": "Aditi Kajal Raveena",
    "en-NZ": "Aria",
    "en-US": "Danielle Gregory Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Ruth Salli "
    "Stephen",
    "en-ZA": "Ayanda",
    "es-ES": "Conchita Enrique Lucia Sergio",
    "es-MX": "Andres Mia",
    "es-US": "Lupe Miguel Pedro Penelope",
    "fi-FI": "Suvi",
    "fr-BE": "Isabelle",
    "fr-CA": "Chantal Gabrielle Liam",
    "fr-FR": "Celine Lea Mathieu Remi",
    "is-IS": "Dora Karl",
    "it-IT": "Adriano Bianca Carla Giorgio",
    "ja-JP": "Kazuha Mizuki Takumi Tomoko",
    "ko-KR": "Seoyeon",
    "nb-NO": "Ida Liv",
    "nl-BE": "Lisa",
    "nl-NL": "Laura Lotte Ruben",
    "pl-PL": "Ewa Jacek Jan Maja Ola",
    "pt-BR": "Camila Ricardo Thiago Vitoria",
    "pt-PT": "Cristiano Ines",
    "ro-RO": "Carmen",
    "ru-RU": "Maxim Tatyana",
    "sv-SE": "Astrid Elin",
    "tr-TR": "Burcu Filiz",
}
_OF_NAME = {name: language for language, names in _POLLY.items() for name in names.split()}


def implied_language(voice: str) -> str | None:
    """Return the language a voice implies, if it does.

    >>> implied_language("Polly.Vitoria-Neural"), implied_language("Google.tr-TR-Wavenet-A")
    ('pt-BR', 'tr-TR')
    """
    if google := re.match(r"Google\.([a-z]{2,3}-[A-Z]{2})-", voice):
        return google[1]
    polly = re.match(r"Polly\.([A-Za-z]+)", voice)
    return _OF_NAME.get(polly[1]) if polly else None
