"""Office hours: the time in which people register."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_OPENS = 8 * 3600
_DAY = 10 * 3600
_WEEK = 5
_LEAST = 3600


class OfficeHours:
    """The office hours of a zone from `start` up to, but without, `end`, counted in `seconds`; moments are in UTC.

    Between moments that have less than an hour of them, every second counts.
    """

    def __init__(self, zone: ZoneInfo, start: datetime, end: datetime) -> None:
        self._zone, self._start = zone, start.astimezone(UTC)
        local = start.astimezone(zone).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
        self._monday = local - timedelta(days=local.weekday())
        self._first = self._worked(start)
        worked = self._worked(end) - self._first
        self._is_plain = worked < _LEAST
        self.seconds = max(1, int((end - self._start).total_seconds())) if self._is_plain else worked

    def at(self, second: int) -> datetime:
        """Return the moment of a second, from 0."""
        if self._is_plain:
            return self._start + timedelta(seconds=second)
        days, rest = divmod(self._first + second, _DAY)
        weeks, weekday = divmod(days, _WEEK)
        wall = self._monday + timedelta(weeks=weeks, days=weekday, seconds=_OPENS + rest)
        return wall.replace(tzinfo=self._zone).astimezone(UTC)

    def _worked(self, moment: datetime) -> int:
        """Count the office hours since the week began, in seconds."""
        wall = moment.astimezone(self._zone).replace(tzinfo=None)
        weeks, weekday = divmod((wall - self._monday).days, 7)
        second = wall.hour * 3600 + wall.minute * 60 + wall.second
        today = min(max(second - _OPENS, 0), _DAY) if weekday < _WEEK else 0
        return (weeks * _WEEK + min(weekday, _WEEK)) * _DAY + today
