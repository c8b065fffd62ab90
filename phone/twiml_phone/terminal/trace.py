"""Shows what goes over the wire in a call, for a call with `--trace`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, indent, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from rich.syntax import Syntax
from rich.text import Text

from twiml_phone.http.parameters import Parties, standard
from twiml_phone.testing.transcript import printable

if TYPE_CHECKING:
    from rich.console import Console

    from twiml_phone.http.exchange import Exchange

MOST_SHOWN = 4000
"""Characters of an answer that is no XML."""

USUAL = frozenset(standard(Parties(caller="", number="", call_sid=""), ""))
"""What every request carries is not worth a line; the rest is the caller's doing."""


def show(exchange: Exchange, console: Console) -> None:
    """Print a request and its answer, XML indented and coloured."""
    reply = exchange.reply
    console.print(Text(f"{exchange.method} {printable(exchange.url)}", style="bold"))
    for name, value in exchange.params.items():
        if name not in USUAL or name == "CallStatus":
            console.print(Text(f"  {name}={printable(value)}", style="dim"))
    console.print(Text(f"{reply.status} {printable(reply.kind)}", style="bold"))
    body = pretty(reply.body)
    if body:
        console.print(Syntax(body, "xml", background_color="default", word_wrap=True))


def pretty(body: bytes) -> str:
    r"""Indent XML; anything else stays as it is.

    >>> print(pretty(b"<Response><Say>Hello</Say></Response>"))
    <Response>
      <Say>Hello</Say>
    </Response>
    """
    try:
        root = fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        text = body.decode(errors="replace")[:MOST_SHOWN]
        return "\n".join(map(printable, text.splitlines()))
    indent(root)
    return tostring(root, encoding="unicode").strip()
