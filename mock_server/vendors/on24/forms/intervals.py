"""Which stretch of time a client asks for: by dates, or by so many whole days up to some days ago."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.core.api_errors import InvalidRequest
from mock_server.vendors.on24.forms.dates import Period, PeriodRules, dated_period, through_second
from mock_server.vendors.on24.pacific import PACIFIC

INTERVAL_REQUIRED = "dateInterval is required when passing dateInterfalOffset or dateIntervalTimezone."
BAD_TIMEZONE = "Invalid dateIntervalTimezone."
BAD_INTERVAL = "dateInterval range must be between 1 and 180 inclusive."
BAD_OFFSET = "dateIntervalOffset must be a number."
BOTH_FILTERS = "Start/End date filters cannot be sent with Interval filters."

_LONGEST = 180
# Five digits are 270 years: no offset leads off the calendar.
_NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)
_LAST_SECOND = time(23, 59, 59)


def asked_period(arguments: Mapping[str, Any], now: datetime, rules: PeriodRules) -> Period:
    """Return the period that the raw texts of the date arguments ask for; raise InvalidRequest for bad ones.

    They are `start_date`, `end_date`, `date_interval`, `date_interval_offset` and `date_interval_timezone`; one that
    was not sent is missing, or None. An empty text was sent.
    """
    start, end = arguments.get("start_date"), arguments.get("end_date")
    interval, offset, zone = (arguments.get(f"date_interval{part}") for part in ("", "_offset", "_timezone"))
    if interval is None and offset is None and zone is None:
        return dated_period(start, end, now, rules)
    period = rolling_period(interval, offset, zone, now)
    if start is not None or end is not None:
        raise InvalidRequest.of("date_interval", message=BOTH_FILTERS)
    return period


def rolling_period(interval: str | None, offset: str | None, zone: str | None, now: datetime) -> Period:
    """Return `interval` whole days in a zone, the last of which is `offset` days ago: today where that is 0.

    What is wrong is told in the order of the vendor's page.
    """
    if interval is None:
        raise InvalidRequest.of("date_interval", message=INTERVAL_REQUIRED)
    place = PACIFIC if zone is None else zone_named(zone)
    if place is None:
        raise InvalidRequest.of("date_interval_timezone", message=BAD_TIMEZONE)
    if not _NUMBER.fullmatch(interval) or not 1 <= int(interval) <= _LONGEST:
        raise InvalidRequest.of("date_interval", message=BAD_INTERVAL)
    if offset is not None and not _NUMBER.fullmatch(offset):
        raise InvalidRequest.of("date_interval_offset", message=BAD_OFFSET)
    return _days(int(interval), int(offset or 0), place, now)


def zone_named(name: str) -> ZoneInfo | None:
    """Return the time zone of a name, or None; the same on every machine."""
    return ZoneInfo(name) if name in _zone_names() else None


@lru_cache(1)
def _zone_names() -> frozenset[str]:
    # Not zoneinfo.available_timezones(): it lists what the machine has, and reads a thousand files for it.
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split())


def _days(count: int, offset: int, zone: ZoneInfo, now: datetime) -> Period:
    last = now.astimezone(zone).date() - timedelta(days=offset)
    first = last - timedelta(days=count - 1)
    start, end = datetime.combine(first, time(), zone), datetime.combine(last, _LAST_SECOND, zone)
    return Period(start.astimezone(UTC), through_second(end.astimezone(UTC)))
