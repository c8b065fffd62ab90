"""Finds typing slips in the raw text of a menu file, which YAML swallows or explains badly.

Each entry of SLIPS says in which pieces it is looked for, by which pattern (`at` is the character
to blame), and what to tell. Those that `explain` are told only where the file cannot be read, or
where something else is wrong on their line: by themselves they may be meant.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ivr.menu.characters import described
from ivr.menu.document import MenuFile, names
from ivr.menu.pieces import LINE_END, pieces
from ivr.menu.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.menu.pieces import Piece

Weight = Literal["error", "warning", "explains"]
Reach = Literal["line", "next", "file"]

SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
QUOTE = "“”„‟«»‹›″〝〞＂‘’‚‛′´`＇"
DASH = "‐‑‒–—―−﹣－•·◦▪●‣∙○■►"
COLON = "：﹕∶ː꞉︓"
COMMA = ";；，、،"
INVISIBLE = "\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff"
DIRECTION = "\u202a-\u202e\u2066-\u2069"
LANGUAGE = "[a-z]{2,3}(?:-[A-Z][a-z]{3})?-[A-Z]{2}"
NAME = "[A-Za-z][A-Za-z0-9-]*"
ALSO_A_WORD = {"as"}
"""Names that begin many a line of a text."""
KNOWN = f"(?:{'|'.join(sorted(names(MenuFile) - ALSO_A_WORD, key=len, reverse=True))}|{LANGUAGE})"
SPOKEN = re.compile(f"{LANGUAGE}|name|label|option|condition|path|then|source|words|digits|as|ipa")
"""The names whose values are texts, so that a hash in one is part of it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One kind of slip; its message may name {at}, the character, and {word}, its name.

    A `nested` one is looked for between brackets only, or outside them only. `reach` says what of a
    file it can make unreadable: nothing beyond its own line, or the next one too, or all the rest.
    """

    weight: Weight
    kinds: str
    pattern: str
    message: str
    nested: bool | None = None
    reach: Reach = "next"


MOST_SLIPS = 1_000
"""Slips after which nobody looks on: no more than a hundred are told."""

SLIPS = (
    Slip("explains", "bare", "^(?P<at>`{3}|~{3})", "this line belongs to a chat; delete it"),
    Slip(
        "error",
        "bare key",
        r"^(?P<at><{7}|={7}|>{7}|\|{7})(?: |$)",
        "two versions of these lines were merged and nobody chose; keep one, "
        "and delete the lines of <, = and >",
    ),
    Slip(
        "error",
        "indent",
        f"(?P<at>[{SPACE}])",
        "{at} is among the spaces before this line; delete it and type spaces",
    ),
    Slip(
        "explains",
        "indent",
        r"(?P<at>\t)",
        "{at} is among the spaces before this line; delete it and type spaces, "
        "two for each step further in",
    ),
    Slip(
        "error",
        "bare key",
        rf"^{NAME}:(?P<at>[{SPACE}])",
        "{at} stands after the colon; delete it and type a space",
    ),
    Slip(
        "error",
        "key",
        rf"^{NAME}(?P<at>[{SPACE}])$",
        "{at} stands before the colon; delete it",
    ),
    Slip(
        "error",
        "bare key",
        rf"^-(?P<at>[{SPACE}])",
        "{at} stands after the hyphen; delete it and type a space",
    ),
    Slip(
        "error",
        "key",
        rf"^(?P<at>[{DASH}])",
        "{at} stands where a list needs a hyphen; type - and a space instead",
    ),
    Slip(
        "explains",
        "bare",
        rf"^(?P<at>[{DASH}])[ \t{SPACE}]",
        "{at} stands where a list needs a hyphen; type - and a space instead",
    ),
    Slip(
        "error",
        "key",
        rf"^(?P<at>-)(?P<word>{NAME})",
        "there is no space after the hyphen; write - {word}: with a space between",
    ),
    Slip(
        "explains",
        "bare",
        rf"^(?P<at>-)(?P<word>{NAME})",
        "there is no space after the hyphen; write - {word} with a space between",
    ),
    Slip(
        "error",
        "key",
        r"^(?P<at>[0-9]+[.)])[ \t]",
        "a list is not numbered by hand; type a hyphen instead of the number",
    ),
    Slip(
        "error",
        "bare key",
        rf"^(?P<word>{NAME})[ \t]*(?P<at>[{COLON}])",
        '{at} stands after "{word}"; type : and a space instead',
    ),
    Slip(
        "error",
        "bare key",
        rf"^(?P<word>{KNOWN})(?P<at>:)(?=[^\s/])",
        'there is no space after the colon; write "{word}: " and then what belongs to it',
    ),
    Slip(
        "error",
        "bare key",
        rf"^(?P<word>{KNOWN})[ \t]*(?P<at>=)",
        'an equals sign stands after "{word}"; type : and a space instead',
    ),
    Slip(
        "error",
        "key",
        rf"^(?=[A-Za-z])[A-Za-z0-9{DASH}-]*?(?P<at>[{DASH}])",
        "{at} stands in a name; type a hyphen - instead",
    ),
    Slip(
        "error",
        "key",
        f"^(?P<at>[{QUOTE}])",
        "{at} stands before a name; names need no quotes, delete it and its partner",
    ),
    Slip(
        "error",
        "value bare",
        f"^(?P<at>[{QUOTE}])[^{QUOTE}]*[{QUOTE}\"']$",
        '{at} is no quote for YAML; type a straight " before and after the text',
    ),
    Slip(
        "explains",
        "value bare",
        f"^(?P<at>[{QUOTE}])",
        '{at} is no quote for YAML; type a straight " before and after the text',
    ),
    Slip(
        "explains",
        "unclosed",
        f"^[\"'].*(?P<at>[{QUOTE}])",
        "{at} does not end a text that began with a straight quote; type the same quote again",
        reach="file",
    ),
    Slip(
        "explains",
        "unclosed",
        "^(?P<at>[\"'])",
        "a text begins at this quote and never ends; type {at} where it ends",
        reach="file",
    ),
    Slip(
        "explains",
        "unclosed",
        r"^(?P<at>[\[{])",
        "this {at} is never closed; type {partner} where its part ends",
        reach="file",
    ),
    Slip(
        "explains",
        "stray",
        r"^(?P<at>[\]}])",
        "this {at} closes nothing; delete it, or put a text that holds it in quotes",
        reach="file",
    ),
    Slip(
        "explains",
        "after behind",
        f"^(?P<at>[{COMMA}])",
        "{at} stands where a comma belongs; type , instead",
    ),
    Slip(
        "explains",
        "after behind",
        rf"^(?P<at>[\"'\[{{]|{KNOWN}:)",
        "a comma is missing here; type , before this",
        nested=True,
    ),
    Slip(
        "explains",
        "after",
        "^(?P<at>.).*[\"']",
        "the text ended at the quote before this; a quote inside a text must be the other kind: "
        "'…\"…\"…' or \"…'…'…\"",
    ),
    Slip(
        "explains",
        "behind",
        "^(?P<at>.)",
        "nothing may follow a closed bracket; put a text that holds one in quotes, all of it",
    ),
    Slip(
        "explains",
        "after",
        "^(?P<at>.)",
        "the text has ended before this; put all of it between one pair of quotes",
    ),
    Slip(
        "explains",
        "inside",
        r"^(?P<at>[\[{])",
        'a text that holds {at} must stand in quotes; type " before and after all of it',
    ),
    Slip(
        "explains",
        "note",
        "^(?P<at>#)",
        'for YAML a note begins here; a text that begins with # must stand in quotes: "# …"',
        reach="line",
    ),
    Slip(
        "explains", "comma", "^(?P<at>,)", "a comma stands here with nothing before it; delete it"
    ),
    Slip(
        "explains",
        "colon",
        "^(?P<at>.)",
        'a text that holds a colon must stand in quotes; type " before and after all of it',
    ),
    Slip(
        "explains",
        "value bare",
        "^(?P<at>[@%*&!?|>])",
        'a text that begins with {at} must stand in quotes; type " before and after all of it',
    ),
    Slip(
        "explains",
        "bare key",
        r"^(?P<at>//|/\*|<!--)",
        "this is not how a note begins; type # instead",
    ),
    Slip(
        "explains",
        "bare",
        rf"^(?P<word>{KNOWN})(?P<at>$|[ \t]+)",
        'a colon is missing after "{word}"; write "{word}: " and then what belongs to it',
        nested=False,
    ),
    Slip(
        "error",
        "value quoted block bare key",
        f"(?P<at>[{DIRECTION}])",
        "{at} turns letters round, so that the text looks other than it is; delete it",
    ),
    Slip(
        "error",
        "indent bare key after",
        f"(?P<at>[{INVISIBLE}])",
        "{at} stands here; delete it, or type the line again",
    ),
    Slip(
        "error",
        "value quoted block bare key",
        "(?P<at>\ufffd)",
        "{at} stands where a letter was lost when the file was saved; type the letter again",
    ),
    Slip(
        "warning",
        "value quoted block",
        r"^(?!.*://).*?[^\W\d_](?P<at>\?)[^\W\d_]",
        "a question mark stands inside a word, perhaps for a letter that was lost when the file "
        "was saved; type the letter again",
    ),
    Slip(
        "warning",
        "value",
        '^[^"]*(?P<at>")[^"]*$',
        "{at} has no partner; type the other one too, or delete it",
    ),
    Slip(
        "warning",
        "value quoted block",
        f"(?P<at>[{INVISIBLE}])",
        "{at} stands in a text, and some voices stumble there; delete it, or type the word again",
    ),
    Slip(
        "warning",
        "quoted",
        r"(?P<at>\\(?:u(?:00[aA][dD]|200[bBeEfF]|202[a-eA-E]|20[67][0-9a-fA-F]|[fF]{2}[eE][fF])|xad))",
        "this stands for a character that nobody sees or hears; delete it",
    ),
    Slip(
        "error",
        "value quoted block bare",
        "(?P<at>[｛｝])",
        "{at} is no brace for a name; type {{ or }} instead",
    ),
    Slip(
        "warning",
        "value quoted block",
        r"(?P<at></?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]{0,200})?/?>)",
        'the text holds "{found}", which comes from a web page; delete it',
    ),
)


def _by_kind() -> dict[str, list[tuple[Slip, re.Pattern[str]]]]:
    kinds: dict[str, list[tuple[Slip, re.Pattern[str]]]] = {}
    for slip in SLIPS:
        for kind in slip.kinds.split():
            kinds.setdefault(kind, []).append((slip, re.compile(slip.pattern)))
    return kinds


BY_KIND = _by_kind()
ENTITY = re.compile(r"&(?:#[0-9]{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")


@dataclass(frozen=True, slots=True)
class Slips:
    """The slips of a file: those that are wrong by themselves, and those that may explain.

    `reaches` says, for each that explains and in their order, what it can make unreadable.
    """

    certain: tuple[Problem, ...] = ()
    explaining: tuple[Problem, ...] = ()
    reaches: tuple[Reach, ...] = ()

    def explain(self, line: int) -> tuple[Problem, ...]:
        """Return what explains that the file cannot be read beyond a line: the nearest slip."""
        before = [each for each in self._blamed(line) if each.line <= line]
        last = max((each.line for each in before), default=0)
        first = min((each for each in before if each.line == last), key=_column, default=None)
        return (first,) if first else ()

    def _blamed(self, line: int) -> Iterator[Problem]:
        """Yield the slips that can make a file unreadable at a line."""
        for slip, reach in zip(self.explaining, self.reaches, strict=True):
            if reach == "file" or (reach == "next" and slip.line >= line - 1):
                yield slip
        errors = (each for each in self.certain if each.severity == "error")
        yield from (each for each in errors if each.line >= line - 1)


def find(text: str, file: str) -> Slips:
    """Find the slips in the text of a menu file."""
    certain = list(_line_ends(text, file))
    explaining: list[tuple[Problem, Reach]] = []
    for piece in pieces(text):
        if found := _slip(piece, file):
            slip, problem = found
            if slip.weight == "explains":
                explaining.append((problem, slip.reach))
            else:
                certain.append(problem)
        certain += _of_a_text(piece, file)
        if len(certain) > MOST_SLIPS:
            break
    return Slips(
        tuple(certain),
        tuple(problem for problem, _ in explaining),
        tuple(reach for _, reach in explaining),
    )


def _slip(piece: Piece, file: str) -> tuple[Slip, Problem] | None:
    """Return the first slip in a piece."""
    for slip, pattern in BY_KIND.get(piece.kind, ()):
        if slip.nested not in {None, piece.nested}:
            continue
        if found := pattern.search(piece.text):
            column = piece.column + found.start("at")
            severity: Literal["error", "warning"] = (
                "warning" if slip.weight == "warning" else "error"
            )
            message = _message(slip, found)
            return slip, Problem(file, piece.line, column, message, severity)
    return None


def _message(slip: Slip, found: re.Match[str]) -> str:
    groups = found.groupdict()
    at = groups["at"]
    plain = at.isascii() and at.isprintable() and at != "`"
    return slip.message.format(
        at=at if plain or len(at) != 1 else described(at),
        word=groups.get("word"),
        found=at,
        partner={"{": "}", "[": "]"}.get(at),
    )


def _of_a_text(piece: Piece, file: str) -> Iterator[Problem]:
    """Yield what a text loses to a hash, and what it holds of a web page."""
    if piece.kind == "cut" and SPOKEN.fullmatch(piece.key):
        message = (
            f'the text is cut here, before "{piece.text[:40]}": for YAML a note begins at # after '
            "a space; put the text in quotes, or the note on a line of its own"
        )
        yield Problem(file, piece.line, piece.column, message, "warning")
    if piece.kind in {"value", "quoted", "block"} and piece.key != "source":
        for found in ENTITY.finditer(piece.text):
            if (meant := html.unescape(found[0])) != found[0]:
                message = f'the text holds "{found[0]}" of a web page; {_type(meant)}'
                column = piece.column + found.start()
                yield Problem(file, piece.line, column, message, "warning")


def _type(meant: str) -> str:
    return "type a space" if meant.isspace() else f"type {meant}"


def _line_ends(text: str, file: str) -> Iterator[Problem]:
    """Yield the characters that end a line for YAML and for no editor."""
    line, start = 1, 0
    for found in LINE_END.finditer(text):
        if found[0] in "\x85\u2028\u2029":
            message = f"{described(found[0])} stands here; delete it and press Enter"
            yield Problem(file, line, found.start() - start + 1, message)
        line, start = line + 1, found.end()


def _column(problem: Problem) -> int:
    return problem.column
