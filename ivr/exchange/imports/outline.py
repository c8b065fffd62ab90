"""Reads a plain outline, which is what people have who plan a line on paper or in a mail.

```
Dentist: Hello, this is the dentist.
  1 Appointments
    1 Check-up: A check-up takes half an hour.
    2 Emergency: 0800 555 0142
  2 Prices: A check-up is free of charge.
```
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.errors import ForeignFileError
from ivr.exchange.imports.draft import Draft, DraftChoice, DraftPlace, telephone
from ivr.exchange.imports.words import place_name, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

TAB = 4
"""Spaces that a tab stands for."""
MOST_DEEP = 10
"""Levels of an outline; rule R03 minds answers below the third."""
ITEM = re.compile(
    r"(?P<indent>\s*)"
    r"(?:(?P<number>(?:\d+\.)*(?:\d+|[*#]))(?:[.):]\s*|\s+[-–]\s+|\s+)|(?P<bullet>[-•–*])\s+)?"
    r"(?P<label>.*?)\s*(?::\s+(?P<text>.*))?"
)
WRITE = "write a line for the whole, and below it, further to the right, one for each choice"


@dataclass
class OutlineItem:
    """A line of an outline and what stands below it; `depth` is how far in it begins."""

    line: int
    depth: tuple[int, int]
    marked: bool
    key: str
    label: str
    text: str
    below: list[OutlineItem] = field(default_factory=list)


def read(text: str, file: str, language: str = "") -> Draft:
    """Return the line that an outline plans.

    Raises:
        ForeignFileError: It holds no choice.
    """
    root = _tree(list(_items(text)), file)
    draft = Draft(file, name=root.label, language=language, welcome=root.text)
    draft.start = _place(draft, root)
    return draft


def _items(text: str) -> Iterator[OutlineItem]:
    for number, line in enumerate(text.splitlines(), start=1):
        found = ITEM.fullmatch(line.expandtabs(TAB).rstrip().rstrip(":"))
        if not (found and found["label"]):
            continue
        written = found["number"] or ""
        last = written.rpartition(".")[2]
        yield OutlineItem(
            number,
            (len(found["indent"]), written.count(".")),
            bool(written or found["bullet"]),
            last if len(last) == 1 else "",
            plain_text(found["label"]),
            plain_text(found["text"] or ""),
        )


def _tree(items: list[OutlineItem], file: str) -> OutlineItem:
    """Put each line below the one that it belongs to, and return the whole."""
    marks = any(each.marked for each in items)
    top = OutlineItem(1, (-1, 0), marked=False, key="", label="", text="")
    way = [top]
    for item in items:
        if marks and not item.marked and item.depth > (0, 0) and len(way) > 1:
            _go_on(way[-1], item)
            continue
        while item.depth <= way[-1].depth:
            way.pop()
        if len(way) > MOST_DEEP:
            told = f"{file}:{item.line}: this is level {len(way)} of the outline"
            raise ForeignFileError(f"{told}; {MOST_DEEP} are the most")
        way[-1].below.append(item)
        way.append(item)
    root = _whole(top)
    if not root.below:
        raise ForeignFileError(f"{file}:1: this outline holds no choice; {WRITE}")
    return root


def _go_on(item: OutlineItem, line: OutlineItem) -> None:
    """Let a line that is marked by no key go on with the text of the one above."""
    said = f"{line.label}: {line.text}" if line.text else line.label
    item.text = f"{item.text} {said}".strip()


def _whole(top: OutlineItem) -> OutlineItem:
    """Return what stands for the whole line: the first one, if it is above the others or unlike."""
    first, *others = top.below or [top]
    if not others or (not first.marked and all(each.marked for each in others)):
        first.below += others
        return first
    return top


def _place(draft: Draft, item: OutlineItem) -> str:
    """Add the place of a line of the outline, and those below it, and return its name."""
    name = draft.free_name(place_name(item.label) if item.label else "main")
    place = draft.places[name] = DraftPlace(name, item.line)
    if not draft.start:
        draft.start = name
    elif number := telephone(item.text):
        place.telephone = number
    else:
        place.text = item.text
    for each in item.below:
        place.choices.append(DraftChoice(each.key, _place(draft, each), each.label))
    return name
