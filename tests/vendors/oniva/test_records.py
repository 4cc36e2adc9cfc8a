"""Bookings and events that a test pins or changes: on the wire at once, and everything else agrees with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mock_server import Clock
from mock_server.core.api_errors import InvalidRequest
from tests.conftest import NOON
from tests.vendors.oniva.pinning import Pinning, coherent
from tests.vendors.oniva.snapshot import CHECKS, Snapshot


@pytest.fixture
def tenant() -> Iterator[Pinning]:
    pinning = Pinning.new()
    yield pinning
    pinning.app.close()


def test_booking_with_an_address_is_in_every_list_and_count(tenant: Pinning) -> None:
    added = tenant.add(contact={"email": "anna@firma.example", "firstName": "Anna"})

    assert (added["status"], added["contact"]["firstName"]) == ("confirmed", "Anna")
    assert tenant.api.get(f"/bookings/{added['id']}").json == added
    assert tenant.bookings(added["eventId"], email="ANNA@firma.example") == [added]
    assert tenant.bookings(added["eventId"])[-1] == added
    assert added in tenant.bookings(added["eventId"], status="confirmed")
    coherent(tenant)


def test_names_may_be_the_stand_ins_own(tenant: Pinning) -> None:
    event = tenant.event(status="active")
    added = tenant.add(
        event_id=event["id"], contact={"email": "b@firma.example", "last_name": "Bär"}, status="reserved"
    )
    assert (added["eventId"], added["contact"]["lastName"], added["status"]) == (event["id"], "Bär", "reserved")


def test_pinned_booking_is_the_same_after_midnight_and_in_its_place(tenant: Pinning) -> None:
    added = tenant.add(contact={"email": "anna@firma.example"})
    tenant.app.runtime.clock.advance(timedelta(days=2))
    tenant.api.tokens.clear()
    bookings = tenant.bookings(added["eventId"])
    (found,) = (one for one in bookings if one["id"] == added["id"])
    assert {**found, "updatedAt": 0, "payment": 0} == {**added, "updatedAt": 0, "payment": 0}
    assert bookings.index(found) < len(bookings) - 1
    coherent(tenant)


def test_clock_that_is_set_back_has_not_seen_it_yet(tenant: Pinning) -> None:
    added = tenant.add(contact={"email": "anna@firma.example"})
    tenant.app.runtime.clock.set(NOON - timedelta(days=1))
    tenant.api.tokens.clear()
    assert tenant.api.get(f"/bookings/{added['id']}").status_code == 404
    assert tenant.bookings(added["eventId"], email="anna@firma.example") == []


def test_computed_booking_is_cancelled_everywhere(tenant: Pinning) -> None:
    event = tenant.event(status="active")
    before = next(one for one in tenant.bookings(event["id"]) if one["status"] == "confirmed")

    after = tenant.change("bookings", before["id"], status="canceled")

    assert (after["status"], after["confirmedAt"]) == ("canceled", before["confirmedAt"])
    assert tenant.api.get(f"/bookings/{before['id']}").json == after
    assert before["id"] not in [one["id"] for one in tenant.bookings(event["id"], status="confirmed")]
    assert after in tenant.bookings(event["id"], status="canceled")
    coherent(tenant)


def test_contact_is_another_in_all_its_bookings(tenant: Pinning) -> None:
    event = tenant.event(status="active")
    booking = tenant.bookings(event["id"])[0]
    old = booking["contact"]["email"]

    changed = tenant.change(
        "bookings", booking["id"], contact={"email": "new@firma.example", "fields": {"zip": "3000"}}
    )

    assert tenant.bookings(event["id"], email=old) == []
    assert changed in tenant.bookings(event["id"], email="new@firma.example")
    assert changed["contact"]["fields"]["zip"] == "3000"
    coherent(tenant)


def test_person_is_checked_in_once_the_event_has_begun(tenant: Pinning) -> None:
    added = tenant.add(contact={"email": "anna@firma.example"})
    check_in = {"options": [{"checkIn": {"attendance": True}}]}
    assert (
        "is too early" in tenant.refused("PATCH", f"/bookings/{added['id']}", check_in)["options/0/check_in/attendance"]
    )
    start = datetime.fromisoformat(tenant.api.get(f"/events/{added['eventId']}").json["startDate"])
    tenant.app.runtime.clock.set(start + timedelta(hours=1))
    tenant.api.tokens.clear()

    here = tenant.change("bookings", added["id"], **check_in)

    assert here["options"][0]["checkIn"]["attendance"] is True
    assert tenant.api.get(f"/bookings/{added['id']}").json == here
    coherent(tenant)


def test_cancelled_event_takes_its_open_bookings_with_it(tenant: Pinning) -> None:
    added = tenant.add(contact={"email": "anna@firma.example"})
    event = tenant.change("events", added["eventId"], status="cancelled", title="Called off")

    assert (event["status"], event["title"]) == ("cancelled", "Called off")
    assert tenant.api.get(f"/events/{event['id']}").json == event
    assert {one["status"] for one in tenant.bookings(event["id"])} <= {
        "canceled",
        "discarded",
        "expired",
        "declined",
        "tentative",
    }
    assert tenant.api.get(f"/bookings/{added['id']}").json["status"] == "canceled"
    coherent(tenant)
    tenant.app.runtime.clock.advance(timedelta(days=30))
    tenant.api.tokens.clear()
    assert tenant.api.get(f"/events/{event['id']}").json["status"] == "cancelled"
    coherent(tenant)


def full_event(tenant: Pinning) -> Any:
    for event in tenant.api.walk("/events", status="completed"):
        detail = tenant.api.get(f"/events/{event['id']}").json
        option = detail["options"][0]
        if option["capacity"] is not None and option["bookedCount"] == option["capacity"]:
            return detail
    raise AssertionError("no event is full")


def test_full_event_puts_the_next_on_its_waiting_list_and_moves_the_first_up(tenant: Pinning) -> None:
    event = full_event(tenant)
    waits = tenant.add(eventId=event["id"], contact={"email": "late@firma.example"})
    assert waits["options"][0]["status"] == "waitingList"
    coherent(tenant)
    guest = next(one for one in tenant.bookings(event["id"]) if one["options"][0]["status"] == "confirmed")
    tenant.change("bookings", guest["id"], status="canceled")
    coherent(tenant)


def test_waiting_list_ends(tenant: Pinning) -> None:
    event, messages = full_event(tenant), {}
    for number in range(100):
        fields = {"eventId": event["id"], "contact": {"email": f"late{number}@firma.example"}}
        answer = tenant.api.client.post("/__admin/worlds/oniva-1/records/bookings", json=fields)
        if answer.status_code == 400:
            messages = {one["name"]: one["message"] for one in answer.json["errors"]}
            break
    assert "so is its waiting list" in messages["event_id"]
    coherent(tenant)


def begin(tenant: Pinning, moment: datetime) -> None:
    """Turn the clock, and take new tokens."""
    tenant.app.runtime.clock.set(moment)
    tenant.api.tokens.clear()


def busy_event(tenant: Pinning, **wanted: Any) -> Any:
    """Return an event with bookings."""
    found = (one for one in tenant.api.walk("/events", **wanted) if len(tenant.bookings(one["id"])) > 20)
    return tenant.api.get(f"/events/{next(found)['id']}").json


def test_event_is_moved_and_stays_as_long_as_it_was(tenant: Pinning) -> None:
    event = busy_event(tenant, status="active")
    start, end = (datetime.fromisoformat(event[name]) for name in ("startDate", "endDate"))
    moved = tenant.change("events", event["id"], startDate=(start + timedelta(days=3)).isoformat())

    assert datetime.fromisoformat(moved["startDate"]) == start + timedelta(days=3)
    assert datetime.fromisoformat(moved["endDate"]) == end + timedelta(days=3)
    assert datetime.fromisoformat(moved["updatedAt"]) == NOON
    day = moved["startDate"][:10]
    assert moved["id"] in [one["id"] for one in tenant.api.walk("/events", **{"from": day, "to": day})]
    assert event["id"] not in [one["id"] for one in tenant.api.walk("/events", to=event["startDate"])]
    coherent(tenant)
    begin(tenant, start + timedelta(days=2))
    assert tenant.api.get(f"/events/{event['id']}").json["status"] == "active"
    begin(tenant, end + timedelta(days=4))
    assert tenant.api.get(f"/events/{event['id']}").json["status"] == "completed"
    coherent(tenant)


def test_event_that_is_moved_forward_takes_no_bookings_after_it(tenant: Pinning) -> None:
    event = busy_event(tenant, status="active")
    before = tenant.bookings(event["id"])
    tenant.change("events", event["id"], startDate="2026-03-04T09:00:00+01:00", endDate="2026-03-04T17:00:00+01:00")
    coherent(tenant)
    begin(tenant, NOON + timedelta(days=30))
    after = tenant.bookings(event["id"])
    assert [one["id"] for one in before] == [one["id"] for one in after[: len(before)]]
    assert all(one["createdAt"] < "2026-03-04" for one in after)
    coherent(tenant)


def test_place_of_an_event_is_another_in_part(tenant: Pinning) -> None:
    event = tenant.event(isOnline=False)
    after = tenant.change("events", event["id"], location={"name": "Kursaal"}, title="Elsewhere", lead=None)
    assert after["location"] == {**event["location"], "name": "Kursaal"}
    assert (after["title"], after["lead"]) == ("Elsewhere", None)


@pytest.mark.parametrize(
    ("fields", "name", "reason"),
    [
        ({"startDate": "2026-03-01T09:00:00+01:00"}, "start_date", "is too early: the last booking is of 2026-03-01"),
        ({"startDate": "2020-03-01T09:00:00+01:00"}, "start_date", "is before bookings opened, on 20"),
        ({"endDate": "2026-01-01T09:00:00+01:00"}, "end_date", "is not after the start, 2026-"),
        ({"endDate": None}, "end_date", "cannot be taken away"),
        ({"location": None}, "location", "is somewhere: it is not online"),
        ({"status": "completed"}, "status", "can become cancelled from active, not completed from active"),
        ({"options": [{"capacity": 3}]}, "options", "cannot be changed; these can: status, title"),
    ],
)
def test_event_that_would_not_agree_is_refused(tenant: Pinning, fields: Any, name: str, reason: str) -> None:
    event = next(one for one in tenant.api.walk("/events", status="active") if one["location"])
    bookings = tenant.bookings(event["id"])
    assert bookings[-1]["createdAt"].startswith("2026-03-01")
    assert reason in tenant.refused("PATCH", f"/events/{event['id']}", fields)[name]


def test_what_is_said_of_a_person_holds_in_every_event_and_for_bookings_to_come(tenant: Pinning) -> None:
    events = [one["id"] for one in tenant.api.walk("/events")]
    met: dict[str, set[str]] = {}
    for event in events:
        for booking in tenant.bookings(event):
            met.setdefault(booking["contact"]["email"], set()).add(event)
    email = max(met, key=lambda one: len(met[one]))
    assert len(met[email]) > 1
    booking = tenant.bookings(sorted(met[email])[0], email=email)[0]

    tenant.change("bookings", booking["id"], contact={"email": "new@firma.example", "company": "Firma AG"})

    for later in (NOON, NOON + timedelta(days=60)):
        begin(tenant, later)
        for event in met[email]:
            assert tenant.bookings(event, email=email) == []
            (first, *_) = tenant.bookings(event, email="new@firma.example")
            assert first["contact"]["company"] == "Firma AG"
        coherent(tenant)
    assert "another person's" in tenant.refused(
        "PATCH", f"/bookings/{tenant.bookings(events[0])[0]['id']}", {"contact": {"email": "NEW@firma.example"}}
    ).get("contact/email", "")


def test_name_without_an_address_is_somebody_new(tenant: Pinning) -> None:
    event = tenant.event(status="active")["id"]
    before = tenant.bookings(event)
    added = tenant.add(eventId=event, contact={"firstName": "Zoé", "lastName": "Bär"})
    again = tenant.add(eventId=event, contact={"firstName": "Zoé", "lastName": "Bär"})
    assert added["contact"]["email"].startswith("zoe.baer@")
    assert again["contact"]["email"].startswith("zoe.baer")
    assert again["contact"]["id"] != added["contact"]["id"]
    assert tenant.bookings(event) == [*before, added, again]
    coherent(tenant)


def test_long_name_without_an_address_gets_a_short_one(tenant: Pinning) -> None:
    added = tenant.add(contact={"last_name": "lang " * 400})
    assert len(added["contact"]["email"].partition("@")[0]) <= 64
    assert tenant.bookings(added["eventId"], email=added["contact"]["email"]) == [added]


def test_somebody_of_the_pools_books_where_nothing_is_said(tenant: Pinning) -> None:
    added = tenant.add()
    assert added["status"] == "confirmed"
    whole = Snapshot.of(tenant.api, tenant.now)
    for check in CHECKS:
        check(whole)


def test_bookings_stay_in_the_order_they_were_pinned_in(tenant: Pinning) -> None:
    event = tenant.event(status="active")["id"]
    added = [tenant.add(eventId=event, contact={"email": f"p{number}@firma.example"})["id"] for number in range(30)]
    assert [one["id"] for one in tenant.bookings(event)][-30:] == added


def test_full_event_stays_full_however_many_cancel_before_or_after(tenant: Pinning) -> None:
    full = [one for one in tenant.api.walk("/events") if coming_full(tenant, one["id"])]
    assert full
    for event in full:
        for number in range(3):
            tenant.add(eventId=event["id"], contact={"email": f"p{number}@firma.example"})
        for guest in tenant.bookings(event["id"], status="confirmed")[:5]:
            tenant.change("bookings", guest["id"], status="canceled")
    for days in (0, 20, 150):
        begin(tenant, NOON + timedelta(days=days))
        coherent(tenant)


def coming_full(tenant: Pinning, event: str) -> bool:
    """Tell whether an event has a waiting list, and is still to come."""
    detail = tenant.api.get(f"/events/{event}").json
    return detail["status"] == "active" and detail["options"][0]["waitingListCapacity"] is not None


def test_reserved_booking_goes_with_its_event(tenant: Pinning) -> None:
    added = tenant.add(contact={"email": "anna@firma.example"}, status="reserved")
    tenant.change("events", added["eventId"], status="cancelled")
    assert tenant.api.get(f"/bookings/{added['id']}").json["status"] == "expired"
    coherent(tenant)


def test_cancelled_booking_is_not_checked_in(tenant: Pinning) -> None:
    event = busy_event(tenant, status="completed")
    guest = tenant.bookings(event["id"], status="canceled")[0]
    said = {"options": [{"checkIn": {"attendance": True}}]}
    reason = tenant.refused("PATCH", f"/bookings/{guest['id']}", said)["options/0/check_in/attendance"]
    assert "only of confirmed bookings" in reason
    guest = tenant.bookings(event["id"], status="confirmed")[0]
    early = {"options": [{"checkIn": {"attendance": True, "attendanceDate": guest["confirmedAt"]}}]}
    assert (
        "is not between"
        in tenant.refused("PATCH", f"/bookings/{guest['id']}", early)["options/0/check_in/attendance_date"]
    )


@pytest.mark.parametrize(
    ("fields", "name", "reason"),
    [
        ({"id": "x"}, "id", "is not a uuid"),
        ({"bookingNumber": "1000-00001"}, "booking_number", "follows from the rest"),
        ({"colour": 1}, "colour", "is not known; there are: id, bookingNumber"),
        ({"status": "paid"}, "status", "is not one of reserved, confirmed"),
        ({"status": "requested"}, "status", "is only of events on request"),
        ({"eventId": "00000000-0000-4000-8000-000000000000"}, "event_id", "is no event's"),
        ({"createdAt": "2030-01-01T00:00:00Z"}, "created_at", "has not come yet"),
        ({"createdAt": "2001-01-01T00:00:00Z"}, "created_at", "is outside the time of booking"),
        ({"contact": {"email": "nobody"}}, "contact/email", "is not a email"),
        ({"contact": {"id": "1690c1d5-1265-4fdc-a12f-d63ba5155f79"}}, "contact/id", "follows from the rest"),
        (
            {"options": [{"optionId": "1690c1d5-1265-4fdc-a12f-d63ba5155f79"}]},
            "options/0/option_id",
            "is no registration",
        ),
        ({"options": [{}, {}]}, "options/1", "the registration alone"),
        ({"payment": {"status": "paid"}}, "payment", "follows from the rest"),
    ],
)
def test_what_would_not_agree_is_refused(tenant: Pinning, fields: Any, name: str, reason: str) -> None:
    assert reason in tenant.refused("POST", "/bookings", fields)[name]


def test_unknown_kinds_and_records_are_not_found(tenant: Pinning) -> None:
    client = tenant.api.client
    nobody = "00000000-0000-4000-8000-000000000000"
    for method, path in (
        ("POST", "/people"),
        ("POST", "/events"),
        ("PATCH", f"/bookings/{nobody}"),
        ("PATCH", "/events/x"),
    ):
        answer = client.open(f"/__admin/worlds/oniva-1/records{path}", method=method, json={})
        assert answer.status_code == 404, answer.text


def test_what_was_pinned_survives_in_its_overlay(tmp_path) -> None:
    path = tmp_path / "world.sqlite"
    first = Pinning.new(database=path)
    added = first.add(contact={"email": "anna@firma.example"})
    first.change("events", added["eventId"], title="Renamed")
    before = first.bookings(added["eventId"])
    first.app.close()
    second = Pinning.new(database=path)
    assert second.bookings(added["eventId"]) == before
    assert second.api.get(f"/events/{added['eventId']}").json["title"] == "Renamed"
    second.app.close()


def test_times_of_the_day_stay_when_the_clocks_changed_and_the_server_ended(tmp_path) -> None:
    path, clock = tmp_path / "world.sqlite", Clock(datetime(2026, 3, 27, 12, tzinfo=UTC), frozen=True)
    first = Pinning.new(clock, database=path)
    coming = [one["id"] for one in first.api.walk("/events") if one["status"] == "active"]
    added = [first.add(eventId=event, contact={"email": "anna@firma.example"}) for event in coming for _ in range(3)]
    clock.advance(timedelta(days=20))
    first.api.tokens.clear()
    before = [first.api.get(f"/bookings/{one['id']}").json for one in added]
    assert any(one["payment"] and one["payment"]["paidAt"] for one in before)
    first.app.close()
    second = Pinning.new(clock, database=path)
    assert [second.api.get(f"/bookings/{one['id']}").json for one in added] == before
    second.app.close()


def test_three_pins_among_a_million_cost_nothing() -> None:
    pinning = Pinning.new(scale=1_000_000)
    event = max(
        pinning.api.walk("/events"), key=lambda one: pinning.api.get(f"/events/{one['id']}/bookings").json["totalCount"]
    )
    path = f"/events/{event['id']}/bookings"
    total = pinning.api.get(path).json["totalCount"]
    for number in range(3):
        pinning.add(eventId=event["id"], contact={"email": f"p{number}@firma.example"})
    page = pinning.api.get(path, page=str(-(-total // 100)), limit="100").json
    assert page["totalCount"] == total + 3
    assert pinning.api.get(path, email="p1@firma.example").json["totalCount"] == 1
    pinning.app.close()


def test_editor_names_what_is_wrong_by_attribute(tenant: Pinning) -> None:
    service = tenant.app.runtime.services["oniva"]
    state, clock = service.home.world.state, service.home.world.clock
    with pytest.raises(InvalidRequest) as refused:
        service.vendor.records["bookings"].create(state, clock, {"event_id": "nothing"})
    assert refused.value.errors[0].argument == "event_id"
