"""What a flow of Twilio Studio is made of, as its JSON has it.

https://www.twilio.com/docs/studio/flow-definition
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from ivr.errors import ForeignFileError
from ivr.exchange.imports.studio import terraform

KEY = re.compile(r"[0-9*#]")
NAMED = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.)*")')
GIVE = "give the JSON of a whole flow: in Studio, the trigger, Show flow JSON"


class StudioCondition(BaseModel):
    """What a way out of a split depends on."""

    type: str = ""
    value: Any = ""

    def single_keys(self) -> tuple[str, ...]:
        """Return the single keys that fulfil it.

        >>> StudioCondition(type="matches_any_of", value="1, 2,33").single_keys()
        ('1', '2')
        """
        if self.type not in {"equal_to", "matches_any_of", "contains", "starts_with", "regex"}:
            return ()
        return tuple(
            each.strip() for each in str(self.value).split(",") if KEY.fullmatch(each.strip())
        )


class StudioTransition(BaseModel):
    """A way out of a widget; nothing in `next` ends the call."""

    event: str = ""
    next: str | None = None
    conditions: list[StudioCondition] = []


class StudioWidget(BaseModel):
    """One step of a flow."""

    name: str
    type: str
    transitions: list[StudioTransition] = []
    properties: dict[str, Any] = {}

    def after(self, *events: str) -> str:
        """Return where the first of some events leads, or nothing."""
        for event in events:
            for each in self.transitions:
                if each.event == event and each.next:
                    return each.next
        return ""

    def said(self, name: str) -> str:
        """Return a property as text."""
        value = self.properties.get(name)
        return "" if value is None else str(value)


class StudioFlow(BaseModel):
    """A flow; `states` are its widgets."""

    description: str = ""
    states: list[StudioWidget] = Field(min_length=1)
    initial_state: str = "Trigger"


def parsed(text: str, file: str) -> StudioFlow:
    """Return the flow of a JSON text, alone or as `definition` of a fetched one; or of Terraform.

    Raises:
        ForeignFileError: It holds none.
    """
    try:
        data = _value(text)
    except json.JSONDecodeError as error:
        told = f"{file}:{error.lineno}:{error.colno}: this is no JSON ({error.msg}); {GIVE}"
        raise ForeignFileError(told) from error
    except RecursionError as error:
        raise ForeignFileError(f"{file}:1: this JSON is nested too deep; {GIVE}") from error
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if isinstance(data, dict) and isinstance(data.get("definition"), dict):
        data = data["definition"]
    try:
        return StudioFlow.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise ForeignFileError(f"{file}:1: {where}: {first['msg']}; {GIVE}") from error


def _value(text: str) -> Any:
    """Return what a JSON text says, or what a Terraform file encodes as JSON."""
    begin = terraform.begins(text)
    if begin < 0 or text.lstrip().startswith(("{", "[")):
        return json.loads(text)
    text = text[:begin] + terraform.quoted(text[begin:])
    return json.JSONDecoder().raw_decode(text, begin)[0]


def lines(text: str) -> dict[str, int]:
    r"""Return the line on which each name stands for the first time.

    >>> lines('{"states": [\n{"name": "Trigger"}]}')
    {'Trigger': 2}
    """
    found: dict[str, int] = {}
    line, end = 1, 0
    for match in NAMED.finditer(text):
        line, end = line + text.count("\n", end, match.start()), match.start()
        found.setdefault(json.loads(match[1], strict=False), line)
    return found
