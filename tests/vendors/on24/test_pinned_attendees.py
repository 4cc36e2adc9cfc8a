"""Attendees that the owner of a world pins and changes, as the API shows them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mock_server.core.api_errors import NotFound
from tests.vendors.on24.conftest import NOON
from tests.vendors.on24.desk import EVENT, Desk
from tests.vendors.on24.pinning import ADA, BEN, LAST_WEEK, change, past_event, pin, refusal
from tests.vendors.on24.registering import enrolled
from tests.vendors.on24.registering import past_event as computed_event
from tests.vendors.on24.snapshot import pages

MINUTE = timedelta(minutes=1)


def attendees(desk: Desk, event: int, **query: object) -> list[dict]:
    return desk.json(f"/event/{event}/attendee", **query)["attendees"]


def sessions(desk: Desk, event: int, **query: object) -> list[dict]:
    return desk.json(f"/event/{event}/attendeesession", **query)["attendeesession"]


def test_somebody_came(desk: Desk) -> None:
    event = past_event(desk)
    record = pin(desk, "attendees", event_id=event, email=ADA, live_minutes=40)
    (row,) = attendees(desk, event)
    assert (row["eventuserid"], row["email"], row["liveminutes"], row["liveviewed"]) == (
        *(record.event_user_id, ADA, 40, "Y"),
    )
    assert datetime.fromisoformat(row["firstliveactivity"]) == LAST_WEEK
    (session,) = sessions(desk, event)
    assert (session["duration"], session["usage"], session["firstname"]) == ("00:40:00", "Live", "Ada")
    usage = desk.json(f"/event/{event}")["eventanalytics"]
    assert [usage[name] for name in ("totalregistrants", "totalattendees", "averageliveminutes")] == [1, 1, 40]
    assert usage["eventengagementscore"] == row["engagementscore"] > 0
    assert desk.json(f"/attendee/{ADA}")["email"] == ADA
    assert ADA in {lead["email"] for lead in pages(desk, "/lead", "leads", startdate="2026-02-22")}
    assert desk.json(f"/lead/{ADA}")["lifetimeactivity"]["totalengagementminutes"] == 40
    assert desk.json(f"/event/{event}/registrant", noshow="Y")["registrants"] == []


def test_without_an_event_it_is_the_last_that_took_place(desk: Desk) -> None:
    past_event(desk, good_after=NOON - timedelta(days=30))
    event = past_event(desk, good_after=NOON - timedelta(hours=2))
    assert pin(desk, "attendees", email=ADA).event_id == event
    assert desk.json(f"/attendee/{ADA}")["eventid"] == event


def test_whoever_registered_through_the_api_can_have_come(desk: Desk) -> None:
    event = pin(desk, "events", good_after=NOON + timedelta(hours=1)).event_id
    number = enrolled(desk, event)
    assert refusal(desk, "attendees", event_user_id=number)["event_id"].endswith("has not taken place yet")
    desk.clock.advance(timedelta(hours=3))
    pin(desk, "attendees", event_user_id=number)
    (row,) = attendees(desk, event)
    (session,) = sessions(desk, event)
    assert 30 <= row["liveminutes"] < 60
    assert {"os", "browser", "ipaddress"} <= session.keys()


def test_live_and_recorded_minutes_are_two_sessions(desk: Desk) -> None:
    event, again = past_event(desk), LAST_WEEK + timedelta(days=2)
    said = {"live_minutes": 60, "archive_minutes": 20, "first_archive_activity": again}
    pin(desk, "attendees", event_id=event, email=ADA, **said)
    late = {"live_minutes": 10, "first_live_activity": LAST_WEEK + 30 * MINUTE}
    pin(desk, "attendees", event_id=event, email=BEN, **late)
    found = [(one["email"], one["usage"], datetime.fromisoformat(one["starttime"])) for one in sessions(desk, event)]
    assert found == [
        (ADA, "Archived", again),
        (BEN, "Live", LAST_WEEK + 30 * MINUTE),
        (ADA, "Live", LAST_WEEK),
    ]
    assert len(sessions(desk, event, sessiontype="live")) == 2
    assert [row["email"] for row in attendees(desk, event, startdate="2026-02-25", enddate="2026-02-28")] == [ADA]
    assert [row["email"] for row in attendees(desk, event, startdate="2026-02-22", enddate="2026-02-24")] == [BEN]


def test_no_show_of_the_programme_can_have_come(desk: Desk) -> None:
    event = computed_event(desk)
    before, stayed = attendees(desk, event), desk.json(f"/event/{event}/registrant", noshow="Y")["registrants"]
    number = stayed[1]["eventuserid"]
    pin(desk, "attendees", event_user_id=number, live_minutes=12)
    rows = attendees(desk, event)
    assert [row for row in rows if row["eventuserid"] != number] == before
    after = desk.json(f"/event/{event}/registrant", noshow="Y")["registrants"]
    assert after == [one for one in stayed if one["eventuserid"] != number]
    row = next(row for row in desk.json(f"/event/{event}/registrant")["registrants"] if row["eventuserid"] == number)
    assert "engagementprediction" not in row


def test_change_of_minutes_takes_what_was_there_away(desk: Desk) -> None:
    event = computed_event(desk)
    busy = max(attendees(desk, event), key=lambda row: row["answeredpolls"] + row["askedquestions"])
    change(desk, "attendees", busy["eventuserid"], live_minutes=7, archive_minutes=0)
    row = next(row for row in attendees(desk, event) if row["eventuserid"] == busy["eventuserid"])
    assert (row["liveminutes"], row["archiveminutes"], row["attendeesessions"]) == (7, 0, 1)
    assert row["polls"] == row["questions"] == []
    votes = sum(poll["totalvotes"] for poll in desk.json(f"/event/{event}/poll")["polls"])
    assert votes == sum(one["answeredpolls"] for one in attendees(desk, event))


def test_change_of_nothing_changes_nothing(desk: Desk) -> None:
    event = computed_event(desk)
    before = attendees(desk, event)
    change(desk, "attendees", before[0]["eventuserid"], email=before[0]["email"])
    assert attendees(desk, event) == before


def test_deleted_blocked_and_forgotten_attendees_are_as_others(desk: Desk) -> None:
    event = past_event(desk)
    ada, ben = (pin(desk, "attendees", event_id=event, email=email).event_user_id for email in (ADA, BEN))
    change(desk, "registrants", ada, user_status="deleted", is_blocked=True)
    assert [row["userstatus"] for row in attendees(desk, event)] == ["deleted", "active"]
    assert [one["email"] for one in sessions(desk, event, sessiontype="blocked")] == [ADA]
    change(desk, "registrants", ben, user_status="forgotten")
    assert [row["email"] for row in attendees(desk, event)] == [ADA]
    assert [one["email"] for one in sessions(desk, event)] == [ADA]
    shown = attendees(desk, event, userstatus="forgotten")
    assert [row["email"] for row in shown] == [f"{ben}-deleted"]
    assert desk.json(f"/event/{event}")["eventanalytics"]["totalattendees"] == 1


@pytest.mark.parametrize(
    ("fields", "name", "told"),
    [
        ({"email": None}, "email", "is missing"),
        ({"event_id": EVENT}, "event_id", "is of an event that has not taken place yet"),
        ({"event_user_id": 5}, "event_user_id", "is no registrant's"),
        ({"live_minutes": 61}, "live_minutes", "do not fit between"),
        ({"live_minutes": 0, "archive_minutes": 0}, "live_minutes", "and archive_minutes cannot both be 0"),
        ({"first_live_activity": LAST_WEEK - MINUTE}, "first_live_activity", "is before the event"),
        ({"archive_minutes": 61}, "archive_minutes", "cannot be more than the 60 of the event"),
        ({"archive_minutes": 9, "first_archive_activity": LAST_WEEK}, "first_archive_activity", "is before there is a"),
        ({"archive_minutes": 9, "first_archive_activity": NOON - MINUTE}, "archive_minutes", "do not fit between"),
        ({"engagement_score": 9}, "engagement_score", "cannot be said here; these can: archive_minutes, "),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, fields: dict[str, object], name: str, told: str) -> None:
    event = past_event(desk)
    refused = refusal(desk, "attendees", **{"event_id": event, "email": ADA, **fields})
    assert list(refused) == [name]
    assert refused[name].startswith(told)
    assert desk.json(f"/event/{event}/registrant")["registrants"] == []


def test_who_came_is_not_pinned_again(desk: Desk) -> None:
    event = past_event(desk)
    pin(desk, "attendees", event_id=event, email=ADA)
    assert refusal(desk, "attendees", event_id=event, email=ADA) == {"email": "has come already; change that attendee"}


def test_who_registered_too_late_was_not_there(desk: Desk) -> None:
    event = past_event(desk)
    pin(desk, "registrants", event_id=event, email=ADA)
    told = refusal(desk, "attendees", event_id=event, email=ADA, live_minutes=5)
    assert list(told) == ["live_minutes"]


def test_only_who_came_is_changed(desk: Desk) -> None:
    number = pin(desk, "registrants", email=ADA).event_user_id
    with pytest.raises(NotFound, match="there is no attendee with this id"):
        change(desk, "attendees", number, live_minutes=5)


def test_pin_made_through_the_control_api_is_seen(desk: Desk) -> None:
    event, path = past_event(desk), "/__admin/worlds/on24-1/records/attendees"
    answer = desk.client.post(path, json={"eventid": event, "email": ADA, "liveminutes": 25})
    assert (answer.status_code, answer.json["liveminutes"], answer.json["eventid"]) == (201, 25, event)
    changed = desk.client.patch(f"{path}/{answer.json['eventuserid']}", json={"archiveminutes": 15})
    assert (changed.json["liveminutes"], changed.json["archiveminutes"]) == (25, 15)
    assert [row["archiveminutes"] for row in attendees(desk, event)] == [15]
