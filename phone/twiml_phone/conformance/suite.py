"""Runs a conformance suite: documents, acts and what must come of them → what differs.

A suite is a JSON list of cases, or an object with `cases` and, where they are not the usual ones,
`conventions`. Each case says by its `kind` what it is about: a call, a document alone, a signature.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any

import httpx
from werkzeug.datastructures import MultiDict

from twiml_phone.conformance.compare import differences
from twiml_phone.conformance.conventions import Conventions
from twiml_phone.conformance.placement import place
from twiml_phone.conformance.scripted_line import document
from twiml_phone.errors import PhoneError
from twiml_phone.http.signature import sign, signed_url
from twiml_phone.twiml.parser import TwimlError, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path


class SuiteError(PhoneError):
    """A file that is no suite of cases. (PhoneError > this)."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases, and what they take for granted."""

    cases: tuple[Mapping[str, Any], ...]
    conventions: Conventions = field(default_factory=Conventions)

    def case(self, name: str) -> Suite:
        """Return the suite of the cases with one id."""
        return Suite(tuple(c for c in self.cases if c.get("id") == name), self.conventions)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case: nothing differs if the phone did as expected.

    A case that is not `settled` is nobody's fault: Twilio's documents leave open what is right.
    """

    id: str
    settled: bool
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Say whether all was as expected."""
        return not self.differences


def read(path: Path) -> Suite:
    """Read a suite.

    Raises:
        SuiteError: The file cannot be read, or holds no cases.
    """
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise SuiteError(f"{path} cannot be read: {error}") from error
    cases = found.get("cases") if isinstance(found, dict) else found
    if not isinstance(cases, list) or not all(_is_case(case) for case in cases):
        raise SuiteError(f"{path} is no suite: it needs a list of cases, each with its documents")
    given = found.get("conventions", {}) if isinstance(found, dict) else {}
    return Suite(tuple(cases), Conventions.of(given))


def run(suite: Suite) -> Iterator[Result]:
    """Run the cases one after the other, each with its variants."""
    for number, case in enumerate(suite.cases):
        found = tuple(
            f"{variant.get('name', 'variant')}: {each}" if variant else each
            for variant in ({}, *case.get("variants", ()))
            for each in _differences({**case, **variant}, suite.conventions)
        )
        name = str(case.get("id", case.get("name", number)))
        yield Result(name, bool(case.get("settled", True)), found)


def _is_case(case: Any) -> bool:
    return isinstance(case, dict) and ("documents" in case or "signature" in case)


def _differences(case: Mapping[str, Any], conventions: Conventions) -> Sequence[str]:
    kind = case.get("kind", "signature" if "signature" in case else "call")
    try:
        return list(JUDGES[kind](case, conventions))
    except PhoneError as error:
        return [str(error)]
    except Exception as error:  # a broken case must not hide the others
        return [f"the case cannot be run: {type(error).__name__}: {error}"]


def _call(case: Mapping[str, Any], conventions: Conventions) -> Iterator[str]:
    yield from differences(case, place(case, conventions), conventions)
    yield from _parsed(case, conventions)


def _parse(case: Mapping[str, Any], conventions: Conventions) -> Iterator[str]:
    entry = case["documents"][case.get("config", {}).get("voice_url", conventions.voice_url)]
    codes: list[int] = []
    errors: list[int] = []
    try:
        found = parse(document(entry), inline=bool(case.get("config", {}).get("inline_twiml")))
        codes = [flaw.code for flaw in found.warnings]
    except TwimlError as error:
        errors = [error.code]
    for name, seen in (("warnings", codes), ("errors", errors)):
        if sorted(case.get(name, [])) != sorted(seen):
            yield f"{name}: expected {case.get(name, [])}, saw {seen}"
    yield from _parsed(case, conventions)


def _parsed(case: Mapping[str, Any], conventions: Conventions) -> Iterator[str]:
    """Compare the verbs of the first document, as they are read."""
    if "parsed" in case:
        url = case.get("config", {}).get("voice_url", conventions.voice_url)
        verbs = parse(document(case["documents"][url])).verbs
        yield from _verbs("parsed", case["parsed"], verbs)


def _verbs(where: str, expected: Sequence[Any], seen: Sequence[Any]) -> Iterator[str]:
    names = [getattr(verb, "verb", getattr(verb, "noun", "")) for verb in seen]
    if [each["verb"] for each in expected] != names:
        yield f"{where}: expected {[each['verb'] for each in expected]}, saw {names}"
        return
    for number, (each, verb) in enumerate(zip(expected, seen, strict=True)):
        here, told = f"{where}[{number}]", _attributes(verb)
        for name, value in (each.get("attributes", {}) | _texts(each)).items():
            if told.get(name) != value:
                yield f"{here}.{name}: expected {value}, saw {told.get(name)}"
        if "children" in each:
            yield from _verbs(f"{here}.children", each["children"], _children(verb))


def _attributes(verb: Any) -> dict[str, str]:
    return {_camel(each.name): _text(getattr(verb, each.name)) for each in fields(verb)}


def _texts(expected: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": expected["text"]} if "text" in expected else {}


def _children(verb: Any) -> Sequence[Any]:
    """Return what a verb holds of other verbs and nouns, under whichever name."""
    held = (getattr(verb, each.name) for each in fields(verb))
    lists = (each if isinstance(each, tuple) else (each,) for each in held)
    return [child for each in lists for child in each if is_dataclass(child)]


def _text(value: Any) -> str:
    """Write a value as TwiML would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _signature(case: Mapping[str, Any], _: Conventions) -> Iterator[str]:
    vector = case["signature"]
    url = signed_url(httpx.URL(vector["url"]))
    if url != vector.get("signed_url", vector["url"]):
        yield f"signed URL: expected {vector.get('signed_url', vector['url'])}, saw {url}"
    seen = sign(vector["token"], url, MultiDict(vector["params"]).items(multi=True))
    if seen not in (vector["expected"], *vector.get("also_accepted", ())):
        yield f"signature: expected {vector['expected']}, saw {seen}"


JUDGES: Mapping[str, Callable[[Mapping[str, Any], Conventions], Iterator[str]]] = {
    "call": _call,
    "callback": _call,
    "parse": _parse,
    "signature": _signature,
}
