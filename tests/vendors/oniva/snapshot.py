"""A whole tenant as a client sees it, and what must be true of every one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from mock_server.resources import read_fixture

Json = dict
OPEN = {"reserved", "confirmed", "tentative", "requested", "pending"}
RESERVED_DOMAINS = (".example", ".test", "example.com", "example.org", "example.net")


@dataclass
class Snapshot:
    """All events in detail, with their bookings, and the moment they were read at."""

    now: datetime
    events: list[Json]
    bookings: dict[str, list[Json]]

    @classmethod
    def of(cls, api, now: datetime) -> Snapshot:
        """Read a tenant through its API."""
        events = [api.get(f"/events/{item['id']}").json for item in api.walk("/events")]
        return cls(now, events, {event["id"]: list(api.walk(f"/events/{event['id']}/bookings")) for event in events})

    def pairs(self) -> Iterator[tuple[Json, Json]]:
        """Yield every booking with its event."""
        for event in self.events:
            for booking in self.bookings[event["id"]]:
                yield event, booking

    @cached_property
    def all(self) -> list[Json]:
        """Every booking."""
        return [booking for _, booking in self.pairs()]


def moment(text: str) -> datetime:
    """Read a date-time of the wire."""
    return datetime.fromisoformat(text)


def money(number: float) -> Decimal:
    """Read an amount of the wire, to the rappen."""
    amount = Decimal(str(number))
    assert amount == amount.quantize(Decimal("0.01"))
    return amount


def ends(event: Json) -> datetime:
    """Return when an event is surely over: its end, or the end of its first day."""
    return moment(event["endDate"] or event["startDate"]) + timedelta(hours=0 if event["endDate"] else 6)


def bookings_lie_between_the_events_creation_and_end(tenant: Snapshot) -> None:
    for event, booking in tenant.pairs():
        assert moment(event["createdAt"]) < moment(booking["createdAt"]) < ends(event)


def nothing_has_happened_in_the_future(tenant: Snapshot) -> None:
    for event, booking in tenant.pairs():
        assert moment(event["createdAt"]) <= moment(event["updatedAt"]) <= tenant.now
        times = [booking["updatedAt"], booking["confirmedAt"], booking["canceledAt"]]
        times += [(booking["payment"] or {}).get("paidAt")]
        times += [option["checkIn"]["attendanceDate"] for option in booking["options"]]
        assert booking["updatedAt"] == max(filter(None, [booking["createdAt"], *times]), key=moment)
        for time in filter(None, times):
            assert moment(booking["createdAt"]) <= moment(time) <= tenant.now


def the_status_agrees_with_the_times(tenant: Snapshot) -> None:
    for _, booking in tenant.pairs():
        assert (booking["canceledAt"] is not None) == (booking["status"] == "canceled")
        if booking["status"] == "confirmed":
            assert booking["confirmedAt"] is not None
        elif booking["status"] != "canceled":
            assert booking["confirmedAt"] is None
        if booking["confirmedAt"] and booking["canceledAt"]:
            assert moment(booking["confirmedAt"]) < moment(booking["canceledAt"])


def the_amount_is_the_sum_of_options_and_fee(tenant: Snapshot) -> None:
    for _, booking in tenant.pairs():
        payment = booking["payment"]
        if payment is not None:
            goods = sum(money(one["price"]) * one["quantity"] for one in booking["options"] if one["price"] is not None)
            assert money(payment["amount"]) == goods + money(payment["feeAmount"])
            assert payment["amount"] > 0


def vat_is_right_to_the_rappen(tenant: Snapshot) -> None:
    for _, booking in tenant.pairs():
        if booking["payment"] is not None:
            amount, rate = money(booking["payment"]["amount"]), Decimal(str(booking["payment"]["vatRate"]))
            vat = (amount * rate / (100 + rate)).quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert money(booking["payment"]["vatAmount"]) == vat


def free_events_have_no_payment(tenant: Snapshot) -> None:
    for event, booking in tenant.pairs():
        is_free = all(option["price"] is None for option in event["options"])
        assert (booking["payment"] is None) == is_free


def only_confirmed_bookings_are_paid(tenant: Snapshot) -> None:
    for _, booking in tenant.pairs():
        payment = booking["payment"]
        if payment is not None:
            assert payment["status"] != "paid" or booking["status"] == "confirmed"
            assert (payment["paidAt"] is not None) == (payment["status"] in ("paid", "refunded"))
            assert payment["status"] != "refunded" or booking["status"] == "canceled"
            assert payment["status"] != "failed" or booking["status"] == "tentative"
            assert payment["status"] != "failed" or payment["method"] == "online"


def places_never_exceed_the_capacity_and_the_rest_waits(tenant: Snapshot) -> None:
    for event in tenant.events:
        taken, waiting = _places(tenant.bookings[event["id"]])
        for option in event["options"]:
            assert option["bookedCount"] == taken[option["id"]]
            if option["capacity"] is not None:
                assert taken[option["id"]] <= option["capacity"]
            if waiting[option["id"]]:
                assert taken[option["id"]] == option["capacity"]
                assert waiting[option["id"]] <= option["waitingListCapacity"]


def _places(bookings: list[Json]) -> tuple[Counter, Counter]:
    taken, waiting = Counter(), Counter()
    for booking in bookings:
        for option in booking["options"]:
            units = len(option["participants"]) or option["quantity"]
            counts = {"confirmed": taken, "waitingList": waiting}.get(option["status"], Counter())
            counts[option["optionId"]] += units
    return taken, waiting


def booked_options_are_the_events_own(tenant: Snapshot) -> None:
    for event, booking in tenant.pairs():
        offered = {option["id"]: option for option in event["options"]}
        for option in booking["options"]:
            offer = offered[option["optionId"]]
            assert (option["title"], option["type"], option["price"]) == (offer["title"], offer["type"], offer["price"])
            assert option["quantity"] == 1 or option["type"] == "addon"
            assert bool(option["participants"]) == (option["type"] == "registration")
            assert (option["status"] == "confirmed") <= (booking["status"] == "confirmed")
            assert (option["status"] == "waitingList") <= (option["type"] == "registration")


def check_ins_are_of_confirmed_bookings_of_begun_events(tenant: Snapshot) -> None:
    for event, booking in tenant.pairs():
        for option in booking["options"]:
            check_in = option["checkIn"]
            assert check_in["attendance"] == (check_in["attendanceDate"] is not None)
            if check_in["attendance"]:
                assert (booking["status"], option["status"]) == ("confirmed", "confirmed")
                assert moment(event["startDate"]) <= tenant.now
                assert event["status"] in ("active", "completed")
                assert moment(check_in["attendanceDate"]) >= moment(event["startDate"]) - timedelta(hours=1)


def expired_bookings_were_not_finished_within_15_minutes(tenant: Snapshot) -> None:
    for _, booking in tenant.pairs():
        lasted = moment(booking["updatedAt"]) - moment(booking["createdAt"])
        if booking["status"] == "expired":
            assert lasted == timedelta(minutes=15)


def numbers_and_ids_are_unique(tenant: Snapshot) -> None:
    for name in ("id", "bookingNumber"):
        assert len({booking[name] for booking in tenant.all}) == len(tenant.all)
    assert len({event["id"] for event in tenant.events}) == len(tenant.events)
    assert len({event["key"] for event in tenant.events}) == len(tenant.events)
    options = [option["id"] for event in tenant.events for option in event["options"]]
    assert len(set(options)) == len(options)


def a_contacts_bookings_agree(tenant: Snapshot) -> None:
    for event in tenant.events:
        contacts, owners = {}, {}
        for booking in tenant.bookings[event["id"]]:
            contact = booking["contact"]
            assert contacts.setdefault(contact["id"], contact) == contact
            assert owners.setdefault(contact["email"], contact["id"]) == contact["id"]


def one_address_is_one_person_in_all_events(tenant: Snapshot) -> None:
    people = {}
    for booking in tenant.all:
        contact = booking["contact"]
        person = {name: value for name, value in contact.items() if name not in ("id", "authorisationGroup")}
        assert people.setdefault(contact["email"].lower(), person) == person


def addresses_belong_together(tenant: Snapshot) -> None:
    places = {(row["zip"], row["city"]): row for row in read_fixture("pools/places.json")}
    for event in tenant.events:
        if event["location"]:
            assert (event["location"]["zip"], event["location"]["city"]) in places
    for booking in tenant.all:
        fields = booking["contact"]["fields"]
        place = places[fields["zip"], fields["city"]]
        assert fields["phone"].startswith(f"+41 {place['area']} 000 ")
        assert booking["contact"]["language"] in (place["language"], "en")


def addresses_are_at_reserved_domains_and_carry_the_name(tenant: Snapshot) -> None:
    for booking in tenant.all:
        contact = booking["contact"]
        local, _, domain = contact["email"].partition("@")
        assert domain.endswith(RESERVED_DOMAINS)
        assert re.fullmatch(r"[a-z-]+\.[a-z-]+[0-9]*", local.lower())
        assert contact["firstName"][0].lower() in (local[0].lower(), *"äöüéèâîôçàœÀÉÈÎÔÂÖÄÜŠ".lower())


def the_event_status_agrees_with_its_times(tenant: Snapshot) -> None:
    for event in tenant.events:
        statuses = {booking["status"] for booking in tenant.bookings[event["id"]]}
        if event["status"] == "completed":
            assert moment(event["startDate"]) < tenant.now
        if event["status"] == "active":
            assert ends(event) > tenant.now - timedelta(days=1)
        if event["status"] == "draft":
            assert not statuses
        if event["status"] == "cancelled":
            assert not statuses & OPEN or statuses & OPEN == {"tentative"}
        assert event["endDate"] is None or moment(event["startDate"]) < moment(event["endDate"])


def online_events_have_no_place(tenant: Snapshot) -> None:
    for event in tenant.events:
        assert (event["location"] is None) == event["isOnline"]
        registrations = [option for option in event["options"] if option["type"] == "registration"]
        assert registrations
        if event["isOnline"]:
            assert all(option["isOnline"] for option in registrations)


def lists_are_in_order(tenant: Snapshot) -> None:
    starts = [(moment(event["startDate"]), event["id"]) for event in tenant.events]
    assert starts == sorted(starts)
    for bookings in tenant.bookings.values():
        created = [(moment(booking["createdAt"]), booking["id"]) for booking in bookings]
        assert created == sorted(created)


def contacts_come_back(tenant: Snapshot) -> None:
    """Somewhere a contact has several bookings; a tenant of one or two bookings need not have one."""
    per_contact = defaultdict(set)
    for booking in tenant.all:
        per_contact[booking["contact"]["id"]].add(booking["status"])
    if len(tenant.all) > 500:
        assert any(len(statuses) > 1 for statuses in per_contact.values())


CHECKS: list[Callable[[Snapshot], None]] = [
    bookings_lie_between_the_events_creation_and_end,
    nothing_has_happened_in_the_future,
    the_status_agrees_with_the_times,
    the_amount_is_the_sum_of_options_and_fee,
    vat_is_right_to_the_rappen,
    free_events_have_no_payment,
    only_confirmed_bookings_are_paid,
    places_never_exceed_the_capacity_and_the_rest_waits,
    booked_options_are_the_events_own,
    check_ins_are_of_confirmed_bookings_of_begun_events,
    expired_bookings_were_not_finished_within_15_minutes,
    numbers_and_ids_are_unique,
    a_contacts_bookings_agree,
    one_address_is_one_person_in_all_events,
    addresses_belong_together,
    addresses_are_at_reserved_domains_and_carry_the_name,
    the_event_status_agrees_with_its_times,
    online_events_have_no_place,
    lists_are_in_order,
    contacts_come_back,
]
