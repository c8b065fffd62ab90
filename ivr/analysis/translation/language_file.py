"""Writes the file that holds the texts of one language, such as menus.tr-TR.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from ivr.errors import CatalogError
from ivr.menu.spelling import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEAD = "# The texts of this line in {language}: `ivr texts import` writes them here.\n"


def file_with(
    texts: Mapping[str, str], before: Mapping[str, Any], language: str, head: str = ""
) -> str:
    r"""Return the file of a language with some texts more, or in place of those it had.

    >>> print(file_with({"menus.main.title": "Başlangıç"}, {}, "tr-TR", "# Ours\n"), end="")
    # Ours
    menus:
      main:
        title: Başlangıç
    """
    tree = _plain(before)
    for context, text in texts.items():
        *way, last = context.split(".")
        part = tree
        for step in way:
            part = part.setdefault(step, {})
        part[last] = text
    told = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10**6)
    return f"{head or HEAD.format(language=language)}{told}"


def head_of(text: str, file: str) -> str:
    """Return the comments that a file begins with.

    Raises:
        CatalogError: There are others further down, which would be lost.
    """
    lines = text.splitlines()
    comments = list(_head(lines))
    for number, line in enumerate(lines[len(comments) :], start=len(comments) + 1):
        if line.lstrip().startswith("#"):
            told = "this comment would be lost; move it to the head of the file"
            raise CatalogError(f"{file}:{number}:1: {told}")
    return "".join(f"{each}\n" for each in comments)


def _head(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() and not line.startswith("#"):
            return
        yield line


def _plain(part: Any) -> Any:
    """Return a part as the plain dictionaries and lists that YAML is written from.

    What is not translated yet is left out: what stands behind its name means nothing.
    """
    if isinstance(part, dict):
        return {str(name): _plain(each) for name, each in part.items() if _says_something(each)}
    if isinstance(part, list):
        return [_plain(each) for each in part]
    return str(part)


def _says_something(part: Any) -> bool:
    return not (isinstance(part, Nothing) or part == "")
