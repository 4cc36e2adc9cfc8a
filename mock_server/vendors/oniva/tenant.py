"""The state of an Oniva world: a tenant, as it is on the clock's day."""

from __future__ import annotations

import threading
from collections import OrderedDict
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
from mock_server.vendors.oniva.program import EventPlan, Programme
from mock_server.vendors.oniva.scenario import check_scenario
from mock_server.vendors.oniva.settings import Settings
from mock_server.vendors.oniva.sheets import Sheets
from mock_server.vendors.oniva.today import Books, Today
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
    """A tenant over time. Its data move on at midnight, in the tenant's zone, and stand still in between."""

    def __init__(
        self, base: TenantBase, plan: WorldPlan, overlay: Overlay, settings: Settings, contract: Contract
    ) -> None:
        self.settings, self.tenant = settings, base.tenant
        clients = plan.scenario["clients"] if plan.credentials is None else plan.credentials
        self.clients = [Client(c["id"], c["name"], c["secret"], tuple(c["scopes"])) for c in clients]
        self._base = base

    def today(self, clock: Clock) -> Today:
        """Return the tenant's data as of the clock's day."""
        return self._base.today(clock.now().astimezone(ZURICH).date())
