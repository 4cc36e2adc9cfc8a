"""Days in the tenant's zone, also where the clocks change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mock_server.vendors.oniva.zone import after, at, last_moment, midnight


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 15), "2026-01-15T00:00:00+01:00", "2026-01-15T23:59:59.999999+01:00"),
        (date(2026, 3, 29), "2026-03-29T00:00:00+01:00", "2026-03-29T23:59:59.999999+02:00"),
        (date(2026, 10, 25), "2026-10-25T00:00:00+02:00", "2026-10-25T23:59:59.999999+01:00"),
    ],
    ids=["winter", "spring-forward", "fall-back"],
)
def test_day_lasts_from_midnight_to_midnight(day: date, first: str, last: str) -> None:
    assert (midnight(day).isoformat(), last_moment(day).isoformat()) == (first, last)
    assert midnight(day + timedelta(days=1)) - last_moment(day) == timedelta(microseconds=1)


def test_minutes_are_those_of_the_clock_on_the_wall() -> None:
    assert at(date(2026, 3, 29), 9 * 60).isoformat() == "2026-03-29T09:00:00+02:00"


def test_later_is_a_moment_that_exists() -> None:
    late = at(date(2026, 3, 28), 22 * 60)
    assert after(late, timedelta(hours=4, minutes=30)).isoformat() == "2026-03-29T03:30:00+02:00"
