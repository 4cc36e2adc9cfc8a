"""Starts and tags that an event can have."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.vendors.on24.forms.schedule import are_account_tags, are_tags, parse_start

ZURICH = ZoneInfo("Europe/Zurich")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("03/17/2026 09:00 AM", "2026-03-17T09:00:00-04:00"),
        ("03/17/2026 12:05 am", "2026-03-17T00:05:00-04:00"),
        ("3/7/2026 12:30 PM", "2026-03-07T12:30:00-05:00"),
        ("11/01/2026 01:30 AM", "2026-11-01T01:30:00-04:00"),
        ("2026-03-17T09:00:00", "2026-03-17T09:00:00-07:00"),
        ("2026-03-17T09:00", "2026-03-17T09:00:00-07:00"),
        ("2026-11-01T01:30:00", "2026-11-01T01:30:00-07:00"),
        ("2026-03-17T09:00:00+01:00", "2026-03-17T09:00:00+01:00"),
        ("Tue Mar 17 2026 09:00:00 GMT-0700 (Pacific Daylight Time)", "2026-03-17T09:00:00-07:00"),
        ("Tue Mar 17 2026 09:00:00 GMT+0100 (Mitteleuropäische Normalzeit)", "2026-03-17T09:00:00+01:00"),
        ("Tue Mar 17 2026 09:00:00 GMT+0000", "2026-03-17T09:00:00Z"),
    ],
)
def test_start_is_read_in_four_formats(text: str, moment: str) -> None:
    start = parse_start(text, NEW_YORK)
    assert start.astimezone(UTC) == datetime.fromisoformat(moment)
    assert start.tzinfo is NEW_YORK


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-03-17",
        "03/17/2026",
        "17/03/2026 09:00 AM",
        "03/17/2026 09:00",
        "03/17/2026 13:00 PM",
        "03/17/2026 00:30 AM",
        "03/17/26 09:00 AM",
        "03/17/2026  09:00 AM",
        "03/08/2026 02:30 AM",
        "2026-03-08T02:30:00",
        "2026-03-17T09:00:00Z",
        "2026-03-17T09:00:00.000Z",
        "2026-03-17 09:00:00",
        "2026-03-17T24:00:00",
        "2026-02-29T09:00:00",
        "2026-03-17T09:00:00+19:00",
        "Mon Mar 17 2026 09:00:00 GMT-0700 (Pacific Daylight Time)",
        "Tue Mrz 17 2026 09:00:00 GMT-0700",
        "Die Mar 17 2026 09:00:00 GMT-0700",
        "Tue Mar 17 2026 09:00:00",
        "Tue Mar 17 2026 09:00:00 GMT-0700 (x",
        "Tue, 17 Mar 2026 09:00:00 GMT",
        "9999-12-31T23:59:59",
        "01/01/0001 01:00 AM",
        "01/01/0000 01:00 AM",
    ],
)
def test_other_starts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\A.*\Z"):
        parse_start(text, NEW_YORK)


def test_hour_is_skipped_where_the_event_is() -> None:
    assert parse_start("03/08/2026 02:30 AM", ZURICH).isoformat() == "2026-03-08T02:30:00+01:00"
    with pytest.raises(ValueError, match="skipped"):
        parse_start("03/29/2026 02:30 AM", ZURICH)


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)))
def test_printed_start_reads_back(wall: datetime) -> None:
    whole = wall.replace(second=0, microsecond=0)
    try:
        start = parse_start(whole.strftime("%m/%d/%Y %I:%M %p"), ZURICH)
    except ValueError:
        start = (whole + timedelta(hours=1)).replace(tzinfo=ZURICH)
        assert start.dst()
    else:
        assert start.replace(tzinfo=None) == whole
        assert start.fold == 0
    again = parse_start(start.strftime("%a %b %d %Y %H:%M:%S GMT%z (%Z)"), ZURICH)
    assert again.astimezone(UTC) == start.astimezone(UTC)


@given(st.text(max_size=60))
def test_any_text_is_a_start_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert parse_start(text, ZURICH).tzinfo is ZURICH


@pytest.mark.parametrize("mark", "£$!%&*()}{@#~?><',\"\\|=_+¬")
def test_tags_are_without_marks(mark: str) -> None:
    assert not are_tags([f"spring{mark}campaign"])


def test_tags_are_few() -> None:
    assert are_tags([])
    assert are_tags(["Q3-2026: émail / blog.", *"abcdefghi"])
    assert not are_tags(list("abcdefghijk"))
    assert not are_tags(["good", " "])


def test_account_tags_are_known_and_few() -> None:
    known = {12, 345, 6, 7}
    assert are_account_tags([], known)
    assert are_account_tags(["12", "345", "6"], known)
    assert not are_account_tags(["12", "345", "6", "7"], known)
    assert not are_account_tags(["012"], known)
    assert not are_account_tags(["5"], known)
