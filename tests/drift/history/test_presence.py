"""Optional members that are in no row: when that is a loss, and when the rows are merely others."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from mock_server.drift import Answered, Asked, Exchange
from mock_server.drift.history import Baseline, Profile, compare, profile_of
from tests.conftest import EPOCH
from tests.contract.subjects import CONTRACTS
from tests.drift.history.walks import SECRET

CONTRACT = CONTRACTS["on24"]
LOST = "field-optional-removed:listRegistrants:/registrants/*/firstname"


def profile(*rows: dict[str, Any]) -> Profile:
    """The profile of one page of registrants, beside a medium that is always there: so the data are the tenant's."""
    medium = Answered(200, [], orjson.dumps({"media": [{"mediaid": 7}]}))
    other = Exchange(Asked("listMedia", "GET", "/v2/client/1/mediamanager"), medium)
    answered = Answered(200, [], orjson.dumps({"registrants": rows}))
    exchange = Exchange(Asked("listRegistrants", "GET", "/v2/client/1/registrant"), answered)
    return profile_of(CONTRACT, [exchange, other], secret=SECRET, tenant="1")


def people(first: int, **members: Any) -> list[dict[str, Any]]:
    """Thirty registrants, numbered from one on."""
    return [{"eventuserid": first + at, "eventid": 1, **members} for at in range(30)]


@pytest.mark.parametrize(
    ("runs", "now", "is_lost"),
    [
        ([people(0, firstname="a")], people(0), True),
        ([people(0, firstname="a") + people(50)], people(0), True),
        # Of other records, one page tells nothing, and neither do several of which some are without.
        ([people(0, firstname="a"), people(0, firstname="a")], people(50), False),
        ([people(0, firstname="a"), people(50), people(100, firstname="a")], people(150), False),
        ([people(at, firstname="a") for at in (0, 50, 100)], people(150), True),
        ([people(0, firstname="a")], people(0)[1:] + people(0, firstname="a")[:1], False),
        ([people(0)], people(0), False),
    ],
)
def test_a_member_is_missed_where_it_has_to_be(
    runs: list[list[dict[str, Any]]], now: list[dict[str, Any]], is_lost: bool
) -> None:
    baseline = Baseline.begin("on24", CONTRACT.version, profile())
    for rows in runs:
        baseline = baseline.with_run(profile(*rows), EPOCH)
    findings = compare(CONTRACT, baseline, profile(*now))
    assert (LOST in [one.id for one in findings]) is is_lost
