"""Every reply waits for a key, leads on, or hangs up after a word.

A reply that simply ends hangs up on the caller, and one that hangs up without a word leaves them
wondering. Where each key leads, that every place can be reached and that none is a dead end is not
asked here: a menu file in which it is not so is never spoken.

Good:
```xml
<Response>
  <Gather numDigits="1" action="/next"><Say>To hear the opening hours, press 1.</Say></Gather>
  <Redirect>/again</Redirect>
</Response>
```

Bad:
```xml
<Response><Say>We are open from Monday to Friday.</Say></Response>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.twiml.verbs import Gather, Hangup, Pause, Play, Say

from ivr.analysis.rules.rule import ReplyRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.replies import PlaceReply


def check(reply: PlaceReply) -> Iterator[str]:
    """Find replies after which a caller hears nothing more."""
    spoken = any(isinstance(verb, Say | Play) for verb in reply.verbs)
    last = reply.verbs[-1] if reply.verbs else None
    if isinstance(last, Hangup) and not spoken:
        yield "the reply hangs up without a word; say goodbye first"
    elif last is None or isinstance(last, Say | Play | Pause):
        yield "the reply ends, and the call with it; listen, redirect, or hang up expressly"
    elif isinstance(last, Gather) and not last.action_on_empty_result:
        yield "silence ends the call; redirect after the Gather, or set actionOnEmptyResult"


RULE = ReplyRule(
    "R06", "complete", "error", "Twilio's Gather; W3C COGA: do not end the call", check=check
)
