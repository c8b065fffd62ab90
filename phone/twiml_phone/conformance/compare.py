"""Compares a placed call with what a conformance case expects, field by field.

Each difference is a sentence: what was expected, against what was seen. A field that a case leaves
out is not asserted, and neither is an attribute of one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

from twilio.request_validator import RequestValidator

from twiml_phone.interpreter.events import PickUp, RequestMade

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twiml_phone.conformance.conventions import Conventions
    from twiml_phone.conformance.placement import Placed
    from twiml_phone.conformance.scripted_line import Sent
    from twiml_phone.interpreter.events import PromptPlayed

ANY, VALID = "<any>", "<valid>"
ENDS_BY = {"hangup": "hangup_verb"}
MISSING = "nothing"
NAMES = {"t": "at", "from": "caller", "say": "text"}
"""The phone's own names, where the cases have others."""


def differences(case: Mapping[str, Any], placed: Placed, rules: Conventions) -> Iterator[str]:
    """Yield everything in which a call is not what the case expects."""
    for field in case.keys() - KNOWN:
        yield f"{field}: no field of a case; a misspelled one would never be compared"
    compare = Comparison(case, placed, rules)
    for field in FIELDS:
        if field in case:
            yield from getattr(compare, field)(case[field])


class Comparison:
    """One case and its call; each method compares the field of its name."""

    def __init__(self, case: Mapping[str, Any], placed: Placed, rules: Conventions) -> None:
        self._case = case
        self._call = placed.call
        self._rules = rules
        self._sent = [sent for sent in placed.line.sent if sent.signed]

    def first(self, expected: Any) -> Iterator[str]:
        """Compare the first request; null is none."""
        seen = self._call.requests
        if expected is None:
            yield from self.same("first", MISSING, seen[0].url if seen else MISSING)
        elif not seen:
            yield f"first: expected {expected['url']}, saw no request"
        else:
            yield from self.request("first", expected, seen[0])

    def requests(self, expected: Sequence[Any]) -> Iterator[str]:
        """Compare every request after the first, in order."""
        first = 0 if "first" in self._case and self._case["first"] is None else 1
        seen = self._call.requests[first:]
        yield from self.count("requests", [e["url"] for e in expected], [a.url for a in seen])
        for number, (wanted, asked) in enumerate(zip(expected, seen, strict=False)):
            yield from self.request(f"requests[{number}]", wanted, asked)

    def callbacks(self, expected: Sequence[Any]) -> Iterator[str]:
        """Compare asynchronous requests: in order at each address, in any order between them."""
        wanted, seen = defaultdict(list), defaultdict(list)
        for each in expected:
            wanted[self._absolute(each["url"])].append(each)
        for asked in self._told():
            seen[asked.url].append(asked)
        for url in {**wanted, **seen}:
            told = [each.url for each in seen[url]]
            yield from self.count(f"callbacks to {url}", [url] * len(wanted[url]), told)
            for number, pair in enumerate(zip(wanted[url], seen[url], strict=False)):
                yield from self.request(f"callbacks to {url} [{number}]", *pair)

    def media(self, expected: Sequence[Any]) -> Iterator[str]:
        """Compare the sounds that were asked for, each with the first time it was."""
        first: dict[str, float] = {}
        for asked in self._call.media:
            first.setdefault(asked.url, asked.at)
        for each in expected:
            at = first.pop(each["url"], None)
            if at is None and not each.get("optional"):
                yield f"media: expected {each['url']}, which was not asked for"
            elif at is not None and each.get("t") is not None:
                yield from self.same(f"media {each['url']}", each["t"], at)
        for url in first:
            yield f"media: {url} was asked for, and was not expected"

    def heard(self, expected: Sequence[Any]) -> Iterator[str]:
        """Compare what was heard; tones have a field of their own."""
        seen = [event for event in self._call.heard if event.kind != "tones"]
        told = [event.text or event.url for event in seen]
        wanted = [each.get("say") or each.get("play") for each in expected]
        yield from self.count("heard", wanted, told)
        for number, (each, event) in enumerate(zip(expected, seen, strict=False)):
            yield from self.attributes(f"heard[{number}]", each, _shown(event))

    def ends(self, expected: Any) -> Iterator[str]:
        """Compare how the call ended; null leaves it open."""
        end = self._call.ended
        if expected is None or end is None:
            seen = MISSING if end is None else f"the end at {end.at:g} s by {end.by}"
            if (expected is None) != (end is None):
                yield f"ends: expected {expected or MISSING}, saw {seen}"
            return
        told = {"t": end.at, "status": end.status, "by": ENDS_BY.get(end.by, end.by)}
        yield from self.attributes("ends", expected, told)

    def answered(self, expected: float | None) -> Iterator[str]:
        """Compare when the call was answered; null is never."""
        at = next((e.at for e in self._call.events if isinstance(e, PickUp)), None)
        yield from self.same("answered", expected, at)

    def warnings(self, expected: Sequence[int]) -> Iterator[str]:
        """Compare the codes of warnings, in any order; 0 stands for any."""
        yield from self._codes("warnings", expected, [each.code for each in self._call.warnings])

    def errors(self, expected: Sequence[int]) -> Iterator[str]:
        """Compare the codes of troubles, in any order."""
        yield from self._codes("errors", expected, [each.code for each in self._call.troubles])

    def beeps(self, expected: Sequence[float]) -> Iterator[str]:
        """Compare the times of beeps."""
        seen = [_of(each, "at", each) for each in self.of("beeps")]
        yield from self.same("beeps", list(expected), seen)

    def tones(self, expected: Sequence[Any]) -> Iterator[str]:
        """Compare the tones played."""
        seen = [{"t": e.start, "digits": e.text} for e in self._call.heard if e.kind == "tones"]
        yield from self._each("tones", expected, seen)

    def legs(self, expected: Sequence[Any]) -> Iterator[str]:
        """Compare the legs that were dialled."""
        seen = self.of("legs")
        yield from self.count("legs", [each.get("to") for each in expected], seen)
        for number, (each, leg) in enumerate(zip(expected, seen, strict=False)):
            whispers = each.get("heard", [])
            told = [_shown(event) for event in leg.heard] if whispers else []
            yield from self._each(f"legs[{number}].heard", whispers, told)
            rest = {name: value for name, value in each.items() if name != "heard"}
            yield from self.attributes(f"legs[{number}]", rest, leg)

    def streams(self, expected: Sequence[Any]) -> Iterator[str]:
        """Compare media streams."""
        yield from self._each("streams", expected, self.of("streams"))

    def tts(self, expected: Sequence[Any]) -> Iterator[str]:
        """Compare what was spoken for money."""
        yield from self._each("tts", expected, self.of("tts"))

    def request(self, where: str, expected: Mapping[str, Any], asked: RequestMade) -> Iterator[str]:
        """Compare one request, and its signature as it arrived."""
        wanted = {"method": expected["method"], "url": self._absolute(expected["url"])}
        yield from self.attributes(where, wanted, {"method": asked.method, "url": asked.url})
        if expected.get("t") is not None:
            yield from self.same(f"{where}.t", expected["t"], asked.at)
        params = dict(asked.params)
        for name, value in expected.get("params", {}).items():
            value = self._meant(value)  # noqa: PLW2901  # the same, as this call would have it
            yield from self.same(f"{where}.{name}", value, params.get(name, MISSING))
        for name in set(expected.get("absent", ())) & set(params):
            yield f"{where}.{name}: expected {MISSING}, saw {params[name]}"
        if asked.status:
            yield from self._arrived(where, expected.get("headers", {}), asked)

    def _told(self) -> Sequence[RequestMade]:
        seen: Sequence[RequestMade] = self._call.callbacks
        return seen

    def of(self, name: str) -> Sequence[Any]:
        """Return a property of the call."""
        seen: Sequence[Any] = getattr(self._call, name)
        return seen

    def count(self, where: str, expected: Sequence[Any], seen: Sequence[Any]) -> Iterator[str]:
        """Compare only how many there are, telling which."""
        if len(expected) != len(seen):
            wanted, told = list(expected), list(seen)
            yield f"{where}: expected {len(wanted)} {wanted}, saw {len(told)} {told}"

    def attributes(self, where: str, expected: Mapping[str, Any], seen: Any) -> Iterator[str]:
        """Compare the attributes a case gives."""
        for name, value in expected.items():
            yield from self.same(f"{where}.{name}", self._meant(value), _of(seen, name, MISSING))

    def same(self, where: str, expected: Any, seen: Any) -> Iterator[str]:
        """Compare two values; times a little apart are the same, and any is not none."""
        if seen == MISSING if expected == ANY else not self._alike(expected, seen):
            yield f"{where}: expected {expected}, saw {seen}"

    def _each(self, where: str, expected: Sequence[Any], seen: Sequence[Any]) -> Iterator[str]:
        yield from self.count(where, expected, seen)
        for number, (each, one) in enumerate(zip(expected, seen, strict=False)):
            yield from self.attributes(f"{where}[{number}]", each, one)

    def _alike(self, expected: Any, seen: Any) -> bool:
        if isinstance(expected, int | float) and isinstance(seen, int | float):
            return abs(expected - seen) <= self._rules.tolerance
        if isinstance(expected, list) and isinstance(seen, list | tuple):
            pairs = zip(expected, seen, strict=False)
            return len(expected) == len(seen) and all(self._alike(*pair) for pair in pairs)
        if isinstance(expected, dict) and isinstance(seen, list | tuple):
            return expected == dict(seen)
        return bool(expected == seen)

    def _codes(self, where: str, expected: Sequence[int], seen: Sequence[int]) -> Iterator[str]:
        left = list(seen)
        for code in sorted(expected, reverse=True):  # 0, which is any, comes last
            if code in left:
                left.remove(code)
            elif code == 0 and left:
                left.pop()
            else:
                left.append(code)
                break
        if left or len(expected) != len(seen):
            yield f"{where}: expected {list(expected)}, saw {list(seen)}"

    def _meant(self, value: Any) -> Any:
        """Put the names of this call in place of what stands for them."""
        if value == "<call>":
            return dict(self._call.requests[0].params)["CallSid"] if self._call.requests else value
        if isinstance(value, str) and value.startswith("<leg:"):
            legs, number = self.of("legs"), int(value[5:-1])
            return _of(legs[number], "sid", value) if number < len(legs) else value
        return value

    def _absolute(self, url: str) -> str:
        return urljoin(self._rules.base, url)

    def _arrived(self, where: str, headers: Mapping[str, str], asked: RequestMade) -> Iterator[str]:
        """Compare a request's headers; every request that comes to the line is signed."""
        path = urlsplit(asked.url).path or "/"
        found = next((s for s in self._sent if (s.path, s.method) == (path, asked.method)), None)
        if found is None:
            yield f"{where}: no such request arrived signed"
            return
        self._sent.remove(found)
        if not self._is_signed(found):
            yield f"{where}: the signature does not validate"
        for name, value in headers.items():
            if value != VALID:
                yield from self.same(
                    f"{where} {name}", value, found.headers.get(name.upper(), MISSING)
                )

    def _is_signed(self, sent: Sent) -> bool:
        form = {n: v[0] for n, v in parse_qs(sent.body, keep_blank_values=True).items()}
        url = f"{self._rules.base}{sent.path}" + f"?{sent.query}" * bool(sent.query)
        validator = RequestValidator(self._rules.auth_token)
        return bool(validator.validate(url, form, sent.headers["X-TWILIO-SIGNATURE"]))


FIELDS = (
    *("first", "requests", "callbacks", "media", "heard", "tones", "beeps", "legs", "streams"),
    *("tts", "answered", "ends", "warnings", "errors"),
)
KNOWN = {
    *FIELDS,
    *("id", "name", "kind", "settled", "config", "documents", "caller", "stop_at", "parsed"),
    "variants",
}


def _shown(event: PromptPlayed) -> dict[str, Any]:
    """Show what was heard under the names of the cases."""
    return {
        "t": event.start,
        "until": event.end,
        event.kind: event.text or event.url,
        "voice": event.voice,
        "language": event.language,
        "times": event.times,
    }


def _of(thing: Any, name: str, otherwise: Any) -> Any:
    """Return a part of a value, whether it is a mapping or an object."""
    if isinstance(thing, dict):
        return thing.get(name, otherwise)
    if is_dataclass(thing):
        names = (name, NAMES.get(name, name))
        return next((getattr(thing, each) for each in names if hasattr(thing, each)), otherwise)
    return otherwise
