"""Every key is heard by the line, the hash too.

Unless finishOnKey says otherwise, Twilio takes the hash key for the end of an entry and tells the
line that nothing was pressed.

Good:
```xml
<Response><Gather numDigits="1" timeout="7" finishOnKey=""><Play>menu.wav</Play></Gather></Response>
```

Bad:
```xml
<Response><Gather numDigits="1" timeout="7"><Play>menu.wav</Play></Gather></Response>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import ReplyRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.replies import PlaceReply


def check(reply: PlaceReply) -> Iterator[str]:
    """Find menus that take a key for silence."""
    for gather, _ in reply.gathers:
        if gather.num_digits == 1 and gather.finish_on_key:
            yield f'key {gather.finish_on_key} counts as silence; write finishOnKey=""'


RULE = ReplyRule("R72", "finish-key", "warning", "Twilio: Gather", check=check)
