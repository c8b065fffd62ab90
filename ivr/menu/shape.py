"""Checks data against the classes of a menu file; reports what does not fit, keeps the rest.

A part that does not fit is set aside so that what is left can still be read and checked: an owner
sees every problem of the file at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from ivr.menu import document
from ivr.menu.characters import described
from ivr.menu.document import MenuFile
from ivr.menu.problem import MOST_PROBLEMS, Problem, did_you_mean
from ivr.menu.source import Entries, Items

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from ivr.menu.source import Source

    Steps = tuple[str | int, ...]

COLLECTIONS = ("languages", "values", "menus", "messages")

MAPPING = "{name} is not a mapping; write one `name: value` to a line, under it and further in"

# What pydantic found, and what to do about it. `{input}` is what stands in the file.
REMEDIES = {
    "missing": "{name} is missing; see docs/menus.md#{part}",
    "string_type": "{name} is not a text; write one, in quotes and without brackets",
    "string_too_short": "{name} is empty; write it, or delete the line",
    "whole": "{name} is {input}, not a whole number such as 7",
    "plain_whole": "{name} is {input}; write {plain}: a number is written as it is spoken",
    "greater_than_equal": "{name} is {input}, less than {ge:g}",
    "greater_than": "{name} is {input}, and must be more than {gt:g}",
    "less_than_equal": "{name} is {input}, more than {le:g}",
    "decimal": "{name} is {input}, not a number such as 2.5",
    "plain_decimal": "{name} is {input}; write {plain}, with a point instead of the comma",
    "bool_parsing": "{name} is {input}; write true or false",
    "bool_type": "{name} is {input}; write true or false",
    "day": "{name} is {input}, not a date such as 2026-11-22; write year-month-day",
    "no_day": "{name} is {input}, a day that no calendar has; look at the month and the day",
    "list_type": "{name} is not a list; write one entry to a line, each after a hyphen",
    "dict_type": MAPPING,
    "model_type": MAPPING,
    "phrase": "{name} is no word or phrase; begin and end it with a letter or a figure",
    "unsaid": "{name} has neither as nor ipa; write how it is said",
    "string_too_long": "{name} has more than {max_length} characters; write less",
    "steps": "a step is one of {kinds}; {name} has {count}",
    "too_long": "{name} has more than {max_length} entries; delete some",
}
UNFORESEEN = "{name} is {input}, which does not fit here; see docs/menus.md"
MOST_SHOWN = 40
"""Characters of what stands in the file that a message repeats."""
PATTERNS = {
    r"^[a-z][a-z0-9-]{0,59}$": "a name: small letters, digits and hyphens, at most 60 in all,"
    " such as second-invoice",
    r"^[0-9]+( [0-9]+)*$": 'a telephone number in quotes, such as "0800 555 0180"',
    r"^F[0-9]{2,3}$": "a fact, such as F14",
    r"^R[0-9]{2,3}$": "a rule, such as R01",
}


@dataclass(frozen=True)
class Shaped:
    """What of a file could be read (or None), where that stands, and what could not be read.

    `left_out` counts the problems beyond the first ones: nobody reads them, and to word each takes
    time and memory.
    """

    document: MenuFile | None
    source: Source
    problems: tuple[Problem, ...] = ()
    left_out: int = 0


def shape(source: Source) -> Shaped:
    """Read the parts of a menu file, setting aside those that do not fit."""
    try:
        return Shaped(MenuFile.model_validate(source.data), source)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    told = errors[:MOST_PROBLEMS]
    problems = tuple(_problem(source, each) for each in told if not _is_misspelt(each, told))
    if len(errors) > MOST_PROBLEMS:
        return Shaped(None, source, problems, len(errors) - MOST_PROBLEMS)
    rest = without(source, {_dispensable(error) for error in errors})
    try:
        return Shaped(MenuFile.model_validate(rest.data), rest, problems)
    except ValidationError:
        return Shaped(None, source, problems)


def _is_misspelt(error: ErrorDetails, errors: Iterable[ErrorDetails]) -> bool:
    """Tell whether what is missing stands there after all, under a name that is nearly right."""
    *part, name = error["loc"]
    return error["type"] == "missing" and any(
        other["type"] == "extra_forbidden"
        and [*other["loc"][:-1]] == part
        and did_you_mean(str(other["loc"][-1]), [str(name)])
        for other in errors
    )


def _problem(source: Source, error: ErrorDetails) -> Problem:
    path = [step for step in error["loc"] if step != "[key]"]
    is_key = error["type"] == "extra_forbidden" or error["loc"][-1:] == ("[key]",)
    return source.problem(path, _message(error, path), key=is_key)


def _message(error: ErrorDetails, path: list[str | int]) -> str:
    name = f'"{_clipped(path[-1])}"' if isinstance(path[-1], str) else f"entry {path[-1] + 1}"
    context = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return _unknown(path)
    if error["type"] == "string_pattern_mismatch":
        wanted = PATTERNS.get(context["pattern"], "a language such as pt-BR")
        return f"{_shown(error['input'])} is not {wanted}{_strangers(error['input'])}"
    if error["type"] == "missing":
        part = str(path[0]) if len(path) > 1 else "start"
        return REMEDIES["missing"].format(name=name, part=part)
    if error["type"] == "too_short":
        return _too_short(name, context)
    if error["input"] == "":
        return _empty(name, error["input"])
    remedy = REMEDIES.get(error["type"], UNFORESEEN)
    return remedy.format(name=name, input=_shown(error["input"]), **context)


def _unknown(path: list[str | int]) -> str:
    """Return the message about a name that does not belong where it stands."""
    name = str(path[-1])
    if hint := did_you_mean(name, known_names(path[:-1])):
        return f'"{name}" means nothing here{hint}{_strangers(name)}'
    if homes := [home for home, names in _homes().items() if name in names]:
        parts = " or ".join(homes)
        return f'"{name}" means nothing here; it belongs to {parts}: do the spaces before it fit?'
    known = ", ".join(known_names(path[:-1]))
    return f'"{_clipped(name)}" means nothing here{_strangers(name)}; what may stand here: {known}'


def _homes() -> dict[str, list[str]]:
    """Return the names that belong to each kind of part."""
    kinds = {
        "a language": document.LanguageEntry,
        "a value": document.ValueEntry,
        "everywhere": document.EverywhereEntry,
        "a menu": document.MenuEntry,
        "a message": document.MessageEntry,
        "a choice": document.ChoiceEntry,
        "a step": document.StepEntry,
        "a word of say": document.Saying,
        "the file itself": MenuFile,
    }
    return {home: _names(kind) for home, kind in kinds.items()}


def _strangers(name: Any) -> str:
    """Return what to say of a name that holds letters of another alphabet, or odd characters."""
    odd = next((each for each in str(name) if not each.isascii()), "")
    return f"; it holds {described(odd)}: type it again" if odd else ""


def _empty(name: str, given: Any) -> str:
    if getattr(given, "typed", ""):
        return f'{name} is {given.typed}, which means nothing; to say it, write "{given.typed}"'
    return REMEDIES["string_too_short"].format(name=name)


def _too_short(name: str, context: dict[str, Any]) -> str:
    if name == '"choices"':
        return "the menu has no choices; give it at least one, or make it a message"
    return f"{name} has {context['actual_length']} entries and needs {context['min_length']}"


def _shown(given: Any) -> str:
    """Return what stands in the file, in quotes and not too long; or what kind of thing it is."""
    if isinstance(given, str):
        return f'"{_clipped(given)}"'
    return "a list" if isinstance(given, list) else "several names with values"


def _clipped(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def known_names(path: Iterable[str | int]) -> list[str]:
    """Return the names that may stand in the part `path` leads to.

    >>> known_names(["menus", "main", "choices", 0])[:2]
    ['from', 'until']
    """
    model: Any = MenuFile
    for step in path:
        model = _inner(model, step)
    return _names(model)


def _names(model: Any) -> list[str]:
    model = _bare(model)
    if isinstance(model, type) and issubclass(model, BaseModel):
        return [field.alias or name for name, field in model.model_fields.items()]
    return []


def _bare(model: Any) -> Any:
    """Return a type without what is annotated to it."""
    return model.__origin__ if hasattr(model, "__metadata__") else model


def _inner(model: Any, step: str | int) -> Any:
    """Follow one step down: a field of a part, an entry of a mapping, an item of a list."""
    model = _bare(model)
    if isinstance(model, type) and issubclass(model, BaseModel):
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        return fields[str(step)].annotation if step in fields else None
    inner = [each for each in getattr(model, "__args__", ()) if each is not type(None)]
    return inner[-1] if inner else None


def without(source: Source, parts: Iterable[Steps]) -> Source:
    """Return a source that lacks the parts to which some paths lead; the rest is the same data."""
    data = source.data.copy()
    copied = {id(data)}
    for path in sorted(parts, key=_last_first, reverse=True):
        _delete(data, path, copied)
    return replace(source, data=data)


def _dispensable(error: ErrorDetails) -> Steps:
    """Return the path of the smallest part around an error that a file can do without."""
    path = error["loc"]
    if error["type"] == "extra_forbidden":
        return path
    if path[-1] == "[key]":
        return path[:-1]
    for each in ("choices", "steps"):
        if each in path[:-1]:
            return path[: path.index(each) + 2]
    if path[0] == "say":
        return path[:3]
    return path[:2] if path[0] in COLLECTIONS else path


def _last_first(path: Steps) -> tuple[tuple[int, str], ...]:
    """Sort later items of a list after earlier ones, to delete from the end."""
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in path)


def _delete(data: Any, path: Steps, copied: set[int]) -> None:
    """Delete what a path leads to; what stands around it is copied first, once, and noted."""
    *way, last = path
    for step in way:
        if isinstance(step, int) and step >= len(data):
            return
        inner = data[step] if isinstance(step, int) else data.get(step, {})
        if isinstance(inner, Entries | Items) and id(inner) not in copied:
            inner = data[step] = inner.copy()
            copied.add(id(inner))
        data = inner
    if isinstance(data, Items) and isinstance(last, int):
        data.drop(last)
    elif isinstance(data, Entries):
        data.pop(str(last), None)
