"""What a period may be: an oracle, written after the vendor's words and not after the code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.conftest import NOON
from tests.contract.recipe import Query
from tests.contract.subjects import CONTRACTS

PACIFIC = ZoneInfo("America/Los_Angeles")
NAMES = ("startdate", "enddate", "dateInterval", "dateIntervalOffset", "dateIntervalTimezone")
_INTERVAL = NAMES[2:]
_FORMS = (
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(T(?P<time>\d\d:\d\d:\d\d)(?P<zone>[+-]\d\d:\d\d)?)?",
    r"(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d{4})",
)
# How far apart the two ends may be, by operation.
_LONGEST: Mapping[str, timedelta] = {
    "listEvents": timedelta(days=180),
    "listLeads": timedelta(days=365),
    "listMedia": timedelta(days=180),
    "listUserQuestions": timedelta(hours=1),
}


def is_wrong_period(operation_id: str, query: Query) -> bool:
    """Tell whether the dates of a query are refused."""
    if any(name in query for name in _INTERVAL):
        return "startdate" in query or "enddate" in query or not is_interval(query)
    ends = {name: moment(query[name], is_end=name == "enddate") for name in NAMES[:2] if name in query}
    if None in ends.values():
        return True
    start, end = ends.get("startdate"), ends.get("enddate")
    if start is not None and end is not None and end < start:
        return True
    longest = _LONGEST.get(operation_id)
    return start is not None and longest is not None and is_over(start, end or NOON, longest)


def is_interval(query: Query) -> bool:
    """Tell whether the three parameters of an interval go together."""
    days, offset = query.get("dateInterval", ""), query.get("dateIntervalOffset", "0")
    zone = query.get("dateIntervalTimezone", PACIFIC.key)
    return is_number(days) and 1 <= int(days) <= 180 and is_number(offset) and zone in zones()


def is_number(text: str) -> bool:
    """Tell whether a text is a number of days that leads to no other age."""
    return text.isascii() and text.isdigit() and len(text) <= 5


def zones() -> list[str]:
    """Return the zones that the contract lists."""
    return list(CONTRACTS["on24"].schema("TimeZone")["enum"])


def is_over(start: datetime, end: datetime, longest: timedelta) -> bool:
    """Tell whether two moments are further apart than allowed: by the calendar, where days are allowed."""
    if longest < timedelta(days=1):
        return end - start > longest
    first, last = (one.astimezone(PACIFIC).date() for one in (start, end))
    return last - first > longest


def moment(text: str, *, is_end: bool = False) -> datetime | None:
    """Return what a text says, None where it says nothing."""
    found = next((match for form in _FORMS if (match := re.fullmatch(form, text, re.ASCII))), None)
    if found is None:
        return None
    said = found.groupdict()
    try:
        day = date(int(said["year"]), int(said["month"]), int(said["day"]))
        clock = time.fromisoformat(said.get("time") or ("23:59:59" if is_end else "00:00:00"))
        return _at(day, clock, said.get("zone"))
    except (ValueError, OverflowError):
        return None


def _at(day: date, clock: time, zone: str | None) -> datetime | None:
    if day.year in (1, 9999):
        return None
    if zone is None:
        there = datetime.combine(day, clock, PACIFIC)
        is_skipped = there.astimezone(UTC).astimezone(PACIFIC).time() != clock
        return None if is_skipped else there.astimezone(UTC)
    if zone != "Z" and (int(zone[4:]) > 59 or int(zone[1:3]) * 60 + int(zone[4:]) > 18 * 60):
        return None
    there = datetime.fromisoformat(f"{day}T{clock}{zone}").astimezone(UTC)
    return None if there.year in (1, 9999) else there
