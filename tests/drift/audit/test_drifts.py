"""Drifts that were written down from the list of kinds alone, before anybody looked which of them the tool has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mock_server.vendors.oniva.probes import PROBES
from tests.drift.audit import held, third_oniva
from tests.drift.audit.cases import NAMED, Case, beside, how
from tests.drift.audit.on24_answers import ANSWERS
from tests.drift.audit.on24_drifts import ALL as ON24
from tests.drift.audit.oniva_several import ALL, SEVERAL
from tests.drift.audit.running import Audited
from tests.drift.audit.unseen import UNSEEN

ONIVA = (*ALL.values(), *SEVERAL, *held.ONIVA, *third_oniva.ONIVA)
SECOND = [one for one in held.ON24 if one.name not in UNSEEN]
# What a client of Oniva's can spend.
MOST = PROBES.requests
# A few of those that were missed at first, or told by another name.
CHEAP = (
    "a nested member moves to the top",
    "the contact of a record is null",
    "in UTC, rows and record",
    "the total counts one too many",
    "filters are alternatives",
    "of several words the first counts",
    "'bearer' is refused",
    "a scope has another name in the answer",
    "page has no effect where a filter is given",
    "a start has no effect where an end is sent",
    "old events are hidden",
    "no events are 404",
    "large answers are compressed",
    "every page says it is the first",
    "what was checked in is beside the option",
    "scopes are one text",
    "a title is in capitals, on later pages",
    "the tax comes on top, rows and record",
    "the total does not know of filters",
    "a workspace has no effect beside a status",
    "a start leaves its own moment out, of bookings",
    "an address that is nobody's is everybody's",
    "an error says another status than it has",
    "later pages of bookings come the other way round",
    "what is left is what was used",
)
SEEN = [one for one in ONIVA if one.name not in UNSEEN]
FUZZ = [pytest.param(one, marks=() if one.name in CHEAP else pytest.mark.fuzz, id=one.name) for one in SEEN]


def names_all(audited: Audited, one: Case, *, remembers: bool) -> int:
    """Fail where a drift is not told by its kind, operation and place, as bad as it is; return how much was asked."""
    report = audited.look(one.drift, remembers=remembers)
    found = {finding["id"]: finding["severity"] for finding in report["findings"]}
    for told, _ in one.told:
        assert how(told, [*found]) == NAMED, (told, found)
    assert [id for id in beside(one, [*found]) if found[id] != "informational"] == []
    return int(report["requests"])


@pytest.mark.parametrize("one", FUZZ)
def test_a_drift_of_oniva_is_named(audited_of: Callable[[str], Audited], one: Case) -> None:
    assert names_all(audited_of("oniva"), one, remembers=one.remembers) <= MOST


@pytest.mark.fuzz
@pytest.mark.parametrize("one", [*ON24, *ANSWERS, *SECOND], ids=lambda one: one.name)
def test_a_drift_of_on24_is_named(audited_of: Callable[[str], Audited], one: Case) -> None:
    names_all(audited_of("on24"), one, remembers=True)
