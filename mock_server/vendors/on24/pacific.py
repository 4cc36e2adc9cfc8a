"""The account's time zone, in which days begin and times without a zone are read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")


def midnight(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time(), PACIFIC)


def start_of_day(moment: datetime) -> datetime:
    """Return the first moment of the day it is on the Pacific coast at a moment."""
    return midnight(day_of(moment))


def last_moment(day: date) -> datetime:
    """Return the last moment of a day."""
    return datetime.combine(day, time.max, PACIFIC)


def day_of(moment: datetime) -> date:
    """Return the day it is on the Pacific coast at a moment."""
    return moment.astimezone(PACIFIC).date()


def after(moment: datetime, delta: timedelta) -> datetime:
    """Return the moment that comes so much later, in its own zone, also where the clocks change in between."""
    return (moment.astimezone(UTC) + delta).astimezone(moment.tzinfo)


def at(day: date, minutes: int, zone: ZoneInfo = PACIFIC) -> datetime:
    """Return a moment of a day, in minutes on the clock on the wall.

    A time that the clocks skip is the hour after; every moment returned exists.
    """
    wall = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
    return wall.astimezone(UTC).astimezone(zone)
