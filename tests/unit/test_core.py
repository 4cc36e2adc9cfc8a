"""The nouns: clock and page."""

from __future__ import annotations

import threading
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


@pytest.mark.parametrize(
    ("asked", "items", "page", "page_index"),
    [
        ({"offset": 20, "limit": 10}, range(20, 25), 3, 2),
        ({"page_index": 2, "limit": 10}, range(20, 25), 3, 2),
        ({"page_index": 0, "limit": 10}, range(10), 1, 0),
        ({"offset": None, "page": None, "limit": 10}, range(10), 1, 0),
        ({}, range(25), 1, 0),
    ],
    ids=["offset", "page-from-0", "page-0", "none-sent", "no-paging-at-all"],
)
def test_page_is_asked_for_as_the_contract_says(asked: dict, items: range, page: int, page_index: int) -> None:
    shown = Page.of(range(25), asked, lambda row: row)
    assert list(shown.items) == list(items)
    assert (shown.page, shown.page_index) == (page, page_index)


def test_empty_list_without_paging_is_one_empty_page() -> None:
    shown = Page.of([], {}, lambda row: row)
    assert (list(shown.items), shown.page, shown.page_count) == ([], 1, 0)


def test_clock_is_whole_while_it_is_turned() -> None:
    clock = Clock(START, frozen=True)
    seen: list[datetime] = []
    reader = threading.Thread(target=lambda: seen.extend(clock.now() for _ in range(20_000)))
    reader.start()
    for _ in range(2_000):
        clock.unfreeze()
        clock.freeze()
    reader.join()
    assert all(START <= moment < START + timedelta(minutes=5) for moment in seen)
