"""What a WSGI server runs: `waitress-serve app:app`, `gunicorn app:app`."""

import os
import sys

from ivr.errors import IvrError
from ivr.server import create_app
from ivr.settings import Settings

try:
    app = create_app(Settings.from_environ(os.environ))
except IvrError as error:
    sys.exit(str(error))
