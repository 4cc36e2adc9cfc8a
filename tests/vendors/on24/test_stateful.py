"""Random sequences of writing, reading and restarting, beside a ledger: nothing is lost, and every count is right."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from werkzeug.test import TestResponse

from tests.vendors.on24.ledger import Happening, Person
from tests.vendors.on24.sandbox import ADDRESSES, PLACES, Sandbox
from tests.vendors.on24.small_world import EVENTS

NO_REGISTRANT = (404, "No registrant was found for that email address")
NO_HONOURS = {"honorrequired": "N", "honorvalidation": "N"}
COMPANIES = st.sampled_from([None, "Acme", "Zürich & Söhne"])
DAYS = st.integers(1, 60)
MOST_EVENTS = EVENTS + 6
PACIFIC = ZoneInfo("America/Los_Angeles")


class Account(Sandbox):
    """An account that is written to."""

    # People

    @initialize()
    def begin(self) -> None:
        """There is somebody to be changed from the start."""
        for number in range(5):
            self.register(1 if number % 2 else 3 * number, 6 * number, "Acme", False)

    @rule(place=PLACES, who=ADDRESSES, company=COMPANIES, is_referred=st.booleans())
    def register(self, place: int, who: int, company: str | None, is_referred: bool) -> None:
        event = self.event(place)
        email = self.address(who, event)
        form = {"email": email, **({"company": company} if company else {})}
        form |= {"partnerref": "someco"} if is_referred else {}
        response = self.desk.send("POST", f"/event/{event.id}/registrant", form, **NO_HONOURS)
        if not self.is_gone(event, response):
            self._registered(event.id, email, company, response)

    def _registered(self, event: int, email: str, company: str | None, response: TestResponse) -> None:
        known = self.ledger.find(event, email)
        assert response.status_code == 200, response.text
        number = response.json["eventuserid"]
        if known is None:
            assert number not in self.ledger.people
            created = self.clock.now().astimezone(PACIFIC).isoformat(timespec="seconds")
            known = self.ledger.people[number] = Person(number, event, email, "active", company, created)
        assert number == known.id
        self.ledger.write(known, email=email, status="active", company=company or known.company)

    @rule(place=PLACES, who=ADDRESSES, wish=st.sampled_from(["Y", "Y", "N"]))
    def delete_softly_or_restore(self, place: int, who: int, wish: str) -> None:
        event = self.event(place)
        email = self.address(who, event)
        known = self.ledger.find(event.id, email)
        if known is None and wish == "N" and not event.is_deleted:
            return  # That would be a registration.
        response = self.desk.send("POST", f"/event/{event.id}/registrant", {"email": email, "isDeleted": wish})
        if self.is_gone(event, response):
            return
        status = "deleted" if wish == "Y" else "active"
        if known is None:
            text = "You're trying to soft delete the registrant you're creating."
            assert self.desk.message(response) == (412, text)
        elif status != known.status and event.starts <= self.clock.now():
            assert response.status_code == 412
        else:
            assert response.json["eventuserid"] == known.id
            self.ledger.write(known, status=status, email=email)

    @rule(place=PLACES, who=ADDRESSES, company=COMPANIES)
    def change_in_an_event(self, place: int, who: int, company: str | None) -> None:
        event = self.event(place)
        email = self.address(who, event)
        form = {"email": email, "company": company or ""}
        response = self.desk.send("PATCH", f"/event/{event.id}/registrant", form, **NO_HONOURS)
        if self.is_gone(event, response):
            return
        known = self.ledger.find(event.id, email)
        if known is None:
            assert self.desk.message(response) == (403, "The email provided was not found.")
        else:
            assert response.json["eventuserid"] == known.id
            self.ledger.write(known, company=company)

    @rule(who=ADDRESSES, to=ADDRESSES, company=COMPANIES, is_renamed=st.booleans())
    def change_everywhere(self, who: int, to: int, company: str | None, is_renamed: bool) -> None:
        email, renamed = self.address(who), self.address(to)
        form = {**({"company": company} if company else {}), **({"email": renamed} if is_renamed else {})}
        response = self.desk.send("PATCH", f"/registrant/{email}", form)
        places = self.ledger.places([email])
        owners = [(one, self.ledger.find(one.event, renamed)) for one in places]
        if not places:
            assert self.desk.message(response) == NO_REGISTRANT
        elif is_renamed and any(owner not in (None, one) for one, owner in owners):
            text = "New email address matches other registrant's email address"
            assert self.desk.message(response) == (400, text)
        else:
            assert response.json == {"updatedregistrants": sorted(one.id for one in places)}
            for one in places:
                self.ledger.write(one, email=renamed if is_renamed else one.email, company=company or one.company)

    @rule(who=st.lists(ADDRESSES, min_size=1, max_size=3), place=st.none() | PLACES)
    def forget(self, who: list[int], place: int | None) -> None:
        event = None if place is None else self.event(place)
        emails = [self.address(one, event) for one in who]
        form = {"email": ",".join(emails), **({"eventid": str(event.id)} if event else {})}
        response = self.desk.send("POST", "/forget", form)
        if event is not None and self.is_gone(event, response):
            return
        places = self.ledger.places(emails, event.id if event else None)
        if places:
            assert response.json == {"deletedregistrants": {"eventuserids": self.ledger.forget(places)}}
        else:
            assert self.desk.message(response) == NO_REGISTRANT

    @rule(place=PLACES)
    def forget_all_of_an_event(self, place: int) -> None:
        event = self.event(place)
        response = self.desk.send("POST", f"/event/{event.id}/forgetall")
        if not self.is_gone(event, response):
            forgotten = self.ledger.forget(self.ledger.of(event.id))
            assert response.json == {"deletedregistrants": {"eventuserids": forgotten}}

    # Events

    @precondition(lambda self: len(self.ledger.events) < MOST_EVENTS)
    @rule(days=DAYS, title=st.sampled_from(["Treasury Day", "Ask Us", "Größe"]))
    def create(self, days: int, title: str) -> None:
        form = {"title": title, **self.start(days), "eventType": "fav", "languageCd": "en", "timeZone": "Asia/Tokyo"}
        self._made(self.desk.send("POST", "/event", form), title, days)

    @precondition(lambda self: len(self.ledger.events) < MOST_EVENTS)
    @rule(place=PLACES, days=DAYS)
    def copy(self, place: int, days: int) -> None:
        source = self.event(place)
        response = self.desk.send("POST", "/event", self.start(days), eventsource=source.id)
        if not self.is_gone(source, response):
            self._made(response, f"Copy of {source.title}"[:250], days, source)

    def _made(self, response: TestResponse, title: str, days: int, source: Happening | None = None) -> None:
        assert response.status_code == 200, response.text
        number = response.json["wccevent"]["eventId"]
        assert number not in self.ledger.events
        starts = self.clock.now().replace(second=0) + timedelta(days=days)
        is_hidden = source is not None and source.is_hidden
        happening = Happening(number, title, starts, starts - timedelta(minutes=15), is_hidden)
        self.ledger.events[number] = happening

    @rule(place=PLACES, days=st.none() | DAYS)
    def change_event(self, place: int, days: int | None) -> None:
        event, title = self.event(place), f"Take {days}"
        form = {"title": title, **(self.start(days) if days else {})}
        response = self.desk.send("PUT", f"/event/{event.id}", form)
        if self.is_gone(event, response):
            return
        if days and event.live_starts <= self.clock.now():
            assert response.status_code == 400
            return
        assert response.status_code == 200, response.text
        event.title = title
        if days:
            self._moved(event, days)

    def _moved(self, event: Happening, days: int) -> None:
        event.starts = self.clock.now().replace(second=0) + timedelta(days=days)
        shown = self.desk.json(f"/event/{event.id}")
        lead = timedelta(minutes=0 if shown["livestart"] == shown["goodafter"] else 15)
        event.live_starts = event.starts - lead

    @rule(place=PLACES)
    def delete_event(self, place: int) -> None:
        event = self.event(3 * place)  # Of all, or most would end here.
        response = self.desk.send("DELETE", f"/event/{event.id}")
        if event.is_deleted:
            assert self.desk.message(response) == (410, "Event has already been deleted")
        elif event.live_starts <= self.clock.now():
            assert self.desk.message(response) == (412, "Event does not meet criteria for deletion")
        else:
            assert response.json == {"message": "Event Successfully Deleted."}
            event.is_deleted = True


QUICK = settings(
    max_examples=10,
    stateful_step_count=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class TestAccount(Account.TestCase):  # type: ignore[misc]
    """The run of every day."""

    settings = QUICK


@pytest.mark.fuzz
class TestAccountAtLength(Account.TestCase):  # type: ignore[misc]
    """A run of minutes."""

    settings = settings(QUICK, max_examples=600, stateful_step_count=60, derandomize=False)
