"""Moments: dates and times in rows, for comparing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mock_server.drift.exchange import NotObserved


def comparable(value: Any) -> float:
    """Return a number that is in the order of a value, a date-time with its zone or a number; raise NotObserved."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return moment(value).timestamp()


def moment(value: Any) -> datetime:
    """Return the moment of a text; raise NotObserved where it is none, or has no zone."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise NotObserved("values are not the dates of the contract") from None
    if found.tzinfo is None:
        raise NotObserved("dates have no zone")
    return found
