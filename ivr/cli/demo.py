"""A conversation file becomes one sound file: the whole call, keys and all."""

from __future__ import annotations

import secrets
from io import BytesIO
from typing import TYPE_CHECKING

from ivr.encoding import text_of
from ivr.phone import Phone
from ivr.phone.events import Heard, Pressed
from ivr.phone.transcript import again, read
from ivr.server import create_app
from ivr.settings import Settings
from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.audio.tones import mix, tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ivr.phone import Call

HOME = "https://ivr.invalid"


def demo(conversation: Path, menus: Path, audio: Path) -> Sound:
    """Make a call again as a conversation file tells, and return what the line sounded like.

    Raises:
        PhoneError: The file is no conversation.
    """
    script = read(text_of(conversation.read_bytes()))
    token = secrets.token_hex(16)
    environ = {"TWILIO_AUTH_TOKEN": token, "PUBLIC_BASE_URL": HOME, "IVR_SPEECH": "play"}
    environ |= {"MENUS": str(menus), "IVR_AUDIO": str(audio)}
    app = create_app(Settings.from_environ(environ))
    with Phone(app, home=HOME, auth_token=token, keep_sounds=True) as phone:
        return mix(_sounds(again(script, phone), phone))


def _sounds(call: Call, phone: Phone) -> Iterator[tuple[float, Sound]]:
    for event in call.events:
        if isinstance(event, Pressed):
            yield event.at, tone(event.key)
        elif isinstance(event, Heard) and (file := phone.sound_file(event.url)):
            played = sound.resample(sound.read(BytesIO(file)), sound.PHONE_RATE)
            until = round((event.end - event.start) * sound.PHONE_RATE)
            yield event.start, Sound(played.samples[:until], sound.PHONE_RATE)
