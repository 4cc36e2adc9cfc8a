"""Time: a service's clock is compared with ours, and what goes soon is worse than what goes late."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from mock_server.drift.clock import clock_findings, hastened
from mock_server.drift.exchange import Answered, Asked, Exchange
from mock_server.drift.finding import BREAKING, DANGEROUS, Finding
from tests.conftest import NOON

GOES = Finding("endpoint-deprecated", "listEvents", "operation", DANGEROUS, "it stays", "it goes")


def at(name: str, moment: datetime | str) -> Exchange:
    text = moment if isinstance(moment, str) else format_datetime(moment, usegmt=True)
    return Exchange(Asked("listEvents", "GET", "/"), Answered(200, [(name, text)], b""))


@pytest.mark.parametrize(
    ("minutes", "seen"),
    [(0, []), (-9, []), (9, []), (300, ["it is hours ahead"]), (-60, ["it is minutes behind"])],
)
def test_a_clock_that_is_far_from_ours_is_told(minutes: int, seen: list[str]) -> None:
    first, later = at("Date", NOON + timedelta(minutes=minutes)), at("Date", NOON + timedelta(days=9))
    assert [one.seen for one in clock_findings([at("X", "y"), first, later], NOON)] == seen
    assert [*clock_findings([first], None)] == []


@pytest.mark.parametrize("text", ["", "now", "Sat, 99 Mar 2026 25:00:00 GMT", "9" * 400])
def test_a_date_that_is_none_tells_nothing(text: str) -> None:
    assert [*clock_findings([at("Date", text)], NOON)] == []
    assert hastened([GOES], [at("Sunset", text)], NOON) == [GOES]


@pytest.mark.parametrize(("days", "severity"), [(-1, BREAKING), (29, BREAKING), (31, DANGEROUS)])
def test_what_goes_soon_is_breaking(days: int, severity: str) -> None:
    other = Finding("field-added", "listEvents", "body", DANGEROUS, "", "")
    found = hastened([GOES, other], [at("Sunset", NOON + timedelta(days=days))], NOON)
    assert [one.severity for one in found] == [severity, DANGEROUS]
    assert hastened([GOES], [at("Sunset", NOON)], None) == [GOES]
