"""The state of an Oniva world: a tenant, as it is on the clock's day."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from datetime import date, datetime

from mock_server.contract import Contract
from mock_server.core.clock import Clock
from mock_server.core.overlay import Overlay
from mock_server.core.world import WorldPlan
from mock_server.fake import Ids, People, mix
from mock_server.oauth import Client
from mock_server.resources import read_fixture, read_pools
from mock_server.vendors.oniva.bookings import Bookings
from mock_server.vendors.oniva.contacts import Contacts
from mock_server.vendors.oniva.kinds import EventKind, RecordKind
from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.models import Tenant
from mock_server.vendors.oniva.notes import EventNote
from mock_server.vendors.oniva.program import EventPlan, Programme
from mock_server.vendors.oniva.scenario import check_scenario
from mock_server.vendors.oniva.settings import Settings
from mock_server.vendors.oniva.sheets import Sheets
from mock_server.vendors.oniva.today import Books, Today, WrittenToday
from mock_server.vendors.oniva.written import Written
from mock_server.vendors.oniva.written_books import WrittenBooks
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

    def books(self, plan: EventPlan, as_of: datetime) -> Books:
        """Return everything about an event as of a midnight."""
        seed, ids = self.plan.seed, self.ids
        ledger = Ledger(plan, self.sheets[plan.kind], seed, self.plan.epoch, as_of)
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
        self.settings, self.tenant, self.people = settings, base.tenant, base.people
        clients = plan.scenario["clients"] if plan.credentials is None else plan.credentials
        self.clients = [Client(c["id"], c["name"], c["secret"], tuple(c["scopes"])) for c in clients]
        self.written, self.lock = Written(overlay), threading.RLock()
        self._base = base
        self._woven: tuple[tuple[object, ...], WrittenToday] | None = None

    def today(self, clock: Clock) -> Today:
        """Return the tenant's data as of now: the clock's day, with what has been written."""
        now = clock.now()
        today = self._base.today(now.astimezone(ZURICH).date())
        return today if self.written.version == 0 else self._written_today(today, now)

    def written_books(self, today: Today, event: int, now: datetime) -> WrittenBooks:
        """Return the books of an event with what was written about it, if that is anything."""
        plan, note = today.books[event].plan, self.written.events.get(event)
        as_of = midnight(today.day)
        if note is not None and note.edited <= now:
            plan = _edited(plan, note)
            if note.cancelled is not None:
                as_of = max(as_of, note.cancelled)
        books = today.books[event] if plan is today.books[event].plan else self._base.books(plan, as_of)
        notes = [one for one in self.written.bookings.get(event, {}).values() if one.created <= now]
        is_same = plan is today.books[event].plan
        computed = (lambda row: today.booking(event, row)) if is_same else books.bookings.make
        return WrittenBooks(plan, books.ledger, books.bookings, notes, computed, as_of)

    def _written_today(self, today: Today, now: datetime) -> Today:
        with self.lock:
            events = {*self.written.bookings, *self.written.events}
            # Where the clock was set back, what was written later is not there yet.
            moments = [note.created for notes in self.written.bookings.values() for note in notes.values()]
            moments += [note.edited for note in self.written.events.values()]
            key = today, self.written.version, sum(moment <= now for moment in moments)
            if self._woven is None or self._woven[0] != key:
                written = {event: self.written_books(today, event, now) for event in events}
                self._woven = key, WrittenToday(today, written)
            return self._woven[1]


def _edited(plan: EventPlan, note: EventNote) -> EventPlan:
    """Return the plan of an event as somebody has edited it."""
    edited = replace(plan, title=note.title or plan.title, topic={**plan.topic, **note.topic}, edited=note.edited)
    if note.cancelled is None:
        return edited
    return replace(edited, cancelled=note.cancelled, stopped=midnight(note.cancelled.astimezone(ZURICH).date()))
