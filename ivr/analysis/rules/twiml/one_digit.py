"""A menu takes one key, and goes on at once.

Without numDigits Twilio waits for more keys until the time-out; with more than one, callers have to
know a number of several digits. (R10 asks for the same.)

Good:
```xml
<Response><Gather numDigits="1" timeout="7"><Play>menu.wav</Play></Gather></Response>
```

Bad:
```xml
<Response><Gather timeout="7"><Play>menu.wav</Play></Gather></Response>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import ReplyRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.replies import PlaceReply


def check(reply: PlaceReply) -> Iterator[str]:
    """Find menus that wait for another key."""
    for gather, _ in reply.gathers:
        if gather.num_digits != 1:
            waits = (
                "any number of keys" if gather.num_digits is None else f"{gather.num_digits} keys"
            )
            yield f'waits for {waits}; write numDigits="1"'


RULE = ReplyRule("R71", "one-digit", "error", "Twilio: Gather; Human Factors 1991", check=check)
