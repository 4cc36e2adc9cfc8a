"""Snapshots: everything as it was, also in another server; and nothing of one that was damaged."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mock_server import Clock, Config, create_app
from mock_server.admin.snapshots import digest_of
from tests.admin.owner import Guest, Owner
from tests.conftest import EPOCH, NOON

MANY = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def another() -> Iterator[Owner]:
    """Whoever owns another server, which begins on another day."""
    app = create_app(Config(epoch=EPOCH.replace(year=2020), seed=9, enforce=True))
    yield Owner(app)
    app.close()


def signed(worlds: list[Any]) -> dict[str, Any]:
    """Return the snapshot of some worlds, with the digest that fits."""
    return {"version": 1, "worlds": worlds, "digest": digest_of(worlds)}


def furnish(owner: Owner) -> tuple[Guest, Guest]:
    """Make worlds, and leave something of every kind in them."""
    one, other = owner.new(name="mine"), owner.new("on24", epoch="2024-02-29")
    owner.turn(one, advance="PT30M")
    one.events()
    owner.done("POST", "/faults", {"world": one.id, "operation": "getEvent", "nth": 2, "effect": {"status": 503}})
    client, event = (other.world["credentials"][name] for name in ("client_id", "event_id"))
    form = {"email": "ann@example.com", "firstname": "Ann", "lastname": "Lee", "company": "Acme"}
    path = f"{other.base}/v2/client/{client}/event/{event}/registrant"
    assert other.client.post(path, data=form, headers=other.headers).status_code < 300
    return one, other


def registrants(guest: Guest) -> bytes:
    """Return the list that the registrant is on."""
    client, event = (guest.world["credentials"][name] for name in ("client_id", "event_id"))
    return guest.get(f"/v2/client/{client}/event/{event}/registrant").data


def test_everything_is_as_it_was_after_it_is_put_back(owner: Owner) -> None:
    one, other = furnish(owner)
    saved = owner.done("GET", "/snapshots")
    expected = (list(one.everything()), registrants(other), one.headers)
    worlds = owner.done("GET", "/worlds")

    stranger = owner.new()
    owner.turn(advance="P20D")
    owner.done("DELETE", f"/worlds/{other.id}")
    owner.done("POST", f"/worlds/{one.id}/reset")
    owner.done("DELETE", "/faults")
    owner.done("PUT", "/snapshots", saved)

    assert owner.done("GET", "/worlds") == worlds
    assert owner.done("GET", "/snapshots") == saved
    assert (list(one.everything()), registrants(other), one.headers) == expected
    assert owner.ask("GET", f"/worlds/{stranger.id}").status_code == 404
    assert owner.done("GET", "/faults", world=one.id)["faults"][0]["nth"] == 2


def test_snapshot_can_be_put_into_another_server(owner: Owner, another: Owner) -> None:
    one, other = furnish(owner)
    saved, expected = owner.done("GET", "/snapshots"), (list(one.everything()), registrants(other))

    another.done("PUT", "/snapshots", saved)

    one.client = other.client = another.client
    assert (list(one.everything()), registrants(other)) == expected
    assert another.done("GET", "/clock", world=one.id)["now"] == "2026-03-02T11:30:00+00:00"


def test_snapshot_with_other_blanks_order_and_fractions_is_the_same(owner: Owner) -> None:
    furnish(owner)
    saved = owner.done("GET", "/snapshots")

    def rewritten(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: rewritten(value[name]) for name in reversed(value)}
        if isinstance(value, list):
            return [rewritten(one) for one in value]
        return float(value) if isinstance(value, int) and not isinstance(value, bool) and value < 2**53 else value

    text = json.dumps(rewritten(saved), indent=3)
    answer = owner.client.put("/__admin/snapshots", data=text, content_type="application/json")

    assert answer.status_code == 200, answer.text
    assert owner.done("GET", "/snapshots") == saved


def test_budget_that_is_spent_is_spent_again(owner: Owner, guest: Guest) -> None:
    while guest.get("/api/v1/me").status_code == 200:
        pass
    saved = owner.done("GET", "/snapshots")
    owner.turn(guest, advance=60)
    assert guest.get("/api/v1/me").status_code == 200

    owner.done("PUT", "/snapshots", saved)

    assert guest.get("/api/v1/me").status_code == 429


def test_snapshot_is_on_disk_when_it_is_answered(owner: Owner, tmp_path: Path) -> None:
    one, other = furnish(owner)
    saved = owner.done("GET", "/snapshots")
    config = Config(epoch=EPOCH, database=tmp_path / "worlds.sqlite")
    keeper = Owner(create_app(config, Clock(NOON, frozen=True)))
    forgotten = keeper.new()
    keeper.done("PUT", "/snapshots", saved)
    keeper.app.close()

    reader = Owner(create_app(config, Clock(NOON, frozen=True)))

    assert {one.id for _, one in reader.app.runtime.worlds.all()} == {"oniva-1", "on24-1", one.id, other.id}
    assert forgotten.id not in reader.ask("GET", "/worlds").text
    one.client = other.client = reader.client
    assert one.events().status_code == 200
    assert b"ann@example.com" in registrants(other)
    reader.app.close()


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Walk the places of a document."""
    yield path
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in children:
        yield from places(value, (*path, key))


RUBBISH = st.sampled_from([None, True, 0, -1, 1.5, 10**15, "", "x", [], [1], {}, {"a": 1}, "2026-03-03", "9999-12-31"])


def damaged(document: Any, data: st.DataObject) -> Any:
    """Return a document with something in it replaced, lost or added."""
    broken = copy.deepcopy(document)
    *above, last = data.draw(st.sampled_from([place for place in places(broken) if place]))
    node = broken
    for step in above:
        node = node[step]
    match data.draw(st.sampled_from(["replaced", "lost", "added"])):
        case "replaced":
            node[last] = data.draw(RUBBISH)
        case "lost":
            del node[last]
        case "added" if isinstance(node, dict):
            node[f"{last}x"] = data.draw(RUBBISH)
        case "added":
            node.insert(last, data.draw(RUBBISH))
    assume(json.dumps(broken, sort_keys=True) != json.dumps(document, sort_keys=True))
    return broken


@MANY
@given(data=st.data())
def test_damaged_snapshot_is_refused_and_changes_nothing(lenient: Owner, data: st.DataObject) -> None:
    owner = lenient
    if len(owner.done("GET", "/worlds")["worlds"]) == 2:
        furnish(owner)
    saved = owner.done("GET", "/snapshots")

    answer = owner.ask("PUT", "/snapshots", damaged(saved, data))

    assert answer.status_code == 400, answer.text
    assert owner.done("GET", "/snapshots") == saved


@MANY
@given(data=st.data())
def test_snapshot_that_another_version_wrote_is_taken_or_refused(lenient: Owner, data: st.DataObject) -> None:
    owner = lenient
    if len(owner.done("GET", "/worlds")["worlds"]) == 2:
        furnish(owner)
    saved = owner.done("GET", "/snapshots")

    answer = owner.ask("PUT", "/snapshots", signed(damaged(saved["worlds"], data)))

    assert answer.status_code in (200, 400), answer.text
    if answer.status_code == 400:
        assert owner.done("GET", "/snapshots") == saved
    owner.done("PUT", "/snapshots", saved)


def _two_of_one_client(worlds: list[Any]) -> None:
    one = next(one for one in worlds if one["plan"]["credentials"])
    worlds.append({**one, "id": "oniva-more"})


BENT = {
    "two of one id": lambda worlds: worlds.append(worlds[0]),
    "without a home": lambda worlds: worlds.pop(0),
    "no world": lambda worlds: worlds.clear(),
    "unknown vendor": lambda worlds: worlds[0].update(vendor="acme", id="acme-1"),
    "id of another vendor": lambda worlds: worlds[-1].update(id="on24-more"),
    "two worlds with one client": _two_of_one_client,
    "unknown scope": lambda worlds: worlds[-1]["plan"]["credentials"][0].update(scopes=["a:b"]),
    "day outside the calendar": lambda worlds: worlds[-1]["plan"].update(epoch="0000-01-01"),
    "a plan among the documents": lambda worlds: worlds[-1]["documents"].append(
        {"kind": "world", "key": "plan", "value": {}}
    ),
    "a token of nobody": lambda worlds: worlds[-1]["documents"].append({"kind": "token", "key": "x", "value": {}}),
    "a fault without a rule": lambda worlds: worlds[-1]["documents"].append({"kind": "fault", "key": "x", "value": 1}),
}


@pytest.mark.parametrize("bend", BENT.values(), ids=BENT)
def test_snapshot_that_cannot_be_used_is_refused_and_changes_nothing(owner: Owner, bend: Any) -> None:
    owner.new()
    saved = owner.done("GET", "/snapshots")
    worlds = copy.deepcopy(saved["worlds"])
    bend(worlds)

    refused = owner.refused("PUT", "/snapshots", signed(worlds))

    assert all(name.startswith("worlds") for name in refused)
    assert owner.done("GET", "/snapshots") == saved


def test_snapshot_of_more_vendors_than_are_served_is_refused() -> None:
    both = Owner(create_app(Config(epoch=EPOCH)))
    alone = Owner(create_app(Config(epoch=EPOCH, vendors=("oniva",))))
    assert "worlds/0/vendor" in alone.refused("PUT", "/snapshots", both.done("GET", "/snapshots"))
    both.app.close()
    alone.app.close()
