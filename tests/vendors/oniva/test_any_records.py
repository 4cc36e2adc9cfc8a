"""Random pins, changes, moves, cancellations, days and restarts; every rule of a tenant holds after each."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mock_server import Clock
from mock_server.resources import read_fixture
from tests.conftest import NOON
from tests.vendors.oniva import snapshot
from tests.vendors.oniva.pinning import Pinning, coherent
from tests.vendors.oniva.snapshot import Snapshot

SMALL = {
    "count": 10,
    "past_days": 40,
    "coming_days": 40,
    "bookings": {"conference": [30, 60], "workshop": [12, 40], "webinar": [20, 50], "reception": [20, 60]},
}
NEW = ("confirmed", "confirmed", "canceled", "reserved", "expired", "requested", "tentative", "discarded")
CHANGED = ("confirmed", "confirmed", "canceled", "canceled", "declined", "expired", "pending", "discarded")
PARTS = ("email", "firstName", "company", "fields")
EVENTS, BOOKINGS, PEOPLE = st.integers(0, 9), st.integers(0, 99), st.integers(0, 5)


class Pins(RuleBasedStateMachine):
    """A small tenant in a database, read over HTTP after each step."""

    @initialize(seed=st.integers(0, 99))
    def begin(self, seed: int) -> None:
        self.folder = tempfile.TemporaryDirectory()
        scenario = Path(self.folder.name) / "small.json"
        scenario.write_text(json.dumps({**read_fixture("oniva/scenarios/default.json"), "events": SMALL, "pins": []}))
        self.config = {"seed": seed, "scenario": str(scenario), "database": Path(self.folder.name) / "world.sqlite"}
        self.tenant = Pinning.new(Clock(NOON, frozen=True), **self.config)
        self.events = [one["id"] for one in self.tenant.api.walk("/events") if one["status"] in ("active", "completed")]
        self.added: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "tenant"):
            self.tenant.app.close()
            self.folder.cleanup()

    def event(self, number: int) -> str:
        return self.events[number % len(self.events)]

    def some_booking(self, event: int, which: int) -> dict[str, Any] | None:
        bookings = self.tenant.bookings(self.event(event))
        return bookings[which % len(bookings)] if bookings else None

    def attempt(self, method: str, path: str, fields: Any) -> Any:
        answer = self.tenant.api.client.open(f"/__admin/worlds/oniva-1/records{path}", method=method, json=fields)
        assert answer.status_code in (200, 201, 400), answer.text
        if answer.status_code == 400:
            assert all(one["message"] and one["name"] for one in answer.json["errors"])
            return None
        return answer.json

    def change(self, booking: dict[str, Any] | None, **fields: Any) -> None:
        if booking is None:
            return
        changed = self.attempt("PATCH", f"/bookings/{booking['id']}", fields)
        assert changed is None or changed == self.tenant.api.get(f"/bookings/{booking['id']}").json

    @rule(event=EVENTS, person=PEOPLE, status=st.sampled_from(NEW), times=st.sampled_from([1, 1, 1, 4]))
    def pin(self, event: int, person: int, status: str, times: int) -> None:
        for copy in range(times):
            email = f"p{person + copy}@firma.example"
            fields = {"eventId": self.event(event), "contact": {"email": email}, "status": status}
            added = self.attempt("POST", "/bookings", fields)
            if added is not None:
                assert added["status"] == status
                assert self.tenant.bookings(self.event(event), email=email.upper())
                self.added.append(added["id"])

    @rule(named=st.booleans())
    def pin_anybody(self, named: bool) -> None:
        self.attempt("POST", "/bookings", {"contact": {"lastName": "Bär"}} if named else {})

    @rule(event=EVENTS, other=EVENTS, which=BOOKINGS, company=st.sampled_from([None, "Firma AG"]))
    def pin_somebody_known(self, event: int, other: int, which: int, company: str | None) -> None:
        booking = self.some_booking(other, which)
        if booking is not None:
            contact = {"email": booking["contact"]["email"], **({"company": company} if company else {})}
            self.attempt("POST", "/bookings", {"eventId": self.event(event), "contact": contact})

    @rule(event=EVENTS, days=st.integers(0, 60), person=PEOPLE)
    def pin_in_the_past(self, event: int, days: int, person: int) -> None:
        created = (self.tenant.now - timedelta(days=days)).isoformat()
        fields = {"eventId": self.event(event), "contact": {"email": f"p{person}@firma.example"}, "createdAt": created}
        self.attempt("POST", "/bookings", fields)

    @rule(event=EVENTS, which=BOOKINGS, status=st.sampled_from(CHANGED))
    def change_status(self, event: int, which: int, status: str) -> None:
        self.change(self.some_booking(event, which), status=status)

    @rule(event=EVENTS)
    def cancel_several(self, event: int) -> None:
        for booking in self.tenant.bookings(self.event(event), status="confirmed")[:3]:
            self.change(booking, status="canceled")

    @rule(event=EVENTS, which=BOOKINGS, came=st.booleans())
    def check_in(self, event: int, which: int, came: bool) -> None:
        self.change(self.some_booking(event, which), options=[{"checkIn": {"attendance": came}}])

    @rule(
        event=EVENTS, which=BOOKINGS, person=PEOPLE, part=st.sampled_from(["email", "firstName", "company", "fields"])
    )
    def change_contact(self, event: int, which: int, person: int, part: str) -> None:
        values = {"email": f"q{person}@firma.example", "firstName": f"Ada{person}", "company": f"Firma {person}"}
        self.change(self.some_booking(event, which), contact={part: values.get(part, {"function": f"F{person}"})})

    @precondition(lambda self: self.added)
    @rule(data=st.data(), status=st.sampled_from(["canceled", "confirmed"]))
    def change_pinned(self, data: st.DataObject, status: str) -> None:
        self.attempt("PATCH", f"/bookings/{data.draw(st.sampled_from(self.added))}", {"status": status})

    @rule(event=EVENTS)
    def cancel_event(self, event: int) -> None:
        self.attempt("PATCH", f"/events/{self.event(event)}", {"status": "cancelled"})

    @rule(event=EVENTS, days=st.integers(-20, 20), hours=st.integers(-30, 30))
    def move_event(self, event: int, days: int, hours: int) -> None:
        before = self.tenant.api.get(f"/events/{self.event(event)}").json
        start = snapshot.moment(before["startDate"]) + timedelta(days=days)
        fields: dict[str, Any] = {"startDate": start.isoformat(), "title": f"Moved {days}"}
        if before["endDate"] and hours:
            end = snapshot.moment(before["endDate"]) + timedelta(days=days, hours=hours)
            fields["endDate"] = end.isoformat()
        after = self.attempt("PATCH", f"/events/{before['id']}", fields)
        if after is not None:
            assert (after["title"], snapshot.moment(after["startDate"])) == (f"Moved {days}", start)
            assert after == self.tenant.api.get(f"/events/{before['id']}").json

    @rule(days=st.integers(1, 20), hours=st.integers(0, 23))
    def wait(self, days: int, hours: int) -> None:
        self.tenant.app.runtime.clock.advance(timedelta(days=days, hours=hours))
        self.tenant.api.tokens.clear()

    @rule()
    def reopen(self) -> None:
        before, clock = self.read(), self.tenant.app.runtime.clock
        self.tenant.app.close()
        self.tenant = Pinning.new(clock, **self.config)
        after = self.read()
        # One after the other, so that what is told of a failure is short.
        for event, bookings in before.items():
            assert [pair for pair in zip(bookings, after[event], strict=True) if pair[0] != pair[1]] == []

    def read(self) -> dict[str, list[Any]]:
        """Return the bookings by event, and all events under a name of their own."""
        whole = Snapshot.of(self.tenant.api, self.tenant.now)
        return {**whole.bookings, "": whole.events}

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "tenant"):
            return
        whole = coherent(self.tenant)
        for event in self.events[-3:]:
            self.filters_agree(event, whole.bookings[event])

    def filters_agree(self, event: str, bookings: list[Any]) -> None:
        for status in {one["status"] for one in bookings}:
            assert self.tenant.bookings(event, status=status) == [one for one in bookings if one["status"] == status]
        for one in bookings[-2:]:
            assert self.tenant.api.get(f"/bookings/{one['id']}").json == one
            email = one["contact"]["email"]
            alike = [other for other in bookings if other["contact"]["email"].lower() == email.lower()]
            assert self.tenant.bookings(event, email=email) == alike
            since = _at(one)
            late = [other for other in bookings if _at(other) >= since]
            assert self.tenant.bookings(event, **{"from": one["createdAt"]}) == late
            early = [other for other in bookings if _at(other) <= since and other["status"] == "confirmed"]
            assert self.tenant.bookings(event, to=one["createdAt"], status="confirmed") == early


def _at(booking: Any) -> datetime:
    return snapshot.moment(booking["createdAt"])


QUICK = settings(
    max_examples=8,
    stateful_step_count=10,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


class TestRecords(Pins.TestCase):  # type: ignore[misc]
    """The run of every day."""

    settings = QUICK


@pytest.mark.fuzz
class TestRecordsAtLength(Pins.TestCase):  # type: ignore[misc]
    """A run of minutes."""

    settings = settings(QUICK, max_examples=100, stateful_step_count=25)
