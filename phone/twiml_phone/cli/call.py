"""`twiml-phone call`: dial a line from the terminal."""

from __future__ import annotations

import difflib
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from twiml_phone.cli.dialling import path_of, phone_to, token_option
from twiml_phone.encoding import text_of
from twiml_phone.errors import PhoneError
from twiml_phone.terminal.converse import converse
from twiml_phone.terminal.player import Player, find_program
from twiml_phone.terminal.trace import show
from twiml_phone.testing.transcript import again, read, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from twiml_phone import Call, Phone
    from twiml_phone.testing.script import Transcript

OPTIONS = (
    click.option(
        "--script",
        "script_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Do what the caller does in this file, and report what the line says otherwise.",
    ),
    click.option(
        "--save",
        "--transcript",
        "save",
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        help="Save the call in this file: a test that --script repeats.",
    ),
    click.option("--trace", is_flag=True, help="Show each request and the document it brings."),
    click.option("--json", "as_json", is_flag=True, help="Print the events, a line of JSON each."),
    click.option("--strict", is_flag=True, help="Stop at what Twilio would warn about."),
    token_option,
    click.option("--sound", is_flag=True, help="Play the sounds aloud too, at a terminal."),
    click.option(
        "--from", "caller", default="+5511987654321", show_default=True, help="The caller's number."
    ),
    click.option(
        "--to", "number", default="+551140001234", show_default=True, help="The number called."
    ),
)


def call_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a call; it receives them by name, as `CallOptions` wants."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class CallOptions:
    """How a call is made, and what is shown and kept of it."""

    script_file: Path | None
    save: Path | None
    trace: bool
    as_json: bool
    strict: bool
    token: str | None
    sound: bool
    caller: str
    number: str


@click.command()
@click.argument("url")
@call_options
def call(url: str, **options: Any) -> None:
    """Call a line and listen, as a caller would: in real time, by its keys.

    URL is any voice webhook that speaks TwiML, such as https://line.example.org/voice

    Press 0-9, * and # as on a telephone; if you press nothing, the line goes on by itself. Ctrl-C
    hangs up. If the input is no terminal, each of its lines is a turn: the keys to press, or
    nothing to stay silent. With --script the caller does what a file says: one that --save wrote.

    Exit codes: 0 the call ended well, 1 it met trouble or went otherwise than its script, 2 it
    could not be made.
    """
    given = CallOptions(**options)
    have_call(phone_to(url, given.token), path_of(url), given)


def have_call(make_phone: Callable[..., Phone], path: str, options: CallOptions) -> None:
    """Make a call, show it, and exit with what came of it.

    The phone is made last, when everything else is known to be right.
    """
    script = _read(options.script_file) if options.script_file else None
    program = _program() if options.sound else None
    console = Console(stderr=options.as_json)
    with ExitStack() as opened:
        phone = opened.enter_context(
            make_phone(
                caller=options.caller,
                number=options.number,
                keep_sounds=options.sound,
                strict=options.strict,
            )
        )
        if options.trace:
            phone = phone.watched(lambda exchange: show(exchange, console))
        player = opened.enter_context(Player(phone, program)) if program else None
        if script is not None:
            path = script[1].path or path
            ended = _again(script[1], phone, path)
        else:
            ended = converse(phone, path, sys.stdin, console, player)
    if options.as_json:
        _print_events(ended)
    if options.save is not None:
        options.save.write_text(write(ended.events, path), encoding="utf-8")
    if script is None:
        sys.exit(1 if ended.troubles else 0)
    sys.exit(1 if _compare(*script, ended, quiet=options.as_json) else 0)


def _print_events(ended: Call) -> None:
    from pydantic import TypeAdapter  # noqa: PLC0415  # what writes events takes time to be made

    from twiml_phone.interpreter.events import Event  # noqa: PLC0415

    written: TypeAdapter[Event] = TypeAdapter(Event)
    for event in ended.events:
        click.echo(written.dump_json(event))


def _read(file: Path) -> tuple[str, Transcript]:
    try:
        text = text_of(file.read_bytes())
        return text, read(text)
    except PhoneError as error:
        raise click.UsageError(f"{file}: {error}") from error


def _again(script: Transcript, phone: Phone, path: str) -> Call:
    return again(type(script)(script.comments, path, script.acts), phone)


def _compare(text: str, script: Transcript, ended: Call, *, quiet: bool) -> bool:
    """Print the call, and tell where it differs from the file."""
    happened = script.comments + write(ended.events, script.path)
    if not quiet:
        click.echo(happened, nl=False)
    before, after = text.splitlines(keepends=True), happened.splitlines(keepends=True)
    difference = "".join(difflib.unified_diff(before, after, "written", "heard"))
    click.echo(difference, nl=False, err=True)
    return bool(difference)


def _program() -> tuple[str, ...]:
    """Find what plays sounds here, and somebody to hear them."""
    try:
        program = find_program()
    except PhoneError as error:
        raise click.UsageError(f"--sound: {error}") from error
    if not sys.stdin.isatty():
        raise click.UsageError("--sound works only at a terminal, where time is real")
    return program
