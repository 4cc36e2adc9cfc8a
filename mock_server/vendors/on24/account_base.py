"""What ON24 worlds with the same plan share: everything that is computed, and the lock under which it is looked at."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from mock_server.contract import Contract
from mock_server.core.world import WorldPlan
from mock_server.fake import People
from mock_server.resources import read_fixture, read_pools
from mock_server.vendors.on24.forms.person_forms import PersonForms
from mock_server.vendors.on24.people.computed_rolls import ComputedRolls
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.programme.blank_event import blank_event, copy_of
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.mailing import Mailing
from mock_server.vendors.on24.programme.programme import Programme
from mock_server.vendors.on24.programme.scenario import check_scenario
from mock_server.vendors.on24.programme.stock import read_stock
from mock_server.vendors.on24.records.account import AccountTag, ReplacementToken
from mock_server.vendors.on24.records.events import EventRecord
from mock_server.vendors.on24.reports.attendance import Attendances
from mock_server.vendors.on24.reports.cards import Cards
from mock_server.vendors.on24.settings import Settings


class AccountBase:
    """The computed part of an account. It changes in what it remembers alone, and only for who holds its `lock`: the
    accounts that share it take turns.
    """

    def __init__(self, plan: WorldPlan, settings: Settings, contract: Contract) -> None:
        check_scenario(plan)
        self.plan, self.lock = plan, threading.RLock()
        own, people = plan.scenario["account"], People(plan.seed, read_pools())
        self._stock = read_stock()
        self._mailing = Mailing(self._stock.speech["en"], own["name"], own["domain"])
        self.programme = Programme(plan, people)
        self.forms = PersonForms(contract)
        self.attendances, self.cards = Attendances(), Cards()
        stock = {name: read_fixture(f"on24/{name}.json") for name in ("places", "answers")}
        self.rolls = ComputedRolls(plan.seed, people, stock, frozenset(map(id, self.programme.events)))
        self._records: WeakKeyDictionary[Roll, EventRecord] = WeakKeyDictionary()
        self.tags: Mapping[int, AccountTag] = {tag.tag_id: tag for tag in _tags(plan.scenario)}

    @cached_property
    def tokens(self) -> Sequence[ReplacementToken]:
        """The tokens that texts may hold, read when they are first asked for."""
        return [ReplacementToken(**one) for one in read_fixture("on24/tokens.json")["tokens"]]

    def event_record(self, roll: Roll, make: Callable[[], EventRecord]) -> EventRecord:
        """Return the record of an event that nothing was written about, made once for its roll."""
        record = self._records.get(roll)
        if record is None:
            record = self._records[roll] = make()
        return record

    def blank(self, index: int, event_id: int, material_of: int | None) -> EventPlan:
        """Return the plan of an event that somebody creates."""
        blank = blank_event(self.programme.numbering, index, event_id, self._stock, self._mailing)
        return blank if material_of is None else copy_of(blank, self.programme.events[material_of])


def _tags(scenario: Mapping[str, Any]) -> Iterator[AccountTag]:
    for group in scenario["custom_account_tags"]:
        for tag in group["tags"]:
            yield AccountTag(group["id"], group["name"], tag["id"], tag["name"])
