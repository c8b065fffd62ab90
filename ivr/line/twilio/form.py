"""Reads a webhook's form, and no more than that: its size is bounded before anything is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

if TYPE_CHECKING:
    from flask import Request

MOST_BYTES = 8 * 1024
"""Of a form or an address; Twilio's hold about one thousand."""
MOST_FIELDS = 100
FORM = "application/x-www-form-urlencoded"


class Unreadable(Exception):
    """A body that is no webhook's form; the text says what could not be read."""


def read(request: Request) -> None:
    """Read a request's form, once and at little cost: whoever asks for it later is given this.

    Raises:
        Unreadable: It cannot.
    """
    body = _body(request)
    packed = request.headers.get("Content-Encoding", "identity")
    if not body:
        return
    if request.mimetype != FORM:
        raise Unreadable(f"its body is {request.mimetype or 'of no named type'}, not {FORM}")
    if packed != "identity":
        raise Unreadable(f"its body is compressed ({packed})")
    try:
        fields = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except UnicodeDecodeError as error:
        raise Unreadable("its form is not written in UTF-8") from error
    except ValueError as error:
        raise Unreadable(f"its form has more than {MOST_FIELDS} fields") from error
    request.form = ImmutableMultiDict(fields)


def _body(request: Request) -> bytes:
    request.max_content_length = MOST_BYTES
    if len(request.path) + len(request.query_string) > MOST_BYTES:
        raise Unreadable("its address has more than 8 kB")
    try:
        body = request.get_data(parse_form_data=False)
    except RequestEntityTooLarge as error:
        raise Unreadable("its body has more than 8 kB") from error
    except (ClientDisconnected, OSError) as error:
        raise Unreadable("its body broke off") from error
    if not body and "Transfer-Encoding" in request.headers and not _ends_by_itself(request):
        raise Unreadable("its body is sent in chunks, which this server does not pass on")
    return body


def _ends_by_itself(request: Request) -> bool:
    """Tell whether the server can say where a body without a length ends."""
    return bool(request.environ.get("wsgi.input_terminated"))
