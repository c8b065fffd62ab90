"""What a worker reports to its supervisor: one word a line, on its standard output.

What a supervisor tells its workers is a line on their standard input (`ivr/lifeline.py`): what
`/health` should say of what is done outside them, or an empty one.
"""

READY = b"ready\n"
"""It answers."""
MISSING = b"missing\n"
"""A prompt that was to be played has no sound."""
