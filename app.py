"""The line for any WSGI server: `gunicorn --preload app:app`, `flask --app app run`.

`python app.py` serves: it is `ivr serve`, which docs/serving.md recommends.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ivr.cli import main
from ivr.errors import IvrError
from ivr.settings import Settings
from ivr.web.app import create_app

if TYPE_CHECKING:
    from flask import Flask


def _app() -> Flask:
    """Return the line; a mistake in its settings or menus ends the program, with a sentence."""
    try:
        return create_app(Settings.from_environ(os.environ))
    except IvrError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(["serve", *sys.argv[1:]], prog_name="ivr")
else:
    app = _app()
