"""The tenant's time zone, in which days begin and events start."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZURICH = ZoneInfo("Europe/Zurich")


def midnight(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time(), ZURICH)


def last_moment(day: date) -> datetime:
    """Return the last moment of a day."""
    return datetime.combine(day, time.max, ZURICH)


def after(moment: datetime, delta: timedelta) -> datetime:
    """Return the moment that comes so much later, also where the clocks change in between."""
    return (moment.astimezone(UTC) + delta).astimezone(ZURICH)


def at(day: date, minutes: int) -> datetime:
    """Return a moment of a day, in minutes on the clock on the wall."""
    return midnight(day) + timedelta(minutes=minutes)
