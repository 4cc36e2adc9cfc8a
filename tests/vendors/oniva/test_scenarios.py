"""Scenarios, scale and settings of an Oniva world."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from mock_server.core.errors import ConfigError, ScenarioError
from mock_server.resources import fixture_path
from mock_server.vendors.oniva.sheets import STATUSES
from tests.conftest import EPOCH, NOON, Api
from tests.vendors.oniva.snapshot import Snapshot, bookings_lie_between_the_events_creation_and_end


def api_of(**config) -> Api:
    """A client of a world with these settings."""
    settings = {"vendors": ("oniva",), "epoch": EPOCH, "enforce": True, **config}
    return Api(Client(create_app(Config(**settings), Clock(NOON, frozen=True))))


def largest(api: Api) -> str:
    """The id of the event with the most bookings."""
    events = [event["id"] for event in api.walk("/events", status="completed")]
    return max(events, key=lambda event: api.get(f"/events/{event}/bookings", limit="1").json["totalCount"])


@pytest.fixture
def scenario() -> dict:
    """The default scenario, to be bent."""
    return json.loads(fixture_path("oniva/scenarios/default.json").read_text())


def write(folder: Path, scenario: dict) -> str:
    """Write a scenario file and return its path."""
    path = folder / "bent.json"
    path.write_text(json.dumps(scenario))
    return str(path)


def test_empty_scenario_has_no_events() -> None:
    assert api_of(scenario="empty").get("/events").json == {
        "items": [],
        "itemCount": 0,
        "totalCount": 0,
        "page": 1,
        "limit": 10,
    }


@pytest.mark.parametrize("scale", [0, 1, 10, 31, 32, 33, 1_000_000])
def test_scale_is_the_size_of_the_largest_event(scale: int) -> None:
    api = api_of(scale=scale, limits=False)
    totals = [api.get(f"/events/{event['id']}/bookings", limit="1").json["totalCount"] for event in api.walk("/events")]
    assert scale in totals
    assert scale < 1000 or max(totals) == scale


def test_last_page_of_a_million_is_as_good_as_the_first() -> None:
    api = api_of(scale=1_000_000, limits=False)
    event = largest(api)
    first = api.get(f"/events/{event}/bookings", page="1").json
    last = api.get(f"/events/{event}/bookings", page="100000").json
    assert last["itemCount"] == 10
    assert last["items"][0]["createdAt"] > first["items"][-1]["createdAt"]
    assert api.get(f"/events/{event}/bookings", page="100001").json["itemCount"] == 0
    assert api.get(f"/bookings/{last['items'][9]['id']}").json == last["items"][9]


def test_filters_find_their_rows_among_a_million() -> None:
    api = api_of(scale=1_000_000, limits=False)
    event = largest(api)
    wanted = api.get(f"/events/{event}/bookings", page="77777").json["items"][3]
    found = api.get(f"/events/{event}/bookings", email=wanted["contact"]["email"].upper()).json
    assert wanted in found["items"]
    assert found["totalCount"] <= 3
    at = wanted["createdAt"]
    assert api.get(f"/events/{event}/bookings", **{"from": at, "to": at}).json["items"] == [wanted]
    by_status = [
        api.get(f"/events/{event}/bookings", status=status, limit="1").json["totalCount"] for status in STATUSES
    ]
    assert sum(by_status) == 1_000_000


def test_counts_of_a_million_are_those_of_its_bookings() -> None:
    api = api_of(scale=20_000, limits=False)
    event = largest(api)
    taken: dict[str, int] = {}
    for booking in api.walk(f"/events/{event}/bookings", status="confirmed"):
        for option in booking["options"]:
            if option["status"] == "confirmed":
                units = len(option["participants"]) or option["quantity"]
                taken[option["optionId"]] = taken.get(option["optionId"], 0) + units
    options = api.get(f"/events/{event}").json["options"]
    assert {option["id"]: option["bookedCount"] for option in options} == taken


def test_contact_is_always_there_by_default() -> None:
    api = api_of()
    api.tokens["onmock-crm"] = api.issue(scope="events:read bookings:read").json["access_token"]
    assert api.get(f"/events/{largest(api)}/bookings").json["items"][0]["contact"]["email"]


def test_contact_can_be_kept_from_tokens_without_its_scope() -> None:
    api = api_of(settings={"oniva": {"contact_scope": "contacts:read"}})
    event = largest(api)
    full = api.get(f"/events/{event}/bookings").json["items"][0]
    bare = api.get(
        f"/events/{event}/bookings", token=api.issue(scope="events:read bookings:read").json["access_token"]
    ).json["items"][0]
    assert full["contact"]["email"]
    assert bare == {**full, "contact": None}
    assert api.get(f"/bookings/{full['id']}").json == full


def test_unknown_setting_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"unknown setting oniva\.colour; there are: contact_scope"):
        api_of(settings={"oniva": {"colour": "red"}})


def test_unknown_scenario_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ScenarioError, match="unknown scenario 'nope'; there are: default, empty"):
        api_of(scenario="nope")


@pytest.mark.parametrize(
    ("bend", "message"),
    [
        (lambda s: s.pop("clients"), "wrong at /"),
        (lambda s: s["clients"][0].update(scopes=["events:fly"]), "unknown scopes: events:fly"),
        (lambda s: s["clients"].append(s["clients"][0]), "two API clients have the id 'onmock-crm'"),
        (lambda s: s["workspaces"][0].update(language="rm"), "wrong at /workspaces/0/language"),
        (lambda s: s["events"].update(count=3), "pins event 43, but its events are 0 to 2"),
        (lambda s: s.update(surprise=1), "wrong at /"),
        (lambda s: s["workspaces"][1].update(key="tagungen"), "two workspaces .* the same key"),
        (lambda s: s["events"]["bookings"].update(webinar=[40, 5]), "bookings of a webinar go from 40 to 5"),
        (lambda s: s["pins"].append({"event": 12}), "pins an event twice"),
        (lambda s: s["pins"][0].update(is_largest=True), "two largest events"),
    ],
    ids=[
        "no-clients",
        "unknown-scope",
        "same-id-twice",
        "language",
        "pin-beyond-the-end",
        "unknown-key",
        "same-key",
        "range",
        "same-pin",
        "two-largest",
    ],
)
def test_broken_scenario_is_refused_in_one_line(tmp_path: Path, scenario: dict, bend, message: str) -> None:
    bend(scenario)
    with pytest.raises(ScenarioError, match=message) as caught:
        api_of(scenario=write(tmp_path, scenario))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "\ud800", "nul\0"], ids=["empty", "cut", "list", "surrogate", "nul"])
def test_file_that_is_no_scenario_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ScenarioError):
        api_of(scenario=str(path))


def test_scale_without_a_largest_event_is_refused() -> None:
    with pytest.raises(ScenarioError, match="nothing to scale"):
        api_of(scenario="empty", scale=5)


def test_scenario_of_ones_own_is_served(tmp_path: Path, scenario: dict) -> None:
    scenario["clients"] = [{"id": "me", "secret": "mine", "name": "Mine", "scopes": ["events:read"]}]
    scenario["events"]["count"] = 3
    scenario["pins"] = []
    api = api_of(scenario=write(tmp_path, scenario))
    assert api.get("/events", token=api.issue("me", "mine").json["access_token"]).json["totalCount"] == 3


def test_epoch_on_a_leap_day_and_far_away_works() -> None:
    for epoch in (date(2028, 2, 29), date(1970, 1, 1), date(2999, 12, 31)):
        app = create_app(Config(epoch=epoch, enforce=True))
        assert Api(Client(app)).get("/events").json["totalCount"] == 60


def test_checkout_of_an_event_that_is_over_does_not_happen(tmp_path: Path, scenario: dict) -> None:
    scenario["events"]["coming_days"] = 0
    api = api_of(scenario=write(tmp_path, scenario), limits=False)
    tenant = Snapshot.of(api, NOON)
    assert not [booking for booking in tenant.all if booking["status"] == "reserved"]
    bookings_lie_between_the_events_creation_and_end(tenant)


def test_scope_that_nobody_has_cannot_open_contacts() -> None:
    with pytest.raises(ConfigError, match="no API client has the scope 'nope'"):
        api_of(settings={"oniva": {"contact_scope": "nope"}})


def test_ids_of_another_day_are_unknown() -> None:
    first = api_of().get("/events").json["items"][0]["id"]
    assert api_of(epoch=date(2026, 3, 3)).get(f"/events/{first}").status_code == 404
