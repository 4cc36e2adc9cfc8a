"""What must be true of a scenario beyond its schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from mock_server.core.errors import ScenarioError
from mock_server.core.world import WorldPlan
from mock_server.vendors.on24.programme.intake import SETTLED_DAYS
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.season import natural_offset

Scenario = Mapping[str, Any]


def check_scenario(plan: WorldPlan) -> None:
    """Raise ScenarioError with the first fault, in one line."""
    for fault in _faults(plan):
        raise ScenarioError(fault)


def account_ids(scenario: Scenario) -> list[int]:
    """Return the ids of the account and its sub-accounts, the account's first."""
    return [scenario["account"]["id"], *(one["id"] for one in scenario["sub_accounts"])]


def _faults(plan: WorldPlan) -> Iterator[str]:
    yield from _account_faults(plan.scenario)
    yield from _size_faults(plan.scenario)
    yield from _pin_faults(plan.scenario)
    yield from _largest_faults(plan)


def _account_faults(scenario: Scenario) -> Iterator[str]:
    accounts = account_ids(scenario)
    if len(set(accounts)) < len(accounts):
        yield "two accounts of the scenario have the same id"
    if sum(one.get("share", 0) for one in scenario["sub_accounts"]) > 100:
        yield "the sub-accounts of the scenario have more than a hundred of a hundred events"
    if _is_repeated(one["key"] for one in scenario["keys"]):
        yield "two keys of the scenario are the same"
    for section in ("keys", "users"):
        strange = {one.get("account_id", accounts[0]) for one in scenario[section]} - set(accounts)
        if strange:
            yield f"the scenario's {section} belong to account {min(strange)}, which it does not have"
    if _is_repeated(tag["id"] for group in scenario["custom_account_tags"] for tag in group["tags"]):
        yield "two custom account tags of the scenario have the same id"


def _size_faults(scenario: Scenario) -> Iterator[str]:
    for form, (lowest, highest) in scenario["events"]["registrants"].items():
        if lowest > highest:
            yield f"the scenario's registrants of a {form} event go from {lowest} to {highest}"


def _pin_faults(scenario: Scenario) -> Iterator[str]:
    pins, events = scenario["pins"], scenario["events"]["count"]
    pinned = [pin["event"] for pin in pins]
    if _is_repeated(pinned):
        yield "the scenario pins an event twice"
    if any(event >= events for event in pinned):
        yield f"the scenario pins event {max(pinned)}, but its events are 0 to {events - 1}"
    if _is_repeated(pin["id"] for pin in pins if "id" in pin):
        yield "the scenario pins an id twice"
    for pin in pins:
        if "form" in pin and not EventForm(pin["form"]).is_live and not pin.get("has_archive", True):
            yield f"the scenario pins event {pin['event']} as {pin['form']}, which is all archive, without an archive"
    yield from _order_faults(scenario)


def _order_faults(scenario: Scenario) -> Iterator[str]:
    pins = sorted(scenario["pins"], key=lambda pin: int(pin["event"]))
    for earlier, later in pairwise(pins):
        if _offset(scenario, earlier) > _offset(scenario, later):
            yield f"the scenario pins event {earlier['event']} to start after event {later['event']}"


def _largest_faults(plan: WorldPlan) -> Iterator[str]:
    pins = [pin for pin in plan.scenario["pins"] if pin.get("is_largest")]
    if len(pins) > 1:
        yield "the scenario has two largest events"
    if plan.scale is not None and not pins:
        yield "the scenario has no largest event, so there is nothing to scale"
    for pin in pins:
        if _offset(plan.scenario, pin) > -SETTLED_DAYS:
            yield f"the scenario's largest event, {pin['event']}, is not over for {SETTLED_DAYS} days at the epoch"


def _offset(scenario: Scenario, pin: Mapping[str, Any]) -> int:
    return int(pin.get("starts_in_days", natural_offset(scenario["events"], pin["event"])))


def _is_repeated(values: Iterable[object]) -> bool:
    known = list(values)
    return len(set(known)) < len(known)
