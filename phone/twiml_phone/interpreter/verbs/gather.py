"""Carries out <Gather>: its prompts, its keys, what is said to it, its timer and its result. Pure.

The rules are Twilio's: https://www.twilio.com/docs/voice/twiml/gather
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.behaviour import Behaviour
from twiml_phone.interpreter.callbacks import notice
from twiml_phone.interpreter.events import KeyPress, Listening, NoInput, SpeechActivity
from twiml_phone.interpreter.moves import ask_action
from twiml_phone.interpreter.prompts import heard, interrupt, silence_from, start
from twiml_phone.interpreter.state import CallState, Gathering, Ready
from twiml_phone.interpreter.step import Step
from twiml_phone.twiml.verbs import Gather

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import SpeechResult
    from twiml_phone.interpreter.prompts import Seconds

MOST_SECONDS = 60  # Twilio takes no longer speech


def begin(state: CallState, verb: Gather, seconds: Seconds) -> Step:
    """Start to listen, and to play what is nested."""
    silence = silence_from(verb.prompts, state, seconds)
    doing = Gathering(gather=verb, left=verb.prompts)
    listening = _listening(doing, state.clock, silence + verb.timeout)
    step = Step(state).tell(listening).then(_next_prompt, doing, seconds)
    if state.talking > state.clock:  # the caller has been talking, and is heard from now on
        return step.then(_go_on_talking)
    return step


def waits(doing: Gathering) -> bool:
    """Say whether all prompts are over."""
    return doing.prompt is None


def ends_at(_state: CallState, doing: Gathering) -> float:
    """Return when the prompt, or else the caller's time, is over."""
    return doing.timer if doing.prompt is None else doing.prompt.end


def proceed(state: CallState, doing: Gathering, seconds: Seconds) -> Step:
    """Go on from the end of a prompt, or of the caller's time."""
    if doing.prompt is not None:
        return Step(state, heard(doing.prompt, state.clock)).then(_next_prompt, doing, seconds)
    if doing.speech is not None:
        return _send_words(state, doing, doing.words)
    return Step(state).tell(NoInput(at=state.clock)).then(_send_keys, doing, "")


def press(state: CallState, doing: Gathering, key: str) -> Step:
    """Take a key: it stops what is playing, unless the line said it must not."""
    lost = "dtmf" not in doing.gather.input or doing.speech is not None
    pressed = KeyPress(at=state.clock, key=key, lost=lost)
    if lost:
        return Step(state).tell(pressed)
    if doing.prompt is not None and not doing.gather.barge_in:
        return Step(state).tell(pressed).do(replace(doing, held=doing.held + key))
    return _quiet(state, doing).tell(pressed).then(_take, key)


def say(state: CallState, doing: Gathering, said: SpeechResult) -> Step:
    """Take words made out for good: they stop what is playing, and are sent."""
    if not _heeds(state, doing):
        return Step(state).tell(replace(said, lost=True))
    return _quiet(state, doing).tell(said).then(_send_words, doing, said.words, said.confidence)


def mumble(state: CallState, doing: Gathering, said: SpeechResult) -> Step:
    """Take words made out so far; the line may want to know them."""
    if not _heeds(state, doing):
        return Step(state).tell(replace(said, lost=True))
    since = _since(state, doing)
    step = _quiet(state, doing, words=said.words, speech=since, timer=since + _most(doing))
    method, url = doing.gather.partial_result_callback_method, doing.gather.partial_result_callback
    told = notice(state, method, url, (("UnstableSpeechResult", said.words),))
    return step.tell(said, *told)


def talk(state: CallState, doing: Gathering, talked: SpeechActivity) -> Step:
    """Take sounds: the line waits until they have been over for a while."""
    if not _heeds(state, doing):
        return Step(state).tell(talked)
    since, gather = _since(state, doing), doing.gather
    pause = gather.timeout if gather.speech_timeout is None else gather.speech_timeout
    timer = min(since + _most(doing), state.talking + pause)
    return _quiet(state, doing, speech=since, timer=timer).tell(talked)


def _next_prompt(state: CallState, doing: Gathering, seconds: Seconds) -> Step:
    for done, verb in enumerate(doing.left, start=1):
        prompt = start(verb, state, seconds)
        if prompt is not None:
            return Step(state).do(replace(doing, prompt=prompt, left=doing.left[done:]))
    timer = state.clock + doing.gather.timeout
    step = Step(state).do(replace(doing, prompt=None, left=(), held="", timer=timer))
    for key in doing.held:
        step = step.then(_take, key)
    return step


def _take(state: CallState, key: str) -> Step:
    """Add a key to what was pressed; the timer restarts, or the Gather ends."""
    doing = state.doing
    if not isinstance(doing, Gathering):
        return Step(state)
    if key == doing.gather.finish_on_key:
        return _send_keys(state, doing, key)
    doing = replace(doing, digits=doing.digits + key, timer=state.clock + doing.gather.timeout)
    if len(doing.digits) == doing.gather.num_digits:
        return _send_keys(state, doing, "")
    return Step(state).tell(_listening(doing, state.clock, doing.timer)).do(doing)


def _send_keys(state: CallState, doing: Gathering, key: str) -> Step:
    """Send what was pressed; with nothing pressed, go on with the next verb."""
    gather = doing.gather
    if not doing.digits and not gather.action_on_empty_result:
        return Step(state).do(Ready())
    # `msg` and `FinishedOnKey` are in every captured request, and in no documentation.
    params = [("msg", "Gather End"), ("FinishedOnKey", key)]
    if doing.digits:
        params.append(("Digits", doing.digits))
    return ask_action(state, gather.action, gather.method, tuple(params))


def _send_words(
    state: CallState, doing: Gathering, words: str, confidence: float | None = None
) -> Step:
    params = [("SpeechResult", words)]
    if confidence is not None:
        params.append(("Confidence", str(confidence)))
    return ask_action(state, doing.gather.action, doing.gather.method, tuple(params))


def _heeds(state: CallState, doing: Gathering) -> bool:
    """Say whether what is said now matters to the line."""
    keyed = doing.digits or doing.held
    deaf = doing.prompt is not None and not doing.gather.barge_in
    return "speech" in doing.gather.input and not (state.whispered or keyed or deaf)


def _go_on_talking(state: CallState) -> Step:
    talked = SpeechActivity(at=state.clock, until=state.talking)
    if isinstance(state.doing, Gathering):
        return talk(state, state.doing, talked)
    return Step(state).tell(talked)


def _quiet(state: CallState, doing: Gathering, **changes: object) -> Step:
    """Stop what is playing."""
    quiet = replace(doing, prompt=None, left=(), **changes)  # type: ignore[arg-type]
    return Step(state, interrupt(state)).do(quiet)


def _since(state: CallState, doing: Gathering) -> float:
    return state.clock if doing.speech is None else doing.speech


def _most(doing: Gathering) -> int:
    return min(doing.gather.max_speech_time or MOST_SECONDS, MOST_SECONDS)


def _listening(doing: Gathering, at: float, until: float) -> Listening:
    gather = doing.gather
    return Listening(
        at=at,
        until=until,
        timeout=gather.timeout,
        digits=doing.digits,
        num_digits=gather.num_digits,
        finish_on_key=gather.finish_on_key,
        takes_keys="dtmf" in gather.input,
        takes_speech="speech" in gather.input,
        barge_in=gather.barge_in,
    )


BEHAVIOURS = (
    Behaviour(
        verb=Gather,
        begin=begin,
        doing=Gathering,
        waits=waits,
        ends_at=ends_at,
        proceed=proceed,
        press=press,
        say=say,
        mumble=mumble,
        talk=talk,
    ),
)
