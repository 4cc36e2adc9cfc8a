"""Dates that a client filters by: a text in, a moment out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from mock_server.core.api_errors import InvalidRequest
from mock_server.vendors.on24.pacific import PACIFIC

BAD_FORMAT = "Error, incorrect date formats."
END_BEFORE_START = "Error, end date is before start date."
EVENT_REGISTRANTS_BAD_FORMAT = (
    "Invalid Date format for params startdate and enddate. Incorrect timezone value provided."
)
USER_QUESTIONS_BAD_FORMAT = (
    "Invalid Date format for params startdate and enddate. Valid formats are DD-MM-YYYY, YYYY-MM-DD,  "
    "YYYY-MM-DDThh:mm:ss and YYYY-MM-DDThh:mm:ss±zz:zz"
)
OVER_180_DAYS = "startDate and endDate can't be more than 180 days apart."
OVER_365_DAYS = "startDate and endDate can't be more than 365 days appart."
OVER_AN_HOUR = "the startDate and endDate are more than 1 hour apart."

_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d{4})", re.ASCII)
_MOMENT = re.compile(_DAY.pattern + r"T(?P<time>([01]\d|2[0-3]):\d\d:\d\d)(?P<zone>[+-]\d\d:\d\d)?", re.ASCII)
_WIDEST_OFFSET = timedelta(hours=18)
# A year from either end of the calendar, so that a window or a zone never leads over it.
_YEARS = range(2, 9999)
_LAST_MICROSECOND = timedelta(microseconds=999_999)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with both its ends; an end that is None is open. The moments are in UTC.

    Moments are shown in whole seconds, so one within the last second is within the period.
    """

    start: datetime | None = None
    end: datetime | None = None

    def __contains__(self, moment: datetime) -> bool:
        shown = moment.astimezone(UTC)
        return (self.start is None or self.start <= shown) and (self.end is None or shown <= self.end)

    @property
    def is_open(self) -> bool:
        """Whether every moment is within."""
        return self.start is None and self.end is None


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """What an operation makes of dates.

    `window` is how far back it looks when not told (None: as far as there is anything); `longest` is how far apart the
    dates may be (now, where there is no end), with `too_long` for dates that are further; `reaches_ahead` tells that
    what lies in the future is listed as long as no end is given.
    """

    window: timedelta | None = None
    longest: timedelta | None = None
    too_long: str = ""
    bad_format: str = BAD_FORMAT
    reaches_ahead: bool = False


EVENTS = PeriodRules(timedelta(days=90), timedelta(days=180), OVER_180_DAYS, reaches_ahead=True)
PEOPLE = PeriodRules(timedelta(days=30))
LEADS = PeriodRules(timedelta(days=30), timedelta(days=365), OVER_365_DAYS)
MEDIA = PeriodRules(timedelta(days=90), timedelta(days=180), OVER_180_DAYS)
USER_QUESTIONS = PeriodRules(timedelta(minutes=5), timedelta(hours=1), OVER_AN_HOUR, USER_QUESTIONS_BAD_FORMAT)
EVENT_LEVEL = PeriodRules()
EVENT_REGISTRANTS = PeriodRules(bad_format=EVENT_REGISTRANTS_BAD_FORMAT)


def parse_moment(text: str, *, is_end: bool = False) -> datetime:
    """Return the moment, in UTC, that a text names; raise ValueError where it names none.

    Without a time it is the first second of the day, or the last for an end; without a zone it is a time on the Pacific
    coast. There, of a time that comes twice the first is meant, and one that the clocks skip is refused.
    """
    day = _DAY.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    match = day or _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date")
    parts = match.groupdict(default="")
    clock = parts.get("time") or ("23:59:59" if is_end else "00:00:00")
    wall = datetime.fromisoformat(f"{parts['year']}-{parts['month']}-{parts['day']}T{clock}")
    return _on_calendar(on_wall(wall, _zone(parts.get("zone", ""))))


def on_wall(wall: datetime, zone: tzinfo) -> datetime:
    """Return when a clock on the wall of a zone shows a time first; raise ValueError where it never does."""
    moment = wall.replace(tzinfo=zone)
    try:
        is_skipped = moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall
    except OverflowError:
        raise ValueError(f"{wall} is outside the calendar") from None
    if is_skipped:
        raise ValueError(f"{wall} is skipped by the clocks")
    return moment


def offset_zone(text: str) -> timezone:
    """Return the zone of an offset (`+hh:mm`); raise ValueError where no place has it."""
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    if int(text[4:6]) > 59 or offset > _WIDEST_OFFSET:
        raise ValueError(f"{text!r} is no offset")
    return timezone(-offset if text[0] == "-" else offset)


def dated_period(start_text: str | None, end_text: str | None, now: datetime, rules: PeriodRules) -> Period:
    """Return the period between two texts, either of which may be missing; raise InvalidRequest for bad ones."""
    start = _sent(start_text, "start_date", rules, is_end=False)
    end = _sent(end_text, "end_date", rules, is_end=True)
    if start is not None and end is not None and end < start:
        raise InvalidRequest.of("end_date", message=END_BEFORE_START)
    start, end = _filled(start, end, now.astimezone(UTC), rules)
    if start is not None and rules.longest is not None and _apart(start, end or now, rules.longest):
        raise InvalidRequest.of("end_date", message=rules.too_long)
    return Period(start, through_second(end))


def through_second(end: datetime | None) -> datetime | None:
    """Return the last moment that is shown as this second."""
    return None if end is None else end.replace(microsecond=0) + _LAST_MICROSECOND


def _sent(text: str | None, argument: str, rules: PeriodRules, *, is_end: bool) -> datetime | None:
    try:
        return None if text is None else parse_moment(text, is_end=is_end)
    except ValueError:
        raise InvalidRequest.of(argument, message=rules.bad_format) from None


def _filled(
    start: datetime | None, end: datetime | None, now: datetime, rules: PeriodRules
) -> tuple[datetime | None, datetime | None]:
    """Put the default window in for what was not sent."""
    if end is None and rules.window is not None and not rules.reaches_ahead and (start is None or start <= now):
        end = now
    if start is None and rules.window is not None:
        start = (end or now) - rules.window
    return start, end


def _apart(start: datetime, end: datetime, longest: timedelta) -> bool:
    """Tell whether two moments are too far apart: by the days on the calendar, where the limit is in days."""
    if longest < timedelta(days=1):
        return end.replace(microsecond=0) - start > longest
    first, last = (moment.astimezone(PACIFIC).date() for moment in (start, end))
    return last - first > longest


def _zone(text: str) -> tzinfo:
    return offset_zone(text) if text else PACIFIC


def _on_calendar(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise ValueError(f"{moment} is at the end of the calendar")
    return moment.astimezone(UTC)
