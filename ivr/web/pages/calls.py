"""The calls of a page: the page holds each as a value, so no server must remember it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from twiml_phone.errors import PhoneError
from twiml_phone.interpreter.events import RequestMade, Trouble
from twiml_phone.interpreter.prompts import resolve

from ivr.web.pages.acts import perform
from ivr.web.pages.drawing import Drawing, DrawnMap, read
from ivr.web.pages.snapshot import moment, nearer
from ivr.web.security.security_headers import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from twiml_phone import Call, Phone
    from twiml_phone.interpreter.events import Event

    from ivr.web.pages.acts import Act
    from ivr.web.pages.drawing import DrawnPart
    from ivr.web.security.signed_state import SignedState

MOST_CHARACTERS = 48 * 1024
"""Of a call that is written down: a page sends it with each act."""
TOO_LONG = "this call has grown too long to go on with; dial again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a page holds: its call, the line that was called, and the language last drawn."""

    call: str
    line: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Begins calls for a page and goes on with them.

    Args:
        seal: What the page holds is sealed with.
        near: Shortens addresses of our own line.
        maps: Tell the map of the line, too.
    """

    seal: SignedState
    near: Callable[[str], str]
    maps: bool = False

    def begin(self, phone: Phone, path: str, line: str = "", **parties: str | None) -> Any:
        """Dial, and return the first moment of the call."""
        call = phone.dial(path, live=True, **parties)
        return self._tell(call, 0, phone, Held(call="", line=line))

    def open(self, sealed: str) -> Held:
        """Return what a page holds of its call."""
        return Held(**self.seal.open(sealed))

    def go_on(self, phone: Phone, held: Held, acts: Iterable[Act]) -> Any:
        """Do what the caller does, and return the moment after it."""
        call = _resume(phone, held.call)
        told = len(call.events)
        for act in acts:
            perform(call, act)
        return self._tell(call, told, phone, held)

    def _tell(self, call: Call, told: int, phone: Phone, held: Held) -> Any:
        drawn = self._draw(call.events[told:], phone, held.language)
        language = (drawn.get("drawing") or {}).get("language", held.language)
        sealed = self._shut(call, replace(held, language=language))
        broken = _break_off(call) if sealed is None else ()
        new = (*call.events[told:], *broken)
        return {"call": sealed, **moment(call, new, self.near), **drawn}

    def _shut(self, call: Call, held: Held) -> str | None:
        """Seal a call for the page, unless it is over or has grown too long."""
        if call.ended:
            return None
        sealed = self.seal.shut(asdict(replace(held, call=call.to_json(events=False))))
        return sealed if len(sealed) <= MOST_CHARACTERS else None

    def _draw(self, new: Iterable[Event], phone: Phone, language: str) -> dict[str, Any]:
        """Return how the newest document looks, if one came, and the map if it is another one."""
        document = _document(new)
        if document is None:
            return {}
        links = dict(document.links)
        drawing = self._look_up(phone, links.get("describedby"), Drawing)
        spoken = drawing["language"] if drawing else language
        if not (self.maps and "contents" in links) or (language and spoken == language):
            return {"drawing": drawing}
        return {"drawing": drawing, "map": self._look_up(phone, links["contents"], DrawnMap)}

    def _look_up(
        self, phone: Phone, url: str | None, shape: type[DrawnPart]
    ) -> dict[str, Any] | None:
        if url is None:
            return None
        described = read(shape, phone.look_up(url))
        return described and nearer(described, lambda link: self.near(resolve(url, link)))


def _resume(phone: Phone, written: str) -> Call:
    """Go on with a call; what we sealed and cannot read was sealed before an upgrade."""
    try:
        return phone.resume(written)
    except PhoneError as error:
        raise Refused("expired", "the line is newer than this call; begin anew") from error


def _document(new: Iterable[Event]) -> RequestMade | None:
    """Return the newest request that brought a document, if there is one."""
    asked = (event for event in new if isinstance(event, RequestMade))
    documents = (each for each in asked if not (each.media or each.status_callback))
    brought = [each for each in documents if each.status in range(200, 300)]
    return brought[-1] if brought else None


def _break_off(call: Call) -> tuple[Trouble, ...]:
    """Hang up on a call that no page can hold any more; one that is over stays as it is."""
    if call.ended:
        return ()
    call.hang_up()
    return (Trouble(at=call.seconds, code=0, message=TOO_LONG, url=""),)
