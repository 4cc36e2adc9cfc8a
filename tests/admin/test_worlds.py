"""Worlds: made as wished, apart from each other, found by address and by credential, and gone when dropped."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from tests.admin.owner import Guest, Owner
from tests.conftest import EPOCH, NOON

VENDORS = ["oniva", "on24"]


@pytest.mark.parametrize("vendor", VENDORS)
def test_world_tells_how_to_get_into_it(owner: Owner, vendor: str) -> None:
    guest = owner.new(vendor)
    assert guest.world["vendor"] == vendor
    assert guest.world["base_url"] == f"http://localhost/worlds/{guest.id}"
    assert guest.events().status_code == 200


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        ({"seed": 7}, {"seed": 7}),
        ({"seed": 7.0}, {"seed": 7}),
        ({"seed": None}, {"seed": 1}),
        ({"seed": 2**63 - 1}, {"seed": 2**63 - 1}),
        ({"epoch": "2024-02-29"}, {"epoch": "2024-02-29", "now": "2024-02-29T11:00:00+00:00"}),
        ({"epoch": "1970-01-02"}, {"epoch": "1970-01-02"}),
        ({"epoch": "9000-12-31"}, {"epoch": "9000-12-31"}),
        ({"scale": 0}, {"scale": 0}),
        ({"scale": 1e3}, {"scale": 1000}),
        ({"scale": 5_000_000}, {"scale": 5_000_000}),
        ({"name": "x" * 200}, {"name": "x" * 200}),
        ({"freeze": True}, {"frozen": True}),
        ({"freeze": False}, {"frozen": False}),
        ({"scenario": "empty"}, {}),
    ],
    ids=str,
)
def test_world_is_as_it_was_wished(owner: Owner, wish: dict[str, Any], shown: dict[str, Any]) -> None:
    guest = owner.new(**wish)

    found = owner.done("GET", f"/worlds/{guest.id}")

    assert {name: found[name] for name in shown} == shown
    assert {name: guest.world[name] for name in found} == found
    assert guest.events().status_code == 200


def test_wish_of_an_empty_scenario_is_an_empty_world(owner: Owner) -> None:
    assert owner.new(scenario="empty").events().json["totalCount"] == 0


def test_wish_of_scopes_is_what_the_credentials_may_do(owner: Owner) -> None:
    guest = owner.new(scopes=["events:read"])
    assert guest.issue().json["scope"] == "events:read"
    assert guest.events().status_code == 200


@pytest.mark.parametrize(
    ("wish", "name", "said"),
    [
        ({"vendor": "acme"}, "vendor", "is not one of on24, oniva"),
        ({"vendor": None}, "vendor", "is not a string"),
        ({"seed": -1}, "seed", "is less than 0"),
        ({"seed": 2**63}, "seed", "is greater than"),
        ({"seed": 1.5}, "seed", "is not an integer or null"),
        ({"seed": "1"}, "seed", "is not an integer or null"),
        ({"epoch": "1969-12-31"}, "epoch", "1970 to 9000"),
        ({"epoch": "9001-01-01"}, "epoch", "1970 to 9000"),
        ({"epoch": "0000-01-01"}, "epoch", "outside the calendar"),
        ({"epoch": "2026-02-29"}, "epoch", "is not a date"),
        ({"epoch": "2026-03-02T00:00:00Z"}, "epoch", "is not a date"),
        ({"scenario": "nothing"}, "scenario", "is not one of default, empty"),
        ({"scenario": "../default"}, "scenario", "is not one of default, empty"),
        ({"scenario": "/etc/passwd"}, "scenario", "is not one of default, empty"),
        ({"scenario": {}}, "scenario", "is a required property"),
        ({"scenario": []}, "scenario", "is not a string or an object or null"),
        ({"scenario": "empty", "scale": 5}, "scenario", "nothing to scale"),
        ({"scale": -1}, "scale", "is less than 0"),
        ({"scale": 5_000_001}, "scale", "is greater than 5000000"),
        ({"scopes": []}, "scopes", "fewer than 1"),
        ({"scopes": ["a:b"]}, "scopes", "there are: events:read, bookings:read, contacts:read"),
        ({"scopes": ["events:read"] * 2}, "scopes", "unique"),
        ({"scopes": [1]}, "scopes/0", "is not a string"),
        ({"vendor": "on24", "scopes": ["x"]}, "scopes", "has no scopes"),
        ({"name": ""}, "name", "is shorter than 1"),
        ({"name": "x" * 201}, "name", "is longer than 200"),
        ({"freeze": "yes"}, "freeze", "is not a boolean"),
        ({"freeze": None}, "freeze", "is not a boolean"),
        ({"colour": "red"}, "colour", "there are: epoch, freeze, name, scale, scenario, scopes, seed, vendor"),
    ],
    ids=str,
)
def test_wish_that_cannot_be_met_is_refused_by_name(owner: Owner, wish: dict[str, Any], name: str, said: str) -> None:
    before = owner.done("GET", "/worlds")

    refused = owner.refused("POST", "/worlds", {"vendor": "oniva", **wish})

    assert list(refused) == [name]
    assert said in refused[name]
    assert owner.done("GET", "/worlds") == before


def test_every_wrong_member_is_named_at_once(owner: Owner) -> None:
    refused = owner.refused("POST", "/worlds", {"seed": -1, "epoch": "today", "colour": "red"})
    assert set(refused) == {"vendor", "seed", "epoch", "colour"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b"null", b'"x"', b"\xff", b"[" * 1000, b'{"vendor": NaN}'])
def test_body_that_is_no_object_is_refused(owner: Owner, body: bytes) -> None:
    answer = owner.client.post("/__admin/worlds", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["errors"][0]["name"] == "body"


@pytest.mark.parametrize("vendor", VENDORS)
def test_worlds_of_one_plan_have_the_same_data_and_other_credentials(owner: Owner, vendor: str) -> None:
    one, other = owner.new(vendor), owner.new(vendor)

    assert one.events().data == other.events().data
    assert set(one.headers.items()) & set(other.headers.items()) == set()
    assert one.world["credentials"] != other.world["credentials"]


@pytest.mark.parametrize("vendor", VENDORS)
def test_credential_of_one_world_is_worth_nothing_at_the_address_of_another(owner: Owner, vendor: str) -> None:
    one, other, home = owner.new(vendor), owner.new(vendor), f"{vendor}-1"

    assert one.events(other.base).status_code == 401
    assert one.events(f"/worlds/{home}").status_code == 401
    assert one.events().status_code == 200


def test_client_of_one_world_gets_no_token_at_the_address_of_another(owner: Owner) -> None:
    one, other = owner.new(), owner.new()
    assert one.issue(other.base).json["error"] == "invalid_client"
    assert one.issue("/worlds/oniva-1").status_code == 401
    assert owner.requests(world=one.id) == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_credential_alone_leads_into_its_world(owner: Owner, vendor: str) -> None:
    guest = owner.new(vendor, epoch="2024-02-29")

    assert guest.events(f"/{vendor}").data == guest.events().data
    assert {one["world"] for one in owner.requests() if one["operation"] == "listEvents"} == {guest.id}


@pytest.mark.parametrize("secret", [{}, {"client_secret": "wrong"}], ids=["right", "wrong"])
def test_client_id_alone_leads_into_its_world(owner: Owner, guest: Guest, secret: dict[str, str]) -> None:
    answer = guest.issue("/oniva", **secret)
    (entry,) = owner.requests(world=guest.id)
    assert entry["operation"] == "issueToken"
    assert entry["status"] == answer.status_code == (401 if secret else 200)


def test_request_of_nobody_is_for_the_home_of_the_vendor(owner: Owner, guest: Guest) -> None:
    assert guest.client.get("/oniva/api/v1/events").status_code == 401
    assert [one["world"] for one in owner.requests()] == ["oniva-1"]


@pytest.mark.parametrize("path", ["", "/", "/api/v1/events", "/oauth/token", "//", "/%2e%2e"])
@pytest.mark.parametrize("world", ["oniva-0", "oniva", "-", "acme-1", "oniva-1%2f", "%00", "ONIVA-1", "oniva-1-1"])
def test_address_of_no_world_is_not_found(owner: Owner, world: str, path: str) -> None:
    answer = owner.client.get(f"/worlds/{world}{path}")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("host", ["oniva.localhost", "localhost", "127.0.0.1:8024", "[::1]:8024"])
def test_base_url_is_on_the_host_that_was_asked(owner: Owner, host: str) -> None:
    answer = owner.client.post("/__admin/worlds", json={"vendor": "oniva"}, headers={"Host": host})
    assert answer.json["base_url"].startswith(f"http://{host.replace('oniva.', '')}/worlds/")


def test_worlds_are_listed_by_vendor_in_the_order_they_were_made(owner: Owner) -> None:
    made = [owner.new(vendor).id for vendor in ("oniva", "on24", "oniva")]
    owner.done("POST", f"/worlds/{made[0]}/reset")

    listed = [one["id"] for one in owner.done("GET", "/worlds")["worlds"]]

    assert listed == ["on24-1", made[1], "oniva-1", made[0], made[2]]


def test_credentials_are_told_once(owner: Owner, guest: Guest) -> None:
    shown = owner.ask("GET", "/worlds").text + owner.ask("GET", f"/worlds/{guest.id}").text
    assert guest.world["credentials"]["client_secret"] not in shown


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_dropped_world_is_not_found_any_more(owner: Owner, guest: Guest, method: str) -> None:
    token = guest.headers["Authorization"]
    owner.done("DELETE", f"/worlds/{guest.id}")

    assert owner.ask(method, f"/worlds/{guest.id}").status_code == 404
    assert owner.ask("POST", f"/worlds/{guest.id}/reset").status_code == 404
    assert guest.client.get(f"{guest.base}/api/v1/events", headers={"Authorization": token}).status_code == 404
    assert guest.client.get("/oniva/api/v1/events", headers={"Authorization": token}).status_code == 401
    assert guest.issue("/oniva").status_code == 401


def test_home_of_a_vendor_cannot_be_dropped(owner: Owner) -> None:
    assert owner.ask("DELETE", "/worlds/oniva-1").status_code == 409
    assert owner.done("GET", "/worlds/oniva-1")["is_home"]


def test_report_of_a_dropped_world_tells_requests_and_unmet_faults(owner: Owner, guest: Guest) -> None:
    guest.events()
    owner.done("POST", "/faults", {"world": guest.id, "operation": "getMe", "effect": {"status": 503}})

    report = owner.done("DELETE", f"/worlds/{guest.id}")

    assert (report["id"], report["requests"], report["violations"], report["errors"]) == (guest.id, 2, [], [])
    assert [one["operation"] for one in report["unmet_faults"]] == ["getMe"]


def test_world_that_was_reset_answers_as_a_new_one(owner: Owner) -> None:
    used, fresh = owner.new(), owner.new()
    expected = list(fresh.everything())
    old = used.headers
    owner.turn(used, advance="P40D", freeze=False)
    owner.done("POST", "/faults", {"world": used.id, "operation": "getEvent", "effect": {"status": 503}})
    used.tokens.clear()
    assert next(used.everything()) != expected[0]

    shown = owner.done("POST", f"/worlds/{used.id}/reset")

    assert used.client.get(f"{used.base}/api/v1/events", headers=old).status_code == 401
    used.tokens.clear()
    assert list(used.everything()) == expected
    assert (shown["now"], shown["frozen"]) == (fresh.world["now"], True)
    assert owner.done("GET", "/faults", world=used.id) == {"faults": []}
    # One more: with the token that was forgotten.
    assert len(owner.requests(world=used.id)) == len(owner.requests(world=fresh.id)) + 1


def test_written_record_is_gone_after_a_reset(owner: Owner) -> None:
    guest = owner.new("on24")
    events = guest.events().data
    client = guest.world["credentials"]["client_id"]
    event = guest.world["credentials"]["event_id"]
    form = {"email": "ann@example.com", "firstname": "Ann", "lastname": "Lee", "company": "Acme"}
    path = f"/v2/client/{client}/event/{event}/registrant"
    before = guest.get(path).data
    assert guest.client.post(guest.base + path, data=form, headers=guest.headers).status_code < 300
    assert guest.get(path).data != before

    owner.done("POST", f"/worlds/{guest.id}/reset")

    assert (guest.get(path).data, guest.events().data) == (before, events)


def test_clock_of_a_world_that_ticks_begins_again_with_a_reset() -> None:
    owner = Owner(create_app(Config(vendors=("oniva",), enforce=True)))
    guest = owner.new(epoch="2026-03-02", freeze=False)
    live = owner.app.runtime.worlds.known(guest.id)[1]
    # As if thirteen hours had gone by.
    live.world.clock.advance(13 * 3600)

    shown = owner.done("POST", f"/worlds/{guest.id}/reset")

    assert shown["now"].startswith("2026-03-02T11:00:0")
    owner.app.close()


def test_server_that_was_reset_has_its_own_worlds_alone(owner: Owner, guest: Guest) -> None:
    guest.events()
    owner.turn(advance=86400)
    owner.done("POST", "/faults", {"world": "oniva-1", "effect": {"status": 503}})

    owner.done("POST", "/reset")

    assert [one["id"] for one in owner.done("GET", "/worlds")["worlds"]] == ["on24-1", "oniva-1"]
    assert owner.done("GET", "/clock")["now"] == NOON.isoformat()
    assert owner.done("GET", "/faults") == {"faults": []}
    assert owner.requests() == []


def test_too_many_worlds_are_a_conflict() -> None:
    owner = Owner(create_app(Config(epoch=EPOCH, vendors=("oniva",), most_worlds=3), Clock(NOON, frozen=True)))
    made = [owner.new(), owner.new()]
    assert owner.ask("POST", "/worlds", {"vendor": "oniva"}).status_code == 409
    owner.done("DELETE", f"/worlds/{made[0].id}")
    assert owner.new().events().status_code == 200
    owner.app.close()


@pytest.mark.parametrize("vendor", VENDORS)
def test_memory_of_a_dropped_world_is_freed(owner: Owner, vendor: str) -> None:
    guest = owner.new(vendor)
    guest.events()
    live = weakref.ref(owner.app.runtime.worlds.known(guest.id)[1])
    state = weakref.ref(live().world.state)  # type: ignore[union-attr]

    owner.done("DELETE", f"/worlds/{guest.id}")
    gc.collect()

    assert (live(), state()) == (None, None)


def test_nothing_grows_while_worlds_come_and_go(owner: Owner) -> None:
    def round_of_a_world() -> None:
        guest = owner.new()
        guest.events()
        owner.done("DELETE", f"/worlds/{guest.id}")

    for _ in range(3):
        round_of_a_world()
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(30):
        round_of_a_world()
    gc.collect()

    assert len(gc.get_objects()) - before < 60


def test_server_of_one_vendor_has_worlds_too() -> None:
    owner = Owner(create_app(Config(vendors=("on24",), enforce=True)))
    assert owner.new("on24").events().status_code == 200
    assert "oniva" not in owner.refused("POST", "/worlds", {"vendor": "oniva"})["vendor"]
    owner.app.close()


def test_client_of_an_unknown_world_is_told_the_same_as_one_with_a_wrong_secret(owner: Owner, client: Client) -> None:
    form = {"grant_type": "client_credentials", "client_id": "oniva-000000000000", "client_secret": "x"}
    assert client.post("/oniva/oauth/token", data=form).json["error"] == "invalid_client"
