"""Lists that change while they are read: through the wire, and as views of long sequences."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.core.lazy import LazySequence
from mock_server.faults.rows import disturbed
from tests.faults.conftest import Visitor

EVENTS, ON24_EVENTS = "/api/v1/events", "/v2/client/4497/event"


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


def test_row_fault_waits_for_a_reply_that_it_changes(oniva: Visitor) -> None:
    fault = oniva.order("listEvents", effect={"rows": "shrinking"}, times=1)
    assert oniva.get(EVENTS, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert oniva.get(EVENTS, params={"limit": 0}).status_code == 400
    assert oniva.get(EVENTS, params={"workspace": "nowhere"}).json()["totalCount"] == 0
    assert (fault.seen, fault.hits) == (0, 0)
    assert oniva.get(EVENTS).json()["totalCount"] == 54
    assert (fault.seen, fault.hits, oniva.entries()[-1].faults) == (1, 1, [fault.rule.id])
    assert oniva.get(EVENTS).json()["totalCount"] == 60


def test_row_fault_waits_and_spoils_the_body_as_well(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"rows": "shrinking", "delay": 0.05, "body": "content-type"}, times=1)
    began = time.monotonic()
    answer = oniva.get(EVENTS)
    assert time.monotonic() - began >= 0.05
    assert (answer.headers["Content-Type"], answer.json()["totalCount"]) == ("text/html; charset=utf-8", 54)


def test_two_row_faults_are_met_one_after_the_other(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"rows": "shrinking"}, times=1)
    second = oniva.order("listEvents", effect={"rows": "shuffled"}, times=1, seed=2)
    assert oniva.get(EVENTS).json()["totalCount"] == 54
    assert (second.seen, second.hits) == (1, 0)
    assert oniva.get(EVENTS).json()["totalCount"] == 60
    assert second.hits == 1


def test_delay_of_rows_holds_no_lock_of_the_vendor(on24: Visitor) -> None:
    fault = on24.order("listEvents", effect={"rows": "shrinking", "delay": 60}, times=1)
    with on24.connect() as wire:
        wire.sendall(on24.said(ON24_EVENTS))
        while not fault.hits:
            assert on24.get(ON24_EVENTS, timeout=5).status_code == 200
        assert on24.get(ON24_EVENTS, timeout=5).status_code == 200


def test_shuffled_pages_overlap(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"rows": "shuffled"}, seed=4)
    read = [one for page in pages(oniva, 6, limit=10) for one in page]
    assert len(set(read)) < len(read) == 60


def test_shrinking_list_has_a_smaller_total_on_each_request(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"rows": "shrinking"})
    totals = [oniva.get(EVENTS, params={"page": page}).json()["totalCount"] for page in (1, 2, 3)]
    assert totals == [54, 48, 42]


def test_list_shrinks_by_the_requests_that_were_met(oniva: Visitor) -> None:
    oniva.order("listEvents", effect={"rows": "shrinking"}, nth=3, times=2)
    assert [oniva.get(EVENTS).json()["totalCount"] for _ in range(5)] == [60, 60, 54, 48, 60]


def test_rows_meet_no_operation_without_a_list(oniva: Visitor) -> None:
    fault = oniva.order(effect={"rows": "shuffled"})
    assert oniva.get("/api/v1/me").status_code == 200
    assert (fault.seen, fault.hits) == (0, 0)


def on24_pages(visitor: Visitor, path: str, rows: str, key: str, count: int = 3) -> list[list[Any]]:
    """Return the keys of the rows on the first pages of a list."""
    asked = [{"itemsPerPage": 3, "pageOffset": page} for page in range(count)]
    return [[one[key] for one in visitor.get(path, params=params).json()[rows]] for params in asked]


@pytest.mark.parametrize(
    ("path", "rows", "key"),
    [
        (ON24_EVENTS, "events", "eventid"),
        ("/v2/client/4497/event/1234567/registrant", "registrants", "eventuserid"),
        ("/v2/client/4497/event/1234567/attendee", "attendees", "eventuserid"),
        ("/v2/client/4497/lead", "leads", "email"),
    ],
    ids=lambda text: text.rpartition("/")[2],
)
def test_other_vendors_lists_change_while_they_are_read(on24: Visitor, path: str, rows: str, key: str) -> None:
    plain = [one for page in on24_pages(on24, path, rows, key) for one in page]
    on24.order(effect={"rows": "duplicate"}, times=2)
    doubled = on24_pages(on24, path, rows, key)
    on24.order(effect={"rows": "missing"}, times=2)
    skipped = on24_pages(on24, path, rows, key)
    assert doubled == [plain[:3], plain[2:5], plain[4:7]]
    assert skipped[0] == plain[:3]
    assert skipped[1][:2] == plain[4:6]
    assert on24_pages(on24, path, rows, key) == [plain[:3], plain[3:6], plain[6:9]]


def test_other_vendors_lists_shrink_as_well(on24: Visitor) -> None:
    asked = {"itemsPerPage": 10, "pageOffset": 0}
    before = on24.get(ON24_EVENTS, params=asked).json()
    on24.order("listEvents", effect={"rows": "shrinking"})
    after = on24.get(ON24_EVENTS, params=asked).json()
    assert after["totalevents"] < before["totalevents"]


HOW = st.sampled_from(["duplicate", "missing", "shuffled", "shrinking"])


@given(HOW, st.integers(0, 50), st.integers(0, 6), st.integers(1, 12), st.integers(0, 9))
def test_view_holds_rows_of_the_list_alone(how: str, count: int, page: int, turn: int, seed: int) -> None:
    view = disturbed(range(count), how, page, turn, seed)
    assert set(view) <= set(range(count))
    assert len(list(view)) == len(view)
    if how == "shuffled":
        assert sorted(view) == list(range(count))


class Counted(LazySequence[int]):
    """Numbers, which count those that are looked at."""

    def __init__(self, count: int) -> None:
        self.count, self.seen = count, 0

    def __len__(self) -> int:
        return self.count

    def _at(self, place: int) -> int:
        self.seen += 1
        return place


@pytest.mark.parametrize("how", ["duplicate", "missing", "shuffled", "shrinking"])
def test_view_of_a_million_rows_looks_at_a_page_alone(how: str) -> None:
    rows = Counted(1_000_000)
    assert len(disturbed(rows, how, 3, 1, 7)[300:400]) == 100
    assert rows.seen == 100


@given(HOW, st.integers(0, 40), st.integers(0, 6), st.integers(1, 12), st.integers(0, 50), st.integers(0, 50))
def test_rows_are_the_same_one_by_one_and_together(how: str, count: int, page: int, turn: int, a: int, b: int) -> None:
    view = disturbed(Counted(count), how, page, turn, 5)
    assert view[a:b] == [view[place] for place in range(min(a, len(view)), min(b, len(view)))]


@given(st.integers(2, 60), st.integers(2, 9))
def test_duplicate_shows_every_row_and_the_first_of_a_page_again(count: int, size: int) -> None:
    read = walked("duplicate", count, size)
    assert all(page[-1] == following[0] for page, following in pairwise(read))
    assert list(dict.fromkeys(one for page in read for one in page)) == list(range(count))


@given(st.integers(1, 60), st.integers(1, 9))
def test_missing_skips_one_row_a_page(count: int, size: int) -> None:
    read = walked("missing", count, size)
    assert all(following[0] == page[-1] + 2 for page, following in pairwise(read))


def walked(how: str, count: int, size: int) -> list[list[int]]:
    """Return the pages of a list of numbers, as a client reads them that goes on until one is empty."""
    found: list[list[int]] = []
    while page := list(disturbed(range(count), how, len(found), 1, 0)[len(found) * size :][:size]):
        found.append(page)
    return found
