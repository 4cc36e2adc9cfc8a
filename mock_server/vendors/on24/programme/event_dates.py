"""The moments that follow from an event's announced start and its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from mock_server.vendors.on24.pacific import after, at

_LOBBY_OPENS_BEFORE = timedelta(minutes=15)
_RECORDING_TAKES = timedelta(minutes=30)


@dataclass(frozen=True)
class EventDates:
    """The moments of an event that is announced for `good_after` and lasts `minutes`.

    They are in the zone of `good_after`. Where nothing is live, all are `good_after`.
    """

    good_after: datetime
    minutes: int
    is_live: bool = True

    @cached_property
    def live_start(self) -> datetime:
        """When the lobby opens, a quarter of an hour before the announced start."""
        return after(self.good_after, -_LOBBY_OPENS_BEFORE) if self.is_live else self.good_after

    @cached_property
    def live_end(self) -> datetime:
        """When the live event is over."""
        return after(self.good_after, timedelta(minutes=self.minutes)) if self.is_live else self.good_after

    @cached_property
    def archive_start(self) -> datetime:
        """When the recording is there, half an hour after the end."""
        return after(self.live_end, _RECORDING_TAKES) if self.is_live else self.good_after

    @cached_property
    def archive_end(self) -> datetime:
        """When the recording goes: the same time of day a year later."""
        return year_after(self.archive_start) if self.is_live else self.good_after


def year_after(moment: datetime) -> datetime:
    """Return the same time on the wall a year later; of 29 February, 1 March."""
    try:
        day = moment.date().replace(year=moment.year + 1)
    except ValueError:
        day = date(moment.year + 1, 3, 1)
    assert isinstance(moment.tzinfo, ZoneInfo)
    minute = at(day, moment.hour * 60 + moment.minute, moment.tzinfo)
    return after(minute, timedelta(seconds=moment.second))
