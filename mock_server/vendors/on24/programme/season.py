"""When events are held: their days, and when they were set up."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.core.world import WorldPlan
from mock_server.fake import Stream
from mock_server.vendors.on24.pacific import at

# Nothing starts this close to the epoch unless it is pinned there, so that no event of the first days begins or ends
# under a test.
_QUIET_DAYS = 4
# Nobody gives a webinar between Christmas and Epiphany, or on Independence Day.
_HOLIDAYS = frozenset({(12, day) for day in range(22, 32)} | {(1, day) for day in range(1, 7)} | {(7, 4)})


def natural_offset(events: Mapping[str, Any], index: int) -> int:
    """Return how many days from the epoch an event lies, before weekends and the like are taken into account.

    `events` is a scenario's; its events are spread evenly over its days, none close to the epoch.
    """
    span = events["past_days"] + events["coming_days"]
    offset = int(span * (2 * index + 1) // (2 * events["count"]) - events["past_days"])
    return max(offset, _QUIET_DAYS) if offset > 0 else min(offset, -_QUIET_DAYS)


class Season:
    """The calendar of an account's events."""

    def __init__(self, plan: WorldPlan) -> None:
        self._plan, self._events = plan, plan.scenario["events"]

    def days(self) -> list[date]:
        """Return the days of all events, in their order. Pinned days hold, and the others make way."""
        days = sorted(self._natural_day(index) for index in range(self._events["count"]))
        pinned = {pin["event"]: pin["starts_in_days"] for pin in self._plan.scenario["pins"] if "starts_in_days" in pin}
        for index, offset in pinned.items():
            days[index] = self._plan.epoch + timedelta(days=offset)
        for index in pinned:
            self._make_way(days, index, pinned.keys())
        return days

    def _natural_day(self, index: int) -> date:
        offset = natural_offset(self._events, index)
        direction = 1 if offset > 0 else -1
        return _workday(self._plan.epoch + timedelta(days=offset), direction)

    def _make_way(self, days: list[date], pin: int, pinned: Container[int]) -> None:
        """Move the events that would come on the wrong side of a pinned one."""
        for direction in (-1, 1):
            place = pin + direction
            limit = self._beside(days[pin], direction)
            if 0 <= place < len(days) and (days[place] - days[pin]).days * direction > 0:
                continue
            while 0 <= place < len(days) and place not in pinned and (days[place] - limit).days * direction < 0:
                days[place] = limit
                place += direction

    def _beside(self, day: date, direction: int) -> date:
        """Return the next day in a direction on which an event may be without having been pinned."""
        beside = _workday(day + timedelta(days=direction), direction)
        if abs((beside - self._plan.epoch).days) >= _QUIET_DAYS:
            return beside
        return _workday(self._plan.epoch + timedelta(days=direction * _QUIET_DAYS), direction)

    def opening(self, starts: datetime, draw: Stream) -> tuple[datetime, datetime]:
        """Return when an event was set up and when its registration opened: weeks before its start and the epoch."""
        latest = self._plan.epoch - timedelta(days=draw.between(8, 40))
        opened = _workday(min(starts.date() - timedelta(days=draw.between(22, 56)), latest), -1)
        created = _workday(opened - timedelta(days=draw.between(1, 3)), -1)
        first, second = draw.between(9 * 60, 17 * 60), draw.between(9 * 60, 17 * 60)
        return at(created, first, _zone(starts)), at(opened, second, _zone(starts))


def _workday(day: date, direction: int) -> date:
    """Return the day, or else the next one in a direction, on which events are held."""
    while (is_holiday := (day.month, day.day) in _HOLIDAYS) or day.weekday() >= 5:
        # Out of the holidays by more than a week, so that not everything comes to lie on the last day before them.
        day += timedelta(days=direction * (8 if is_holiday else 1))
    return day


def _zone(moment: datetime) -> ZoneInfo:
    assert isinstance(moment.tzinfo, ZoneInfo)
    return moment.tzinfo
