"""How long the line waits is written down, and silence leads somewhere.

Twilio's own five seconds are short, and after them it goes on with the next verb: where there is
none, the call ends.

Good:
```xml
<Response>
  <Gather numDigits="1" timeout="7" actionOnEmptyResult="true"><Play>menu.wav</Play></Gather>
</Response>
```

Bad:
```xml
<Response><Gather numDigits="1"><Play>menu.wav</Play></Gather><Redirect>/again</Redirect></Response>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.twiml.verbs import Gather

from ivr.analysis.rules.rule import ReplyRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.replies import PlaceReply


def check(reply: PlaceReply) -> Iterator[str]:
    """Find menus that leave their time-out to chance, or callers to silence."""
    for gather, written in reply.gathers:
        if written.get("timeout") is None:
            yield 'names no time-out; write timeout="7"'
        if not gather.action_on_empty_result and isinstance(reply.verbs[-1], Gather):
            yield 'silence leads nowhere; write actionOnEmptyResult="true", or a verb after it'


RULE = ReplyRule("R73", "silence-answered", "error", "Twilio and Telnyx: Gather", check=check)
