"""What a worker reports to its supervisor: a word a line, on its standard output."""

READY = b"ready\n"
"""It answers."""
MISSING = b"missing\n"
"""A prompt that was to be played has no sound."""
