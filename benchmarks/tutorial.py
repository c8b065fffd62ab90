"""The same turn as Twilio's tutorials write it: a Flask view, a decorator that checks signatures.

https://www.twilio.com/docs/usage/tutorials/how-to-secure-your-flask-app-by-validating-incoming-twilio-requests
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from flask import Flask, Response, abort, request
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import Gather, VoiceResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    View = Callable[[], Response]


def create(token: str, action: str, voice: str, language: str, prompts: Sequence[str]) -> Flask:
    """Return an app whose `/tutorial` says these prompts within a Gather that leads to `action`."""
    app = Flask(__name__)

    def validate_twilio_request(view: View) -> View:
        @wraps(view)
        def decorated() -> Response:
            validator = RequestValidator(token)
            signature = request.headers.get("X-Twilio-Signature", "")
            if not validator.validate(request.url, request.form, signature):
                abort(403)
            return view()

        return decorated

    @app.route("/tutorial", methods=["POST"])
    @validate_twilio_request
    def turn() -> Response:
        response = VoiceResponse()
        if request.values.get("Digits") == "1":
            gather = Gather(
                input="dtmf",
                num_digits=1,
                timeout=7,
                finish_on_key="",
                action=action,
                method="POST",
                action_on_empty_result=True,
            )
            for prompt in prompts:
                say = gather.say(prompt, voice=voice, language=language)
                say.break_(time="600ms")
            response.append(gather)
        else:
            response.redirect("/tutorial")
        return Response(str(response), content_type="text/xml; charset=utf-8")

    return app
