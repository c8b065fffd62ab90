"""A language is spoken by people, or by a voice that callers understand.

The embedded voice, eSpeak, is the last resort: who cannot see the words understands few of them.
What gives a language another voice is told with the fault. Where you know that your callers
understand it, or there is no other, say so under `allow`.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", voice: kokoro af_heart}
- {prompt: prices.text, text: "A visit is free.", voice: recorded}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday.", voice: espeak en-us}
- {prompt: prices.text, text: "A visit is free.", voice: espeak en-us}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule
from ivr.speech.advice import hardly_understood
from ivr.speech.engines.engine import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find languages that the embedded voice speaks."""
    embedded = {
        (clip.prompt.language, clip.slow): ALWAYS
        for clip in heard.clips
        if clip.voice.split()[0] == ALWAYS
    }
    for code in line.flow.languages:
        for told in hardly_understood({code: line.flow.languages[code]}, embedded):
            yield Fault(("languages", code), told)


RULE = HeardRule(
    "R87", "natural-voice", "warning", "our own measurements (docs/speech.md)", check=check
)
