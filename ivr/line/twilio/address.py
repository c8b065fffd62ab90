"""A State is an address: it travels in the URL that Twilio calls next, so no server keeps it.

/voice/pt-BR/second-invoice?behind=main.bill&slow=1&silences=2      answers a key pressed there
/voice/pt-BR/bill?edition=0123456789ab      the same, and tells which menus the caller heard
/turns/pt-BR/second-invoice?key=1&behind=main.bill&slow=1&silences=2      describes that answer
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from ivr.line.dialogue import LASTING, State
from ivr.line.heard import Key, NoKey, TransferEnd, VoiceMessage
from ivr.menu.paths import MOST_BEHIND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.line.heard import Heard

MOST_DIGITS = 2
EDITION = re.compile("[0-9a-f]{8,16}")


def write(state: State, edition: str = "") -> str:
    """Return the path and query of a state: ASCII only, as Twilio's signatures need.

    `edition` is that of the menus the caller hears.

    >>> write(State("pt-BR", "bill", slow=1, silences=2))
    '/voice/pt-BR/bill?slow=1&silences=2'
    """
    return _with_query(f"/voice/{_place(state)}", _query(state, edition))


def description(state: State, heard: Heard, edition: str = "") -> str:
    """Return where the turn is described that follows what was heard in a state.

    >>> description(State("pt-BR", "bill", slow=1), Key("1"))
    '/turns/pt-BR/bill?key=1&slow=1'
    """
    return _with_query(f"/turns/{_place(state)}", {**_heard(heard), **_query(state, edition)})


def opening(language: str) -> str:
    """Return where the first turn of a call is described."""
    return _with_query("/turns", {"language": language})


def contents(language: str) -> str:
    """Return where all places of the line are listed."""
    return _with_query("/map", {"language": language})


def sound(file: str) -> str:
    """Return where a file of the audio folder is served."""
    return f"/audio/{quote(file)}"


def read(language: str, place: str, query: Mapping[str, str]) -> State:
    """Return the state an address stands for; what makes no sense in its query counts as absent.

    >>> read("pt-BR", "bill", {"silences": "many", "slow": "1"})
    State(language='pt-BR', place='bill', behind=None, slow=1, silences=0, mistakes=0)
    """
    behind = query.get("behind")
    return State(
        language=language,
        place=place,
        behind=None if behind is None else tuple(filter(None, behind.split(".")))[-MOST_BEHIND:],
        slow=min(_count(query.get("slow", "")), LASTING),
        silences=_count(query.get("silences", "")),
        mistakes=_count(query.get("mistakes", "")),
    )


def heard(query: Mapping[str, str]) -> Heard:
    """Return what was heard before the turn that an address describes.

    >>> heard({"key": "1"}), heard({"transfer": "missed"}), heard({"slow": "1"})
    (Key(key='1'), TransferEnd(reached=False), NoKey())
    """
    if key := query.get("key", "")[:1]:
        return Key(key)
    if transfer := query.get("transfer"):
        return TransferEnd(reached=transfer == "reached")
    return VoiceMessage(query["message"]) if "message" in query else NoKey()


def edition(query: Mapping[str, str]) -> str:
    """Return the edition of the menus the caller heard; "" where the address does not tell.

    >>> edition({"edition": "0123456789ab"}), edition({"edition": "../secret"})
    ('0123456789ab', '')
    """
    text = query.get("edition", "")
    return text if EDITION.fullmatch(text) else ""


def _place(state: State) -> str:
    return f"{quote(state.language, safe='')}/{quote(state.place, safe='')}"


def _heard(heard: Heard) -> dict[str, str]:
    match heard:
        case Key(key):
            return {"key": key}
        case TransferEnd(reached):
            return {"transfer": "reached" if reached else "missed"}
        case VoiceMessage(url):
            return {"message": url}
        case NoKey():
            return {}


def _query(state: State, edition: str) -> dict[str, object]:
    return {
        "behind": None if state.behind is None else ".".join(state.behind),
        "slow": state.slow or None,
        "silences": state.silences or None,
        "mistakes": state.mistakes or None,
        "edition": edition or None,
    }


def _with_query(path: str, query: Mapping[str, object]) -> str:
    written = urlencode({name: value for name, value in query.items() if value is not None})
    return f"{path}?{written}" if written else path


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
