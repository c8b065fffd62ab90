"""The web app manifest: what the line is called, and looks like, on the phone it is installed on.

See https://www.w3.org/TR/appmanifest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ivr.web.pages.page_words import PageLanguage

GREEN = "#0f5132"


def manifest(language: PageLanguage, version: str) -> dict[str, Any]:
    """Return the manifest in one language of the line."""
    described = {"description": language.about} if language.about else {}
    return {
        "name": language.name,
        "short_name": language.name,
        "lang": language.code,
        **described,
        "start_url": ".",
        "display": "standalone",
        "background_color": GREEN,
        "theme_color": GREEN,
        "icons": [
            _icon("icon.svg", "any", version),
            _icon("icon-192.png", "192x192", version),
            _icon("icon-512.png", "512x512", version),
            {**_icon("icon-maskable-512.png", "512x512", version), "purpose": "maskable"},
        ],
    }


def _icon(name: str, sizes: str, version: str) -> dict[str, str]:
    kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
    return {"src": f"static/{name}?v={version}", "sizes": sizes, "type": kind}
