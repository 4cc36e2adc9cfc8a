"""Lists that change while they are read: through the wire, and as views of long sequences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.faults.rows import disturbed
from tests.faults.conftest import Visitor

EVENTS = "/api/v1/events"


def pages(visitor: Visitor, count: int, limit: int = 5) -> list[list[str]]:
    """Return the ids on the first pages."""
    answers = [visitor.get(EVENTS, params={"page": page, "limit": limit}).json() for page in range(1, count + 1)]
    return [[one["id"] for one in answer["items"]] for answer in answers]


def test_duplicate_begins_each_page_with_the_last_row_of_the_page_before(oniva: Visitor) -> None:
    plain = [one for page in pages(oniva, 4) for one in page]
    oniva.order("listEvents", effect={"rows": "duplicate"})
    read = pages(oniva, 3)
    assert all(page[-1] == following[0] for page, following in pairwise(read))
    assert list(dict.fromkeys(one for page in read for one in page)) == plain[:13]


def test_missing_skips_a_row_between_two_pages(oniva: Visitor) -> None:
    plain = [one for page in pages(oniva, 4) for one in page]
    oniva.order("listEvents", effect={"rows": "missing"})
    read = [one for page in pages(oniva, 3) for one in page]
    assert read == [*plain[:5], *plain[6:11], *plain[12:17]]


def test_first_page_is_not_met_by_what_happens_between_pages(oniva: Visitor) -> None:
    fault = oniva.order("listEvents", effect={"rows": "missing"}, times=1)
    oniva.get(EVENTS, params={"page": 1})
    assert fault.hits == 0
    oniva.get(EVENTS, params={"page": 2})
    assert fault.hits == 1


def test_shuffled_pages_overlap(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"rows": "shuffled"}, seed=4)
    read = [one for page in pages(oniva, 6, limit=10) for one in page]
    assert len(set(read)) < len(read) == 60


def test_shrinking_list_has_a_smaller_total_on_each_request(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"rows": "shrinking"})
    totals = [oniva.get(EVENTS, params={"page": page}).json()["totalCount"] for page in (1, 2, 3)]
    assert totals == [54, 48, 42]


def test_rows_meet_no_operation_without_a_list(oniva: Visitor) -> None:
    fault = oniva.order(effect={"rows": "shuffled"})
    assert oniva.get("/api/v1/me").status_code == 200
    assert (fault.seen, fault.hits) == (0, 0)


def test_other_vendors_lists_shrink_as_well(on24: Visitor) -> None:
    url = "/v2/client/4497/event"
    before = on24.get(url, params={"itemsPerPage": 10, "pageoffset": 0}).json()
    on24.order("listEvents", effect={"rows": "shrinking"})
    after = on24.get(url, params={"itemsPerPage": 10, "pageoffset": 0}).json()
    assert after["totalevents"] < before["totalevents"]


HOW = st.sampled_from(["duplicate", "missing", "shuffled", "shrinking"])


@given(HOW, st.integers(0, 50), st.integers(0, 6), st.integers(1, 12), st.integers(0, 9))
def test_view_holds_rows_of_the_list_alone(how: str, count: int, page: int, turn: int, seed: int) -> None:
    view = disturbed(range(count), how, page, turn, seed)
    assert set(view) <= set(range(count))
    assert len(list(view)) == len(view)
    if how == "shuffled":
        assert sorted(view) == list(range(count))


@pytest.mark.parametrize("how", ["duplicate", "missing", "shuffled", "shrinking"])
def test_view_of_a_million_rows_looks_at_a_page_alone(how: str) -> None:
    seen: list[int] = []

    class Rows(list):
        def __len__(self) -> int:
            return 1_000_000

        def __getitem__(self, place):
            seen.append(place)
            return place

    view = disturbed(Rows(), how, 3, 1, 7)
    assert len(view[300:400]) == 100
    assert len(seen) == 100
