"""Speech is as fast as people talk to each other, and no faster.

In English that is 120 to 160 words a minute; in languages whose words are longer or shorter, 3.5 to
5 syllables a second. Longer pauses do not count. Judged is the middle prompt of a language, because
the rate is the voice's; speeding it up serves nobody sooner.

Good:
```sounds
- {prompt: hours.text, text: "From Monday to Friday we open at eight.", seconds: 3.6}
```

Bad:
```sounds
- {prompt: hours.text, text: "From Monday to Friday we open at eight.", seconds: 2.2}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.lexicon import words as words_of
from ivr.analysis.rules.measured_line import middle
from ivr.analysis.rules.rule import Fault, HeardRule, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.clip import Clip
    from ivr.analysis.rules.lexicon import Lexicon
    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

SHORTEST = 1.5
"""seconds of speech; a shorter sound tells nothing of its rate"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find languages that are spoken too fast or too slowly."""
    for code, clips in heard.by_language():
        words = line.lexicons.get(code)
        rates = (_rate(clip, words, line) for clip in clips if clip.speaking >= SHORTEST and words)
        rate = middle(rates)
        if words is None or rate is None or words.rate[0] <= rate <= words.rate[1]:
            continue
        unit = "words a minute" if words.counts == "words" else "syllables a second"
        (slow, fast), (_, hardly) = words.rate, words.hardly
        told = f"{code} is spoken at {rate:.3g} {unit}; {slow:g} to {fast:g} are easily followed"
        severity = weigh(error=rate > hardly)
        yield Fault(("languages", code, "voices"), f"{told}; set the rate of its voice", severity)


def _rate(clip: Clip, words: Lexicon | None, line: Line) -> float:
    said = words_of(_spelt(clip, line))
    if words is None or words.counts == "words":
        return 60 * len(said) / clip.speaking
    return sum(map(words.count_syllables, said)) / clip.speaking


def _spelt(clip: Clip, line: Line) -> str:
    """Return a text with single digits as words: a syllable cannot be counted in a 7."""
    digits = line.flow.languages[clip.prompt.language].digits
    text = clip.prompt.text
    return "".join(f" {digits[int(each)]} " if each.isdecimal() else each for each in text)


RULE = HeardRule(
    "R49",
    "speech-rate",
    "warning",
    "Jensema: 145 words a minute; DECtalk 120 to 180; Sharit 2003: faster speech is no gain",
    words=True,
    check=check,
)
