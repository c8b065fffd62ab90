"""Makes one sound file of a conversation file: the whole call, keys and all."""

from __future__ import annotations

import os
import secrets
from io import BytesIO
from typing import TYPE_CHECKING

import click
from twiml_phone import Phone
from twiml_phone.encoding import text_of
from twiml_phone.interpreter.events import KeyPress, PromptPlayed
from twiml_phone.testing.transcript import again, read

from ivr.settings import Settings, first_voice
from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.audio.target import PHONE_RATE
from ivr.speech.audio.tones import mix, tone
from ivr.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twiml_phone import Call

HOME = "https://ivr.invalid"
KINDS = {
    ".wav": ("WAV", "PCM_16", None),
    ".opus": ("OGG", "OPUS", 0.92),
    ".mp3": ("MP3", "MPEG_LAYER_III", 0.7),
}
"""libsndfile's names of the kinds of files, and how much each is compressed, from 0 to 1."""
SMALL = (".opus", ".mp3")


def write(output: Path, conversation: Path, menus: Path, audio: Path) -> None:
    """Write a whole call as a sound file; into a folder, as Opus and MP3 of the call's name.

    Raises:
        PhoneError: The file is no conversation.
    """
    inside = output.is_dir() or not output.suffix
    names = [output / (conversation.stem + each) for each in SMALL] if inside else [output]
    if unknown := [name for name in names if name.suffix not in KINDS]:
        raise click.UsageError(f"{unknown[0]} ends in none of {', '.join(KINDS)}, and is no folder")
    call = demo(conversation, menus, audio)
    for name in names:
        kind, coding, compression = KINDS[name.suffix]
        data = sound.encode(call, kind, coding, title=conversation.stem, compression=compression)
        name.parent.mkdir(parents=True, exist_ok=True)
        name.write_bytes(data)
        click.echo(f"{name}: {call.seconds:.1f} s of call, {len(data) / 1000:.0f} kB")


def demo(conversation: Path, menus: Path, audio: Path) -> Sound:
    """Make a call again as a conversation file tells, and return what the line sounded like.

    Raises:
        PhoneError: The file is no conversation.
    """
    script = read(text_of(conversation.read_bytes()))
    token = secrets.token_hex(16)
    environ = {"TWILIO_AUTH_TOKEN": token, "PUBLIC_BASE_URL": HOME, "IVR_SPEECH": "play"}
    environ |= {"MENUS": str(menus), "IVR_AUDIO": str(audio), "IVR_VOICE": first_voice(os.environ)}
    app = create_app(Settings.from_environ(environ))
    with Phone(app, home=HOME, auth_token=token, keep_sounds=True) as phone:
        return mix(_sounds(again(script, phone), phone))


def _sounds(call: Call, phone: Phone) -> Iterator[tuple[float, Sound]]:
    for event in call.events:
        if isinstance(event, KeyPress):
            yield event.at, tone(event.key)
        elif isinstance(event, PromptPlayed) and (file := phone.sound_file(event.url)):
            played = sound.resample(sound.read(BytesIO(file)), PHONE_RATE)
            until = round((event.end - event.start) * PHONE_RATE)
            yield event.start, Sound(played.samples[:until], PHONE_RATE)
