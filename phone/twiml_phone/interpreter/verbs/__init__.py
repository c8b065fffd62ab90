"""The verbs: a module each, with how it begins, what it hears meanwhile, and how it ends.

All of them are registered here. A verb from outside is added by `add`.
"""

from twiml_phone.interpreter.behaviour import Behaviour, register
from twiml_phone.interpreter.verbs import (
    connect,
    dial,
    gather,
    queue,
    record,
    redirect,
    say,
    sms,
)
from twiml_phone.twiml.parser import VERBS

for _module in (say, gather, record, dial, queue, connect, sms, redirect):
    for _behaviour in _module.BEHAVIOURS:
        register(_behaviour)


def add(behaviour: Behaviour) -> None:
    """Let documents have a verb of your own, by the name of its class.

    Its attributes are read like those in `twiml.verbs`. A call that is saved while such a verb is
    still to come cannot be resumed.
    """
    VERBS[behaviour.verb.__name__] = behaviour.verb
    register(behaviour)
