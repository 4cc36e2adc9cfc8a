"""The journal: what clients sent, found by what it was, and masked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from mock_server.journal import MASK
from tests.admin.owner import Guest, Owner

BOOKINGS = "listEventBookings"


def booked(guest: Guest, **query: str) -> str:
    """Ask for the bookings of an event; return its id."""
    event = str(guest.events().json["items"][0]["id"])
    guest.get(f"/api/v1/events/{event}/bookings", **query)
    return event


def ids(found: list[dict[str, Any]]) -> list[int]:
    """Return the ids of entries."""
    return [one["id"] for one in found]


def test_requests_are_listed_newest_first_by_world(owner: Owner) -> None:
    one, other = owner.new(), owner.new("on24")
    one.events()
    other.events()
    one.get("/api/v1/me")

    assert [entry["operation"] for entry in owner.requests()] == ["getMe", "listEvents", "listEvents", "issueToken"]
    assert [entry["operation"] for entry in owner.requests(world=one.id)] == ["getMe", "listEvents", "issueToken"]
    assert [entry["vendor"] for entry in owner.requests(world=other.id)] == ["on24"]
    assert ids(owner.requests()) == [4, 3, 2, 1]


def test_requests_are_filtered(owner: Owner, guest: Guest) -> None:
    booked(guest)
    guest.get("/api/v1/events", limit="0")

    assert len(owner.requests(operation="listEvents")) == 2
    assert len(owner.requests(operation="listEvents", status="400")) == 1
    assert owner.requests(status="404") == []


def test_requests_since_an_id_or_a_moment_are_those_after_it(owner: Owner, guest: Guest) -> None:
    guest.events()
    owner.turn(guest, advance=60)
    guest.get("/api/v1/me")

    assert ids(owner.requests(since="1")) == [3, 2]
    assert owner.requests(since="3") == []
    assert ids(owner.requests(since="2026-03-02T12:01:00+01:00")) == [3]
    assert ids(owner.requests(since="2026-03-02T11:00:00Z")) == [3, 2, 1]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"operation": "lstEvents"}, "operation"),
        ({"operation": ""}, "operation"),
        ({"status": "abc"}, "status"),
        ({"status": "99"}, "status"),
        ({"since": "yesterday"}, "since"),
        ({"since": "-1"}, "since"),
    ],
)
def test_filter_that_cannot_be_is_refused(owner: Owner, query: dict[str, str], name: str) -> None:
    assert list(owner.refused("GET", "/requests", **query)) == [name]


@pytest.mark.parametrize(
    ("matcher", "name"),
    [
        ({"operation": "lstEvents"}, "operation"),
        ({"vendor": "acme"}, "vendor"),
        ({"status": 600}, "status"),
        ({"method": 1}, "method"),
        ({"query": {"limit": 5}}, "query/limit"),
        ({"headers": []}, "headers"),
        ({"colour": "red"}, "colour"),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/requests/count", "/requests/find"])
def test_matcher_that_cannot_be_is_refused(owner: Owner, path: str, matcher: dict[str, Any], name: str) -> None:
    assert list(owner.refused("POST", path, matcher)) == [name]


def test_unmatched_requests_are_those_of_no_operation(owner: Owner, guest: Guest) -> None:
    guest.events()
    guest.get("/api/v1/nothing")
    guest.client.delete("/on24/v2/nothing")

    listed = owner.done("GET", "/requests/unmatched")["requests"]

    assert [(one["method"], one["world"], one["status"]) for one in listed] == [
        ("DELETE", "on24-1", 404),
        ("GET", guest.id, 404),
    ]
    assert len(owner.done("GET", "/requests/unmatched", world=guest.id)["requests"]) == 1


def test_request_in_flight_is_shown_until_it_is_answered(owner: Owner, guest: Guest) -> None:
    service = owner.app.runtime.services["oniva"]
    running, told, handler = threading.Event(), threading.Event(), service.handlers["get_me"]

    def waiting(call: Any) -> Any:
        running.set()
        assert told.wait(10)
        return handler(call)

    service.handlers = {**service.handlers, "get_me": waiting}
    headers = guest.headers
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(guest.client.get, f"{guest.base}/api/v1/me", headers=headers)
        assert running.wait(10)
        owner.done("DELETE", "/requests")
        (seen,) = owner.requests(world=guest.id)
        counted = owner.count(operation="getMe")
        told_so_far = owner.count(operation="getMe", headers={"host": "localhost"})
        told.set()
        assert answer.result().status_code == 200

    assert (seen["operation"], seen["status"], seen["milliseconds"], seen["answer"]) == ("getMe", None, None, None)
    assert (counted, told_so_far) == (1, 0)
    assert owner.count(operation="getMe", headers={"host": "localhost"}) == 1
    assert [one["status"] for one in owner.requests()] == [200]


def test_world_dropped_under_a_request_keeps_nothing_of_it(owner: Owner, guest: Guest) -> None:
    service, handler = owner.app.runtime.services["oniva"], owner.app.runtime.services["oniva"].handlers["get_me"]

    def dropping(call: Any) -> Any:
        owner.done("DELETE", f"/worlds/{guest.id}")
        return handler(call)

    service.handlers = {**service.handlers, "get_me": dropping}
    assert guest.get("/api/v1/me").status_code == 200

    assert owner.ask("GET", "/requests", world=guest.id).status_code == 404
    assert [one["operation"] for one in owner.requests()] == ["getMe"]


@pytest.mark.parametrize(
    ("matcher", "count"),
    [
        ({}, 3),
        ({"operation": BOOKINGS}, 1),
        ({"vendor": "oniva", "method": "GET", "status": 200}, 2),
        ({"vendor": "on24"}, 0),
        ({"query": {"email": "anna@example.com"}}, 1),
        ({"query": {"email": "bob@example.com"}}, 0),
        ({"query": {"email": "***"}}, 0),
        ({"query": {"email": None}}, 2),
        ({"query": {"email": "anna@example.com", "limit": "5"}}, 1),
        ({"query": {"email": "anna@example.com", "limit": "6"}}, 0),
        ({"query": {"Email": "anna@example.com"}}, 0),
        ({"body": {"grant_type": "client_credentials"}}, 1),
        ({"body": {"grant_type": None}, "method": "POST"}, 0),
        ({"headers": {"X-TRACE": "abc"}}, 1),
        ({"headers": {"x-trace": None}}, 2),
        ({"headers": {"x-trace": "ABC"}}, 0),
    ],
    ids=str,
)
def test_requests_are_counted_by_what_was_sent(owner: Owner, guest: Guest, matcher: dict[str, Any], count: int) -> None:
    event = guest.client.get(f"{guest.base}/api/v1/events", headers={**guest.headers, "X-Trace": "abc"})
    path = f"{guest.base}/api/v1/events/{event.json['items'][0]['id']}/bookings?email=anna%40example.com&limit=5"
    guest.client.get(path, headers=guest.headers)

    assert owner.count(**matcher) == count
    assert len(owner.done("POST", "/requests/find", matcher)["requests"]) == count


def test_request_is_found_by_a_secret_that_is_shown_nowhere(owner: Owner, guest: Guest) -> None:
    secret = guest.world["credentials"]["client_secret"]
    event = booked(guest, email="anna@example.com")

    assert owner.count(body={"client_secret": secret}) == 1
    assert owner.count(headers={"authorization": guest.headers["Authorization"]}) == 2
    assert owner.count(path={"eventId": event}) == 1
    found = owner.ask("POST", "/requests/find", {"query": {"email": "anna@example.com"}})
    (entry,) = found.json["requests"]
    assert entry["query"] == {"email": [MASK]}
    assert "authorization" in entry["headers"]
    kept = found.text + owner.ask("GET", "/requests").text + repr(owner.app.runtime.journal.entries())
    for hidden in (secret, "anna", guest.tokens[0]):
        assert hidden not in kept


def test_member_of_a_json_body_is_found(owner: Owner) -> None:
    guest = owner.new("on24")
    client, event = (guest.world["credentials"][name] for name in ("client_id", "event_id"))
    form = {"email": "ann@example.com", "firstname": "Ann", "lastname": "Lee", "company": "Acme"}
    guest.client.post(f"{guest.base}/v2/client/{client}/event/{event}/registrant", data=form, headers=guest.headers)
    guest.client.post(f"{guest.base}/v2/client/{client}/nothing", json={"size": 3, "name": "x", "deep": {"a": [1]}})

    assert owner.count(body={"email": "ann@example.com"}) == 1
    assert owner.count(body={"size": "3", "name": "x", "deep": '{"a":[1]}'}) == 1
    assert owner.requests(world=guest.id)[0]["body"] == {"size": [MASK], "name": [MASK], "deep": [MASK]}


def test_forgotten_requests_are_gone_for_one_world_or_all(owner: Owner) -> None:
    one, other = owner.new(), owner.new()
    one.events()
    other.events()

    owner.done("DELETE", "/requests", world=one.id)
    assert {entry["world"] for entry in owner.requests()} == {other.id}
    owner.done("DELETE", "/requests")
    assert owner.requests() == []
    one.events()
    assert len(owner.requests(world=one.id)) == 1


def test_noisy_world_takes_no_room_of_a_quiet_one(owner: Owner) -> None:
    quiet, noisy = owner.new(), owner.new()
    quiet.events()
    for _ in range(1010):
        noisy.client.get(f"{noisy.base}/nothing")

    assert len(owner.requests(world=noisy.id)) == 1000
    assert len(owner.requests(world=quiet.id)) == 2


@pytest.mark.parametrize(
    "path", ["/requests", "/requests/unmatched", "/violations", "/faults"], ids=lambda path: path[1:]
)
def test_what_is_asked_of_an_unknown_world_is_not_found(owner: Owner, path: str) -> None:
    assert owner.ask("GET", path, world="oniva-0").status_code == 404


def test_control_api_notes_nothing_of_itself(owner: Owner) -> None:
    owner.done("GET", "/worlds")
    owner.refused("POST", "/worlds", {})
    assert owner.ask("GET", "/nothing").status_code == 404
    assert owner.requests() == []


Send = Callable[[Guest], Any]
BREACHES: dict[str, Send] = {
    "unknown parameter": lambda guest: guest.get("/api/v1/me", colour="red"),
    "wrong parameter": lambda guest: guest.get("/api/v1/events", limit="0"),
    "no such path": lambda guest: guest.get("/api/v1/nothing"),
    "wrong method": lambda guest: guest.client.delete(f"{guest.base}/api/v1/me"),
}


@pytest.mark.parametrize("send", BREACHES.values(), ids=BREACHES)
def test_request_that_breaks_the_contract_is_a_violation_of_its_side(owner: Owner, guest: Guest, send: Send) -> None:
    guest.events()
    send(guest)

    (violation,) = owner.done("GET", "/violations", side="request")["violations"]

    assert (violation["side"], violation["world"], violation["request"]) == ("request", guest.id, 3)
    assert owner.done("GET", "/violations", side="reply") == {"violations": []}
    assert owner.done("GET", "/violations", world=guest.id)["violations"] == [violation]
    assert owner.done("GET", "/violations", world="oniva-1") == {"violations": []}


def test_reply_that_breaks_the_contract_is_a_violation_of_ours(lenient: Owner) -> None:
    guest = lenient.new()
    service = lenient.app.runtime.services["oniva"]
    service.handlers = {**service.handlers, "get_me": lambda call: {"a secret": "of a reply"}, "list_events": _broken}
    guest.get("/api/v1/events")

    (failed,) = [one for one in lenient.requests() if one["error"]]
    assert failed["status"] == 500
    assert failed["error"].startswith("RuntimeError in _broken (test_requests.py:")
    report = lenient.done("DELETE", f"/worlds/{guest.id}")
    assert [one["operation"] for one in report["errors"]] == ["listEvents"]
    assert "s3cret" not in str(report)


def _broken(call: Any) -> Any:
    raise RuntimeError("s3cret")


def test_only_the_side_that_is_asked_for_is_told(owner: Owner) -> None:
    assert list(owner.refused("GET", "/violations", side="both")) == ["side"]
