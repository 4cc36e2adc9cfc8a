"""What a client may ask for when it plans an event: its start and tags.

The moments that follow from start and length are `EventDates` (season.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from mock_server.vendors.on24.forms.dates import offset_zone, on_wall
from mock_server.vendors.on24.pacific import PACIFIC

_FORBIDDEN_IN_TAGS = frozenset("£$!%&*()}{@#~?><',\"\\|=_+¬")
_MOST_TAGS = 10
_MOST_ACCOUNT_TAGS = 3
_YEARS = range(1970, 9998)

_AMERICAN = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}) (?P<hour>\d{1,2}):(?P<minute>\d\d) (?P<half>[AP]M)",
    re.ASCII | re.IGNORECASE,
)
_ISO = re.compile(r"(?P<wall>\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d(:\d\d)?)(?P<zone>[+-]\d\d:\d\d)?", re.ASCII)
# What Date.toString() of ECMAScript gives; the name of the zone, in brackets, is for people, and in any language.
_SCRIPT = re.compile(
    r"(?P<weekday>[A-Z][a-z]{2}) (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d) (?P<year>\d{4}) "
    r"(?P<time>([01]\d|2[0-3]):\d\d:\d\d) GMT(?P<hours>[+-]\d\d)(?P<minutes>\d\d)( \([^()]{1,80}\))?",
    re.ASCII,
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def parse_start(text: str, zone: ZoneInfo) -> datetime:
    """Return the start that a text names, in the event's zone; raise ValueError where it names none.

    `MM/DD/YYYY hh:mm a` is a time in the event's zone, ISO 8601 without an offset one on the Pacific coast. A time that
    the clocks skip is refused, of one that comes twice the first is meant.
    """
    for pattern, read in _FORMATS:
        match = pattern.fullmatch(text)
        if match is not None:
            return _in_zone(read(match, zone), zone)
    raise ValueError(f"{text!r} is no start")


def is_year(year: int) -> bool:
    """Tell whether an event can be in a year."""
    return year in _YEARS


def are_tags(tags: Sequence[str]) -> bool:
    """Tell whether an event can have these tags."""
    return len(tags) <= _MOST_TAGS and all(tag.strip() and _FORBIDDEN_IN_TAGS.isdisjoint(tag) for tag in tags)


def are_account_tags(tags: Sequence[str], known: Collection[int]) -> bool:
    """Tell whether an event can have these tags of its account, sent as the numbers that the account knows."""
    numbers = {str(number) for number in known}
    return len(tags) <= _MOST_ACCOUNT_TAGS and numbers.issuperset(tags)


def _american(match: re.Match[str], zone: tzinfo) -> datetime:
    year, month, day, hour, minute = (int(match[name]) for name in ("year", "month", "day", "hour", "minute"))
    if not 1 <= hour <= 12:
        raise ValueError(f"{match[0]!r} has no such hour")
    hour = hour % 12 + (12 if match["half"].upper() == "PM" else 0)
    return on_wall(datetime(year, month, day, hour, minute), zone)


def _iso(match: re.Match[str], _: tzinfo) -> datetime:
    return on_wall(datetime.fromisoformat(match["wall"]), offset_zone(match["zone"]) if match["zone"] else PACIFIC)


def _script(match: re.Match[str], _: tzinfo) -> datetime:
    month = _MONTHS.index(match["month"]) + 1
    wall = datetime.fromisoformat(f"{match['year']}-{month:02}-{match['day']}T{match['time']}")
    if _WEEKDAYS.index(match["weekday"]) != wall.weekday():
        raise ValueError(f"{match[0]!r} is another day of the week")
    return on_wall(wall, offset_zone(f"{match['hours']}:{match['minutes']}"))


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    if not is_year(moment.year):
        raise ValueError(f"{moment} is no year for an event")
    return moment.astimezone(zone)


_FORMATS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], tzinfo], datetime]]] = (
    (_AMERICAN, _american),
    (_ISO, _iso),
    (_SCRIPT, _script),
)
