"""Pages have a share of the server and no more: who calls by telephone does not wait for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from flask import Flask
from twiml_phone import Phone
from twiml_phone.http.limits import SpentError

from ivr.web.pages.phones import Phones
from ivr.web.pages.share import Share
from ivr.web.security.security_headers import Refused

HOME = "http://localhost"
OURS = {"Sec-Fetch-Site": "same-origin"}


def test_so_many_run_at_once_and_the_rest_is_refused() -> None:
    share = Share(running=2)
    with share.taken(), share.taken(), pytest.raises(Refused, match="try again") as refused:
        share.taken().__enter__()
    assert refused.value.code == "busy"


def test_a_place_is_given_back_whatever_happens() -> None:
    share = Share(running=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), share.taken():
            raise ZeroDivisionError
    with share.taken():
        pass


@pytest.fixture
def hanging(line: Flask) -> Iterator[tuple[threading.Semaphore, threading.Event]]:
    """A line that does not answer before it is told to."""
    arrived, leave = threading.Semaphore(0), threading.Event()

    def hang() -> str:
        arrived.release()
        leave.wait(60)
        return "<Response><Say>Sorry.</Say></Response>"

    line.add_url_rule("/hang", view_func=hang, methods=["POST"])
    yield arrived, leave
    leave.set()


def test_two_calls_of_other_lines_are_worked_on_at_once_and_ours_goes_on(
    app_of: Callable[..., Flask],
    visit: Callable[..., httpx.Client],
    url: str,
    hanging: tuple[threading.Semaphore, threading.Event],
) -> None:
    arrived, leave = hanging
    app = app_of(IVR_LOCAL="1", PUBLIC_BASE_URL=HOME, IVR_MAY_CALL=url)

    def dial(address: str = "") -> httpx.Response:
        with visit(app, HOME, "127.0.0.1") as client:
            return client.post("/workbench/calls", json={"url": address}, headers=OURS)

    with ThreadPoolExecutor(2) as pool:
        hung = [pool.submit(dial, f"{url}/hang") for _ in range(2)]
        assert all(arrived.acquire(timeout=60) for _ in hung)
        third, ours = dial(f"{url}/voice"), dial()
        webhook = app.test_client().post("/voice", headers={"Host": "localhost"})
        leave.set()
        assert [each.result().status_code for each in hung] == [200, 200]
    assert (third.status_code, third.json()["code"]) == (503, "busy")
    assert third.headers["Retry-After"] == "1"
    assert ours.status_code == 200
    assert webhook.status_code == 200
    assert dial(f"{url}/voice").status_code == 200


def test_an_act_that_costs_too_much_is_told_and_the_call_goes_on(
    app_of: Callable[..., Flask],
    visit: Callable[..., httpx.Client],
    page_of: Any,
    line: Flask,
    url: str,
) -> None:
    music = "<Response><Pause length='1'/></Response>"
    queue = "<Response><Enqueue waitUrl='/wait'>q</Enqueue></Response>"
    for path, twiml in (("/queue", queue), ("/wait", music)):
        line.add_url_rule(path, path, lambda twiml=twiml: twiml, methods=["POST"])
    app = app_of(IVR_LOCAL="1", PUBLIC_BASE_URL=HOME, IVR_MAY_CALL=url)
    bench = page_of(visit(app, HOME, "127.0.0.1"), "workbench/calls")
    bench.dial(url=f"{url}/queue")
    acts = [{"do": "wait", "at": 3600.0 * hour} for hour in (1, 2, 3, 4)]
    answer = bench.post("workbench/calls/acts", {"call": bench.held, "acts": acts})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
    assert "one act" in answer.json()["error"]
    assert bench.do({"do": "wait", "at": 5.0})["seconds"] == 5.0


def test_an_act_on_our_own_line_takes_its_share_and_is_bounded(
    answering: Callable[..., Any],
) -> None:
    app = answering(voice="<Say>Again.</Say>" * 200 + "<Redirect>/voice</Redirect>")
    phones = Phones(own=lambda: Phone(app, "/voice"), home=HOME)
    with phones.calling() as phone:
        with pytest.raises(Refused, match="try again"), phones.calling():
            pytest.fail("two acts at once")
        with pytest.raises(SpentError, match="one act"):
            phone.dial()
    with phones.calling():
        pass


def test_pages_that_are_turned_away_get_the_telephone_s_share_left_alone(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client]
) -> None:
    app = app_of()

    def session(_: int) -> set[int]:
        with visit(app) as client:
            return {client.post("/calls", json={}, headers=OURS).status_code for _ in range(5)}

    with ThreadPoolExecutor(16) as pool:
        told = set().union(*pool.map(session, range(16)))
    assert told <= {200, 503}
    assert 200 in told


def test_descriptions_are_limited_on_the_network_and_pages_still_get_theirs(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client]
) -> None:
    client = visit(app_of())
    statuses = [client.get("/map").status_code for _ in range(601)]
    assert (statuses[0], statuses[-1]) == (200, 429)
    assert client.get("/turns").status_code in {200, 429}
    other = visit(client._transport.app, address="198.51.100.1")  # type: ignore[attr-defined]
    assert other.get("/map").status_code == 200
    moment = client.post("/calls", json={}, headers=OURS).json()
    assert moment["drawing"]["place"] == "main"


def test_a_description_is_made_once(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client]
) -> None:
    client = visit(app_of())
    first, again = client.get("/map"), client.get("/map")
    assert first.content == again.content
    assert first.headers["ETag"] == again.headers["ETag"]
    headers = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/map", headers=headers).status_code == 304


NETWORKS = {
    "one network of IPv6": (["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"], True),
    "two networks of IPv6": (["2001:db8:1:2::1", "2001:db8:1:3::1"], False),
    "two addresses of IPv4": (["192.0.2.1", "192.0.2.2"], False),
    "an address written both ways": (["192.0.2.1", "::ffff:192.0.2.1"], True),
}


@pytest.mark.parametrize(("addresses", "together"), NETWORKS.values(), ids=NETWORKS)
def test_limits_count_a_network_of_ipv6_as_one_address(
    app_of: Callable[..., Flask],
    visit: Callable[..., httpx.Client],
    addresses: list[str],
    together: bool,
) -> None:
    app = app_of(IVR_MOST_CALLS="1 per hour")
    statuses = [
        visit(app, address=address).post("/calls", json={}, headers=OURS).status_code
        for address in addresses
    ]
    assert statuses == [200, 429 if together else 200]
