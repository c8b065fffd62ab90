"""How long does it take to try every key at every place of the whole line, in all languages?

The line and its caller are in one process: what is measured is the two of them without a network.
"""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urlencode

from rich.table import Table
from twiml_phone import Phone
from twiml_phone.walk.findings import findings
from twiml_phone.walk.walker import walk

from ivr.menu.reader import read
from ivr.settings import Settings
from ivr.web.app import create_app

HOME, TOKEN = "https://line.example.org", "t"
JOBS = 4


def table() -> Table:
    """Walk the line from its start in each language, and return what it took."""
    flow = read(Path("menus.yaml"))
    settings = {"TWILIO_AUTH_TOKEN": TOKEN, "PUBLIC_BASE_URL": HOME, "IVR_SPEECH": "say"}
    app = create_app(Settings.from_environ(settings))
    paths = [f"/voice?{urlencode({'language': language})}" for language in flow.languages]
    shown = Table(title=f"Every way through the line in {', '.join(flow.languages)}")
    headings = (
        "places",
        "ends",
        "turns",
        "seconds",
        "processor seconds",
        "turns per second",
        "faults",
        "not tried",
    )
    for heading in headings:
        shown.add_column(heading, justify="right")
    with Phone(app, home=HOME, auth_token=TOKEN) as phone:
        began = time.process_time()
        walked = walk(phone, paths, jobs=JOBS)
        processor = time.process_time() - began
    shown.add_row(
        str(len(walked.places)),
        str(len(walked.ends)),
        f"{walked.turns:,}",
        f"{walked.seconds:.1f}",
        f"{processor:.1f}",
        f"{walked.turns / walked.seconds:,.0f}",
        str(sum(finding.fault for finding in findings(walked))),
        str(len(walked.unexplored)),
    )
    return shown
