"""The nouns: clock and page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mock_server.core.clock import Clock
from mock_server.core.page import Page

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_frozen_clock_stands_still() -> None:
    clock = Clock(START, frozen=True)
    assert clock.now() == clock.now() == START


def test_clock_ticks_from_its_start() -> None:
    clock = Clock(START)
    first = clock.now()
    while clock.now() == first:
        pass
    assert START <= first < clock.now() < START + timedelta(minutes=1)


@pytest.mark.parametrize("step", [90, 90.0, timedelta(seconds=90)])
def test_clock_advances(step: float | timedelta) -> None:
    clock = Clock(START, frozen=True)
    clock.advance(step)
    assert clock.now() == START + timedelta(seconds=90)


def test_clock_can_be_set_back_and_stays_frozen() -> None:
    clock = Clock(START, frozen=True)
    clock.set(START - timedelta(days=1))
    assert clock.now() == START - timedelta(days=1)


def test_unfrozen_clock_goes_on_from_where_it_stood() -> None:
    clock = Clock(START, frozen=True)
    clock.unfreeze()
    assert START <= clock.now() < START + timedelta(minutes=1)


def test_clock_without_a_start_is_the_real_one() -> None:
    assert abs(Clock().offset) < 5


@pytest.mark.parametrize(
    ("page", "limit", "items"),
    [
        (1, 10, range(10)),
        (3, 10, range(20, 25)),
        (4, 10, range(0)),
        (2**31 - 1, 100, range(0)),
        (1, 100, range(25)),
    ],
)
def test_page_is_a_window(page: int, limit: int, items: range) -> None:
    shown = Page.of(range(25), {"page": page, "limit": limit}, lambda row: row)
    assert list(shown.items) == list(items)
    assert (shown.item_count, shown.total_count) == (len(items), 25)


def test_page_touches_only_its_rows() -> None:
    touched = []
    Page.of(range(1_000_000_000), {"page": 50_000_000, "limit": 10}, touched.append)
    assert touched == list(range(499_999_990, 500_000_000))
