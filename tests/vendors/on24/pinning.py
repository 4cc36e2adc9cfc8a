"""Pinning: records written by the editors, as the owner of a world writes them, and what they refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from mock_server.core.api_errors import InvalidRequest
from tests.vendors.on24.conftest import NOON
from tests.vendors.on24.desk import Desk

ADA, BEN = "ada.marsh@acme.example", "ben.stone@acme.example"
LAST_WEEK = NOON - timedelta(days=7)


def pin(desk: Desk, kind: str, **fields: Any) -> Any:
    """Pin a record in the desk's world."""
    create = _editors(desk)[kind].create
    assert create is not None
    return create(_state(desk), desk.clock, fields)


def change(desk: Desk, kind: str, record_id: object, **fields: Any) -> Any:
    """Change a record in the desk's world."""
    edit = _editors(desk)[kind].change
    assert edit is not None
    return edit(_state(desk), desk.clock, str(record_id), fields)


def refusal(desk: Desk, kind: str, record_id: object = None, **fields: Any) -> dict[str, str]:
    """Return what is told of a record that cannot be so: messages by attribute."""
    with pytest.raises(InvalidRequest) as caught:
        _ = pin(desk, kind, **fields) if record_id is None else change(desk, kind, record_id, **fields)
    return {fault.argument: fault.message for fault in caught.value.errors}


def past_event(desk: Desk, **fields: Any) -> int:
    """Pin an event that took place a week ago, and return its number."""
    event: int = pin(desk, "events", **{"good_after": LAST_WEEK, "event_duration": 60, **fields}).event_id
    return event


def _editors(desk: Desk) -> Mapping[str, Any]:
    return desk.app.runtime.services["on24"].vendor.records


def _state(desk: Desk) -> Any:
    return desk.app.runtime.services["on24"].home.world.state
