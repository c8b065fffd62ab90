"""A Turn becomes TwiML, written with Twilio's own library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from twilio.twiml.voice_response import Gather, VoiceResponse

from ivr.line.dialogue import EndCall, Listen, RecordMessage, Transfer
from ivr.line.twilio import address

if TYPE_CHECKING:
    from ivr.line.dialogue import Turn
    from ivr.menu.flow import Flow, Prompt

GAP = "600ms"
SLOW_GAP = "1200ms"
SLOW_RATE = "85%"


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
    response = VoiceResponse()
    for code, prompt in flow.everywhere.fallback.items():
        _say(response, prompt, flow.languages[code].voice, slow=False)
    response.hangup()
    return str(response)


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
    response = VoiceResponse()
    then = turn.then
    verb = _gather(then, prefix, edition) if isinstance(then, Listen) else response
    _speak(verb, turn, flow, prefix, sounds)
    match then:
        case Listen():
            response.append(verb)
        case Transfer():
            _dial(response, then, prefix, edition)
        case RecordMessage():
            _record(response, then, prefix, edition)
        case EndCall():
            response.hangup()
    return str(response)


def _gather(listen: Listen, prefix: str, edition: str) -> Gather:
    """Return the verb that hears a key.

    Every prompt stands inside it, so a key cuts it short wherever it is; one digit ends it, no key
    finishes it, and silence is posted like a key.
    """
    return Gather(
        input="dtmf",
        num_digits=1,
        timeout=listen.patience,
        finish_on_key="",
        action=prefix + address.write(listen.state, edition),
        method="POST",
        action_on_empty_result=True,
    )


def _dial(response: VoiceResponse, transfer: Transfer, prefix: str, edition: str) -> None:
    action = prefix + address.write(transfer.state, edition)
    response.dial(transfer.number, timeout=transfer.patience, action=action, method="POST")


def _record(response: VoiceResponse, message: RecordMessage, prefix: str, edition: str) -> None:
    action = prefix + address.write(message.state, edition)
    response.record(
        timeout=message.patience, max_length=message.longest, action=action, method="POST"
    )


def _speak(
    verb: VoiceResponse | Gather, turn: Turn, flow: Flow, prefix: str, sounds: Sounds | None
) -> None:
    for index, prompt in enumerate(turn.prompts):
        file = sounds.find(prompt, slow=turn.slow) if sounds else None
        if file is None or sounds is None:
            slow = turn.slow or prompt.careful
            _say(verb, prompt, flow.languages[prompt.language].voice, slow=slow)
            continue
        verb.play(prefix + address.sound(file))
        if index + 1 < len(turn.prompts) and (gap := sounds.gap(slow=turn.slow)):
            verb.play(prefix + address.sound(gap))


def _say(verb: VoiceResponse | Gather, prompt: Prompt, voice: str, *, slow: bool) -> None:
    """Add a Say; voices that know SSML make a pause after it, and speak slowly when asked."""
    if not voice.startswith(("Polly.", "Google.")):
        verb.say(prompt.text, voice=voice, language=prompt.language)
        return
    say = verb.say(None if slow else prompt.text, voice=voice, language=prompt.language)
    if slow:
        say.prosody(prompt.text, rate=SLOW_RATE)
    say.break_(time=SLOW_GAP if slow else GAP)
