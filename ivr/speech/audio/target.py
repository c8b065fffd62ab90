"""The format of every finished sound, without numpy, for code that only looks for sounds."""

PHONE_RATE = 8000
"""Samples a second on the telephone network."""
TARGET = -22.0
"""Active speech level, dBFS: RFC 7874, section 4."""
PEAK = -3.0
"""No sample above this, dBFS: telephone codecs clip first."""
HEAD = 0.08
TAIL = 0.18
"""Seconds kept before and after the speech."""
