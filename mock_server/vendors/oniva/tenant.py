"""The state of an Oniva world: a tenant, as it is on the clock's day."""

from __future__ import annotations

import threading
from datetime import date, datetime
from typing import Any

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
from mock_server.vendors.oniva.program import EventPlan, Programme
from mock_server.vendors.oniva.scenario import check_scenario
from mock_server.vendors.oniva.settings import Settings
from mock_server.vendors.oniva.sheets import Sheets
from mock_server.vendors.oniva.today import Books, Today
from mock_server.vendors.oniva.zone import ZURICH, midnight


def new_base(plan: WorldPlan, settings: Settings, contract: Contract) -> Any:
    """Return what tenants with the same plan share."""


class TenantState:
    """A tenant over time. Its data move on at midnight, in the tenant's zone, and stand still in between."""

    def __init__(self, base: Any, plan: WorldPlan, overlay: Overlay, settings: Settings, contract: Contract) -> None:
        scenario = plan.scenario
        self.settings = settings
        check_scenario(plan, settings)
        clients = scenario["clients"] if plan.credentials is None else plan.credentials
        self.clients = [Client(c["id"], c["name"], c["secret"], tuple(c["scopes"])) for c in clients]
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
                today = self._today if self._today is not None and self._today.day == day else self._new_day(day)
                self._today = today
        return today

    def _books(self, plan: EventPlan, as_of: datetime) -> Books:
        seed, ids = self._plan.seed, self._ids
        ledger = Ledger(plan, self._sheets[plan.kind], seed, self._plan.epoch, as_of)
        contacts = Contacts(plan, seed, ids, self._people, self._stock)
        return Books(plan, ledger, Bookings(plan, ledger, contacts, seed, ids, as_of))

    def _new_day(self, day: date) -> Today:
        books = [self._books(plan, midnight(day)) for plan in self._programme.events]
        return Today(day, books, self._ids, self._plan.scenario["tenant"]["site"])
