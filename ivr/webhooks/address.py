"""A State is an address: it travels in the URL that Twilio calls next, so no server keeps it.

/voice/pt-BR/second-invoice?behind=main.bill&slow=1&silences=2
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from ivr.dialogue import State
from ivr.menu.paths import MOST_BEHIND

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_DIGITS = 2


def write(state: State) -> str:
    """Return the path and query of a state: ASCII only, as Twilio's signatures need.

    >>> write(State("pt-BR", "bill", slow=True, silences=2))
    '/voice/pt-BR/bill?slow=1&silences=2'
    """
    query = {
        "behind": None if state.behind is None else ".".join(state.behind),
        "slow": int(state.slow) or None,
        "silences": state.silences or None,
        "mistakes": state.mistakes or None,
    }
    written = urlencode({name: value for name, value in query.items() if value is not None})
    path = f"/voice/{quote(state.language, safe='')}/{quote(state.place, safe='')}"
    return f"{path}?{written}" if written else path


def read(language: str, place: str, query: Mapping[str, str]) -> State:
    """Return the state an address stands for; what makes no sense in its query counts as absent.

    >>> read("pt-BR", "bill", {"silences": "many", "slow": "1"})
    State(language='pt-BR', place='bill', behind=None, slow=True, silences=0, mistakes=0)
    """
    behind = query.get("behind")
    return State(
        language=language,
        place=place,
        behind=None if behind is None else tuple(filter(None, behind.split(".")))[-MOST_BEHIND:],
        slow=query.get("slow") == "1",
        silences=_count(query.get("silences", "")),
        mistakes=_count(query.get("mistakes", "")),
    )


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
