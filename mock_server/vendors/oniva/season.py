"""When events are: their days, their hours, when they were announced, and whether they were called off."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mock_server.core.world import WorldPlan
from mock_server.fake import Stream
from mock_server.vendors.oniva.zone import at

# Nothing starts this close to the epoch, so that no event of the first days changes its status under a test.
_QUIET_DAYS = 4
# No one comes between Christmas and Epiphany, or on the national day.
_HOLIDAYS = frozenset({(12, day) for day in range(22, 32)} | {(1, day) for day in range(1, 7)} | {(8, 1)})


class Season:
    """The calendar of a tenant's events, by their place in time. `rotation` shifts the regular patterns by seed."""

    def __init__(self, plan: WorldPlan, rotation: int) -> None:
        self._plan, self._rotation = plan, rotation

    def day(self, index: int, draw: Stream) -> date:
        """Spread the events evenly over the scenario's months, mostly on weekdays, none around the epoch."""
        events = self._plan.scenario["events"]
        span = events["past_days"] + events["coming_days"]
        offset = span * (2 * index + 1) // (2 * events["count"]) - events["past_days"]
        direction = 1 if offset > 0 else -1
        offset = direction * max(abs(offset), _QUIET_DAYS)
        day = self._plan.epoch + timedelta(days=offset)
        if day.weekday() >= 5 and draw.chance(85):
            day += timedelta(days=2 * direction)
        while (day.month, day.day) in _HOLIDAYS:
            day += timedelta(days=7 * direction)
        return day

    def opening(self, starts: datetime, planned: int, draw: Stream) -> tuple[datetime, date]:
        """Return when the event was created, and the day its booking opened: always well before the epoch."""
        lead = 250 if planned > 500 else draw.between(60, 200)
        latest = self._plan.epoch - timedelta(days=draw.between(10, 45))
        day = min(starts.date() - timedelta(days=lead), latest)
        return at(day, draw.between(8 * 60, 17 * 60)), day + timedelta(days=draw.between(1, 3))

    def is_draft(self, index: int, starts: datetime) -> bool:
        """Tell whether an event is still being written: one in five of those to come."""
        return starts.date() > self._plan.epoch and (index + self._rotation) % 5 == 0

    def cancelled(self, index: int, starts: datetime, opens: date, draw: Stream) -> datetime | None:
        """Return when an event was called off, some days before it and before the epoch; None for ten in eleven."""
        if (index + self._rotation) % 11 != 3:
            return None
        latest = min(starts.date() - timedelta(days=2), self._plan.epoch - timedelta(days=2))
        day = opens + timedelta(days=draw.between(1, max(1, (latest - opens).days)))
        return at(min(day, latest), draw.between(9 * 60, 17 * 60))


def hours(day: date, form: str, draw: Stream) -> tuple[datetime, datetime]:
    """Return when an event that begins on a day starts and ends."""
    if form == "conference":
        last = day + timedelta(days=draw.pick((0, 0, 0, 0, 0, 1, 1, 2)))
        return at(day, draw.pick((510, 540, 555))), at(last, draw.pick((990, 1020, 1050)))
    first, length = {
        "workshop": (draw.pick((540, 810)), 210),
        "webinar": (draw.pick((720, 960, 990)), 75),
        "reception": (draw.pick((1050, 1080)), 180),
    }[form]
    return at(day, first), at(day, first + length)
