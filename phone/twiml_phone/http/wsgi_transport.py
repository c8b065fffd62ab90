"""The way straight into apps of this process: no network, the same exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Mapping
    from wsgiref.types import WSGIApplication


class Inside(httpx.BaseTransport):
    """WSGI apps, each of which answers for one host alone."""

    def __init__(self, apps: Mapping[str, WSGIApplication]) -> None:
        self._transports = {host: httpx.WSGITransport(app=app) for host, app in apps.items()}

    def ask(self, request: httpx.Request) -> httpx.Response:
        """Give a request to an app without a client between; the answer is as one would give it.

        Redirects are for the caller to follow, so all to be checked of them is that they lead to a
        URL.
        """
        response = self.handle_request(request)
        response.request = request
        if response.has_redirect_location:
            try:
                httpx.URL(response.headers["location"])
            except httpx.InvalidURL as error:
                message = f"Invalid URL in location header: {error}."
                raise httpx.RemoteProtocolError(message, request=request) from None
        return response

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Give a request to the app of its host; no other host can be reached."""
        if request.url.host not in self._transports:
            called = " or ".join(self._transports)
            raise httpx.ConnectError(f"the app called is {called}", request=request)
        return self._transports[request.url.host].handle_request(request)
