"""A key cuts short whatever is being said.

Only what is nested in the Gather can be interrupted. What stands before it is heard to the end by
everybody, every time.

Good:
```xml
<Response><Gather numDigits="1" timeout="7"><Play>menu.wav</Play></Gather></Response>
```

Bad:
```xml
<Response><Play>menu.wav</Play><Gather numDigits="1" timeout="7"/></Response>
```
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from twiml_phone.twiml.verbs import Gather, Play, Say

from ivr.analysis.rules.rule import ReplyRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.replies import PlaceReply

SHORT = 24
"""characters that may stand before a Gather: about two seconds"""


def check(reply: PlaceReply) -> Iterator[str]:
    """Find speech that no key can stop."""
    listening = any(isinstance(verb, Gather) for verb in reply.verbs)
    before = takewhile(lambda verb: not isinstance(verb, Gather), reply.verbs)
    for verb in before if listening else ():
        if isinstance(verb, Play) or (isinstance(verb, Say) and len(verb.text) > SHORT):
            yield f"<{verb.verb}> stands before <Gather>, where no key is heard; put it inside"
    for gather, _ in reply.gathers:
        if not gather.barge_in:
            yield 'bargeIn="false" makes callers hear everything out; leave it away'


RULE = ReplyRule("R70", "barge-in", "error", "Twilio: Gather", check=check)
