"""Past the limit: a lowered limit and a longer window are counted; other programs of the client are no drift."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat

import pytest

from bench.drifting import Sandbox
from mock_server.drift import Answered, Asked
from mock_server.drift.asking.service import Spent
from mock_server.drift.report import DRIFT, OK
from mock_server.drift.spending import PastTheLimit, go_past
from tests.contract.subjects import CONTRACTS

OPERATION = CONTRACTS["on24"].operations["listEvents"]
ASKED = Asked(OPERATION.id, "GET", "/v2/client/1/event")
REFUSED = Answered(403, [], b'{"message": "You have reached the maximum number of calls for this api."}')
FORBIDDEN = Answered(403, [], b'{"message": "You do not have permission to perform the requested operation."}')
LIMIT = OPERATION.rate_limit.limit if OPERATION.rate_limit is not None else 0


def past(rows: Sequence[Spent]) -> tuple[PastTheLimit, list[float]]:
    """Go past a limit that lets these rows of requests through; return what was seen, and the waits before each."""
    waits: list[float] = []
    left: Iterator[Spent] = chain(rows, repeat(rows[-1]))

    def spend(asked: Asked, most: int, seconds: float, after: float) -> Spent:
        waits.append(after)
        return next(left)

    return go_past(OPERATION, ASKED, spend), waits


def refused(good: int, before: int = 0, refusal: Answered | None = REFUSED) -> Spent:
    return Spent(before, good, refusal)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([refused(3), refused(3), refused(3)], ["ratelimit-lowered"]),
        ([refused(0, 12), refused(3), refused(3)], ["ratelimit-lowered"]),
        ([refused(LIMIT - 9), refused(0), refused(0)], ["ratelimit-window"]),
        ([refused(LIMIT + 1, refusal=None)], ["ratelimit-raised"]),
    ],
)
def test_another_limit_is_counted(rows: Sequence[Spent], found: list[str]) -> None:
    seen, _ = past(rows)

    assert [one.kind for one in seen.findings] == found
    assert seen.observation.outcome == DRIFT


@pytest.mark.parametrize(
    "rows",
    [
        [refused(LIMIT)],
        [refused(LIMIT - 8, 8)],
        # Others use some of it, and not as much each time.
        [refused(20), refused(21), refused(19)],
        [refused(20), refused(LIMIT), refused(LIMIT)],
        [refused(0), refused(0), refused(2)],
        [refused(20), refused(5, refusal=None), refused(5, refusal=None)],
        # It is no limit that refuses.
        [refused(3, refusal=FORBIDDEN)],
        [refused(3), refused(3, refusal=FORBIDDEN), refused(3, refusal=FORBIDDEN)],
    ],
)
def test_what_others_use_of_the_limit_is_no_drift(rows: Sequence[Spent]) -> None:
    seen, _ = past(rows)

    assert seen.findings == ()
    assert seen.observation.outcome == OK


def test_windows_are_waited_for_only_where_less_is_let_through() -> None:
    window = OPERATION.rate_limit.window if OPERATION.rate_limit is not None else 0

    assert past([refused(LIMIT - 8, 8)])[1] == [0.0]
    assert past([refused(3)])[1] == [0.0, window, window]


@pytest.mark.parametrize("vendor", ["oniva", pytest.param("on24", marks=pytest.mark.xdist_group("drift catalogue"))])
def test_past_the_limit_of_a_faithful_service_is_no_drift(sandbox_of: Callable[[str], Sandbox], vendor: str) -> None:
    looked = sandbox_of(vendor).look(is_past_limit=True)

    assert [one.id for one in looked.report.findings] == []
    assert [one.outcome for one in looked.report.observations if one.name == "past the limit"] == [OK]
