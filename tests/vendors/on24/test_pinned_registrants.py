"""Registrants that the owner of a world pins and changes, as the API shows them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mock_server.core.api_errors import NotFound
from tests.vendors.on24.conftest import NOON
from tests.vendors.on24.desk import EVENT, Desk
from tests.vendors.on24.pinning import ADA, BEN, change, past_event, pin, refusal
from tests.vendors.on24.registering import enrolled, event_asking_for, found, page, registrants

SECOND = timedelta(seconds=1)


def test_an_address_is_enough(desk: Desk) -> None:
    before = len(registrants(desk))
    number = pin(desk, "registrants", email=ADA).event_user_id
    row = found(desk, ADA)
    assert row is not None
    assert (row["eventuserid"], row["firstname"], row["lastname"]) == (number, "Ada", "Marsh")
    assert datetime.fromisoformat(row["createtimestamp"]) == NOON
    assert len(registrants(desk)) == before + 1
    assert desk.json(f"/registrant/{ADA}")["registrant"]["eventuserid"] == number
    assert desk.json(f"/event/{EVENT}")["eventanalytics"]["totalregistrants"] == before + 1


def test_what_the_page_requires_is_made_up(desk: Desk) -> None:
    event = event_asking_for(desk, "country")
    pin(desk, "registrants", email=ADA, event_id=event)
    row = found(desk, ADA, event)
    assert row is not None
    required = {one["fieldid"].replace("_", "") for one in page(desk, event) if one["required"] == "Y"}
    assert {name.replace("address1", "addressstreet1") for name in required} <= row.keys()


def test_said_fields_are_kept(desk: Desk) -> None:
    said = {"first_name": "Adele", "company": "Acme", "is_blocked": True, "marketing_email": True, "std3": "x"}
    record = pin(desk, "registrants", email=ADA, partner_ref="mine", **said)
    assert {name: getattr(record, name) for name in said} == said
    row = found(desk, ADA)
    assert row is not None
    assert (row["firstname"], row["marketingemail"], row["partnerref"]) == ("Adele", "Y", "mine")
    stats = desk.json(f"/event/{EVENT}")["partnerrefstats"]
    assert {"code": "mine", "count": 1} in stats


def test_somebody_known_is_the_same_person(desk: Desk) -> None:
    event = past_event(desk)
    enrolled(desk, EVENT, firstname="Johnny", company="Acme AG")
    record = pin(desk, "registrants", email="JOHN@acme.com", event_id=event)
    assert (record.first_name, record.last_name) == ("Johnny", "Smith")
    computed = registrants(desk)[0]
    same = pin(desk, "registrants", email=computed["email"], event_id=event)
    assert [same.first_name, same.last_name, same.os] == [computed[one] for one in ("firstname", "lastname", "os")]


def test_registration_may_lie_in_the_past(desk: Desk) -> None:
    long_ago = NOON - timedelta(days=5, seconds=11)
    pin(desk, "registrants", email=ADA, create_timestamp=long_ago)
    pin(desk, "registrants", email=BEN, create_timestamp=long_ago + SECOND, last_activity=NOON)
    created = [datetime.fromisoformat(row["createtimestamp"]) for row in registrants(desk)]
    assert created == sorted(created)
    assert long_ago in created[:-1]
    window = {"startdate": "2026-02-25", "enddate": "2026-02-25"}
    assert {ADA, BEN} <= {row["email"] for row in registrants(desk, **window)}
    changed = registrants(desk, startdate="2026-03-02", datefiltermode="lastactivity")
    assert [row["email"] for row in changed] == [BEN]


def test_of_the_same_second_the_computed_one_comes_first(desk: Desk) -> None:
    rows = registrants(desk)
    at = len(rows) // 2
    pin(desk, "registrants", email=ADA, create_timestamp=datetime.fromisoformat(rows[at]["createtimestamp"]))
    assert [row["email"] for row in registrants(desk)][at : at + 2] == [rows[at]["email"], ADA]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"email": None}, {"email": "is missing"}),
        ({"email": "ada"}, {"email": "is not what the registration page of the event takes"}),
        ({"event_id": 17}, {"event_id": "is no event's"}),
        ({"create_timestamp": NOON + SECOND}, {"create_timestamp": "has not come yet"}),
        ({"create_timestamp": NOON.replace(year=2024)}, {"create_timestamp": "is outside the time of registration"}),
        ({"last_activity": NOON + SECOND}, {"last_activity": "is not between the registration and now"}),
        ({"user_status": "forgotten"}, {"user_status": "can become forgotten, not begin so"}),
        ({"attendee_type": "Virtual"}, {"attendee_type": "is of people of hybrid events only"}),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else "",
)
def test_what_cannot_be_is_refused(desk: Desk, fields: dict[str, object], told: dict[str, str]) -> None:
    before = registrants(desk)
    assert refusal(desk, "registrants", **{"email": ADA, **fields}) == told
    assert registrants(desk) == before


def test_list_of_the_page_is_told_to_whoever_says_something_else(desk: Desk) -> None:
    told = refusal(desk, "registrants", email=ADA, job_title="Chef")["job_title"]
    assert told.startswith("is not what the registration page of the event takes: Chief Financial Officer; Finance Dir")


def test_what_follows_from_other_things_cannot_be_said(desk: Desk) -> None:
    told = refusal(desk, "registrants", email=ADA, event_user_id=1, campaign_code="X")
    assert told.keys() == {"event_user_id", "campaign_code"}
    assert told["campaign_code"].startswith("cannot be said here; these can: address_street1, ")


def test_who_is_registered_is_not_pinned_again(desk: Desk) -> None:
    for email in (registrants(desk)[0]["email"].upper(), ADA):
        if email == ADA:
            pin(desk, "registrants", email=email)
        assert refusal(desk, "registrants", email=email)["email"].startswith("is registered for the event already")


def test_nobody_is_pinned_where_nobody_can_register(desk: Desk) -> None:
    event = pin(desk, "events", reg_required=False).event_id
    told = {"event_id": "is of an event that takes no registrations"}
    assert refusal(desk, "registrants", email=ADA, event_id=event) == told
    change(desk, "events", event, is_active=False)
    assert refusal(desk, "registrants", email=ADA, event_id=event) == {"event_id": "is of an event that is inactive"}


@pytest.mark.parametrize("is_computed", [True, False])
def test_change_deletion_and_restoring_show(desk: Desk, is_computed: bool) -> None:
    number = registrants(desk)[3]["eventuserid"] if is_computed else pin(desk, "registrants", email=ADA).event_user_id
    desk.clock.advance(60)
    change(desk, "registrants", number, email=BEN, company="Stone Ltd", user_status="deleted")
    row = found(desk, BEN)
    assert row is not None
    assert (row["eventuserid"], row["company"], row["userstatus"]) == (number, "Stone Ltd", "deleted")
    assert datetime.fromisoformat(row["lastactivity"]) == NOON + timedelta(minutes=1)
    assert not found(desk, ADA)
    change(desk, "registrants", number, user_status="active", company=None, is_blocked=True)
    assert [one["email"] for one in registrants(desk, userstatus="deleted")] == []


def test_change_of_nothing_leaves_no_trace(desk: Desk) -> None:
    row = registrants(desk)[3]
    desk.clock.advance(60)
    change(desk, "registrants", row["eventuserid"])
    change(desk, "registrants", row["eventuserid"], user_status=row["userstatus"])
    assert registrants(desk)[3] == row


def test_forgotten_is_for_good(desk: Desk) -> None:
    number = pin(desk, "registrants", email=ADA).event_user_id
    assert change(desk, "registrants", number, user_status="forgotten").email == f"{number}-deleted"
    assert not found(desk, ADA)
    assert refusal(desk, "registrants", number, user_status="active")[""].startswith("cannot be changed")
    again = pin(desk, "registrants", email=ADA)
    told = refusal(desk, "registrants", again.event_user_id, user_status="forgotten", company="Acme")
    assert told == {"user_status": "cannot become forgotten while anything else is said"}


def test_changes_that_do_not_fit_are_refused(desk: Desk) -> None:
    number = pin(desk, "registrants", email=ADA, partner_ref="mine").event_user_id
    other = registrants(desk)[0]["email"]
    assert refusal(desk, "registrants", number, email=other) == {"email": "is somebody else's in the event"}
    assert refusal(desk, "registrants", number, event_id=5) == {"event_id": "cannot be changed; pin another one"}
    assert refusal(desk, "registrants", number, partner_ref="x") == {"partner_ref": "stays as it was set"}
    assert refusal(desk, "registrants", number, last_name=None) == {"last_name": "cannot be empty"}


@pytest.mark.parametrize("number", ["", "abc", "0", "1", "466000179999", "999999999999"])
def test_unknown_registrants_are_not_found(desk: Desk, number: str) -> None:
    with pytest.raises(NotFound, match="there is no registrant with this id"):
        change(desk, "registrants", number, company="Acme")


def test_who_registers_later_by_computation_is_not_there_yet(desk: Desk) -> None:
    known = [row["eventuserid"] for row in registrants(desk)]
    with pytest.raises(NotFound):
        change(desk, "registrants", max(known) + 1, company="Acme")


def test_who_would_have_come_later_is_counted_once(desk: Desk) -> None:
    ahead = Desk.open()
    ahead.clock.advance(timedelta(days=9))
    later = registrants(ahead)[-1]["email"]
    before = len(registrants(desk))
    pin(desk, "registrants", email=later)
    facts = desk.json(f"/event/{EVENT}")
    assert len(registrants(desk)) == facts["eventanalytics"]["totalregistrants"] == before + 1
    assert sum(one["count"] for one in facts["partnerrefstats"]) == before + 1
    desk.clock.advance(timedelta(days=9))
    assert (
        len(registrants(desk))
        == len(registrants(ahead))
        == desk.json(f"/event/{EVENT}")["eventanalytics"]["totalregistrants"]
    )


def test_pin_made_through_the_control_api_is_seen(desk: Desk) -> None:
    answer = desk.client.post("/__admin/worlds/on24-1/records/registrants", json={"email": ADA})
    assert (answer.status_code, answer.json["eventid"], answer.json["isblocked"]) == (201, EVENT, "N")
    path = f"/__admin/worlds/on24-1/records/registrants/{answer.json['eventuserid']}"
    assert desk.client.patch(path, json={"isblocked": "Y", "firstname": "Adele"}).json["isblocked"] == "Y"
    row = found(desk, ADA)
    assert row is not None
    assert row["firstname"] == "Adele"
    bad = desk.client.patch(path, json={"lastname": ""})
    assert (bad.status_code, bad.json["errors"][0]["message"]) == (400, "cannot be empty")
