"""Turns the steps of an answer into sentences in which a number cannot be said wrongly.

Whose number it is comes before the number; a caller who must write it down is told first; and when
other steps follow, the number is said once more at the end, slowly, with the words to say there.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ivr.menu.document import STEPS
from ivr.menu.fill import sentence_case
from ivr.menu.flow import AnswerStep, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ivr.menu import document as file
    from ivr.menu.flow import Prompts
    from ivr.menu.keys import Path, Report
    from ivr.menu.texts import Speaker

    Sentences = Mapping[str, str]
    Slots = Mapping[str, Sentences]

SLOTS = {
    "call": ("{whose}", "{number}"),
    "say": ("{words}",),
    "again": ("{number}",),
    "write": (),
}
"""The phrases of a language that steps are made with, and what stands in each, in this order."""
ENDED_TWICE = re.compile(r"([.!?…])\.")
"""The point of a phrase after words that end with a mark of their own."""
EASY_DIGITS = 6
"""Digits of a number that are kept in mind until they are dialled; longer ones want writing down.

People hold about seven things in mind for some seconds, and fewer when old or in trouble: Miller,
"The magical number seven, plus or minus two", 1956.
"""


class StepMaker:
    """Makes the steps of answers; problems are reported as they are found.

    Args:
        document: What of the menu file could be read.
        speaker: Makes its texts.
        report: Takes the path and the message of a problem.
    """

    def __init__(self, document: file.MenuFile, speaker: Speaker, report: Report) -> None:
        self._document = document
        self._speaker = speaker
        self._report = report
        for code, language in document.languages.items():
            for name in SLOTS:
                self._check_phrase(code, name, getattr(language, name))

    def steps(self, message: file.MessageEntry, path: Path) -> tuple[AnswerStep, ...]:
        """Return the steps of a message as they are spoken, those it does not write itself too."""
        self._check_order(message.steps, path)
        made: list[AnswerStep] = []
        names = _names(str(path[-1]))
        for index, step in enumerate(message.steps):
            here = [*path, "steps", index]
            if step.call and self._is_long(step.call):
                made.append(
                    AnswerStep("write", self._named(self._phrase("write", {}), names("write")))
                )
            sentences = self._sentences(step, here)
            made.append(AnswerStep(step.kind, self._named(sentences, names(step.kind))))
        if again := self._again(message.steps, path):
            made.append(AnswerStep("again", self._named(again, names("again"), careful=True)))
        return tuple(made)

    def number_alone(self, message: file.MessageEntry, path: Path) -> Prompts | None:
        """Return the one number of an answer, said twice and no more; None where there is none."""
        call = _only_call(message.steps)
        if call is None:
            return None
        numbers = self._number(call)
        again = self._phrase("again", {"number": numbers})
        twice = {
            code: sentence_case(f"{number}. {again[code]}", code)
            for code, number in numbers.items()
        }
        return self._named(twice, f"{path[-1]}.number", careful=True)

    def whom_to_call(self, name: str) -> Sentences:
        """Return the sentence that gives a number; where nobody says whose it is, it alone."""
        value = self._document.values.get(name)
        whose = value.whose if value else None
        owners = self._speaker.texts(whose, ["values", name, "whose"]) if whose else {}
        numbers = self._number(name)
        made = {}
        for code, language in self._document.languages.items():
            phrase = language.call if owners.get(code) and language.call else "{number}."
            filled = phrase.replace("{whose}", owners.get(code, ""))
            made[code] = sentence_case(filled.replace("{number}", numbers[code]), code)
        return made

    def _sentences(self, step: file.StepEntry, path: Path) -> Sentences:
        """Return a step in every language."""
        if step.when and step.kind not in {"call", "say"}:
            message = f'"when" stands with call and say; write it into the text of "{step.kind}"'
            self._report([*path, "when"], message)
        if step.call:
            return self._put(step, self._call(step.call, [*path, "call"]), path)
        texts = self._speaker.texts(getattr(step, step.kind), [*path, step.kind])
        if step.say:
            return self._put(step, self._phrase("say", {"words": texts}), path)
        return texts

    def _put(self, step: file.StepEntry, sentences: Sentences, path: Path) -> Sentences:
        """Return sentences with the case they hold for put before them."""
        cases = self._speaker.texts(step.when, [*path, "when"]) if step.when else {}
        return {
            code: sentence_case(f"{cases[code]}, {each}" if cases else each, code)
            for code, each in sentences.items()
        }

    def _call(self, name: str, path: Path) -> Sentences:
        value = self._document.values.get(name)
        if name not in self._speaker.known or (value and not value.phone):
            hint = self._speaker.hints.for_(name, self._speaker.known)
            self._report(path, f'"{name}" is no value with a phone{hint}')
        if value is None or not value.phone:
            return dict.fromkeys(self._document.languages, "")
        if value.whose is None:
            code = next(iter(self._document.languages))
            example = f'whose: {{{code}: "{name}"}}'
            message = f"a step calls this number: say whose it is, as in {example}"
            self._report(["values", name], message)
        whose = self._speaker.texts(value.whose, ["values", name, "whose"]) if value.whose else None
        owners = whose or dict.fromkeys(self._document.languages, "")
        return self._phrase("call", {"whose": owners, "number": self._number(name)})

    def _again(self, steps: Sequence[file.StepEntry], path: Path) -> Sentences | None:
        """Return the number once more, and what to say there; None where it was just said."""
        call = _only_call(steps)
        if call is None or steps[-1].kind in {"call", "say"}:
            return None
        repeated = self._phrase("again", {"number": self._number(call)})
        said = [(index, step) for index, step in enumerate(steps) if step.say]
        if len(said) != 1:
            return repeated
        [(index, step)] = said
        words = self._speaker.texts(step.say or {}, [*path, "steps", index, "say"])
        sentences = self._phrase("say", {"words": words})
        return {
            code: f"{each} {sentence_case(sentences[code], code)}"
            for code, each in repeated.items()
        }

    def _phrase(self, name: str, slots: Slots) -> Sentences:
        """Return a phrase in every language, filled in."""
        made = {}
        for code, language in self._document.languages.items():
            phrase = getattr(language, name)
            if not phrase:
                message = f'a step needs the phrase "{name}"; see docs/menus.md#steps'
                self._report(["languages", code], message)
            for slot, texts in slots.items():
                phrase = phrase.replace(f"{{{slot}}}", texts.get(code, ""))
            made[code] = ENDED_TWICE.sub(r"\1", phrase)
        return made

    def _number(self, name: str) -> Sentences:
        return self._speaker.values.get(name) or dict.fromkeys(self._document.languages, "")

    def _is_long(self, name: str) -> bool:
        value = self._document.values.get(name)
        phone = value.phone if value else None
        return len((phone or "").replace(" ", "")) > EASY_DIGITS

    def _named(self, sentences: Sentences, name: str, *, careful: bool = False) -> Prompts:
        return {code: Prompt(text, code, name, careful) for code, text in sentences.items()}

    def _check_order(self, steps: Sequence[file.StepEntry], path: Path) -> None:
        """Report steps that stand before others that callers need first."""
        for index, (before, step) in enumerate(pairwise(steps), start=1):
            if STEPS.index(step.kind) < STEPS.index(before.kind):
                message = f'"{step.kind}" comes before "{before.kind}"; move it up'
                self._report([*path, "steps", index], message)

    def _check_phrase(self, code: str, name: str, phrase: str) -> None:
        places = [phrase.find(slot) for slot in SLOTS[name]]
        in_order = -1 not in places and places == sorted(places)
        braces = phrase.count("{") == phrase.count("}") == len(places)
        if phrase and not (in_order and braces):
            wanted = ", then ".join(SLOTS[name]) or "no braces"
            once = ", once, and no other braces" if SLOTS[name] else ""
            self._report(["languages", code, name], f"needs {wanted}{once}")


def _only_call(steps: Sequence[file.StepEntry]) -> str | None:
    """Return the value that steps call, if they call just one."""
    calls = [step.call for step in steps if step.call]
    return calls[0] if len(calls) == 1 else None


def _names(place: str) -> Callable[[str], str]:
    """Return what names prompts: the second step of a kind gets its number."""
    counted: dict[str, int] = {}

    def name(kind: str) -> str:
        counted[kind] = counted.get(kind, 0) + 1
        return f"{place}.{kind}" + (f"-{counted[kind]}" if counted[kind] > 1 else "")

    return name
