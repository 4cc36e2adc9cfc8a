"""What must be true of a scenario beyond its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.core.errors import ConfigError, ScenarioError
from mock_server.core.world import WorldPlan
from mock_server.vendors.oniva.settings import Settings


def check_scenario(plan: WorldPlan, settings: Settings) -> None:
    """Raise ScenarioError with the first fault, or ConfigError where the settings do not fit."""
    for fault in _faults(plan):
        raise ScenarioError(fault)
    granted = {scope for client in plan.scenario["clients"] for scope in client["scopes"]}
    if settings.contact_scope and settings.contact_scope not in granted:
        raise ConfigError(f"no API client has the scope {settings.contact_scope!r} that contact_scope asks for")


def _faults(plan: WorldPlan) -> Iterator[str]:
    scenario = plan.scenario
    keys = [workspace["key"] for workspace in scenario["workspaces"]]
    if len(set(keys)) < len(keys):
        yield "two workspaces of the scenario have the same key"
    for form, (lowest, highest) in scenario["events"]["bookings"].items():
        if lowest > highest:
            yield f"the scenario's bookings of a {form} go from {lowest} to {highest}"
    pinned, events = [pin["event"] for pin in scenario["pins"]], scenario["events"]["count"]
    if len(set(pinned)) < len(pinned):
        yield "the scenario pins an event twice"
    if any(event >= events for event in pinned):
        yield f"the scenario pins event {max(pinned)}, but its events are 0 to {events - 1}"
    largest = sum(bool(pin.get("is_largest")) for pin in scenario["pins"])
    if largest > 1:
        yield "the scenario has two largest events"
    if plan.scale is not None and not largest:
        yield "the scenario has no largest event, so there is nothing to scale"
