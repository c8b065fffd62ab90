"""Writes menu files of any size: a tree of menus with six choices each, messages at its leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHOICES = 6
LANGUAGE = "en-US"

HEAD = """start: place-0
languages:
  en-US:
    name: English
    voice: Polly.Joanna-Neural
    label: hear English
    option: "To {label}, press {key}."
    condition: "If {label}, press {key}."
    path: "press {keys}"
    then: ", then "
    keys: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    digits: [zero, one, two, three, four, five, six, seven, eight, nine]
values:
  clinic:
    phone: "0800 555 0199"
    source: "https://clinic.example/contact"
    checked: 2026-11-22
    check-again: 2027-05-22
everywhere:
  welcome: {en-US: "Hello. This is the line of the clinic."}
  help: clinic
  repeat: {key: 9, label: {en-US: "hear this again, slower"}}
  back: {key: 8, label: {en-US: "go back one step"}}
  start: {key: 0, label: {en-US: "go to the start"}}
  no-input:
    - {en-US: "I did not hear a key. Let me repeat."}
  no-match:
    - {en-US: "That key does nothing here. Please choose another."}
  warning: {en-US: "I will hang up soon. If you need help, call {help}."}
  goodbye: {en-US: "Thank you for calling. Goodbye."}
  sorry: {en-US: "Sorry, we had a problem. Let us go back to the start."}
"""
ANSWER = (
    "This is answer number {number}. The clinic is open from Monday to Friday, from eight to six. "
    "If that does not help, call {{clinic}}. Once more: {{clinic}}. To begin again, {{to:place-0}}."
)


def write(places: int) -> str:
    """Return a menu file of that many places."""
    numbers = range(places)
    menus = "".join(_menu(number, places) for number in numbers if _below(number, places))
    messages = "".join(_message(number) for number in numbers if not _below(number, places))
    return f"{HEAD}menus:\n{menus}messages:\n{messages}"


def name(number: int) -> str:
    """Return the name of a place; place 0 is the start."""
    return f"place-{number}"


def parent(number: int) -> int:
    """Return the menu that leads to a place."""
    return (number - 1) // CHOICES


def _below(number: int, places: int) -> range:
    first = number * CHOICES + 1
    return range(first, max(first, min(first + CHOICES, places)))


def _menu(number: int, places: int) -> str:
    return "".join(_menu_lines(number, places))


def _menu_lines(number: int, places: int) -> Iterator[str]:
    yield f'  {name(number)}:\n    title: {{en-US: "Questions from {number} on"}}\n    choices:\n'
    for below in _below(number, places):
        yield f'      - to: {name(below)}\n        label: {{en-US: "hear about {below}"}}\n'
        yield f"        words: {{en-US: [about {below}]}}\n        weight: 10\n"


def _message(number: int) -> str:
    text = json.dumps(ANSWER.format(number=number))
    title = f'  {name(number)}:\n    title: {{en-US: "About {number}"}}\n'
    return f"{title}    text:\n      en-US: {text}\n"
