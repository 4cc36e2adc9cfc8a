"""Merging: the order and the grouping of runs make no difference."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mock_server.drift.history import Profile
from mock_server.drift.history.chance import TOO_SMALL, is_gone
from mock_server.drift.history.profile import Seen
from mock_server.drift.history.rows import MOST_ROWS, Row
from mock_server.drift.history.tally import Tally

_COUNTS = st.dictionaries(st.sampled_from("abc"), st.integers(1, 9), max_size=3)
_TALLIES = st.builds(Tally, _COUNTS, _COUNTS, _COUNTS, _COUNTS, _COUNTS)
_PLACES = st.dictionaries(st.sampled_from(["/a", "/b"]), _TALLIES, max_size=2)
_MARKS = st.dictionaries(st.sampled_from(["/a", "/b"]), st.sampled_from(["n", "a", "v.1"]), max_size=2)
_DAYS = st.sampled_from(["2026-03-02", "2026-03-03"])
_WORDS = st.sampled_from(["", "x", "y"])
_ROWS = st.dictionaries(st.sampled_from("pqrs"), st.builds(Row, _WORDS, _WORDS, _MARKS, _MARKS, _DAYS), max_size=4)
_SEEN = st.builds(Seen, _COUNTS, st.integers(0, 9), _COUNTS, _COUNTS, _PLACES, _PLACES, _ROWS)
_PROFILES = st.builds(
    Profile, st.dictionaries(st.sampled_from(["one", "two"]), _SEEN, max_size=2), st.just("t"), st.just("k")
)


@settings(max_examples=60)
@given(_PROFILES, _PROFILES)
def test_the_order_of_runs_makes_no_difference(one: Profile, other: Profile) -> None:
    assert one.merged(other) == other.merged(one)


@settings(max_examples=60)
@given(_PROFILES, _PROFILES, _PROFILES)
def test_the_grouping_of_runs_makes_no_difference(one: Profile, two: Profile, three: Profile) -> None:
    assert one.merged(two).merged(three) == one.merged(two.merged(three))


@settings(max_examples=30)
@given(st.lists(st.integers(0, 10_000), max_size=300), st.integers(0, 300))
def test_however_rows_come_the_same_are_kept(keys: list[int], at: int) -> None:
    def seen(some: list[int]) -> Seen:
        return Seen(rows={f"{one:05}": Row("", "", {}, {}) for one in some})

    kept = seen(keys[:at]).merged(seen(keys[at:])).rows
    assert [*kept] == sorted({f"{one:05}" for one in keys})[:MOST_ROWS]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_more_rows_never_make_a_loss_less_certain(had: int, others: int, rows: int) -> None:
    of = had + others
    if is_gone(had, of, rows):
        assert is_gone(had, of, rows + 1)
        assert (1 - had / of) ** rows < TOO_SMALL


def test_another_secret_replaces_the_rows_and_keeps_the_counts() -> None:
    def run(check: str, key: str) -> Profile:
        places = {"/a": Tally({"there": 2})}
        seen: dict[str, Any] = {"one": Seen(places=places, rows={key: Row("", "", {}, {})})}
        return Profile(seen, "t", check)

    merged = run("old", "p").merged(run("new", "q")).operations["one"]
    assert [*merged.rows] == ["q"]
    assert merged.places["/a"].states == {"there": 4}
