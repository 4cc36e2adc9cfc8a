"""The state of an Oniva world: a tenant, as it is on the clock's day."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from mock_server.core.clock import Clock
from mock_server.core.errors import ConfigError, ScenarioError
from mock_server.core.overlay import Overlay
from mock_server.core.world import WorldPlan
from mock_server.fake import Ids, People, mix
from mock_server.oauth import Client
from mock_server.resources import read_fixture, read_pools
from mock_server.vendors.oniva.bookings import Bookings
from mock_server.vendors.oniva.events import new_event
from mock_server.vendors.oniva.kinds import EventKind, RecordKind
from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.models import Booking, Event, Tenant
from mock_server.vendors.oniva.program import EventPlan, Programme
from mock_server.vendors.oniva.settings import Settings
from mock_server.vendors.oniva.sheets import Sheets
from mock_server.vendors.oniva.zone import ZURICH, midnight

_REMEMBERED_BOOKINGS = 4096


class TenantState:
    """A tenant over time. Its data move on at midnight, in the tenant's zone, and stand still in between."""

    def __init__(self, plan: WorldPlan, overlay: Overlay, settings: Settings) -> None:
        scenario = plan.scenario
        self.settings = settings
        _check(scenario, settings)
        self.clients = [Client(c["id"], c["name"], c["secret"], tuple(c["scopes"])) for c in scenario["clients"]]
        self._plan = plan
        # With the epoch in them, ids of yesterday's tenant are unknown today, and not another's.
        self._ids = Ids(mix(plan.seed, plan.epoch.toordinal()))
        self._stock = read_fixture("oniva/topics.json")
        self._people = People(plan.seed, read_pools())
        self._programme = Programme(plan, self._ids, self._stock)
        self._sheets = {kind: Sheets(plan.seed, kind) for kind in EventKind}
        self._lock = threading.Lock()
        self._today: Today | None = None
        self.tenant = Tenant(self._ids.make(RecordKind.TENANT), scenario["tenant"]["name"])

    def today(self, clock: Clock) -> Today:
        """Return the tenant's data as of the clock's day."""
        day = clock.now().astimezone(ZURICH).date()
        today = self._today
        if today is None or today.day != day:
            with self._lock:
                # Whoever waited here finds the day made by another.
                today = self._today if self._today is not None and self._today.day == day else Today(day, self)
                self._today = today
        return today

    def ledger(self, plan: EventPlan, as_of: datetime) -> Ledger:
        """Return an event's ledger as of a midnight."""
        return Ledger(plan, self._sheets[plan.kind], self._plan.seed, self._plan.epoch, as_of)

    def bookings(self, plan: EventPlan, ledger: Ledger, as_of: datetime) -> Bookings:
        """Return an event's bookings as of a midnight."""
        return Bookings(plan, ledger, self._plan.seed, self._ids, self._people, self._stock, as_of)

    @property
    def plans(self) -> Sequence[EventPlan]:
        """The plans of all events, by index."""
        return self._programme.events

    @property
    def site(self) -> str:
        """The address of the tenant's public web site."""
        return str(self._plan.scenario["tenant"]["site"])

    def place_of(self, text: str, kind: RecordKind) -> tuple[int, int] | None:
        """Return (event, row) that an id of this tenant stands for, or None."""
        return self._ids.read(text, kind)


class Today:
    """The tenant's data as of one day: immutable, so everything in it may be remembered."""

    def __init__(self, day: date, state: TenantState) -> None:
        self.day, self._state = day, state
        self._as_of = midnight(day)
        self.booking = lru_cache(maxsize=_REMEMBERED_BOOKINGS)(self._booking)
        self._ledgers = {plan.index: state.ledger(plan, self._as_of) for plan in state.plans}
        self._bookings = {
            plan.index: state.bookings(plan, self._ledgers[plan.index], self._as_of) for plan in state.plans
        }
        self._events = [new_event(plan, self._ledgers[plan.index], self._as_of, state.site) for plan in state.plans]
        self.events: Sequence[Event] = sorted(self._events, key=lambda event: (event.start_date, event.id))

    def event(self, text: str) -> tuple[int, Event] | None:
        """Return the index and record of the event with an id, or None."""
        place = self._state.place_of(text, RecordKind.EVENT)
        if place is None or place[1] >= len(self._events):
            return None
        return place[1], self._events[place[1]]

    def find_booking(self, text: str) -> Booking | None:
        """Return the booking with an id, or None when there is none yet."""
        place = self._state.place_of(text, RecordKind.BOOKING)
        if place is None or place[0] not in self._ledgers or place[1] >= self._ledgers[place[0]].visible:
            return None
        return self.booking(*place)

    def search_bookings(
        self,
        event: int,
        statuses: frozenset[str],
        email: str | None,
        start: datetime | None,
        end: datetime | None,
    ) -> Sequence[int]:
        """Return the rows of an event's bookings that the filters leave, in the order of their creation."""
        only = None if email is None else self._bookings[event].rows_with(email)
        return self._ledgers[event].search(statuses, start, end, only)

    def _booking(self, event: int, row: int) -> Booking:
        return self._bookings[event].make(row)


def _check(scenario: Mapping[str, Any], settings: Settings) -> None:
    """Refuse what the scenario's schema cannot see."""
    keys = [workspace["key"] for workspace in scenario["workspaces"]]
    if len(set(keys)) < len(keys):
        raise ScenarioError("two workspaces of the scenario have the same key")
    for form, (lowest, highest) in scenario["events"]["bookings"].items():
        if lowest > highest:
            raise ScenarioError(f"the scenario's bookings of a {form} go from {lowest} to {highest}")
    granted = {scope for client in scenario["clients"] for scope in client["scopes"]}
    if settings.contact_scope and settings.contact_scope not in granted:
        raise ConfigError(f"no API client has the scope {settings.contact_scope!r} that contact_scope asks for")
