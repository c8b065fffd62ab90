"""Lists every rule, in the order of its id. A rule that is missing here is never asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.audio import (
    edges,
    evenness,
    levels,
    natural_voice,
    noise,
    one_voice,
    same_words,
    telephone,
    understood,
)
from ivr.analysis.rules.caller_errors import apart, attempts, blame, escalation, recovery, warning
from ivr.analysis.rules.listening_time import (
    expected,
    first_option,
    gaps,
    menu_length,
    silences,
    slowest_caller,
    speech_rate,
    time_out,
)
from ivr.analysis.rules.steps import cost_told, few_words, in_hand, one_breath, said_there
from ivr.analysis.rules.structure import (
    complete,
    depth,
    doubled,
    flatten,
    keys,
    more,
    number_to_call,
    options,
    order,
    reserved_keys,
    star_keys,
)
from ivr.analysis.rules.twiml import barge_in, finish_key, one_digit, silence_answered
from ivr.analysis.rules.wording import (
    label_length,
    landing_cue,
    languages,
    likeness,
    listed_words,
    openings,
    option_before_key,
    pause_before_key,
    plain_words,
    read_aloud,
    read_words,
    say_keys,
    typed_keys,
)

if TYPE_CHECKING:
    from ivr.analysis.rules.rule import Rule

RULES: tuple[Rule, ...] = tuple(
    module.RULE
    for module in (
        *(options, depth, flatten, more, doubled, complete, order, keys, reserved_keys),
        *(star_keys, number_to_call),
        *(option_before_key, pause_before_key, label_length, likeness, openings, read_words),
        *(plain_words, say_keys, languages, landing_cue, read_aloud, typed_keys),
        listed_words,
        *(first_option, menu_length, gaps, time_out, slowest_caller, warning, silences),
        *(speech_rate, expected),
        *(apart, escalation, attempts, blame, recovery),
        *(barge_in, one_digit, finish_key, silence_answered),
        *(telephone, levels, evenness, edges, noise, one_voice, natural_voice),
        *(same_words, understood),
        *(said_there, few_words, in_hand, cost_told, one_breath),
    )
)

BY_ID = {rule.id: rule for rule in RULES}
