"""The state of an ON24 world: an account with its sub-accounts, its events and their people."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mock_server.contract import Contract
from mock_server.core.clock import Clock
from mock_server.core.overlay import Overlay
from mock_server.core.world import WorldPlan
from mock_server.saml import SeenAssertions
from mock_server.vendors.on24.account_base import AccountBase
from mock_server.vendors.on24.forms.relay_state import event_named_by
from mock_server.vendors.on24.keys import Pair
from mock_server.vendors.on24.pacific import start_of_day
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.rolls import Rolls
from mock_server.vendors.on24.people.written_people import WrittenPeople
from mock_server.vendors.on24.programme.event_book import EventBook
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import Material
from mock_server.vendors.on24.programme.written_material import WrittenMaterial
from mock_server.vendors.on24.programme.written_media import WrittenMedia
from mock_server.vendors.on24.records.account import ReplacementToken
from mock_server.vendors.on24.records.events import EventRecord
from mock_server.vendors.on24.reports.event_records import EventRecords
from mock_server.vendors.on24.settings import Settings


class AccountState:
    """All that an account has. Whoever reads or writes holds `lock`: a handler sees one state from start to end.

    What is not written is the base's, which other accounts share.
    """

    def __init__(
        self, base: AccountBase, plan: WorldPlan, overlay: Overlay, settings: Settings, contract: Contract
    ) -> None:
        self._base, self.overlay, self.lock = base, overlay, threading.RLock()
        self.scenario, self.settings, self.contract, self.epoch = plan.scenario, settings, contract, plan.epoch
        self.accounts, self.programme, self.forms, self.tags = base.accounts, base.programme, base.forms, base.tags
        self.pairs = [_pair(one, self.accounts[0].id) for one in plan.credentials or plan.scenario["keys"]]
        self.federation, self.seen_assertions = base.federation, SeenAssertions(overlay)
        self.book = EventBook(self.programme.events, overlay, base.blank, self.programme.numbering.event_id)
        self.written = WrittenPeople(overlay)
        self.offers, self.media = WrittenMaterial(overlay), WrittenMedia(overlay)
        self._rolls = Rolls(base.crowds, self.written)
        self._event_records = EventRecords(base.event_records, self.offers, self.tags)

    @property
    def tokens(self) -> Sequence[ReplacementToken]:
        """The tokens that texts may hold."""
        return self._base.tokens

    def roll(self, event: EventPlan, clock: Clock) -> Roll:
        """Return the people of an event as of now."""
        return self._rolls.of(event, start_of_day(clock.now()))

    def material(self, event: EventPlan) -> Material:
        """Return what an event offers now."""
        return self.offers.material(event)

    def event_record(self, clock: Clock) -> Callable[[EventPlan], EventRecord]:
        """Return what makes records of events as of now."""
        return lambda event: self._event_records.of(self.roll(event, clock))

    def create_event(self, changes: Mapping[str, Any], source: EventPlan | None) -> EventPlan:
        """Write a new event down, together with what was written about the one that it is a copy of."""
        if source is None:
            return self.book.create(changes, None, lambda _: ())
        event = self.book.create(changes, source, lambda event_id: self.offers.copied(source, event_id))
        self.offers.take_copy(source, event)
        return event

    def knows_event(self, arguments: Mapping[str, Any]) -> bool:
        """Tell whether a page that was opened with these arguments is about an event of this account."""
        return self.book.find(event_named_by(arguments)) is not None

    def open_event(self, clock: Clock) -> EventPlan | None:
        """Return an event to begin with: the next one of the account that takes registrations."""
        own, now = self.events_of({self.accounts[0].id}), clock.now()
        coming = [event for event in own if event.starts > now and event.is_active and event.takes_registrations]
        pinned = {pin["id"] for pin in self.scenario["pins"] if "id" in pin}
        return min(coming, key=lambda event: (event.id not in pinned, event.starts), default=None)

    def family(self, account_id: int) -> set[int]:
        """Return the account and those below it."""
        return {one.id for one in self.accounts if account_id in (one.id, one.parent_id)}

    def events_of(self, accounts: set[int]) -> list[EventPlan]:
        """Return the events of some accounts, by their start."""
        events = [event for event in self.book if event.client_id in accounts]
        return sorted(events, key=lambda event: (event.starts, event.id))


def _pair(kept: Mapping[str, Any], account: int) -> Pair:
    operations: Sequence[str] | None = kept.get("operations")
    return Pair(
        name=kept["name"],
        key=kept["key"],
        secret=kept["secret"],
        client_id=kept.get("account_id", account),
        is_active=kept.get("is_active", True),
        operations=None if operations is None else frozenset(operations),
    )
