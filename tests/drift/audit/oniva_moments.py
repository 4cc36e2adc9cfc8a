"""Drifts of Oniva's moments (rows 42 to 51)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.changing import page_two
from tests.drift.audit.editing import some, texts
from tests.drift.audit.oniva_members import of
from tests.drift.audit.oniva_values import ROWS, both


def moment(write: Callable[[datetime], object]) -> Callable[[str], object]:
    """Write a moment otherwise."""
    return lambda one: write(datetime.fromisoformat(one))


utc = moment(lambda one: one.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
local_z = moment(lambda one: one.strftime("%Y-%m-%dT%H:%M:%SZ"))
EVENTS = "listEvents:/items/*"
_FILTERS = "filter-*:list*:query/*"
_RECORD = "*:getEvent:/startDate"

MOMENTS: tuple[Case, ...] = (
    case(
        "no zone in the record only",
        of("getBooking", texts("/createdAt", r"\+..:..$", "")),
        "datetime-no-tz:getBooking:/createdAt",
        B,
    ),
    case(
        "no zone on later pages",
        of("listEvents", texts("/items/*/updatedAt", r"\+..:..$", ""), page_two),
        f"datetime-no-tz:{EVENTS}/updatedAt",
        B,
    ),
    case(
        "seconds since 1970, nested in rows",
        of("listEventBookings", some("/items/*/payment/paidAt", moment(lambda one: int(one.timestamp())))),
        f"datetime-epoch:{ROWS}/payment/paidAt",
        B,
    ),
    case(
        "seconds since 1970 as a text",
        of("getMe", some("/expiresAt", moment(lambda one: str(int(one.timestamp()))))),
        "datetime-epoch|format-changed:getMe:/expiresAt",
        B,
    ),
    case(
        "milliseconds since 1970",
        of("getMe", some("/expiresAt", moment(lambda one: int(one.timestamp() * 1000)))),
        "datetime-epoch-ms:getMe:/expiresAt",
        B,
    ),
    case(
        "in UTC, rows and record",
        both("listEvents", "getEvent", "/startDate", utc),
        f"datetime-offset:{EVENTS}/startDate",
        D,
        "datetime-offset:getEvent:/startDate",
    ),
    case(
        "in UTC, in the record only",
        of("getBooking", some("/updatedAt", utc)),
        "datetime-offset:getBooking:/updatedAt",
        D,
    ),
    case(
        "local as if UTC, rows and record",
        both("listEvents", "getEvent", "/startDate", local_z),
        f"datetime-local-as-z:{EVENTS}/startDate",
        B,
        _RECORD,
        _FILTERS,
    ),
    case(
        "local as if UTC, nested",
        of("getBooking", some("/options/*/checkIn/attendanceDate", local_z)),
        "datetime-local-as-z:getBooking:/options/*/checkIn/attendanceDate",
        B,
    ),
    case(
        "a fraction in the record only",
        of("getEvent", texts("/updatedAt", r"(?=\+)", ".000")),
        "datetime-fraction:getEvent:/updatedAt",
        D,
    ),
    case(
        "microseconds in rows",
        of("listEventBookings", texts("/items/*/createdAt", r"(?=\+)", ".123456")),
        f"datetime-fraction:{ROWS}/createdAt",
        D,
        "list-differs-from-detail:*",
    ),
    case(
        "midnight, rows and record",
        both("listEvents", "getEvent", "/startDate", lambda one: f"{one[:10]}T00:00:00{one[19:]}"),
        f"values-changed:{EVENTS}/startDate or filter-date-differs:listEvents:query/from",
        B,
        _RECORD,
        _FILTERS,
        remembers=True,
    ),
    case(
        "a day alone",
        of("listEventBookings", some("/items/*/confirmedAt", lambda one: one[:10])),
        f"datetime-date-only:{ROWS}/confirmedAt",
        B,
    ),
    case(
        "an offset without colon",
        of("listEvents", texts("/items/*/createdAt", r":(..)$", r"\1")),
        f"format-changed|datetime-offset:{EVENTS}/createdAt",
        B,
    ),
    case(
        "no seconds",
        of("listEvents", texts("/items/*/endDate", r":\d\d(?=\+)", "")),
        f"format-changed|datetime-no-seconds:{EVENTS}/endDate",
        B,
    ),
    case(
        "the day first, nested",
        of(
            "listEventBookings",
            some("/items/*/options/*/checkIn/attendanceDate", moment(lambda one: one.strftime("%d.%m.%Y %H:%M"))),
        ),
        f"datetime-day-first:{ROWS}/options/*/checkIn/attendanceDate",
        B,
    ),
    case(
        "a month first",
        of("getEvent", some("/createdAt", moment(lambda one: one.strftime("%m/%d/%Y %I:%M %p")))),
        "format-changed|datetime-day-first:getEvent:/createdAt",
        B,
    ),
    case(
        "as e-mails have it",
        of("getMe", some("/expiresAt", moment(lambda one: one.strftime("%a, %d %b %Y %H:%M:%S +0100")))),
        "format-changed:getMe:/expiresAt",
        B,
    ),
    case(
        "a space for the T, nested",
        of("getBooking", texts("/payment/paidAt", "T", " ")),
        "datetime-space:getBooking:/payment/paidAt",
        B,
    ),
    case(
        "an hour too much, rows and record",
        both(
            "listEvents",
            "getEvent",
            "/startDate",
            lambda one: one.replace("+01:00", "+00:00").replace("+02:00", "+01:00"),
        ),
        f"datetime-local-as-z|values-changed|datetime-offset:{EVENTS}/startDate",
        B,
        _RECORD,
        _FILTERS,
    ),
)
