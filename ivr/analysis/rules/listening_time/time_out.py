"""The line waits seven seconds for a key, never less than five or more than twelve.

A caller who takes the phone from the ear to press a key needs a moment; one who hears nothing
for long thinks that the line is dead.

Good:
```xml
<Response>
  <Gather numDigits="1" timeout="7"><Say>To ask for prices, press 2.</Say></Gather>
</Response>
```

Bad:
```xml
<Response>
  <Gather numDigits="1" timeout="3"><Say>To ask for prices, press 2.</Say></Gather>
</Response>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import ReplyRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.replies import PlaceReply

SHORTEST = 5
"""seconds; less is an error"""
LONGEST = 12
"""seconds; more is an error"""


def check(reply: PlaceReply) -> Iterator[str]:
    """Find time-outs that are too short or too long."""
    for gather, _ in reply.gathers:
        if not SHORTEST <= gather.timeout <= LONGEST:
            told = f"waits {gather.timeout} s for a key; {SHORTEST} to {LONGEST} are right"
            yield f"{told}, 7 is best"


RULE = ReplyRule(
    "R43",
    "time-out",
    "error",
    "Nuance 7 s; Twilio and Genesys 5 s; Asterisk 10 s; W3C COGA: long time-outs",
    check=check,
)
