"""Recordings: masked, and good enough to be walked again."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from mock_server.core.errors import ConfigError
from mock_server.drift import Asked, NotObserved, Walk
from mock_server.drift.asking import Recorder, Replay
from tests.conftest import NOON
from tests.drift.asking.raw import replies, reply
from tests.secrets.canaries import Canaries

EVENTS = Asked("listEvents", "GET", "/api/v1/events")


def tour(walk, path):
    """Walk over lists, what is in them, and what is not there; return the exchanges."""
    first = walk.ask("listEvents", path)
    rows = next(value for value in first.answered.json().values() if isinstance(value, list))
    walk.ask("listEvents", path, method="HEAD")
    walk.ask("listEvents", path, credentials="wrong", expects=(401,))
    for row in rows[:3]:
        event = row.get("id", row.get("eventid"))
        walk.ask("getEvent", {**path, "event_id": event})
        people = "listEventBookings" if "id" in row else "listEventRegistrants"
        walk.ask(people, {**path, "event_id": event})
    walk.ask(
        "getEvent",
        {**path, "event_id": "00000000-0000-4000-8000-000000000000" if "id" in rows[0] else 1},
        expects=(404,),
    )
    return walk.exchanges


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_a_recording_is_walked_as_the_service_was(real, contracts, tmp_path, vendor):
    one = real(vendor)
    recorder = Recorder(tmp_path / "kept", one.service, NOON)
    lived = tour(Walk(contracts[vendor], recorder.send), one.path)
    sent = len(one.proxy.heads)
    replay = Replay(tmp_path / "kept", contracts[vendor], vendor)
    again = tour(Walk(contracts[vendor], replay.send), {name: replay.credentials[name] for name in one.path})
    assert len(one.proxy.heads) == sent
    assert replay.began == NOON
    assert [(one.asked.operation, one.answered.status) for one in again] == [
        (one.asked.operation, one.answered.status) for one in lived
    ]
    for before, after in zip(lived, again, strict=True):
        assert [name for name, _ in after.answered.headers] == [name for name, _ in before.answered.headers]
        assert forms(after.answered.body) == forms(before.answered.body)
    assert len(replay.logins) == len(one.service.logins)
    assert "ONMOCK" in replay.again(again[0].asked)


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_what_is_replayed_fits_the_contract(real, contracts, tmp_path, vendor):
    from mock_server.breaks.declared import success_schema
    from mock_server.contract.schemas import new_validator

    one = real(vendor)
    tour(Walk(contracts[vendor], Recorder(tmp_path / "kept", one.service, NOON).send), one.path)
    replay = Replay(tmp_path / "kept", contracts[vendor], vendor)
    for exchange in tour(Walk(contracts[vendor], replay.send), {name: replay.credentials[name] for name in one.path}):
        if exchange.answered.is_good and exchange.answered.body:
            schema = success_schema(contracts[vendor], contracts[vendor].operations[exchange.asked.operation])
            assert [one.message for one in new_validator(schema).iter_errors(exchange.answered.json())] == []


def test_relations_between_answers_stay(real, contracts, tmp_path):
    one = real()
    recorder = Recorder(tmp_path / "kept", one.service, NOON)
    tour(Walk(contracts["oniva"], recorder.send), {})
    walk = Walk(contracts["oniva"], Replay(tmp_path / "kept", contracts["oniva"], "oniva").send)
    rows = walk.ask("listEvents").answered.json()["items"]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows[:3]:
        assert walk.ask("getEvent", {"event_id": row["id"]}).answered.json()["title"] == row["title"]


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_no_person_and_no_secret_is_in_a_recording(real, contracts, tmp_path, vendor):
    canaries = Canaries()
    one = real(vendor)
    planted = plant(one, canaries, vendor)
    walk = Walk(contracts[vendor], Recorder(tmp_path / "kept", one.service, NOON).send)
    walk.ask(planted["operation"], {**one.path, **planted["path"]}, planted["query"])
    lived = tour(walk, one.path)
    # What is looked for was there.
    assert len(canaries.found_in("".join(each.answered.body.decode() for each in lived))) >= 2
    walked = b"".join(head for head in one.proxy.heads)
    kept = {path.name: path.read_text() for path in (tmp_path / "kept").iterdir()}
    secrets = [value for name, value in one.service.credentials.items() if not name.endswith("_id")]
    secrets += [token.decode() for token in re.findall(rb"Bearer ([^\r\n]+)", walked)]
    for name, text in kept.items():
        assert canaries.found_in(text) == [], name
        assert [secret for secret in secrets if secret in text] == [], name
    assert len(kept) > 8


def test_a_service_that_tells_secrets_back_is_masked_everywhere(bad, tmp_path):
    def echo(connection, head):
        token = b'{"access_token": "zqx-token", "id_token": "zqx-other"}'
        said = head.replace(b"\r\n", b" ").replace(b'"', b"")
        connection.sendall(reply(token if head.startswith(b"POST") else b'{"a": "%s"}' % said, X_Echo="zqx-token"))

    service, _ = bad(echo, token=False)
    recorder = Recorder(tmp_path / "kept", service, NOON)
    answered = recorder.send(EVENTS)
    everything = [repr(service.logins), *(path.read_text() for path in (tmp_path / "kept").iterdir())]
    everything += [str(one.answered.headers) + str(one.answered.body) for one in service.logins]
    everything += [str(answered.headers), str(answered.body), repr(answered)]
    assert [text for text in everything if "zqx" in text] == []


@pytest.mark.parametrize(
    "body",
    [
        b"<html><p>Zqxzqx@person.example</p></html>",
        b'{"title": "zqxzqx',
        b'{"items": [{"title": zqxzqx}]}',
        b"zqxzqx",
        b'{"zqxzqx person": {"a b": ["zqxzqx"]}}',
        b'{"items": [{"title": "\\u007aqxzqx"}]}',
        b'{"items": [{"status": "zqxzqx 12"}]}',
        b'{"items": [{"startDate": "zqxzqx"}]}',
        b'{"phone": 41798870001}',
        b"\xff\xfe" + "zqxzqx".encode("utf-16-le"),
        b"\xe9zqxzqx",
    ],
)
def test_any_body_is_masked(bad, tmp_path, body):
    service, _ = bad(replies(reply(body)))
    Recorder(tmp_path, service, NOON).send(EVENTS)
    (kept,) = tmp_path.glob("0001-*")
    replayed = Replay(tmp_path, service.contract, "oniva").send(EVENTS).body
    for octets in (replayed, kept.read_bytes()):
        assert b"zqx" not in octets.replace(b"\0", b"").lower()
        assert b"41798870001" not in octets
    assert len(replayed.replace("é".encode(), b"\xe9")) in (len(body), len(body) - 5)


def test_what_the_contract_vouches_for_is_kept(bad, tmp_path):
    body = (
        b' {"items": [{"status": "cancelled", "startDate" : "2026-03-02T09:00:00Z", "isOnline": 1, "x": true,'
        b' "statusNew": null}, {"status": "on_hold"}],\n "totalCount": 1e2, "totalCount": 2}'
    )
    service, _ = bad(replies(reply(body)))
    Recorder(tmp_path, service, NOON).send(EVENTS)
    assert Replay(tmp_path, service.contract, "oniva").send(EVENTS).body == body


def test_requests_that_were_not_recorded_are_not_observed(bad, tmp_path):
    service, _ = bad(replies(reply()))
    Recorder(tmp_path, service, NOON).send(EVENTS)
    replay = Replay(tmp_path, service.contract, "oniva")
    for other in (
        replace(EVENTS, method="HEAD"),
        replace(EVENTS, credentials="none"),
        replace(EVENTS, target="/api/v1/events?page=2"),
        replace(EVENTS, headers={"Accept": "text/html"}),
    ):
        with pytest.raises(NotObserved, match="not in the recording"):
            replay.send(other)


def test_a_request_that_was_sent_twice_has_both_answers(bad, tmp_path):
    service, _ = bad(replies(reply(), reply(b"{}", "304 Not Modified")))
    recorder = Recorder(tmp_path, service, NOON)
    recorder.send(EVENTS)
    recorder.send(EVENTS)
    replay = Replay(tmp_path, service.contract, "oniva")
    assert [replay.send(EVENTS).status for _ in range(3)] == [200, 304, 304]


def test_a_conditional_request_is_found_again(bad, tmp_path):
    service, _ = bad(replies(reply(ETag='"zqx-1"'), reply(b"", "304 Not Modified")))
    recorder = Recorder(tmp_path, service, NOON)
    tag = recorder.send(EVENTS).header("ETag")
    recorder.send(replace(EVENTS, headers={"If-None-Match": tag}))
    replay = Replay(tmp_path, service.contract, "oniva")
    masked = replay.send(EVENTS).header("ETag")
    assert "zqx" not in masked
    assert replay.send(replace(EVENTS, headers={"If-None-Match": masked})).status == 304


def test_a_recording_needs_a_directory_of_its_own(bad, tmp_path):
    service, server = bad(replies(reply()))
    (tmp_path / "file").write_text("x")
    for directory in (tmp_path, tmp_path / "file"):
        with pytest.raises(ConfigError):
            Recorder(directory, service, NOON)
    assert server.connections == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: (kept / "recording.json").unlink(),
        lambda kept: (kept / "recording.json").write_text("{"),
        lambda kept: (kept / "recording.json").write_text("[]"),
        lambda kept: (kept / "0001-listEvents-200.json").write_text('{"is_login": false}'),
        lambda kept: (kept / "0001-listEvents-200.json").write_text("[1]"),
        lambda kept: rewrite(kept, format=99),
        lambda kept: rewrite(kept, vendor="other"),
        lambda kept: rewrite(kept, began="yesterday"),
        lambda kept: rewrite(kept, target="zqx"),
    ],
)
def test_what_is_no_recording_is_refused_in_one_line(bad, tmp_path, change):
    service, _ = bad(replies(reply()))
    Recorder(tmp_path, service, NOON).send(EVENTS)
    change(tmp_path)
    with pytest.raises(ConfigError) as caught:
        Replay(tmp_path, service.contract, "oniva")
    assert "\n" not in str(caught.value)


def rewrite(kept, **changes):
    path = kept / "recording.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def plant(one, canaries, vendor):
    """Put canaries into what can be seen; return how to ask for them."""
    email, name = canaries.email("email"), canaries.person("last name")
    if vendor == "oniva":
        event = one.walk.ask("listEvents").answered.json()["items"][0]["id"]
        contact = {"email": email, "last_name": name, "mobile": canaries.phone("mobile")}
        one.control.create_record(one.world["id"], "bookings", {"event_id": event, "contact": contact})
        return {"operation": "listEventBookings", "path": {"event_id": event}, "query": {"email": email}}
    event = one.walk.ask("listEvents", one.path).answered.json()["events"][0]["eventid"]
    fields = {"event_id": event, "email": email, "last_name": name}
    one.control.create_record(one.world["id"], "registrants", fields)
    return {"operation": "getRegistrant", "path": {"email": email}, "query": {}}


def forms(body):
    """Return a document with kinds in place of its values."""
    if not body:
        return None

    def form(value):
        if isinstance(value, dict):
            # Names in a map of free names are masked as well.
            return [(len(name), form(one)) for name, one in value.items()]
        if isinstance(value, list):
            return [form(one) for one in value]
        return (type(value).__name__, len(value)) if isinstance(value, str) else type(value).__name__

    return form(json.loads(body))
