"""Bookings and events that a test pins or changes: on the wire at once, and everything else agrees with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from mock_server.core.api_errors import InvalidRequest
from tests.conftest import NOON
from tests.vendors.oniva.pinning import Pinning, coherent


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
