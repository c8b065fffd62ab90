"""Opens the workbench on the owner's own machine, and to others only with the password."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request

from ivr.logs import Throttle
from ivr.web.security.security_headers import Refused
from ivr.web.static_files import version

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint, Response
    from flask_limiter import Limiter
    from werkzeug.wrappers import Response as Answer

    from ivr.web.security.login import Login

log = logging.getLogger(__name__)

TRIES = "5 per minute"
"""Wrong passwords from one address; right ones do not count."""
CLOSED = "the workbench is closed to strangers; IVR_OWNER_PASSWORD opens it to you"
WRONG = 403


def keep(
    pages: Blueprint, login: Login | None, at_home: Callable[[], bool], limiter: Limiter
) -> None:
    """Let in whoever is `at_home` or has logged in; without a `login` hide from all others."""
    seldom = Throttle(log, most=1)

    @pages.before_app_request
    def hide() -> None:
        if login is None and _within(pages) and not at_home():
            seldom.warning(CLOSED)
            request.url_rule = None  # the answer is then that of an address nobody has heard of
            abort(404)

    @pages.before_request
    def check() -> Answer | None:
        return None if login is None or at_home() else _check(pages.name, login)

    @pages.after_request
    def keep_no_copy(answer: Response) -> Response:
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @pages.context_processor
    def who() -> dict[str, bool]:
        return {"may_leave": login is not None and login.knows()}

    if login is not None:
        _add_login(pages, login, limiter)


def _within(pages: Blueprint) -> bool:
    """Tell whether a request is for these pages, or for any address below theirs."""
    return f"{request.path}/".startswith(f"{pages.url_prefix}/")


def _check(pages: str, login: Login) -> Answer | None:
    if login.knows() or request.endpoint == f"{pages}.log_in":
        return None
    if request.endpoint == f"{pages}.page":
        return redirect("workbench/login")
    raise Refused("not-allowed", "log in first")


def _add_login(pages: Blueprint, login: Login, limiter: Limiter) -> None:
    @pages.route("/login", methods=["GET", "POST"])
    @limiter.limit(TRIES, methods=["POST"], deduct_when=lambda answer: answer.status_code == WRONG)
    def log_in() -> Answer | str | tuple[str, int]:
        if request.method == "GET":
            return render_template("login.html", version=version(), wrong=False)
        if login.fits(request.form.get("password", "")):
            return login.remember(redirect("../workbench", 303))
        return render_template("login.html", version=version(), wrong=True), WRONG

    @pages.post("/logout")
    def log_out() -> Answer:
        return login.forget(redirect("../workbench", 303))
