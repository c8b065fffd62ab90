"""A Turn becomes TwiML, written with Twilio's own library.

To write a document takes most of the time of a turn, and most of it stands in other turns too. So
each verb that says or plays something is written once, and so is the frame around them, with marks
where the prompts go and the address where the call goes on.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol
from xml.sax.saxutils import escape

from twilio.twiml.voice_response import Gather, Play, Say, VoiceResponse

from ivr.line.dialogue import EndCall, Listen, RecordMessage, Transfer
from ivr.line.twilio import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivr.line.dialogue import Turn
    from ivr.menu.flow import Flow, Prompt

GAP = "600ms"
SLOW_GAP = "1200ms"
SLOW_RATE = "85%"
PROMPTS = "Prompts"
"""The name of an empty verb that stands for the prompts."""
ACTION = "ACTION"
"""Stands for the address where the call goes on."""
VERBS_KEPT = 16_384
"""Verbs that need not be written again: those of a line of some thousand prompts."""


class Sounds(Protocol):
    """Where prompts' sound files are, as paths under `/audio/`."""

    def find(self, prompt: Prompt, *, slow: bool) -> str | None:
        """Return the file of a prompt, or None."""

    def gap(self, *, slow: bool) -> str | None:
        """Return the file of the silence between two prompts, or None."""


def fallback(flow: Flow) -> str:
    """Return the TwiML that says sorry in every language, by Twilio's voices, and hangs up.

    It plays no file and leads nowhere: it is asked for when something of that kind has failed.
    """
    said = flow.everywhere.fallback.items()
    prompts = (_say(prompt, flow.languages[code].voice, slow=False) for code, prompt in said)
    return _document(_ending(), prompts)


def render(
    turn: Turn,
    flow: Flow,
    prefix: str = "",
    sounds: Sounds | None = None,
    edition: str = "",
) -> str:
    """Return the TwiML of a turn.

    Args:
        turn: What to say, and what to do then.
        flow: Where Twilio's voices are.
        prefix: The path under which a proxy shows the line, such as `/ivr`.
        sounds: Where sound files are; a prompt that has none is spoken by Twilio's voice.
        edition: That of the menus in `flow`: the key will be read as these menus say.
    """
    prompts = _spoken(turn, flow, prefix, sounds)
    action = prefix + address.write(turn.state, edition) if turn.state else ""
    match turn.then:
        case Listen(patience=patience):
            return _document(_listening(patience), prompts, action)
        case Transfer(number=number, patience=patience):
            return _document(_transferring(number, patience), prompts, action)
        case RecordMessage(patience=patience, longest=longest):
            return _document(_recording(patience, longest), prompts, action)
        case EndCall():
            return _document(_ending(), prompts)


def _document(frame: str, prompts: Iterable[str], action: str = "") -> str:
    """Return a document: a frame with an address and prompts in place of the marks."""
    addressed = frame.replace(ACTION, escape(action, {'"': "&quot;"}), 1)
    before, _, after = addressed.partition(f"<{PROMPTS} />")
    return f"{before}{''.join(prompts)}{after}"


@cache
def _listening(patience: int) -> str:
    """Return the frame of a turn that hears a key.

    Every prompt stands inside the Gather, so a key cuts it short wherever it is; one digit ends it,
    no key finishes it, and silence is posted like a key.
    """
    gather = Gather(
        input="dtmf",
        num_digits=1,
        timeout=patience,
        finish_on_key="",
        action=ACTION,
        method="POST",
        action_on_empty_result=True,
    )
    gather.add_child(PROMPTS)
    return str(VoiceResponse().append(gather))


@lru_cache
def _transferring(number: str, patience: int) -> str:
    response = _first_prompts()
    response.dial(number, timeout=patience, action=ACTION, method="POST")
    return str(response)


@lru_cache
def _recording(patience: int, longest: int) -> str:
    response = _first_prompts()
    response.record(timeout=patience, max_length=longest, action=ACTION, method="POST")
    return str(response)


@cache
def _ending() -> str:
    response = _first_prompts()
    response.hangup()
    return str(response)


def _first_prompts() -> VoiceResponse:
    response = VoiceResponse()
    response.add_child(PROMPTS)
    return response


def _spoken(turn: Turn, flow: Flow, prefix: str, sounds: Sounds | None) -> Iterator[str]:
    """Yield the verbs that say or play the prompts of a turn."""
    for index, prompt in enumerate(turn.prompts):
        file = sounds.find(prompt, slow=turn.slow) if sounds else None
        if file is None or sounds is None:
            slow = turn.slow or prompt.careful
            yield _say(prompt, flow.languages[prompt.language].voice, slow=slow)
            continue
        yield _play(prefix + address.sound(file))
        if index + 1 < len(turn.prompts) and (gap := sounds.gap(slow=turn.slow)):
            yield _play(prefix + address.sound(gap))


def _say(prompt: Prompt, voice: str, *, slow: bool) -> str:
    return _say_verb(prompt.text, prompt.language, voice, slow)


@lru_cache(maxsize=VERBS_KEPT)
def _say_verb(text: str, language: str, voice: str, slow: bool) -> str:  # noqa: FBT001
    """Return a Say; voices that know SSML make a pause after it, and speak slowly when asked."""
    if not voice.startswith(("Polly.", "Google.")):
        return _written(Say(text, voice=voice, language=language))
    say = Say(None if slow else text, voice=voice, language=language)
    if slow:
        say.prosody(text, rate=SLOW_RATE)
    say.break_(time=SLOW_GAP if slow else GAP)
    return _written(say)


@lru_cache(maxsize=VERBS_KEPT)
def _play(url: str) -> str:
    return _written(Play(url))


def _written(verb: Say | Play) -> str:
    text: str = verb.to_xml(xml_declaration=False)
    return text
