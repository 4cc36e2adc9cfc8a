"""The control API tells nothing on: what is sent to it as a scenario, a record or a matcher is shown to nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from mock_server.resources import fixture_path
from tests.secrets.canaries import Canaries
from tests.secrets.conftest import Lair

Members = dict[str, Any]


def default_scenario(vendor: str) -> Members:
    """Return the scenario that a vendor comes with."""
    return dict(json.loads(fixture_path(f"{vendor}/scenarios/default.json").read_text(encoding="utf-8")))


def with_own_secrets(vendor: str, canaries: Canaries) -> Members:
    """Return a good scenario whose credentials are canaries."""
    scenario = default_scenario(vendor)
    credentials = scenario["clients" if vendor == "oniva" else "keys"]
    for one in credentials:
        one["secret"] = canaries.secret("secret of a scenario")
    return scenario


def bad_scenarios(vendor: str, canaries: Canaries) -> Iterator[Any]:
    """Yield scenarios with canaries where nobody expects them."""
    for name in default_scenario(vendor):
        for value in (canaries.email(name), [canaries.secret(name)], {"name": canaries.words(name)}):
            yield {**default_scenario(vendor), name: value}
    yield from ({**default_scenario(vendor), "colour": text} for text in canaries.of_each_kind("unknown member"))
    yield from canaries.of_each_kind("name of a scenario")


def bad_bodies(canaries: Canaries, world: str) -> Iterator[tuple[str, str, Any]]:
    """Yield requests to operations of the control API, with canaries in each member and as members."""
    members = {
        ("POST", "/worlds"): {"vendor": "oniva"},
        ("POST", "/clock"): {"world": world},
        ("POST", "/faults"): {"world": world, "effect": {"status": 503}},
        ("POST", "/requests/count"): {"world": world},
        ("POST", "/requests/find"): {"world": world},
        ("PUT", "/snapshots"): {"version": 1, "worlds": []},
    }
    names = ("vendor", "seed", "epoch", "scenario", "scale", "scopes", "world", "set", "advance", "freeze", "operation")
    names += ("match", "nth", "effect", "method", "status", "path", "query", "headers", "body", "version", "worlds")
    for (method, path), good in members.items():
        for name in names:
            text = canaries.email(f"{path} {name}")
            for value in (text, [text], {text: text}, {"break": text}, {"rows": text}):
                yield method, path, {**good, name: value}
        yield method, path, {**good, canaries.bare(path): 1}
        yield method, path, [canaries.secret(path)]
        yield method, path, canaries.secret(path)


def odd_fields(canaries: Canaries) -> Iterator[Members]:
    """Yield what could be sent as a record, with canaries as values of every shape and as names."""
    for text in canaries.of_each_kind("record"):
        for name in ("contact", "email", "status", "eventId", "options", "payment", "title", "startDate"):
            yield from ({name: value} for value in (text, [text], {"email": text}, {text: text}, [{text: text}]))
        yield {text: text}


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_secrets_of_a_scenario_are_told_to_nobody_else(lair: Lair, vendor: str) -> None:
    wish = {"vendor": vendor, "scenario": with_own_secrets(vendor, lair.canaries)}
    made = lair.client.post("/__admin/worlds", json=wish)
    assert made.status_code == 201
    assert lair.canaries.found_in(made.text) == []  # a world of one's own has credentials of its own
    assert lair.leaks() == []


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_scenario_that_is_refused_is_not_quoted(lair: Lair, vendor: str) -> None:
    for scenario in bad_scenarios(vendor, lair.canaries):
        answer = lair.client.post("/__admin/worlds", json={"vendor": vendor, "scenario": scenario})
        assert answer.status_code in (201, 400)
        assert answer.status_code == 201 or lair.canaries.found_in(answer.text) == []
    assert lair.leaks() == []


def test_request_that_is_refused_is_told_of_to_nobody_else(lair: Lair) -> None:
    for method, path, body in bad_bodies(lair.canaries, lair.worlds["oniva"]["id"]):
        answer = lair.client.open(f"/__admin{path}", method=method, json=body)
        assert answer.status_code < 500
    lair.client.delete("/__admin/faults")
    assert lair.leaks() == []


def test_query_that_is_refused_is_told_of_to_nobody_else(lair: Lair) -> None:
    for path in ("/requests", "/requests/unmatched", "/violations", "/faults", "/clock"):
        for name in ("world", "operation", "status", "since", "side", "met", "colour"):
            for text in lair.canaries.of_each_kind(f"{path} {name}"):
                answer = lair.client.get(f"/__admin{path}", query_string={name: text, text: text})
                assert answer.status_code in (200, 400, 404)
    assert lair.leaks() == []


def test_path_that_is_unknown_is_not_quoted(lair: Lair) -> None:
    for text in lair.canaries.of_each_kind("path"):
        for path in (f"/{text}", f"/worlds/{text}", f"/worlds/{lair.worlds['oniva']['id']}/records/{text}/{text}"):
            for method in ("GET", "POST", "DELETE", "PATCH"):
                answer = lair.client.open(f"/__admin{path}", method=method, json={"email": text})
                assert answer.status_code in (400, 404, 405)
                assert lair.canaries.found_in(answer.text) == []
    assert lair.leaks() == []


def test_matcher_finds_what_was_sent_and_shows_nothing_of_it(lair: Lair) -> None:
    for text in lair.canaries.of_each_kind("matched"):
        ask = {"method": "GET", "path": "/api/v1/events", "query_string": {"colour": text}, "headers": {"X-Odd": "a"}}
        lair.send("oniva", {**ask, "headers": {**lair.headers["oniva"], "X-Odd": text.replace("\n", " ")}})
        for matcher in ({"query": {"colour": text}}, {"headers": {"x-odd": text.replace("\n", " ")}}):
            assert lair.client.post("/__admin/requests/count", json=matcher).json == {"count": 1}
            assert lair.canaries.found_in(lair.client.post("/__admin/requests/find", json=matcher).text) == []
    assert lair.leaks() == []


def test_records_are_told_of_to_nobody_else(lair: Lair) -> None:
    for vendor, world in lair.worlds.items():
        assert vendor != "oniva" or world["records"]
        for kind in [*world["records"], "nothing"]:
            path = f"/__admin/worlds/{world['id']}/records/{kind}"
            for fields in odd_fields(lair.canaries):
                for method, end in (("POST", ""), ("PATCH", "/1"), ("PATCH", f"/{lair.canaries.bare('id')}")):
                    assert lair.client.open(f"{path}{end}", method=method, json=fields).status_code < 500
    assert lair.leaks() == []


def test_pinned_person_is_told_of_to_nobody_else(lair: Lair) -> None:
    email, last_name = lair.canaries.email("contact"), lair.canaries.person("contact")
    path = f"/__admin/worlds/{lair.worlds['oniva']['id']}/records/bookings"
    pinned = lair.client.post(path, json={"contact": {"email": email, "lastName": last_name}})
    assert (pinned.status_code, pinned.json["contact"]["email"]) == (201, email)
    bookings = f"/api/v1/events/{pinned.json['eventId']}/bookings"
    ask = {"method": "GET", "path": bookings, "query_string": {"email": email}, "headers": lair.headers["oniva"]}
    assert [one["contact"]["email"] for one in lair.send("oniva", ask).json["items"]] == [email]
    assert lair.leaks() == []


def test_dropped_world_is_reported_without_what_was_sent(lair: Lair) -> None:
    world = lair.worlds["oniva"]["id"]
    for text in lair.canaries.of_each_kind("sent"):
        ask = {"method": "GET", "path": "/api/v1/events", "query_string": {"limit": text, text: "1"}}
        lair.send("oniva", {**ask, "headers": lair.headers["oniva"]})
    report = lair.client.delete(f"/__admin/worlds/{world}")
    assert report.json["requests"] > 6
    assert lair.canaries.found_in(report.text) == []


def test_fault_is_shown_without_the_texts_that_it_matches(lair: Lair) -> None:
    world = lair.worlds["oniva"]["id"]
    match = {"query": {"email": lair.canaries.email("match")}}
    lair.client.post("/__admin/faults", json={"world": world, "effect": {"status": 503}, "match": match})
    listed, report = lair.leaks(), lair.client.delete(f"/__admin/worlds/{world}").text
    assert (listed, lair.canaries.found_in(report)) == ([], [])
