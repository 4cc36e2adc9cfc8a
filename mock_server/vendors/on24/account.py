"""The state of an ON24 world: an account with its sub-accounts, its events and their people."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mock_server.contract import Contract
from mock_server.core.clock import Clock
from mock_server.core.overlay import Overlay
from mock_server.core.world import WorldPlan
from mock_server.fake import People
from mock_server.resources import read_fixture, read_pools
from mock_server.vendors.on24.federation import Federation
from mock_server.vendors.on24.forms.person_forms import PersonForms
from mock_server.vendors.on24.forms.relay_state import event_named_by
from mock_server.vendors.on24.keys import Pair
from mock_server.vendors.on24.pacific import start_of_day
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.rolls import Rolls
from mock_server.vendors.on24.people.written_people import WrittenPeople
from mock_server.vendors.on24.programme.blank_event import blank_event, copy_of
from mock_server.vendors.on24.programme.event_book import EventBook
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.mailing import Mailing
from mock_server.vendors.on24.programme.materials import Material
from mock_server.vendors.on24.programme.programme import Programme
from mock_server.vendors.on24.programme.scenario import check_scenario
from mock_server.vendors.on24.programme.stock import read_stock
from mock_server.vendors.on24.programme.written_material import Note, WrittenMaterial
from mock_server.vendors.on24.programme.written_media import WrittenMedia
from mock_server.vendors.on24.records.account import AccountTag, ReplacementToken
from mock_server.vendors.on24.records.events import EventRecord
from mock_server.vendors.on24.reports.attendance import Attendances
from mock_server.vendors.on24.reports.cards import Cards
from mock_server.vendors.on24.reports.event_factory import new_event_record
from mock_server.vendors.on24.reports.freshness import Freshness
from mock_server.vendors.on24.settings import Settings


@dataclass(frozen=True, slots=True)
class Account:
    """An account, or a sub-account of the one with `parent_id`. `state` is active, inactive or expired."""

    id: int
    name: str
    parent_id: int | None
    state: str


def new_base(plan: WorldPlan, settings: Settings, contract: Contract) -> Any:
    """Return what accounts with the same plan share."""


class AccountState:
    """All that an account has. Whoever reads or writes holds `lock`: a handler sees one state from start to end."""

    def __init__(self, base: Any, plan: WorldPlan, overlay: Overlay, settings: Settings, contract: Contract) -> None:
        check_scenario(plan)
        self.scenario, self.settings, self.contract, self.overlay = plan.scenario, settings, contract, overlay
        self.epoch, self.lock = plan.epoch, threading.RLock()
        self.accounts = list(_accounts(plan.scenario))
        self.pairs = [_pair(one, self.accounts[0].id) for one in plan.credentials or plan.scenario["keys"]]
        own, people = plan.scenario["account"], People(plan.seed, read_pools())
        self._stock = read_stock()
        self._mailing = Mailing(self._stock.speech["en"], own["name"], own["domain"])
        self.programme = Programme(plan, people)
        self.book = EventBook(self.programme.events, overlay, self._blank, self.programme.numbering.event_id)
        self.written = WrittenPeople(overlay)
        self.forms, self.federation = PersonForms(contract), Federation(contract, settings, overlay)
        self.attendances, self.cards = Attendances(), Cards()
        self.offers, self.media = WrittenMaterial(overlay), WrittenMedia(overlay)
        stock = {name: read_fixture(f"on24/{name}.json") for name in ("places", "answers")}
        self._rolls = Rolls(plan.seed, people, stock, self.written)
        self._freshness = Freshness(self.written)
        self._event_records: dict[int, tuple[tuple[Roll, Note], EventRecord]] = {}
        self.tags = {tag.tag_id: tag for tag in _tags(plan.scenario)}

    def roll(self, event: EventPlan, clock: Clock) -> Roll:
        """Return the people of an event as of now."""
        return self._rolls.of(event, start_of_day(clock.now()))

    def material(self, event: EventPlan) -> Material:
        """Return what an event offers now."""
        return self.offers.material(event)

    def event_record(self, clock: Clock) -> Callable[[EventPlan], EventRecord]:
        """Return what makes records of events as of now; one that has not changed is the same again."""

        def make(event: EventPlan) -> EventRecord:
            made_of = self.roll(event, clock), self.offers.note(event)
            known = self._event_records.get(event.id)
            if known is None or known[0] != made_of:
                updated = self._freshness.last_updated(made_of[0])
                record = new_event_record(event, made_of[0], self.material(event), self.tags, updated)
                known = self._event_records[event.id] = made_of, record
            return known[1]

        return make

    @cached_property
    def tokens(self) -> Sequence[ReplacementToken]:
        """The tokens that texts may hold, read when they are first asked for."""
        return [ReplacementToken(**one) for one in read_fixture("on24/tokens.json")["tokens"]]

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
        coming = [event for event in self.events_of({self.accounts[0].id}) if event.starts > clock.now()]
        pinned = {pin["id"] for pin in self.scenario["pins"] if "id" in pin}
        return min(coming, key=lambda event: (event.id not in pinned, event.starts), default=None)

    def family(self, account_id: int) -> set[int]:
        """Return the account and those below it."""
        return {one.id for one in self.accounts if account_id in (one.id, one.parent_id)}

    def events_of(self, accounts: set[int]) -> list[EventPlan]:
        """Return the events of some accounts, by their start."""
        events = [event for event in self.book if event.client_id in accounts]
        return sorted(events, key=lambda event: (event.starts, event.id))

    def _blank(self, index: int, event_id: int, material_of: int | None) -> EventPlan:
        blank = blank_event(self.programme.numbering, index, event_id, self._stock, self._mailing)
        return blank if material_of is None else copy_of(blank, self.programme.events[material_of])


def _accounts(scenario: Mapping[str, Any]) -> Iterator[Account]:
    own = scenario["account"]
    yield Account(own["id"], own["name"], None, own.get("state", "active"))
    for sub in scenario["sub_accounts"]:
        yield Account(sub["id"], sub["name"], own["id"], sub.get("state", "active"))


def _tags(scenario: Mapping[str, Any]) -> Iterator[AccountTag]:
    for group in scenario["custom_account_tags"]:
        for tag in group["tags"]:
            yield AccountTag(group["id"], group["name"], tag["id"], tag["name"])


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
