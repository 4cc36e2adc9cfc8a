"""What accounts have in common that are a function of the same seed, epoch, scenario and scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mock_server.contract import Contract
from mock_server.core.world import WorldPlan
from mock_server.fake import People
from mock_server.resources import read_fixture, read_pools
from mock_server.vendors.on24.federation import Federation
from mock_server.vendors.on24.forms.person_forms import PersonForms
from mock_server.vendors.on24.people.crowds import Crowds
from mock_server.vendors.on24.programme.blank_event import blank_event, copy_of
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.mailing import Mailing
from mock_server.vendors.on24.programme.programme import Programme
from mock_server.vendors.on24.programme.scenario import check_scenario
from mock_server.vendors.on24.programme.stock import read_stock
from mock_server.vendors.on24.records.account import AccountTag, ReplacementToken
from mock_server.vendors.on24.reports.event_records import UntouchedRecords
from mock_server.vendors.on24.settings import Settings


@dataclass(frozen=True, slots=True)
class Account:
    """An account, or a sub-account of the one with `parent_id`. `state` is active, inactive or expired."""

    id: int
    name: str
    parent_id: int | None
    state: str


class AccountBase:
    """All that an account has before anything is written. It does not change but for what it remembers, and any number
    of threads may ask; raises an OnmockError, in one line, for a scenario or a setting that cannot be used.
    """

    def __init__(self, plan: WorldPlan, settings: Settings, contract: Contract) -> None:
        check_scenario(plan)
        self.scenario, self.settings, self.contract, self.epoch = plan.scenario, settings, contract, plan.epoch
        self.accounts: Sequence[Account] = list(_accounts(plan.scenario))
        own, people = plan.scenario["account"], People(plan.seed, read_pools())
        self._stock = read_stock()
        self._mailing = Mailing(self._stock.speech["en"], own["name"], own["domain"])
        self.programme = Programme(plan, people)
        self.forms, self.federation = PersonForms(contract), Federation(contract, settings)
        stock = {name: read_fixture(f"on24/{name}.json") for name in ("places", "answers")}
        self.crowds = Crowds(plan.seed, people, stock, self.programme.events)
        self.tags: Mapping[int, AccountTag] = {tag.tag_id: tag for tag in _tags(plan.scenario)}
        self.event_records = UntouchedRecords(self.tags)

    @cached_property
    def tokens(self) -> Sequence[ReplacementToken]:
        """The tokens that texts may hold, read when they are first asked for."""
        return [ReplacementToken(**one) for one in read_fixture("on24/tokens.json")["tokens"]]

    def blank(self, index: int, event_id: int, material_of: int | None) -> EventPlan:
        """Return the plan of an event that somebody creates, with the material of another one, if it is named."""
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
