"""What a plain line of a menu file looks like: one that holds no slip, whatever stands around it.

Nine lines of ten are plain, so that the others can be looked at closely. A line that is not
recognised here may well be right.
"""

from __future__ import annotations

import re

NAME = "[A-Za-z][A-Za-z0-9-]*+"
LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ſ"
"""Figures and the letters of our languages; none of them looks like another character."""
QUOTED = f'"[{LETTERS} .,:;!()/{{}}#+%=*@_|\'-]*+"'
PLAIN = f"[{LETTERS}][{LETTERS} ./-]*+"
TEXT = f"(?:{QUOTED}|{PLAIN})"
LIST = rf"\[{TEXT}(?:, {TEXT})*+\]"
PAIR = rf"(?P<inner>{NAME}): (?:{TEXT}|{LIST})"
MAPPING = rf"\{{(?:{PAIR}(?:, (?=[A-Za-z])|(?=\}})))++\}}"
NEVER = "(?=a)b"
# A text without quotes and without a name before it may be a name that lost its colon.
VALUE = f"(?:{MAPPING}|{QUOTED}|(?(name){PLAIN}|{NEVER}))"
LINE = re.compile(rf" *+(?:- ++)*+(?:(?P<name>{NAME}):(?: ++|$))?{VALUE}? *+")
"""`name` is the name at its beginning, `inner` the last one between its brackets."""
