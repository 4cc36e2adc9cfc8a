"""Facts of an event that somebody plans, whether through the API or as the owner of a world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.programme.event_plan import EventPlan


def first_facts(desk: Desk, client_id: int) -> dict[str, Any]:
    """Return what an event of an account has from the start."""
    profiles, managers = desk.state.scenario["event_profiles"], desk.state.scenario["event_managers"]
    return {
        "client_id": client_id,
        "created": desk.now,
        "modified": desk.now,
        "opens": desk.now,
        "closes": desk.now,
        "profile": f"{profiles[0]['name']} ({profiles[0]['id']})",
        "created_by": managers[0]["name"],
    }


def is_moved(event: EventPlan, changes: Mapping[str, Any]) -> bool:
    """Tell whether changes put an event to another time."""
    return any(changes.get(name, getattr(event, name)) != getattr(event, name) for name in ("starts", "minutes"))


def moved(desk: Desk, event: EventPlan) -> dict[str, Any]:
    """Return how many register for an event that is put to another date: nobody by computation any more."""
    registered = min(desk.roll(event).crowd.visible, event.planned)
    return {"planned": registered, "before": registered}
