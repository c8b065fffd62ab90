"""Makes the texts that callers hear: complete in every language, filled in, not too long."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ivr.menu.characters import described
from ivr.menu.fill import MOST_FILLED, TooLong, UnknownName, dictate, directions, fill
from ivr.menu.keys import COMMANDS
from ivr.menu.values import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from ivr.menu.document import LanguageEntry, MenuFile, ValueEntry
    from ivr.menu.keys import Report
    from ivr.menu.problem import Hints

    Texts = Mapping[str, str]
    KeysTo = Callable[[str], tuple[str, ...]]

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters no XML document may hold, or that no voice can speak."""
IPA_MARK = re.compile("[⟦⟧]")
"""What `speech` puts around IPA in a text for a voice: typed here, it would make IPA of words."""
NO_IPA = "{}: it marks IPA; delete it, and write under say how a word is said"

# Characters of one <Say>: https://www.twilio.com/docs/voice/twiml/say/text-speech
MOST_CHARACTERS = {"Polly.": 3000, "Google.": 5000, "": 4000}


class Speaker:
    """Makes the final texts of a line, and reports those that cannot be made.

    Args:
        document: The menu file.
        known: The names of all values of the file, also of those that could not be read.
        keys_to: The keys that lead to a place from anywhere; raises UnknownName.
        report: Takes the path and the message of a problem.
        hints: Guess what was meant.
    """

    def __init__(
        self,
        document: MenuFile,
        known: Collection[str],
        keys_to: KeysTo,
        report: Report,
        hints: Hints,
    ) -> None:
        self.hints = hints
        self.document = document
        self.known = known
        self.report = report
        self.paths = {
            code: cache(lambda place, language=language: directions(keys_to(place), language))
            for code, language in document.languages.items()
        }
        self.help = document.everywhere.help
        self.values: dict[str, Texts] = {}
        order, circles = in_order(document.values, self.help)
        for circle in circles:
            message = f"a value cannot speak itself: {' says '.join(circle)}; write one without"
            self.report(["values", circle[0], "spoken"], message)
        for name in order:
            self.values[name] = self._value(name, document.values[name])

    def texts(self, texts: Texts, path: Sequence[str | int]) -> dict[str, str]:
        """Return the texts in every language of the line; a missing one is empty and reported."""
        for code in texts.keys() - self.document.languages.keys():
            hint = self.hints.for_(code, self.document.languages)
            self.report([*path, code], f'"{code}" is no language of this line{hint}')
        return {code: self._text(texts, code, path) for code in self.document.languages}

    def _text(self, texts: Texts, code: str, path: Sequence[str | int]) -> str:
        if code not in texts:
            self.report(path, f"the {code} text is missing; every text stands in every language")
            return ""
        if odd := CONTROL.search(texts[code]):
            message = f"the {code} text has {described(odd[0])}; delete it"
            self.report([*path, code], message)
        if mark := IPA_MARK.search(texts[code]):
            message = f"the {code} text has {NO_IPA.format(described(mark[0]))}"
            self.report([*path, code], message)
        if not texts[code].strip():
            self.report([*path, code], f"the {code} text is empty; write what callers should hear")
            return ""
        return self._short_enough(self._filled(texts[code], code, path), code, path)

    def _filled(self, text: str, code: str, path: Sequence[str | int]) -> str:
        try:
            return fill(text, lambda name: self._spoken(name, code), self.paths[code])
        except UnknownName as error:
            known = self.known if error.kind == "value" else self._places()
            self.report([*path, code], f"{error}{self.hints.for_(error.name, known)}")
        except TooLong:
            message = f"the {code} text grows beyond {MOST_FILLED:,} characters; name fewer values"
            self.report([*path, code], message)
        except ValueError as error:
            self.report([*path, code], f"the braces are not right: {error}")
        return ""

    def _short_enough(self, text: str, code: str, path: Sequence[str | int]) -> str:
        most = most_characters(self.document.languages[code].voice)
        if len(text) > most:
            message = f"the {code} text has {len(text)} characters; Twilio speaks {most} at most"
            self.report([*path, code], message)
            return ""
        return text

    def _spoken(self, name: str, code: str) -> str:
        if name in COMMANDS:
            key: int = getattr(self.document.everywhere, name).key
            return self.document.languages[code].keys[key]
        if name == "help":
            name = self.help
        if name not in self.known:
            raise UnknownName("value", name)
        return self.values.get(name, {}).get(code, "")

    def _places(self) -> list[str]:
        return [*self.document.menus, *self.document.messages]

    def _value(self, name: str, value: ValueEntry) -> Texts:
        if name in (*COMMANDS, "help"):
            self.report(["values", name], f"texts say {{{name}}} for something else; rename it")
        given = [kind for kind in ("phone", "number", "spoken") if getattr(value, kind) is not None]
        if len(given) != 1:
            message = f"a value has one of phone, number and spoken; this has {len(given)}"
            self.report(["values", name], message)
        if value.check_again < value.checked:
            message = f"this day comes before {value.checked}, when it was checked"
            self.report(["values", name, "check-again"], message)
        if value.spoken is not None:
            return self.texts(value.spoken, ["values", name, "spoken"])
        return {code: read_out(value, each) for code, each in self.document.languages.items()}


def read_out(value: ValueEntry, language: LanguageEntry) -> str:
    """Return a telephone number digit by digit, any other number as it is written."""
    return dictate(value.phone, language) if value.phone else str(value.number)


def most_characters(voice: str) -> int:
    """Return how many characters Twilio speaks with this voice in one <Say>."""
    return next(most for family, most in MOST_CHARACTERS.items() if voice.startswith(family))
