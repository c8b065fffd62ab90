"""Checks what an answer's links describe: how a turn looks, and the map of a line.

Any line may offer them, so nothing is believed: what does not fit these shapes is no description.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and marks that turn the text around them the other way."""


def _without_unseen(text: str) -> str:
    return UNSEEN.sub(lambda found: " " if found[0] in "\n\t\r" else "", text)


Name = Annotated[str, Field(max_length=100), AfterValidator(_without_unseen)]
Text = Annotated[str, Field(max_length=4000), AfterValidator(_without_unseen)]
Key = Annotated[str, Field(pattern=r"^[0-9*#]$")]
Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Icon = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
Address = Annotated[str, Field(max_length=2000, pattern=r"^(https?:|[^:]*$)")]
Words = Annotated[tuple[Name, ...], Field(max_length=50)]


class DrawnPart(BaseModel):
    """Part of a description; what we do not know in it is left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class DrawnPrompt(DrawnPart):
    """One thing that is said, in what files, and the key it offers."""

    name: Name = ""
    text: Text
    language: Language
    sound: Address | None = None
    web: Address | None = None
    embedded: bool = False
    key: Key | None = None


class DrawnChoice(DrawnPart):
    """A key that leads somewhere."""

    key: Key
    label: Text
    language: Language
    icon: Icon | None = None
    words: Words = ()
    to: Name | None = None
    changes_language: bool = False


class DrawnCommand(DrawnPart):
    """A key that does the same everywhere."""

    does: Literal["repeat", "back", "start", "number"]
    key: Key
    label: Text
    icon: Icon | None = None
    words: Words = ()


class DrawnNumber(DrawnPart):
    """A telephone number, as it is dialled and written; the prompt that says it first, from 0."""

    name: Name = ""
    digits: str = Field(pattern=r"^\+?[0-9*#]{2,20}$")
    written: str = Field(default="", pattern=r"^[0-9*#+ -]{0,40}$")
    prompt: int = Field(ge=0, le=100)


class Drawing(DrawnPart):
    """A turn, as a page draws it."""

    place: Name | None
    trail: tuple[Name, ...] = Field(default=(), max_length=50)
    title: Text | None = None
    language: Language
    slow: bool = False
    over: bool = False
    prompts: tuple[DrawnPrompt, ...] = Field(default=(), max_length=100)
    choices: tuple[DrawnChoice, ...] = Field(default=(), max_length=12)
    commands: tuple[DrawnCommand, ...] = Field(default=(), max_length=12)
    numbers: tuple[DrawnNumber, ...] = Field(default=(), max_length=20)


class DrawnKey(DrawnPart):
    """A key that leads from one place to another."""

    key: Key
    label: Text
    icon: Icon | None = None
    to: Name | None = None


class DrawnPlace(DrawnPart):
    """A place of a line."""

    name: Name
    title: Text | None = None
    text: Text | None = None
    then: Name | None = None
    choices: tuple[DrawnKey, ...] = Field(default=(), max_length=12)


class DrawnLanguage(DrawnPart):
    """A language of a line."""

    code: Language
    name: Name
    icon: Icon | None = None


class DrawnMap(DrawnPart):
    """All places of a line."""

    start: Name
    language: Language
    languages: tuple[DrawnLanguage, ...] = Field(default=(), max_length=50)
    places: tuple[DrawnPlace, ...] = Field(max_length=1000)


def read(model: type[DrawnPart], described: object) -> dict[str, object] | None:
    """Return a description as JSON that fits its shape; None if it does not.

    >>> read(DrawnKey, {"key": "1", "label": "Conta", "colour": "red"})
    {'key': '1', 'label': 'Conta', 'icon': None, 'to': None}
    >>> read(DrawnKey, {"key": "javascript:", "label": "Conta"})
    """
    try:
        return model.model_validate(described).model_dump(mode="json")
    except ValidationError:
        return None
