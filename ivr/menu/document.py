"""The parts that a menu file may have, one class each; its JSON Schema is made from them.

The classes say what each part looks like; what the parts mean together is `build`'s to say.
"""

from __future__ import annotations

import datetime as dt  # pydantic reads the annotations
import re
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from ivr.menu import spelling
from ivr.menu.icons import icons
from ivr.menu.spelling import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = r"^[a-z][a-z0-9-]{0,59}$"
Name = Annotated[str, StringConstraints(pattern=NAME)]
LANGUAGE = "[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}"
LanguageCode = Annotated[str, StringConstraints(pattern=f"^{LANGUAGE}$")]
Line = Annotated[str, StringConstraints(min_length=1)]
Whole = BeforeValidator(spelling.whole)
Decimal = BeforeValidator(spelling.decimal)
Day = Annotated[dt.date, BeforeValidator(spelling.day)]
Digit = Annotated[
    int,
    Field(ge=0, le=9, description="One key of the telephone, 0 to 9.", examples=[9]),
    Whole,
]
Texts = Annotated[
    dict[LanguageCode, str],
    Field(
        description="A text in each language of the line. `{name}` speaks a value, "
        "`{to:place}` the keys that lead to a place.",
        examples=[{"pt-BR": "Ligue para {clinic}.", "en-US": "Call {clinic}."}],
    ),
]
Words = Annotated[
    dict[LanguageCode, list[Line]],
    Field(
        description="Spoken words that mean the same as the key, by language.",
        examples=[{"pt-BR": ["conta", "fatura"], "en-US": ["bill"]}],
    ),
]
Icon = Annotated[
    str,
    Field(
        description="The picture that stands for it: a name from docs/icons.md.",
        examples=["phone"],
        json_schema_extra=lambda schema: schema.update(enum=[*icons()]),
    ),
]

Allowed = Annotated[
    dict[Annotated[str, StringConstraints(pattern=r"^R[0-9]{2,3}$")], Line],
    Field(
        description="Rules of `ivr check` that may be broken here, each with the reason.",
        examples=[{"R01": "Six offices, and all of them are called every day."}],
    ),
]
AtMost = Annotated[Annotated[float, Field(gt=0), Decimal] | None, Field(examples=[25])]


_no_names: dict[str, Any] = {}
_no_items: list[Any] = []
NO_NAMES: Any = Field(default_factory=lambda: _no_names, json_schema_extra={"default": {}})
NO_ITEMS: Any = Field(default_factory=lambda: _no_items, json_schema_extra={"default": []})
"""What all parts share that have none; pydantic would copy a plain default for each of them."""


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Part(BaseModel):
    """A part of the file: unknown names are refused, and names are written with hyphens."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=_kebab,
        use_attribute_docstrings=True,
        defer_build=True,  # built once, with the whole file's, when one is read
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_out(cls, data: Any) -> Any:
        """Take a name with nothing behind it as left out, where it may be left out."""
        if not isinstance(data, dict) or Nothing not in map(type, data.values()):
            return data
        optional = {each.alias for each in cls.model_fields.values() if not each.is_required()}
        left_out = {name for name in optional if isinstance(data.get(name), Nothing)}
        return {name: each for name, each in data.items() if name not in left_out}


MOST_WRITTEN = 60
"""Characters of a word or phrase in `say`."""
MOST_SAID = 120
"""Characters of what is said for it."""
MOST_LISTED = 1_000
"""Words and phrases in `say`, of one language."""
How = Annotated[str, StringConstraints(min_length=1, max_length=MOST_SAID)]
Written = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_WRITTEN),
    AfterValidator(spelling.phrase),
]


class Saying(Part):
    """How a word is said that a voice gets wrong; `TV: tevê` is short for `TV: {as: tevê}`."""

    respelled: How = Field(default="", alias="as", examples=["uai-fai"])
    """How it is said, in the letters of the language: for every engine."""
    ipa: How = Field(default="", examples=["waɪˈfaɪ"])
    """How it is said, in the International Phonetic Alphabet: for engines that take it."""

    @model_validator(mode="before")
    @classmethod
    def _long_form(cls, data: Any) -> Any:
        if not isinstance(data, str | dict):
            raise PydanticCustomError("unsaid", "no text")
        return {"as": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.respelled or self.ipa):
            raise PydanticCustomError("unsaid", "neither as nor ipa")
        return self


class Dated(Part):
    """A part that is only spoken on some days, both of them included."""

    from_: Day | None = Field(default=None, alias="from", examples=["2027-01-01"])
    """The first day it is spoken on; from the beginning without it."""
    until: Day | None = Field(default=None, examples=["2026-12-31"])
    """The last day it is spoken on; for ever without it."""


class _OrText:
    """Lets the schema take the short form of a part too: one text."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        short = {"type": "string", "minLength": 1, "maxLength": MOST_SAID}
        return {"anyOf": [short, handler(core)]}


class _OrName:
    """Lets the schema take the short form of a choice too: the name of a place."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "pattern": NAME}, handler(core)]}


class EngineVoice(Part):
    """A voice of an engine that renders sound files."""

    voice: Line = Field(examples=["pt-br"])
    """Its name with that engine."""
    rate: Annotated[float, Field(ge=0.5, le=2), Decimal] = Field(default=1, examples=[0.9])
    """How fast it speaks: 1 is its own speed."""
    accent: str = Field(default="", examples=["com.br"])
    """For gTTS, the ending of the Google address whose accent is wanted."""


class LanguageEntry(Part):
    """A language of the line: its voice, and the phrases every prompt in it is made with."""

    name: Line = Field(examples=["Português"])
    """What its speakers call it."""
    voice: Line = Field(examples=["Polly.Camila-Neural"])
    """Twilio's voice for it, used where a prompt is spoken by `<Say>`."""
    voices: dict[Name, EngineVoice] = Field(
        default={}, examples=[{"gtts": {"voice": "pt", "accent": "com.br"}}]
    )
    """The voice of each engine that renders sound files, the preferred engine first."""
    label: Line = Field(examples=["português"])
    """How it is offered in the other languages' menus, put into its own `option` phrase."""
    words: list[Line] = Field(default=[], examples=[["português", "brasileiro"]])
    """Spoken words that ask for it."""
    icon: Icon | None = None
    option: Line = Field(examples=["Para {label}, tecle {key}."])
    """The phrase every choice is offered with: the label first, then the key."""
    condition: Line = Field(examples=["Se {label}, tecle {key}."])
    """The phrase of a choice in a menu that asks (`asks: true`)."""
    path: Line = Field(examples=["tecle {keys}"])
    """What `{to:place}` becomes in a text."""
    then: Line = Field(examples=[", depois "])
    """What stands between two keys of such a path."""
    keys: list[Line] = Field(
        min_length=10, max_length=10, examples=[["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]]
    )
    """How the keys 0 to 9 are named in `option` and `path`."""
    digits: list[Line] = Field(
        min_length=10,
        max_length=10,
        examples=[
            ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"]
        ],
    )
    """How the digits 0 to 9 are read out in a telephone number."""
    call: str = Field(default="", examples=["ligue para {whose}: {number}."])
    """The sentence of a `call` step: whose number it is, then the number."""
    say: str = Field(default="", examples=["diga: {words}."])
    """The sentence of a `say` step."""
    again: str = Field(default="", examples=["De novo: {number}."])
    """How a number is said once more, at the end of an answer."""
    write: str = Field(default="", examples=["Se puder, chame alguém para anotar."])
    """What is said before a number that is too long to keep in mind."""


class ValueEntry(Part):
    """A number, hours, a deadline or a limit: it stands once, says where it was read and when."""

    phone: Annotated[str, StringConstraints(pattern=r"^[0-9]+( [0-9]+)*$")] | None = Field(
        default=None, examples=["0800 555 0180"]
    )
    """A telephone number, in quotes; read out digit by digit, with a pause at each space."""
    number: Annotated[int, Field(ge=0), Whole] | None = Field(default=None, examples=[7])
    """A whole number, spoken as it is written."""
    spoken: Texts | None = None
    whose: Texts | None = None
    """Whose telephone number it is, as `call` puts it; steps that call it need this."""
    source: Line = Field(examples=["https://clinic.example/contact"])
    """Where it was read."""
    checked: Day = Field(examples=["2026-11-22"])
    """The day somebody last made sure of it."""
    check_again: Day = Field(examples=["2027-05-22"])
    """The day from which `ivr check` warns that it may have changed."""


class CommandEntry(Part):
    """A key that does the same everywhere."""

    key: Digit
    label: Texts
    icon: Icon | None = None
    words: Words = NO_NAMES


class EverywhereEntry(Part):
    """What every menu says alike, said once."""

    welcome: Texts
    help: Name = Field(examples=["clinic"])
    """The value whose number always helps; texts in this part say `{help}`."""
    repeat: CommandEntry
    back: CommandEntry
    start: CommandEntry
    number: CommandEntry | None = None
    """A key that says the number of an answer alone, slowly and twice; in answers made of steps."""
    no_input: list[Texts] = Field(min_length=1)
    """What a silent caller hears: at the first silence, the second, and so on."""
    no_match: list[Texts] = Field(min_length=1)
    """What a caller hears who pressed a key that does nothing here: first time, second time …"""
    warning: Texts
    goodbye: Texts
    sorry: Texts
    fallback: Texts | None = None
    """Said when nothing else can be, before the line hangs up; `sorry` and `help` without it."""
    allow: Allowed = NO_NAMES


STEPS = ("do", "call", "say", "have", "next", "cost", "time", "warn", "more")
"""What the steps of an answer are, in the order in which callers need them."""


class StepEntry(Dated):
    """One step of an answer: a sentence that says what to do, whom to call, what to say there."""

    do: Texts | None = None
    """What to do first, with one's own hands."""
    call: Name | None = Field(default=None, examples=["clinic"])
    """The value whose number is to be called."""
    say: Texts | None = None
    """The very words to say there, no more."""
    have: Texts | None = None
    """What to have in hand."""
    next: Texts | None = None
    """What happens then."""
    cost: Texts | None = None
    time: Texts | None = None
    warn: Texts | None = None
    """What to beware of."""
    more: Texts | None = None
    """What else there is to know."""
    when: Texts | None = None
    """For call and say: in which case, put before the sentence."""

    @property
    def kind(self) -> str:
        """The name of what it is."""
        return next(kind for kind in STEPS if getattr(self, kind) is not None)

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [kind for kind in STEPS if getattr(self, kind) is not None]
        if len(given) != 1:
            kinds = ", ".join(STEPS)
            raise PydanticCustomError("steps", "{count}", {"count": len(given), "kinds": kinds})
        return self


class ChoiceEntry(Dated):
    """One thing a caller may choose; `bill` is short for `to: bill`.

    Its label, icon and words are those of the place it leads to, where it has none of its own.
    """

    to: Name = Field(examples=["bill"])
    """The place it leads to."""
    label: Texts
    """What is said before the key."""
    key: Digit | None = None
    """Only to freeze a key; without it choices take 1, 2, 3 … in their order."""
    icon: Icon | None = None
    words: Words = NO_NAMES
    weight: Annotated[float, Field(ge=0), Decimal] = Field(default=1, examples=[30])
    """How often it is chosen, against the other choices of its menu."""


class PlaceEntry(Dated):
    """Somewhere a caller can be: its title is the first thing they hear there."""

    title: Texts
    """Said first; without it the label, with a capital first letter."""
    label: Texts | None = None
    """What the choices say that lead here."""
    icon: Icon | None = None
    """The picture of the choices that lead here."""
    words: Words = NO_NAMES
    """Spoken words for the choices that lead here."""
    facts: Annotated[
        list[Annotated[str, StringConstraints(pattern=r"^F[0-9]{2,3}$")]],
        Field(examples=[["F14", "F17"]]),
    ] = NO_ITEMS
    """The facts of docs/facts.md that its text speaks."""
    allow: Allowed = NO_NAMES


class MenuEntry(PlaceEntry):
    """A place that offers choices."""

    text: Texts | None = None
    opens: Name | None = Field(default=None, examples=["second-invoice"])
    """A message whose do, call and say steps come before the choices; one leads to the rest."""
    asks: bool = False
    """Whether its choices are answers to a question, offered with `condition`."""
    languages: bool = False
    """Whether it also offers the other languages, each in its own voice."""
    choices: list[Annotated[ChoiceEntry, _OrName()]] = Field(min_length=1)


class MessageEntry(PlaceEntry):
    """A place that gives an answer, then offers what usually comes next."""

    text: Texts | None = None
    """The answer as one text; or it is made of `steps`."""
    steps: Annotated[list[StepEntry], Field(max_length=30)] = NO_ITEMS
    """The answer step by step: do, call, say, have, next, cost, time, warn, more, in this order."""
    choices: list[Annotated[ChoiceEntry, _OrName()]] = NO_ITEMS
    then: Name | None = Field(default=None, examples=["main"])
    """Where the call goes on by itself after the text; a message with `then` has no choices."""


class Budget(Part):
    """How long callers may wait, in seconds and in every language: for `ivr check --budget`."""

    welcome: AtMost = None
    """The welcome."""
    expected: AtMost = None
    """The mean until the first word of an answer."""
    p90: AtMost = None
    """What nine callers of ten wait at most."""
    worst: AtMost = None
    """What anybody waits at most."""
    efficiency: Annotated[float, Field(gt=0, le=1), Decimal] | None = Field(
        default=None, examples=[0.85]
    )
    """The least that could be spent at menus, over what is spent: so much or more."""
    answers: dict[Name, Annotated[float, Field(gt=0), Decimal]] = Field(
        default={}, examples=[{"second-invoice": 15}]
    )
    """The first word of single answers, and of menus' questions."""
    tasks: dict[Name, Annotated[float, Field(gt=0), Decimal]] = Field(
        default={}, examples=[{"second-invoice": 20}]
    )
    """The end of the last do, call or say step of single answers: then a caller can act."""
    keys: Annotated[int, Field(ge=1), Whole] | None = Field(default=None, examples=[2])
    """The keys to each of those tasks, at most."""


READ = frozenset({"name", "about"})
"""The parts of a file whose texts people read on a page, and nobody says."""


class MenuFile(Part):
    """A menu file: everything callers of one line may hear and press."""

    name: Texts | None = None
    """What the line is called: on its page, and where somebody installs it. Nobody says it."""
    about: Texts | None = None
    """A sentence at the foot of the page that says whose line it is, and whose it is not."""
    include: list[Line] = Field(default=[], examples=[["complaints.yaml"]])
    """Other files whose places, values and words join this one's; beside this file or below."""
    start: Name = Field(examples=["main"])
    """The menu a call begins in."""
    languages: dict[LanguageCode, LanguageEntry] = Field(min_length=1)
    """The languages of the line; the first one answers the phone."""
    values: dict[Name, ValueEntry] = {}
    everywhere: EverywhereEntry
    menus: dict[Name, MenuEntry] = Field(min_length=1)
    messages: dict[Name, MessageEntry] = {}
    say: dict[
        LanguageCode,
        Annotated[dict[Written, Annotated[Saying, _OrText()]], Field(max_length=MOST_LISTED)],
    ] = Field(default={}, examples=[{"pt-BR": {"Wi-Fi": "uai-fai"}}])
    """How words are said that voices get wrong, by language; captions keep the written word."""
    glossary: Words = {}
    """Long words that callers use themselves, so that rule R26 need not ask about them."""
    budget: Budget | None = None
    allow: Allowed = NO_NAMES


def typed(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Yield every text of a part as it was typed, and the path that leads to it."""
    if isinstance(part, Part):
        for name, field in type(part).model_fields.items():
            yield from typed(getattr(part, name), (*path, field.alias or name))
    elif isinstance(part, dict | list):
        for step, each in part.items() if isinstance(part, dict) else enumerate(part):
            yield from typed(each, (*path, step))
    elif isinstance(part, str) and re.fullmatch(LANGUAGE, str(path[-1])):
        yield path, part


def names(model: Any) -> set[str]:
    """Return every name that may stand in a part of the file, or in a part of that part."""
    if isinstance(model, type) and issubclass(model, Part):
        fields = model.model_fields.items()
        inner = [names(field.annotation) for _, field in fields]
        return {field.alias or name for name, field in fields}.union(*inner)
    return set[str]().union(*map(names, getattr(model, "__args__", ())))


LEFT_TO_ANOTHER = {"ChoiceEntry": "label", "MenuEntry": "title", "MessageEntry": "title"}
"""What a part must have when it is read, and need not have where it is written."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a menu file, for editors that complete and check it.

    What a file lacks that includes others may stand in one of them.
    """
    made = MenuFile.model_json_schema(by_alias=True)
    _close(made)
    for part, name in LEFT_TO_ANOTHER.items():
        made["$defs"][part]["required"].remove(name)
    made |= {"if": {"not": {"required": ["include"]}}, "then": {"required": made.pop("required")}}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _close(part: Any) -> None:
    """Refuse names that fit no pattern, as the reader does; pydantic leaves that open."""
    if isinstance(part, list):
        for item in part:
            _close(item)
    elif isinstance(part, dict):
        if "patternProperties" in part:
            part["additionalProperties"] = False
        for value in part.values():
            _close(value)
