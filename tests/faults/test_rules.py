"""Which requests a rule meets: nth, times and rate, exactly and whoever comes at once."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.faults import Faults, Sent
from mock_server.store import MemoryOverlay

NOTHING: Sent = {"path": {}, "query": {}, "headers": {}, "body": {}}
WAITS = {"delay": 0}
COUNTS = st.none() | st.integers(1, 12)


def turns(faults: Faults, count: int) -> list[int]:
    """Let so many requests come; return which of them, from 1, were met by anything."""
    return [turn for turn in range(1, count + 1) if faults.meet("any", NOTHING, lambda fault: True)]


def one_fault(**rule: Any) -> Faults:
    """Return faults with one, that does nothing."""
    faults = Faults(MemoryOverlay())
    faults.order(effect=WAITS, **rule)
    return faults


@given(COUNTS, COUNTS, st.integers(0, 30))
def test_nth_and_times_are_counted_exactly(nth: int | None, times: int | None, count: int) -> None:
    first = nth or 1
    many = times or (1 if nth else count)
    expected = [turn for turn in range(1, count + 1) if first <= turn < first + many]
    assert turns(one_fault(nth=nth, times=times), count) == expected


def test_nth_three_twice_is_the_third_and_the_fourth() -> None:
    assert turns(one_fault(nth=3, times=2), 10) == [3, 4]


@given(st.floats(0, 1), st.integers(0, 2**63 - 1), COUNTS, COUNTS)
def test_share_that_a_seed_draws_is_the_same_each_time(
    rate: float, seed: int, nth: int | None, times: int | None
) -> None:
    rule = {"rate": rate, "seed": seed, "nth": nth, "times": times}
    met = turns(one_fault(**rule), 60)
    assert turns(one_fault(**rule), 60) == met
    assert all(turn >= (nth or 1) for turn in met)
    assert len(met) <= (times or (1 if nth else 60))


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_share_is_about_as_large_as_was_asked_for(rate: float) -> None:
    assert abs(len(turns(one_fault(rate=rate, seed=11), 4000)) / 4000 - rate) < 0.03


def test_different_seeds_meet_different_requests() -> None:
    assert len({tuple(turns(one_fault(rate=0.5, seed=seed), 40)) for seed in range(20)}) == 20


def test_counts_go_on_where_a_restart_left_them() -> None:
    overlay = MemoryOverlay()
    faults = Faults(overlay)
    faults.order(effect=WAITS, nth=3, times=2)
    assert turns(faults, 3) == [3]
    assert turns(Faults(overlay), 3) == [1]


@pytest.fixture
def _restless() -> Iterator[None]:
    """Let threads take turns in the middle of everything."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


class Slow(MemoryOverlay):
    """An overlay that lets others go first, and remembers which counts it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[int] = []

    def put(self, kind: str, key: str, value: Any) -> None:
        time.sleep(0)
        self.told.append(value["seen"])
        super().put(kind, key, value)


def test_counts_are_kept_in_the_order_in_which_they_are_counted() -> None:
    overlay = Slow()
    faults = Faults(overlay)
    faults.order(effect=WAITS)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: turns(faults, 100), range(8)))
    assert overlay.told == list(range(801))


@pytest.mark.usefixtures("_restless")
def test_count_is_exact_with_eight_threads() -> None:
    faults = Faults(MemoryOverlay())
    drawn = {"effect": {"status": 500}, "rate": 0.5, "seed": 3}
    first = faults.order(**drawn)
    second = faults.order(effect={"status": 503}, times=300)
    together = Barrier(8)

    def ask(_: int) -> list[tuple[str, int]]:
        together.wait()
        met = [one for _ in range(500) for one in faults.meet("any", NOTHING, lambda fault: True)]
        return [(one.fault.rule.id, one.turn) for one in met]

    with ThreadPoolExecutor(8) as pool:
        seen = [one for answers in pool.map(ask, range(8)) for one in answers]
    alone = Faults(MemoryOverlay())
    alone.order(**drawn)
    expected = len(turns(alone, 4000))
    assert [(one.seen, one.hits) for one in (first, second)] == [(4000, expected), (4000, 300)]
    assert sorted(turn for one, turn in seen if one == first.rule.id) == list(range(1, expected + 1))
    assert sorted(turn for one, turn in seen if one == second.rule.id) == list(range(1, 301))
