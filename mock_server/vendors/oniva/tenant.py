"""The state of an Oniva world: a tenant, as it is on the clock's day."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date, datetime
from functools import lru_cache, partial

from mock_server.contract import Contract
from mock_server.core.clock import Clock
from mock_server.core.overlay import Overlay
from mock_server.core.world import WorldPlan
from mock_server.fake import Ids, People, mix
from mock_server.oauth import Client
from mock_server.resources import read_fixture, read_pools
from mock_server.vendors.oniva.bookings import Bookings
from mock_server.vendors.oniva.contacts import Contacts
from mock_server.vendors.oniva.edited_plan import booked_plan, booked_until, edited_plan
from mock_server.vendors.oniva.kinds import EventKind, RecordKind
from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.models import Tenant
from mock_server.vendors.oniva.notes import EventNote
from mock_server.vendors.oniva.persons import Persons, place_of
from mock_server.vendors.oniva.program import EventPlan, Programme
from mock_server.vendors.oniva.scenario import check_scenario
from mock_server.vendors.oniva.settings import Settings
from mock_server.vendors.oniva.sheets import Sheets
from mock_server.vendors.oniva.today import REMEMBERED_BOOKINGS, Books, Today, WrittenToday
from mock_server.vendors.oniva.written import Written
from mock_server.vendors.oniva.written_books import Computed, WrittenBooks
from mock_server.vendors.oniva.zone import ZURICH, midnight

# Worlds of one plan may be on different days; a suite of tests is on few.
_REMEMBERED_DAYS = 6


class TenantBase:
    """What tenants with the same plan share: everything that is computed. It changes in what it remembers alone."""

    def __init__(self, plan: WorldPlan, settings: Settings, contract: Contract) -> None:
        check_scenario(plan, settings)
        self.plan = plan
        # With the epoch in them, ids of yesterday's tenant are unknown today, and not another's.
        self.ids = Ids(mix(plan.seed, plan.epoch.toordinal()))
        self.stock = read_fixture("oniva/topics.json")
        self.people = People(plan.seed, read_pools())
        self.programme = Programme(plan, self.ids, self.stock)
        self.sheets = {kind: Sheets(plan.seed, kind) for kind in EventKind}
        self.tenant = Tenant(self.ids.make(RecordKind.TENANT), plan.scenario["tenant"]["name"])
        self._lock = threading.Lock()
        self._days: OrderedDict[date, Today] = OrderedDict()

    def today(self, day: date) -> Today:
        """Return the computed data as of a day."""
        today = self._days.get(day)
        if today is None:
            with self._lock:
                # Whoever waited here finds the day made by another.
                today = self._days.get(day) or self._new_day(day)
                self._days[day] = today
                while len(self._days) > _REMEMBERED_DAYS:
                    self._days.popitem(last=False)
        return today

    def books(self, plan: EventPlan, as_of: datetime, booked: tuple[EventPlan, datetime] | None = None) -> Books:
        """Return everything about an event as of a midnight; `booked` are the plan that bookings come in by, and the
        moment up to which they have, where those are others.
        """
        seed, ids = self.plan.seed, self.ids
        booked_plan, booked_until = booked or (plan, as_of)
        ledger = Ledger(booked_plan, self.sheets[plan.kind], seed, self.plan.epoch, booked_until)
        contacts = Contacts(plan, seed, ids, self.people, self.stock)
        return Books(plan, ledger, Bookings(plan, ledger, contacts, seed, ids, as_of))

    def _new_day(self, day: date) -> Today:
        books = [self.books(plan, midnight(day)) for plan in self.programme.events]
        return Today(day, books, self.ids, self.plan.scenario["tenant"]["site"])


class TenantState:
    """A tenant over time. Its data move on at midnight, in the tenant's zone, and stand still in between but for what
    is written. Whoever writes holds `lock`.
    """

    def __init__(
        self, base: TenantBase, plan: WorldPlan, overlay: Overlay, settings: Settings, contract: Contract
    ) -> None:
        self.settings, self.tenant = settings, base.tenant
        clients = plan.scenario["clients"] if plan.credentials is None else plan.credentials
        granted = contract.scheme.granted
        self.clients = [Client(c["id"], c["name"], c["secret"], granted(c["scopes"])) for c in clients]
        # Who has what stands for it may see as much.
        self.contact_scopes = granted([settings.contact_scope]) if settings.contact_scope else ()
        self.written, self.lock = Written(overlay), threading.RLock()
        self.persons = Persons(base.people, self.written)
        self._base = base
        self._woven: tuple[tuple[object, ...], WrittenToday] | None = None
        self._edited: dict[int, tuple[tuple[object, ...], tuple[Books, Computed]]] = {}

    def today(self, clock: Clock) -> Today:
        """Return the tenant's data as of now: the clock's day, with what has been written."""
        now = clock.now()
        today = self._base.today(now.astimezone(ZURICH).date())
        return today if self.written.version == 0 else self._written_today(today, now)

    def written_books(self, today: Today, event: int, now: datetime) -> WrittenBooks:
        """Return the books of an event with what was written about it, if that is anything."""
        note, as_of = self.written.events.get(event), midnight(today.day)
        if note is None or note.edited > now:
            made: tuple[Books, Computed] = today.books[event], partial(today.computed_booking, event)
        else:
            as_of = as_of if note.cancelled is None else max(as_of, note.cancelled)
            made = self._edited_books(today, note, as_of)
        books, computed = made
        notes = [one for one in self.written.bookings.get(event, {}).values() if one.created <= now]
        return WrittenBooks(books.plan, books.ledger, books.bookings, notes, self.written.people, computed, as_of)

    def _edited_books(self, today: Today, note: EventNote, as_of: datetime) -> tuple[Books, Computed]:
        """Return the books of an event by its edited plan, and what makes their computed bookings; they are kept,
        because a large one takes time to count.
        """
        key = today.day, note
        kept = self._edited.get(note.event)
        if kept is None or kept[0] != key:
            plan = today.books[note.event].plan
            booked = booked_plan(plan, note), booked_until(note, midnight(today.day))
            books = self._base.books(edited_plan(plan, note), as_of, booked)
            kept = key, (books, lru_cache(maxsize=REMEMBERED_BOOKINGS)(books.bookings.make))
            self._edited[note.event] = kept
        return kept[1]

    def _written_today(self, today: Today, now: datetime) -> Today:
        with self.lock:
            # Where the clock was set back, what was written later is not there yet.
            moments = [note.created for notes in self.written.bookings.values() for note in notes.values()]
            moments += [note.edited for note in self.written.events.values()]
            key = today, self.written.version, sum(moment <= now for moment in moments)
            if self._woven is None or self._woven[0] != key:
                written = {event: self.written_books(today, event, now) for event in self._events_written(today)}
                self._woven = key, WrittenToday(today, written)
            return self._woven[1]

    def _events_written(self, today: Today) -> set[int]:
        """Return the events that anything was written about, or about somebody who may have booked them."""
        places = [place for place in map(place_of, self.written.people) if place is not None]
        met = {
            event
            for event in range(len(today.books))
            if any(today.books[event].bookings.contacts.number_of(*place) is not None for place in places)
        }
        return {*self.written.bookings, *self.written.events, *met}
