"""Events that the owner of a world pins and changes, as the API shows them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mock_server.core.api_errors import NotFound
from mock_server.resources import read_fixture
from tests.vendors.on24.conftest import NOON
from tests.vendors.on24.desk import EVENT, Desk
from tests.vendors.on24.pinning import ADA, BEN, LAST_WEEK, change, past_event, pin, refusal
from tests.vendors.on24.registering import events_of

SOON = NOON + timedelta(days=3)
TAG = read_fixture("on24/scenarios/default.json")["custom_account_tags"][0]["tags"][0]["id"]


def listed(desk: Desk, event: int) -> dict | None:
    """Return the row of an event in the list of last month and the next."""
    rows = events_of(desk, startdate="2026-02-01", enddate="2026-04-15")
    return next((row for row in rows if row["eventid"] == event), None)


def test_event_needs_nothing_said(desk: Desk) -> None:
    event = pin(desk, "events").event_id
    row = listed(desk, event)
    assert row is not None
    assert (row["description"], row["isactive"]) == ("Webinar of 16 March 2026", True)
    assert (row["clientid"], row["eventanalytics"]["totalregistrants"]) == (4497, 0)
    assert desk.register(event).status_code == 200


def test_said_facts_show(desk: Desk) -> None:
    said = {
        "description": "Closing the Books",
        "event_name": "All about it.",
        "good_after": SOON,
        "event_duration": 45,
        "display_timezone_cd": "Europe/Zurich",
        "locale_language_cd": "de",
        "campaign_code": "FIN-1",
        "tags": ["finance"],
        "custom_account_tags": [{"tag_id": TAG}],
        "is_test_event": True,
        "client_id": 4521,
    }
    event = pin(desk, "events", **said).event_id
    facts = desk.json(f"/event/{event}")
    names = ("description", "eventname", "eventduration", "displaytimezonecd", "campaigncode", "tags", "clientid")
    assert [facts[name] for name in names] == [
        *("Closing the Books", "All about it.", 45, "Europe/Zurich", "FIN-1", ["finance"], 4521)
    ]
    assert (datetime.fromisoformat(facts["goodafter"]), facts["istestevent"]) == (SOON, True)
    assert [one["tagid"] for one in facts["customaccounttags"]] == [TAG]


def test_event_in_the_past_was_set_up_before(desk: Desk) -> None:
    facts = desk.json(f"/event/{past_event(desk)}")
    starts, created = (datetime.fromisoformat(facts[name]) for name in ("livestart", "createtimestamp"))
    assert created < starts < NOON
    assert datetime.fromisoformat(facts["lastmodified"]) == created


def test_changes_show(desk: Desk) -> None:
    for event in (EVENT, pin(desk, "events").event_id):
        desk.clock.advance(1)
        change(desk, "events", event, description="Another", tags=["x"], funnel_stages=["Awareness"])
        row = listed(desk, event)
        assert row is not None
        assert (row["description"], row["tags"], row["funnelstages"]) == ("Another", ["x"], ["Awareness"])
        assert datetime.fromisoformat(row["lastmodified"]) == desk.clock.now()


def test_inactive_event_is_closed(desk: Desk) -> None:
    change(desk, "events", EVENT, is_active=False)
    row = listed(desk, EVENT)
    assert row is not None
    assert row["isactive"] is False
    assert desk.register(EVENT).status_code == 403
    # The next one that takes registrations is what a pin without an event means now.
    assert pin(desk, "registrants", email=ADA).event_id != EVENT


def test_closed_registration_is_told(desk: Desk) -> None:
    change(desk, "events", EVENT, reg_required=False)
    assert desk.register(EVENT).status_code == 403


def test_event_with_computed_people_moves_only_ahead(desk: Desk) -> None:
    later = NOON + timedelta(days=40)
    change(desk, "events", EVENT, good_after=later)
    assert datetime.fromisoformat(desk.json(f"/event/{EVENT}")["goodafter"]) == later
    assert refusal(desk, "events", EVENT, event_duration=15).keys() == {"event_duration"}
    told = refusal(desk, "events", EVENT, good_after=LAST_WEEK)["good_after"]
    assert "turn the world's clock instead" in told
    over = next(one for one in events_of(desk, startdate="2026-01-01", enddate="2026-02-25") if one["isactive"])
    assert refusal(desk, "events", over["eventid"], good_after=later).keys() == {"good_after"}


def test_pinned_event_moves_as_far_as_its_people_agree(desk: Desk) -> None:
    event = pin(desk, "events", good_after=SOON).event_id
    change(desk, "events", event, good_after=LAST_WEEK)
    facts = desk.json(f"/event/{event}")
    assert datetime.fromisoformat(facts["createtimestamp"]) < datetime.fromisoformat(facts["goodafter"]) == LAST_WEEK
    early, late = LAST_WEEK - timedelta(days=2), LAST_WEEK + timedelta(days=1)
    pin(desk, "registrants", event_id=event, email=ADA, create_timestamp=early)
    change(desk, "events", event, good_after=SOON)
    change(desk, "events", event, good_after=LAST_WEEK)
    pin(desk, "registrants", event_id=event, email=BEN, create_timestamp=late)
    told = {"good_after": "cannot be changed: people registered when nobody could, then"}
    assert refusal(desk, "events", event, good_after=late - timedelta(minutes=70)) == told
    pin(desk, "attendees", event_id=event, email=ADA)
    told = {"good_after": "cannot be changed: somebody came to the event"}
    assert refusal(desk, "events", event, good_after=SOON) == told


@pytest.mark.parametrize(
    ("fields", "name", "told"),
    [
        ({"description": " "}, "description", "cannot be empty"),
        ({"description": "x" * 251}, "description", "is longer than 250"),
        ({"event_duration": 44}, "event_duration", "is no number of minutes that createEvent takes"),
        ({"event_duration": 45, "scheduled_event_duration": 60}, "scheduled_event_duration", "is another than"),
        ({"tags": ["a&b"]}, "tags", ""),
        ({"custom_account_tags": [{"tag_id": 1}]}, "custom_account_tags", "must be at most three of the account's"),
        ({"client_id": 1}, "client_id", "is none of the accounts: [4497, 4521"),
        ({"good_after": NOON.replace(year=1900)}, "good_after", "is in no year for an event"),
        ({"locale_country_cd": "CN"}, "locale_country_cd", "does not go with the language"),
        ({"live_end": NOON}, "live_end", "cannot be said here; these can: "),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, fields: dict[str, object], name: str, told: str) -> None:
    before = len(events_of(desk, startdate="2026-02-01", enddate="2026-04-15"))
    refused = refusal(desk, "events", **fields)
    assert list(refused) == [name]
    assert refused[name].startswith(told)
    assert len(events_of(desk, startdate="2026-02-01", enddate="2026-04-15")) == before


def test_what_people_rely_on_stays(desk: Desk) -> None:
    assert refusal(desk, "events", EVENT, event_type="ondemand").keys() == {"event_type"}
    assert refusal(desk, "events", EVENT, event_id=1) == {"event_id": "cannot be changed; pin another one"}


@pytest.mark.parametrize("number", ["", "abc", "1", "01234567"])
def test_unknown_events_are_not_found(desk: Desk, number: str) -> None:
    with pytest.raises(NotFound, match="there is no event with this id"):
        change(desk, "events", number, description="Another")


def test_pin_made_through_the_control_api_is_seen(desk: Desk) -> None:
    path = "/__admin/worlds/on24-1/records/events"
    said = {"description": "Books", "eventtype": "On Demand", "goodafter": "2026-02-20T09:00:00-08:00"}
    answer = desk.client.post(path, json=said)
    assert (answer.status_code, answer.json["eventtype"]) == (201, "On Demand")
    assert desk.client.patch(f"{path}/{answer.json['eventid']}", json={"isactive": False}).json["isactive"] is False


def test_account_without_events_gets_its_first() -> None:
    desk = Desk.open(scenario="empty")
    record = pin(desk, "events", description="The first")
    assert desk.json(f"/event/{record.event_id}")["description"] == "The first"
    desk.app.close()
