"""A world of a dozen events, small enough to be looked through as a whole again and again."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mock_server.resources import read_fixture
from tests.vendors.on24.audit import walk, walk_event
from tests.vendors.on24.desk import EVENT, Desk
from tests.vendors.on24.ledger import Happening, Ledger, person_of

EVENTS, HIDDEN = 12, 2222222
ALL_EVENTS = {"startdate": "2025-12-12", "enddate": "2026-06-01", "includesubaccounts": "Y"}
_PINS = [
    {"event": 2, "id": HIDDEN, "is_hidden": True, "form": "live", "registrants": 5},
    {"event": 3, "form": "on-demand"},
    {"event": 4, "form": "live", "registrants": 0},
    {"event": 5, "form": "hub"},
    {"event": 6, "form": "live", "registrants": 1},
    {"event": 9, "form": "live", "registrants": 30, "starts_in_days": 10, "id": EVENT},
]


def write_scenario(folder: Path) -> Path:
    """Write the default scenario down, made small."""
    scenario: dict[str, Any] = read_fixture("on24/scenarios/default.json")
    few = {form: [2, 6] for form in scenario["events"]["registrants"]}
    scenario["events"] |= {"count": EVENTS, "past_days": 60, "coming_days": 40, "registrants": few}
    scenario["pins"] = _PINS
    path = folder / "small.json"
    path.write_text(json.dumps(scenario), encoding="utf-8")
    return path


@cache
def first_entries() -> Ledger:
    """Read everything once, as it is before anything is written; whoever writes takes a copy."""
    with TemporaryDirectory() as folder:
        desk = Desk.open(scenario=str(write_scenario(Path(folder))))
    ledger = _read(desk)
    desk.close()
    return ledger


def _read(desk: Desk) -> Ledger:
    ledger = Ledger()
    listed = {row["eventid"] for row in walk(desk, "/event", "events", 5, **ALL_EVENTS)}
    for number in sorted({*listed, HIDDEN}):
        shown = desk.json(f"/event/{number}")
        starts, live = (datetime.fromisoformat(shown[name]) for name in ("goodafter", "livestart"))
        came = {row["eventuserid"] for row in desk.json(f"/event/{number}/attendee")["attendees"]}
        title, is_hidden = shown["description"], number not in listed
        ledger.events[number] = Happening(number, title, starts, live, is_hidden, came=came)
        for row in walk_event(desk, number, 4):
            ledger.write(person_of(row))
    assert len(ledger.events) == EVENTS
    return ledger
