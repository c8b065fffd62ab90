"""What the interpreter asks of a verb, and the registry of all verbs it knows. Pure.

Each module of `verbs` says how its verbs behave; `machine` and `teardown` ask here, and know no
verb by its name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twiml_phone.frozen import replace
from twiml_phone.interpreter.interlude import restore
from twiml_phone.interpreter.prompts import interrupt
from twiml_phone.interpreter.state import Ready
from twiml_phone.interpreter.step import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from twiml_phone.interpreter.events import SpeechActivity, SpeechResult
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.interpreter.state import CallState
    from twiml_phone.twiml.attributes import Pairs


def _not_at_all(*_: Any) -> bool:
    return False


def _never(_state: CallState, _doing: Any) -> float:
    return math.inf


def _go_on(state: CallState, _doing: Any, _seconds: Seconds) -> Step:
    return Step(replace(state, doing=Ready()), interrupt(state))


def _unheard(state: CallState, _doing: Any, said: SpeechResult) -> Step:
    return Step(state).tell(replace(said, lost=True))


def _sounded(state: CallState, _doing: Any, talked: SpeechActivity) -> Step:
    return Step(state).tell(talked)


def _just_end(state: CallState, _doing: Any) -> Step:
    return Step(state)


def _nothing(_state: CallState, _doing: Any) -> Pairs | None:
    return None


def _return(state: CallState) -> Step:
    return Step(restore(state))


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """How one verb behaves. All but how it begins has a default.

    Args:
        verb: The verb's class.
        begin: Begins it; given the state, the verb and how long prompts last.
        rings: Whether an unanswered call rings on when it begins; given the verb, and whether it is
            the first of the call.
        doing: The class of the state the verb leaves a call in, where it takes time. What follows
            is given the call's state and an instance of this class.
        waits: Whether the line now waits for the caller or the world, with nothing new to be heard.
        ends_at: When it ends by itself.
        proceed: Goes on from that moment.
        press: Takes a key; without it keys are lost, or taken by what goes on behind an interlude.
        say: Takes words made out for good.
        mumble: Takes words made out so far.
        talk: Takes sounds the caller makes.
        close: Ends it, since the call ends or is given something else to do.
        farewell: What the line is then told at the verb's `action`, by its `method`, where it
            would have been asked for a document; None if it is told nothing.
        resume: Goes on when an interlude in front of it is over.
        over: Ends what the verb started beside the call, when the call is over.
    """

    verb: type
    begin: Callable[[CallState, Any, Seconds], Step]
    rings: Callable[[Any, bool], bool] = _not_at_all
    doing: type | None = None
    waits: Callable[[Any], bool] = _not_at_all
    ends_at: Callable[[CallState, Any], float] = _never
    proceed: Callable[[CallState, Any, Seconds], Step] = _go_on
    press: Callable[[CallState, Any, str], Step] | None = None
    say: Callable[[CallState, Any, SpeechResult], Step] = _unheard
    mumble: Callable[[CallState, Any, SpeechResult], Step] = _unheard
    talk: Callable[[CallState, Any, SpeechActivity], Step] = _sounded
    close: Callable[[CallState, Any], Step] = _just_end
    farewell: Callable[[CallState, Any], Pairs | None] = _nothing
    resume: Callable[[CallState], Step] = _return
    over: Callable[[CallState], Step] = Step


_OF_VERB: dict[type, Behaviour] = {}
_OF_DOING: dict[type, Behaviour] = {}
_NOTHING_DONE = Behaviour(verb=type(None), begin=lambda state, _verb, _seconds: Step(state))


def register(behaviour: Behaviour) -> None:
    """Let the interpreter know a verb."""
    _OF_VERB[behaviour.verb] = behaviour
    if behaviour.doing is not None:
        _OF_DOING[behaviour.doing] = behaviour


def known() -> frozenset[type]:
    """Return the classes of all verbs that are registered."""
    return frozenset(_OF_VERB)


def of_verb(verb: Any) -> Behaviour:
    """Return how a verb behaves."""
    return _OF_VERB[type(verb)]


def of_doing(doing: Any) -> Behaviour:
    """Return how the verb behaves that left a call doing this; a default where no verb did."""
    return _OF_DOING.get(type(doing), _NOTHING_DONE)


def over(state: CallState) -> Step:
    """End what verbs started beside a call that is over."""
    step = Step(state)
    for behaviour in _OF_VERB.values():
        step = step.then(behaviour.over)
    return step
