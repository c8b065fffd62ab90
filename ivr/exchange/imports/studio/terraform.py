"""Finds the JSON of a flow in a Terraform file, where `jsonencode(…)` holds it.

https://developer.hashicorp.com/terraform/language/functions/jsonencode
"""

from __future__ import annotations

import re

ENCODED = re.compile(r"\bjsonencode\(\s*(?=[{\[])")
TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|(?P<name>[A-Za-z_][\w.-]*(?:\[[^\]\n]*\])?)|(?P<comma>,)(?=\s*[}\]])'
)
WORDS = {"true", "false", "null"}
"""The bare words that JSON knows; others are names of Terraform."""


def begins(text: str) -> int:
    """Return where the value begins that a Terraform file encodes, or -1 where there is none.

    >>> begins("definition = jsonencode({})"), begins("{}")
    (24, -1)
    """
    found = ENCODED.search(text)
    return found.end() if found else -1


def quoted(text: str) -> str:
    """Return a text whose names of Terraform are JSON strings, without commas too many.

    >>> quoted('{"to": var.desk, "wait": true, "say": "To: me",}')
    '{"to": "${var.desk}", "wait": true, "say": "To: me"}'
    """
    return TOKEN.sub(_quoted, text)


def _quoted(token: re.Match[str]) -> str:
    if token["comma"]:
        return ""
    name = token["name"]
    if not name or name in WORDS:
        return token[0]
    return f'"${{{name}}}"'.replace('["', "[").replace('"]', "]")
