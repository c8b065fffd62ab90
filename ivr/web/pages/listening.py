"""The page for callers: anybody may open it and call this line, and no other."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, json, jsonify, render_template, request, send_file
from pydantic import BaseModel, Field

from ivr.line.languages import match
from ivr.web.pages.acts import CallersAct
from ivr.web.pages.drawing import Language
from ivr.web.pages.manifest import manifest
from ivr.web.pages.phones import in_language
from ivr.web.security.security_headers import guard, posted
from ivr.web.static_files import SHEETS, style, version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask_limiter import Limiter

    from ivr.web.pages.calls import Calls
    from ivr.web.pages.page_words import PageLanguage
    from ivr.web.pages.phones import Phones

MOST_ACTS = 20
ACTS = "300 per minute"
BUSY = 503


class CallBody(BaseModel):
    """A call that begins in a language."""

    language: Language | None = None


class CallActBody(BaseModel):
    """A call, and what its caller does."""

    call: str
    acts: list[CallersAct] = Field(max_length=MOST_ACTS)


def blueprint(
    phones: Phones,
    calls: Callable[[], Calls],
    languages: Callable[[], Sequence[PageLanguage]],
    limiter: Limiter,
    most_calls: str,
) -> Blueprint:
    """Return `/`, what it is made of, and the calls it makes: so many for each address.

    `languages` returns those of the line as its menu file has them now.
    """
    pages = Blueprint(
        "listening",
        __name__,
        static_folder="static",
        static_url_path="/static",
        template_folder="templates",
    )
    guard(pages, phones.home)

    @pages.get("/")
    def page() -> str:
        spoken = languages()
        return render_template(
            "listening.html",
            version=version(),
            languages=spoken,
            language=_wanted(spoken),
            texts={each.code: each.texts for each in spoken},
        )

    @pages.get("/manifest.webmanifest")
    def installed() -> Response:
        text = json.dumps(manifest(_wanted(languages()), version()))
        return Response(text, content_type="application/manifest+json")

    @pages.get("/style/<page>.css")
    def sheet(page: str) -> Response:
        if page not in SHEETS:
            abort(404)
        return send_file(BytesIO(style(page)), mimetype="text/css", etag=version())

    @pages.post("/calls")
    @limiter.limit(most_calls, deduct_when=_answered)
    def begin() -> Response:
        asked = posted(CallBody)
        with phones.calling() as phone:
            return jsonify(calls().begin(phone, in_language(asked.language)))

    @pages.post("/calls/acts")
    @limiter.limit(ACTS, deduct_when=_answered)
    def go_on() -> Response:
        asked = posted(CallActBody)
        held = calls().open(asked.call)
        with phones.calling() as phone:
            return jsonify(calls().go_on(phone, held, asked.acts))

    return pages


def _answered(answer: Response) -> bool:
    """Tell whether a request counts: one that the line was too busy for is sent again."""
    return answer.status_code != BUSY


def _wanted(languages: Sequence[PageLanguage]) -> PageLanguage:
    """Return the page's language: the one asked for, or else one the browser's owner reads."""
    known = {each.code: each for each in languages}
    wanted = (request.args.get("language", ""), *request.accept_languages.values())
    meant = (match(each, known) for each in wanted)
    return next((known[code] for code in meant if code), languages[0])
