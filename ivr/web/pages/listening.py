"""The page for callers: anybody may open it and call this line, and no other."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify, render_template, request, send_file
from pydantic import BaseModel, Field

from ivr.web.pages.acts import CallersAct
from ivr.web.pages.drawing import Language
from ivr.web.pages.phones import in_language
from ivr.web.security.security_headers import guard, posted
from ivr.web.static_files import SHEETS, style, version

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask_limiter import Limiter

    from ivr.web.pages.calls import Calls
    from ivr.web.pages.phones import Phones

LANGUAGES = ("pt-BR", "en-US", "tr-TR")
"""Those the page has words in for people who read; the usual one first."""
MOST_ACTS = 20
ACTS = "300 per minute"
BUSY = 503


class Begin(BaseModel):
    """A call that begins in a language."""

    language: Language | None = None


class GoOn(BaseModel):
    """A call, and what its caller does."""

    call: str
    acts: list[CallersAct] = Field(max_length=MOST_ACTS)


def blueprint(
    phones: Phones, calls: Callable[[], Calls], limiter: Limiter, most_calls: str
) -> Blueprint:
    """Return `/`, what it is made of, and the calls it makes: so many for each address."""
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
        return render_template("listening.html", version=version(), language=_language())

    @pages.get("/manifest.webmanifest")
    def manifest() -> Response:
        text = render_template("manifest.webmanifest", version=version())
        return Response(text, content_type="application/manifest+json")

    @pages.get("/style/<page>.css")
    def sheet(page: str) -> Response:
        if page not in SHEETS:
            abort(404)
        return send_file(BytesIO(style(page)), mimetype="text/css", etag=version())

    @pages.post("/calls")
    @limiter.limit(most_calls, deduct_when=_answered)
    def begin() -> Response:
        asked = posted(Begin)
        with phones.calling() as phone:
            return jsonify(calls().begin(phone, in_language(asked.language)))

    @pages.post("/calls/acts")
    @limiter.limit(ACTS, deduct_when=_answered)
    def go_on() -> Response:
        asked = posted(GoOn)
        held = calls().open(asked.call)
        with phones.calling() as phone:
            return jsonify(calls().go_on(phone, held, asked.acts))

    return pages


def _answered(answer: Response) -> bool:
    """Tell whether a request counts: one that the line was too busy for is sent again."""
    return answer.status_code != BUSY


def _language() -> str:
    """Return the page's language: the one asked for, or else one the browser's owner reads."""
    known = {language.partition("-")[0]: language for language in LANGUAGES}
    wanted = (request.args.get("language", ""), *request.accept_languages.values())
    mains = (language.partition("-")[0].lower() for language in wanted)
    return next((known[main] for main in mains if main in known), LANGUAGES[0])
