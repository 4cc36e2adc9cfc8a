"""Dates that a client filters by, and the periods they make."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mock_server.core.api_errors import InvalidRequest
from mock_server.vendors.on24.forms.dates import (
    BAD_FORMAT,
    END_BEFORE_START,
    EVENT_LEVEL,
    EVENT_REGISTRANTS,
    EVENT_REGISTRANTS_BAD_FORMAT,
    EVENTS,
    LEADS,
    OVER_180_DAYS,
    OVER_365_DAYS,
    OVER_AN_HOUR,
    PEOPLE,
    USER_QUESTIONS,
    USER_QUESTIONS_BAD_FORMAT,
    Period,
    PeriodRules,
    parse_moment,
)
from mock_server.vendors.on24.forms.intervals import (
    BAD_INTERVAL,
    BAD_OFFSET,
    BAD_TIMEZONE,
    BOTH_FILTERS,
    INTERVAL_REQUIRED,
    asked_period,
    zone_named,
)
from mock_server.vendors.on24.pacific import PACIFIC

NOW = datetime(2026, 3, 2, 20, tzinfo=UTC)  # noon on the Pacific coast


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def refusal(sent: dict[str, str], rules: PeriodRules = EVENTS, now: datetime = NOW) -> tuple[str, str]:
    with pytest.raises(InvalidRequest) as caught:
        asked_period(sent, now, rules)
    (error,) = caught.value.errors
    return error.message, error.argument


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-01-15", "2026-01-15T00:00:00-08:00", "2026-01-15T23:59:59-08:00"),
        ("15-01-2026", "2026-01-15T00:00:00-08:00", "2026-01-15T23:59:59-08:00"),
        ("2026-07-15", "2026-07-15T00:00:00-07:00", "2026-07-15T23:59:59-07:00"),
        ("2026-03-08", "2026-03-08T00:00:00-08:00", "2026-03-08T23:59:59-07:00"),
        ("2026-11-01", "2026-11-01T00:00:00-07:00", "2026-11-01T23:59:59-08:00"),
        ("2026-01-15T10:20:30", "2026-01-15T10:20:30-08:00", "2026-01-15T10:20:30-08:00"),
        ("2026-01-15T10:20:30+05:30", "2026-01-15T04:50:00Z", None),
        ("2026-01-15T10:20:30-08:00", "2026-01-15T18:20:30Z", "2026-01-15T18:20:30Z"),
        ("2026-03-08T02:30:00-08:00", "2026-03-08T10:30:00Z", "2026-03-08T10:30:00Z"),
        ("2026-11-01T01:30:00", "2026-11-01T01:30:00-07:00", "2026-11-01T01:30:00-07:00"),
    ],
)
def test_text_names_a_moment(text: str, start: str, end: str | None) -> None:
    expected = moment(start) + timedelta(seconds=30) if end is None else moment(start)
    assert parse_moment(text) == expected
    assert parse_moment(text, is_end=True) == (expected if end is None else moment(end))
    assert parse_moment(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2026-01-15",
        "2026-01-15 ",
        "2026-1-15",
        "2026-02-30",
        "2026-13-01",
        "30-02-2026",
        "01/15/2026",
        "20260115",
        "2026-W03-1",
        "2026-01-15T10:20",
        "2026-01-15 10:20:30",
        "2026-01-15T24:00:00",
        "2026-01-15T10:60:00",
        "2026-01-15T10:20:60",
        "2026-01-15T10:20:30Z",
        "2026-01-15T10:20:30.000Z",
        "2026-01-15T10:20:30 02:00",
        "2026-01-15T10:20:30+0200",
        "2026-01-15T10:20:30+02",
        "2026-01-15T10:20:30+18:01",
        "2026-01-15T10:20:30+02:60",
        "2026-01-15t10:20:30z",
        "2026-01-15\n",
        "٢٠٢٦-01-15",
        "0001-01-01",
        "9999-12-31",
        "0000-00-00",
        "2026-03-08T02:00:00",
        "2026-03-08T02:59:59",
        "now",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\A.*\Z"):
        parse_moment(text)
    assert refusal({"start_date": text}) == (BAD_FORMAT, "start_date")
    assert refusal({"end_date": text}) == (BAD_FORMAT, "end_date")


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.timezones(), allow_imaginary=False))
def test_moment_with_an_offset_reads_back(when: datetime) -> None:
    whole = when.replace(microsecond=0)
    text = whole.isoformat()
    if whole.utcoffset().total_seconds() % 60 == 0:
        assert parse_moment(text) == moment(text)


@given(st.text(max_size=30))
@example("9999-12-31T23:59:59-18:00")
@example("0001-01-01T00:00:00+18:00")
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert parse_moment(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("rules", "message"),
    [(EVENT_REGISTRANTS, EVENT_REGISTRANTS_BAD_FORMAT), (USER_QUESTIONS, USER_QUESTIONS_BAD_FORMAT)],
)
def test_some_operations_have_words_of_their_own(rules: PeriodRules, message: str) -> None:
    assert refusal({"start_date": "soon"}, rules) == (message, "start_date")
    assert refusal({"start_date": "2026-01-02", "end_date": "2026-01-01"}, rules) == (END_BEFORE_START, "end_date")


def test_start_is_looked_at_before_end() -> None:
    assert refusal({"start_date": "x", "end_date": "y"}) == (BAD_FORMAT, "start_date")


@pytest.mark.parametrize(
    ("rules", "start", "end"),
    [
        (EVENTS, NOW - timedelta(days=90), None),
        (PEOPLE, NOW - timedelta(days=30), NOW),
        (USER_QUESTIONS, NOW - timedelta(minutes=5), NOW),
        (EVENT_LEVEL, None, None),
    ],
    ids=["events", "people", "questions", "event-level"],
)
def test_nothing_sent_is_the_default_window(rules: PeriodRules, start: datetime | None, end: datetime | None) -> None:
    period = asked_period({"start_date": None, "end_date": None}, NOW, rules)
    assert period.start == start
    assert (period.end and period.end.replace(microsecond=0)) == end
    assert period.is_open == (rules is EVENT_LEVEL)


def test_one_date_alone() -> None:
    assert asked_period({"start_date": "2026-02-28"}, NOW, PEOPLE).end == NOW + timedelta(microseconds=999_999)
    assert asked_period({"start_date": "2026-04-01"}, NOW, PEOPLE).end is None
    assert asked_period({"start_date": "2026-02-28"}, NOW, EVENTS).end is None
    assert asked_period({"start_date": "2026-02-28"}, NOW, EVENT_LEVEL).end is None
    assert asked_period({"end_date": "2026-02-28"}, NOW, PEOPLE).start == moment("2026-01-29T23:59:59-08:00")
    assert asked_period({"end_date": "2026-02-28"}, NOW, EVENT_LEVEL).start is None


def test_both_ends_are_within() -> None:
    period = asked_period({"start_date": "2026-02-28T12:00:00", "end_date": "2026-02-28T13:00:00"}, NOW, PEOPLE)
    first, last = moment("2026-02-28T12:00:00-08:00"), moment("2026-02-28T13:00:00-08:00")
    assert first in period
    assert last in period
    assert last + timedelta(microseconds=999_999) in period
    assert last + timedelta(seconds=1) not in period
    assert first - timedelta(microseconds=1) not in period


def test_hour_that_comes_twice_is_told_apart() -> None:
    period = Period(moment("2026-11-01T08:00:00Z"), moment("2026-11-01T08:45:00Z"))
    assert datetime(2026, 11, 1, 1, 30, tzinfo=PACIFIC) in period
    assert datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=PACIFIC) not in period


@pytest.mark.parametrize(
    ("rules", "good", "bad", "message"),
    [
        (EVENTS, ("2026-01-01", "2026-06-30"), ("2026-01-01", "2026-07-01"), OVER_180_DAYS),
        (EVENTS, ("2026-06-05", "2026-12-02"), ("2026-06-05", "2026-12-03"), OVER_180_DAYS),
        (LEADS, ("2025-01-01", "2026-01-01"), ("2025-01-01", "2026-01-02"), OVER_365_DAYS),
        (
            USER_QUESTIONS,
            ("2026-01-01T10:00:00-08:00", "2026-01-01T11:00:00-08:00"),
            ("2026-01-01T10:00:00-08:00", "2026-01-01T11:00:01-08:00"),
            OVER_AN_HOUR,
        ),
    ],
    ids=["events-in-spring", "events-in-autumn", "leads", "questions"],
)
def test_longest_range(rules: PeriodRules, good: tuple[str, str], bad: tuple[str, str], message: str) -> None:
    assert not asked_period({"start_date": good[0], "end_date": good[1]}, NOW, rules).is_open
    assert refusal({"start_date": bad[0], "end_date": bad[1]}, rules) == (message, "end_date")


def test_range_without_an_end_is_up_to_now() -> None:
    assert refusal({"start_date": "2020-01-01"}, EVENTS)[0] == OVER_180_DAYS
    assert refusal({"start_date": "2026-03-02T10:00:00"}, USER_QUESTIONS)[0] == OVER_AN_HOUR
    assert asked_period({"start_date": "2030-01-01"}, NOW, EVENTS).end is None
    assert asked_period({"start_date": "1990-01-01"}, NOW, PEOPLE).start == moment("1990-01-01T00:00:00-08:00")


@pytest.mark.parametrize(
    ("interval", "offset", "zone", "start", "end"),
    [
        ("1", None, None, "2026-03-02T00:00:00-08:00", "2026-03-02T23:59:59-08:00"),
        ("7", "1", None, "2026-02-23T00:00:00-08:00", "2026-03-01T23:59:59-08:00"),
        ("180", "0", "UTC", "2025-09-04T00:00:00Z", "2026-03-02T23:59:59Z"),
        ("2", "0", "Asia/Tokyo", "2026-03-02T00:00:00+09:00", "2026-03-03T23:59:59+09:00"),
    ],
)
def test_interval_is_whole_days_of_a_zone(
    interval: str, offset: str | None, zone: str | None, start: str, end: str
) -> None:
    sent = {"date_interval": interval, "date_interval_offset": offset, "date_interval_timezone": zone}
    period = asked_period(sent, NOW, EVENTS)
    assert period.start == moment(start)
    assert period.end == moment(end) + timedelta(microseconds=999_999)


def test_interval_over_a_change_of_the_clocks_is_whole_days_still() -> None:
    period = asked_period({"date_interval": "2"}, datetime(2026, 3, 8, 20, tzinfo=UTC), PEOPLE)
    assert period.start == moment("2026-03-07T00:00:00-08:00")
    assert period.end == moment("2026-03-08T23:59:59.999999-07:00")


# In the order of the vendor's page: what stands further up is told first.
@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"date_interval_offset": "x", "date_interval_timezone": "Mars", "start_date": "x"}, INTERVAL_REQUIRED),
        ({"date_interval_timezone": "UTC"}, INTERVAL_REQUIRED),
        ({"date_interval_offset": "0"}, INTERVAL_REQUIRED),
        ({"date_interval": "0", "date_interval_timezone": "Mars", "date_interval_offset": "x"}, BAD_TIMEZONE),
        ({"date_interval": "1", "date_interval_timezone": ""}, BAD_TIMEZONE),
        ({"date_interval": "1", "date_interval_timezone": "america/los_angeles"}, BAD_TIMEZONE),
        ({"date_interval": "1", "date_interval_timezone": "../zones"}, BAD_TIMEZONE),
        ({"date_interval": "1", "date_interval_timezone": "America"}, BAD_TIMEZONE),
        ({"date_interval": "0", "date_interval_offset": "x"}, BAD_INTERVAL),
        ({"date_interval": "181"}, BAD_INTERVAL),
        ({"date_interval": "-1"}, BAD_INTERVAL),
        ({"date_interval": "1.5"}, BAD_INTERVAL),
        ({"date_interval": ""}, BAD_INTERVAL),
        ({"date_interval": "٣"}, BAD_INTERVAL),
        ({"date_interval": "1" * 10_000}, BAD_INTERVAL),
        ({"date_interval": "1", "date_interval_offset": "x", "start_date": "2026-01-01"}, BAD_OFFSET),
        ({"date_interval": "1", "date_interval_offset": "-1"}, BAD_OFFSET),
        ({"date_interval": "1", "date_interval_offset": ""}, BAD_OFFSET),
        ({"date_interval": "1", "date_interval_offset": "100000"}, BAD_OFFSET),
        ({"date_interval": "1", "start_date": "2026-01-01"}, BOTH_FILTERS),
        ({"date_interval": "1", "end_date": "x"}, BOTH_FILTERS),
    ],
)
def test_bad_intervals_are_refused_in_the_vendors_order(sent: dict[str, str], message: str) -> None:
    assert refusal(sent)[0] == message


@given(
    days=st.integers(1, 180),
    offset=st.integers(0, 99_999),
    zone=st.sampled_from(["America/Los_Angeles", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo", "Etc/GMT+12"]),
    now=st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
def test_interval_ends_so_many_days_ago(days: int, offset: int, zone: str, now: datetime) -> None:
    sent = {"date_interval": str(days), "date_interval_offset": str(offset), "date_interval_timezone": zone}
    period = asked_period(sent, now, EVENTS)
    assert period.start is not None
    assert period.end is not None
    place = ZoneInfo(zone)
    today, last = now.astimezone(place).date(), period.end.astimezone(place).date()
    assert (today - last).days == offset
    assert (last - period.start.astimezone(place).date()).days == days - 1
    assert (now in period) == (offset == 0)


def test_every_zone_can_be_named() -> None:
    zones = ("America/Los_Angeles", "Europe/Zurich", "UTC", "US/Pacific")
    assert [zone_named(name) for name in zones] == [ZoneInfo(name) for name in zones]
