"""The page for people who write menus: it calls any allowed line and shows every request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

from flask import Blueprint, Response, jsonify, render_template, request
from pydantic import BaseModel, Field

from ivr.web.pages.acts import Act
from ivr.web.pages.drawing import Language
from ivr.web.pages.inspection import exchanges
from ivr.web.pages.listening import MOST_ACTS
from ivr.web.pages.phones import in_language
from ivr.web.security.security_headers import Refused, guard, posted
from ivr.web.static_files import version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twiml_phone.http.exchange import Exchange

    from ivr.web.pages.calls import Calls
    from ivr.web.pages.page_words import PageLanguage
    from ivr.web.pages.phones import Phones

MOST_BYTES = 1024 * 1024
"""Of what the page sends: a whole call, to be written down."""


class DialBody(BaseModel):
    """A call of our own line, or of that at `url`; `path` is dialled there, as a transcript has it.

    On our own line it says the language, and nothing else.
    """

    language: Language | None = None
    url: str = Field(default="", max_length=2000)
    caller: str | None = Field(default=None, max_length=100)
    number: str | None = Field(default=None, max_length=100)
    path: str = Field(default="", max_length=2000)

    def dialled(self) -> dict[str, str]:
        """Return what is really dialled: the line, the language, and the path for a transcript."""
        language = self.language or ""
        try:
            if self.url:
                url = urljoin(self.url, self.path)
                return {"url": url, "language": language, "path": self.path}
            [language] = parse_qs(urlsplit(self.path).query).get("language", [language])
        except ValueError as error:
            raise Refused("bad-request", f"{self.path} cannot be dialled") from error
        return {"url": "", "language": language, "path": self.path or in_language(language)}


class ActBody(BaseModel):
    """A call, and what its caller and the world do."""

    call: str
    acts: list[Act] = Field(max_length=MOST_ACTS)


def blueprint(
    phones: Phones,
    calls: Callable[[], Calls],
    menus: Callable[[], dict[str, Any]],
    languages: Callable[[], Sequence[PageLanguage]],
) -> Blueprint:
    """Return `/workbench` and all it asks for.

    `menus` tells how the menu file is, and `languages` returns those it speaks now.
    """
    pages = Blueprint("workbench", __name__, url_prefix="/workbench", template_folder="templates")
    guard(pages, phones.home, phones.may_call)

    @pages.before_request
    def make_room() -> None:
        request.max_content_length = MOST_BYTES

    @pages.get("")
    def page() -> str:
        return render_template("workbench.html", version=version(), languages=languages())

    @pages.get("/lines")
    def lines() -> Response:
        others = [{"url": f"{origin}/voice"} for origin in sorted(phones.may_call)]
        ours = {"url": "", "name": "this line"}
        return jsonify(lines=[ours, *others], may_call=sorted(phones.may_call))

    @pages.get("/menus")
    def state_of_menus() -> Response:
        return jsonify(menus())

    @pages.post("/calls")
    def begin() -> Response:
        asked = posted(DialBody)
        dialled = asked.dialled()
        told: list[Exchange] = []
        with phones.calling(dialled["url"]) as phone:
            moment = calls().begin(
                phone.watched(told.append),
                "" if dialled["url"] else in_language(dialled["language"]),
                dialled["url"],
                caller=asked.caller,
                number=asked.number,
            )
        return jsonify(_inspected(moment, told) | {"dialled": dialled})

    @pages.post("/calls/acts")
    def go_on() -> Response:
        asked = posted(ActBody)
        held = calls().open(asked.call)
        told: list[Exchange] = []
        with phones.calling(held.line) as phone:
            moment = calls().go_on(phone.watched(told.append), held, asked.acts)
        return jsonify(_inspected(moment, told))

    _add_written(pages)
    return pages


def _add_written(pages: Blueprint) -> None:
    """Add `/transcript`, which writes a call down, `/script` and `/shared`, which read one."""

    @pages.post("/transcript")
    def transcript() -> Response:
        from ivr.web.pages import transcripts  # noqa: PLC0415  # with the phone, see `phones`

        return transcripts.transcript()

    @pages.post("/script")
    def script() -> Response:
        from ivr.web.pages import transcripts  # noqa: PLC0415  # as above

        return transcripts.script()

    @pages.post("/shared")
    def shared() -> Response:
        from ivr.web.pages import transcripts  # noqa: PLC0415  # as above

        return transcripts.shared()


def _inspected(moment: dict[str, Any], told: list[Exchange]) -> dict[str, Any]:
    return moment | {"exchanges": exchanges(moment["events"], told)}
