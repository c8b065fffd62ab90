"""A listener who knows only the sound writes down what the text says.

The listener is a speech recogniser (`ivr hear`): weaker than a person with good ears, about as
good as one with poor ears on a bad line. A caller cannot look a word up, so what it does
not understand is worth hearing yourself, and saying otherwise or recording. Choices are judged by
their key: a label alone gives no recogniser enough to go by. Of others, a share of the phonemes
may be wrong: of twenty Portuguese texts the worst in Kokoro's voice had 9 %, the best in eSpeak's
23 %. The rule reads what was written down before, and says nothing of sounds nobody has listened
to. docs/hearing.md tells what such figures can show.

Good:
```sounds
- {prompt: hours.text, text: "We are open on Monday.", transcript: "We're open on Monday."}
- prompt: main.to-prices
  text: "To ask for prices, press 2."
  transcript: "Ask for price is press two."
```

Bad:
```sounds
- {prompt: hours.text, text: "We are open on Monday.", transcript: "Where a pen on Monday."}
- prompt: main.to-prices
  text: "To ask for prices, press 2."
  transcript: "To ask for prices, presto."
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.hearing.comparison import compare
from ivr.analysis.hearing.offers import offers
from ivr.analysis.rules.rule import Fault, TranscriptRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.hearing.comparison import Score
    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

MOST_WRONG = 0.15
"""share of a prompt's phonemes that may be heard wrongly, where it offers no key"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find prompts that the listener did not understand."""
    keys = offers(line.flow)
    for clip in heard.clips:
        if clip.transcript is None:
            continue
        prompt = clip.prompt
        language = line.flow.languages[prompt.language]
        key = keys.get((prompt.name, prompt.language))
        told = _wrong(compare(prompt.text, clip.transcript, language, key))
        if told:
            yield Fault(
                line.where(prompt), f'{clip}: {told}; heard as "{clip.transcript}" (`ivr hear`)'
            )


def _wrong(score: Score) -> str:
    if score.key is not None:
        return "" if score.key else "its key was not heard"
    if score.per <= MOST_WRONG:
        return ""
    return f"{score.per:.0%} of its sounds were not understood (at most {MOST_WRONG:.0%})"


RULE = TranscriptRule(
    "R89", "understood", "warning", "our own measurements (docs/hearing.md)", check=check
)
