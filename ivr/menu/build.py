"""Builds the Flow from a validated menu file: every prompt, in every language, ready to be said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ivr.menu import steps
from ivr.menu.characters import described
from ivr.menu.fill import offer, sentence_case
from ivr.menu.flow import (
    DECISIVE,
    Choice,
    Everywhere,
    Flow,
    Language,
    Menu,
    Message,
    Prompt,
    Pronunciation,
    Value,
    Voice,
)
from ivr.menu.icons import icons
from ivr.menu.steps import StepMaker
from ivr.menu.texts import CONTROL, IPA_MARK, NO_IPA, Speaker
from ivr.menu.whole_words import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ivr.menu import document as file
    from ivr.menu.flow import Place
    from ivr.menu.keys import Path, Report
    from ivr.menu.links import Links
    from ivr.menu.problem import Hints
    from ivr.menu.whole_words import Folded

SLOTS = {"option": ("{label}", "{key}"), "condition": ("{label}", "{key}"), "path": ("{keys}",)}

UNSAID = re.compile(rf"{CONTROL.pattern}|[\n{{}}]|{IPA_MARK.pattern}")
"""Characters that no voice can speak, or that mean something else to the line."""


class Builder:
    """Builds the Flow of one menu file; problems are reported as they are found.

    Args:
        document: What of the file could be read.
        values: The names of all its values, also of those that could not be read.
        links: Where its keys lead.
        report: Takes the path and the message of a problem.
        hints: Guess what was meant.
    """

    def __init__(
        self,
        document: file.MenuFile,
        values: Collection[str],
        links: Links,
        report: Report,
        hints: Hints,
    ) -> None:
        self.document = document
        self.links = links
        self.report = report
        self.hints = hints
        self.phrases = {code: self._phrases(code) for code in document.languages}
        self.speaker = Speaker(document, values, links.keys_to, report, hints)
        self.steps = StepMaker(document, self.speaker, report)

    def flow(self) -> Flow:
        """Return the Flow. It may be spoken only if nothing was reported."""
        for code, language in self.document.languages.items():
            self._check_icon(language.icon, ["languages", code])
            self._check_marks(language, ["languages", code])
        self._check_say()
        everywhere = self._everywhere()
        return Flow(
            start=self.document.start,
            languages={
                code: _language(code, language, self.document.say.get(code, {}))
                for code, language in self.document.languages.items()
            },
            values={name: self._value(name) for name in self.document.values},
            everywhere=everywhere,
            places=self._places(),
            trails=self.links.trails,
            name=self._written("name") or _texts(everywhere.welcome),
            about=self._written("about"),
        )

    def _written(self, name: str) -> dict[str, str]:
        """Return what the page of the line shows in writing; nothing where the file has none."""
        texts: dict[str, str] | None = getattr(self.document, name)
        return {} if texts is None else self.speaker.texts(texts, [name])

    def _check_marks(self, language: file.LanguageEntry, path: Sequence[str | int]) -> None:
        """Report a mark of IPA in what every prompt of a language is made with."""
        for name in ("label", *SLOTS, *steps.SLOTS, "then", "keys", "digits"):
            if mark := IPA_MARK.search("".join(getattr(language, name))):
                self.report([*path, name], f'"{name}" has {NO_IPA.format(described(mark[0]))}')

    def _check_say(self) -> None:
        """Report words that are said for no language, said twice, or said with odd characters."""
        for code, listed in self.document.say.items():
            if code not in self.document.languages:
                hint = self.hints.for_(code, self.document.languages)
                self.report(["say", code], f'"{code}" is no language of this line{hint}')
            first: dict[Folded, str] = {}
            for written, how in listed.items():
                same = first.setdefault(folded(written, code), written)
                if same != written:
                    message = f'"{written}" is found where "{same}" is; keep one of them'
                    self.report(["say", code, written], message)
                if odd := UNSAID.search(how.respelled + how.ipa):
                    message = f'"{written}" is said with {described(odd[0])}; delete it'
                    self.report(["say", code, written], message)

    def _places(self) -> dict[str, Place]:
        menus = {name: self._menu(name, menu) for name, menu in self.document.menus.items()}
        messages = {
            name: self._message(name, each) for name, each in self.document.messages.items()
        }
        opened = {name: self._opened(menu, messages) for name, menu in menus.items()}
        return {**opened, **messages}

    def _opened(self, menu: Menu, messages: Mapping[str, Message]) -> Menu:
        """Return a menu with the beginning of the answer it opens with."""
        if menu.opens is None:
            return menu
        path = ["menus", menu.name, "opens"]
        message = messages.get(menu.opens)
        if message is None:
            if menu.opens not in self.links.names or menu.opens in self.document.menus:
                hint = self.hints.for_(menu.opens, self.document.messages)
                self.report(path, f'"{menu.opens}" is no message{hint}')
            return menu
        opening = tuple(step for step in message.steps if step.kind in DECISIVE)
        if not opening:
            self.report(path, f'"{menu.opens}" has no do, call or say step; give it steps')
        if all(choice.to != menu.opens for choice in menu.choices):
            missing = f'no choice here leads to "{menu.opens}", where the rest is said; add one'
            self.report(path, missing)
        return replace(menu, opening=opening)

    def _phrases(self, code: str) -> dict[str, str]:
        """Return the phrases of a language; W3C COGA wants what a key does before the key."""
        language = self.document.languages[code]
        phrases = {}
        for name, slots in SLOTS.items():
            phrase = getattr(language, name)
            places = [phrase.find(slot) for slot in slots]
            in_order = -1 not in places and places == sorted(places)
            if not (in_order and phrase.count("{") == phrase.count("}") == len(slots)):
                wanted = ", then ".join(slots)
                self.report(["languages", code, name], f"needs {wanted}, once, and no other braces")
                phrase = " ".join(slots)
            phrases[name] = phrase
        return phrases

    def _value(self, name: str) -> Value:
        value = self.document.values[name]
        return Value(
            name=name,
            spoken=self.speaker.values[name],
            digits=value.phone,
            source=value.source,
            checked=value.checked,
            check_again=value.check_again,
        )

    def _everywhere(self) -> Everywhere:
        everywhere = self.document.everywhere
        self._check_help(everywhere.help)
        if everywhere.number:  # also where no answer has a number
            self._command("number", everywhere.number)
        sorry = self._said("sorry", everywhere.sorry)
        return Everywhere(
            welcome=self._said("welcome", everywhere.welcome),
            repeat=self._command("repeat", everywhere.repeat),
            back=self._command("back", everywhere.back),
            start=self._command("start", everywhere.start),
            no_input=self._attempts("no-input", everywhere.no_input),
            no_match=self._attempts("no-match", everywhere.no_match),
            warning=self._said("warning", everywhere.warning),
            goodbye=self._said("goodbye", everywhere.goodbye),
            sorry=sorry,
            fallback=self._fallback(sorry),
        )

    def _fallback(self, sorry: Mapping[str, Prompt]) -> dict[str, Prompt]:
        """Return what is said when nothing else can be: if nothing else, whom to call instead."""
        everywhere = self.document.everywhere
        if everywhere.fallback is not None:
            return self._said("fallback", everywhere.fallback)
        calls = self.steps.whom_to_call(everywhere.help)
        texts = {code: f"{prompt.text} {calls[code]}" for code, prompt in sorry.items()}
        return named(texts, "everywhere.fallback")

    def _check_help(self, name: str) -> None:
        value = self.document.values.get(name)
        if name not in self.speaker.known or (value and not value.phone):
            self.report(["everywhere", "help"], f'"{name}" is no value with a phone; name one')

    def _said(self, name: str, texts: dict[str, str]) -> dict[str, Prompt]:
        return self._prompts(texts, ["everywhere", name], f"everywhere.{name}")

    def _attempts(self, name: str, attempts: list[dict[str, str]]) -> tuple[dict[str, Prompt], ...]:
        return tuple(
            self._prompts(each, ["everywhere", name, index], f"everywhere.{name}-{index + 1}")
            for index, each in enumerate(attempts)
        )

    def _prompts(self, texts: dict[str, str], path: Path, name: str) -> dict[str, Prompt]:
        return named(self.speaker.texts(texts, path), name)

    def _command(self, name: str, command: file.CommandEntry) -> Choice:
        path = ["everywhere", name]
        return self._choice(command, str(command.key), "option", path, f"everywhere.{name}")

    def _menu(self, name: str, menu: file.MenuEntry) -> Menu:
        path = ["menus", name]
        return Menu(
            name=name,
            titles=self._prompts(menu.title, [*path, "title"], f"{name}.title"),
            texts=self._prompts(menu.text, [*path, "text"], f"{name}.text") if menu.text else None,
            choices=self._choices(path, menu, "condition" if menu.asks else "option"),
            language_choices=self._languages(self.links.keys[name][len(menu.choices) :]),
            facts=tuple(menu.facts),
            opens=menu.opens,
        )

    def _message(self, name: str, message: file.MessageEntry) -> Message:
        path = ["messages", name]
        if message.then and message.choices:
            self.report([*path, "then"], "a message goes on by itself or has choices, not both")
        return Message(
            name=name,
            titles=self._prompts(message.title, [*path, "title"], f"{name}.title"),
            texts=self._text(message, path),
            choices=self._choices(path, message, "option"),
            then=message.then,
            facts=tuple(message.facts),
            steps=self.steps.steps(message, path),
            **self._number(message, path),
        )

    def _text(self, message: file.MessageEntry, path: list[str]) -> dict[str, Prompt] | None:
        if (message.text is None) == (not message.steps):
            both = "not both" if message.steps else "and has neither"
            self.report(path, f"an answer is a text or has steps, {both}")
        if message.text is None:
            return None
        return self._prompts(message.text, [*path, "text"], f"{path[-1]}.text")

    def _number(self, message: file.MessageEntry, path: list[str]) -> dict[str, Any]:
        """Return the key that says the number of an answer alone, and what it says."""
        command = self.document.everywhere.number
        if command is None or not (alone := self.steps.number_alone(message, path)):
            return {}
        return {"number": self._command("number", command), "number_alone": alone}

    def _choices(
        self, path: list[str], place: file.MenuEntry | file.MessageEntry, phrase: str
    ) -> tuple[Choice, ...]:
        keys = self.links.keys[path[-1]]
        if place.choices and not any(choice.weight for choice in place.choices):
            message = "every weight here is 0; write how often each is chosen, or no weights"
            self.report([*path, "choices"], message)
        names = _names(path[-1], place.choices)
        return tuple(
            self._choice(choice, key, phrase, [*path, "choices", index], names[index], choice.to)
            for index, (choice, key) in enumerate(zip(place.choices, keys, strict=False))
        )

    def _choice(  # noqa: PLR0913, PLR0917  # all that makes a choice
        self,
        choice: file.ChoiceEntry | file.CommandEntry,
        key: str,
        phrase: str,
        path: Path,
        name: str,
        to: str | None = None,
    ) -> Choice:
        labels = self.speaker.texts(choice.label, [*path, "label"])
        offers = {code: self._offer(code, phrase, text, key) for code, text in labels.items()}
        self._check_icon(choice.icon, path)
        return Choice(
            key=key,
            labels=labels,
            prompts=named(offers, name),
            to=to,
            icon=choice.icon,
            words={code: tuple(words) for code, words in choice.words.items()},
            weight=getattr(choice, "weight", 1),
        )

    def _check_icon(self, icon: str | None, path: Path) -> None:
        if icon is not None and icon not in icons():
            hint = self.hints.for_(icon, icons()) or f"; find one with: ivr icons {icon}"
            self.report([*path, "icon"], f'"{icon}" is no icon{hint}')

    def _offer(self, code: str, phrase: str, label: str, key: str) -> str:
        language = self.document.languages[code]
        text = offer(self.phrases[code][phrase], label, key, language) if key else label
        return sentence_case(text, code)

    def _languages(self, keys: list[str]) -> Mapping[str, tuple[Choice, ...]]:
        """Return the languages offered to a caller who listens in each language.

        A key that changed the language changes it back: the first language takes its place.
        """
        first, *others = self.document.languages
        return {
            current: tuple(
                self._language(first if other == current else other, key)
                for other, key in zip(others, keys, strict=False)
            )
            for current in (self.document.languages if keys else ())
        }

    def _language(self, code: str, key: str) -> Choice:
        language = self.document.languages[code]
        return Choice(
            key=key,
            labels={code: language.label},
            prompts=named(
                {code: self._offer(code, "option", language.label, key)},
                f"everywhere.language-{key}",
            ),
            language=code,
            icon=language.icon,
            words={code: tuple(language.words)},
        )


def _language(code: str, language: file.LanguageEntry, say: Mapping[str, file.Saying]) -> Language:
    return Language(
        code=code,
        name=language.name,
        voice=language.voice,
        voices={
            engine: Voice(voice.voice, voice.rate, voice.accent)
            for engine, voice in language.voices.items()
        },
        digits=tuple(language.digits),
        keys=tuple(language.keys),
        icon=language.icon,
        say=tuple(Pronunciation(written, how.respelled, how.ipa) for written, how in say.items()),
    )


def _texts(prompts: Mapping[str, Prompt]) -> dict[str, str]:
    return {code: prompt.text for code, prompt in prompts.items()}


def named(texts: Mapping[str, str], name: str) -> dict[str, Prompt]:
    """Return a prompt for each language's text."""
    return {code: Prompt(text, code, name) for code, text in texts.items()}


def _names(place: str, choices: Sequence[file.ChoiceEntry]) -> list[str]:
    """Name the choices of a place after where they lead; a second way there gets its number."""
    names: list[str] = []
    for index, choice in enumerate(choices, start=1):
        name = f"{place}.to-{choice.to}"
        names.append(f"{name}-{index}" if name in names else name)
    return names
