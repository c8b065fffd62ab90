"""What is wrong with a sound file."""

from __future__ import annotations

from twiml_phone.errors import PhoneError


class SoundFileError(PhoneError):
    """A file is no sound that can be measured; the text says why."""
