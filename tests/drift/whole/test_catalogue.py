"""Every kind of the catalogue is named by a whole look over HTTP, alone; what is not is listed, with why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import pytest

from bench.drift_kinds import NOT_SEEN, NOWHERE, Choice, Verdict
from bench.drift_rounds import Rounds, alone
from bench.drifting import Sandbox
from mock_server.breaks import catalogue
from mock_server.drift.limited import limit_status
from tests.contract.subjects import CONTRACTS

Sandboxes = Callable[[str], Sandbox]
VENDORS = ("oniva", "on24")
# All kinds of the larger API take some twenty looks, if one process takes them all.
ONCE = pytest.mark.xdist_group("drift catalogue")
# Each is tried out in so many operations.
SEVERAL = 2


@cache
def kinds_of(vendor: str) -> list[str]:
    return sorted({one.kind for one in catalogue(CONTRACTS[vendor])} - NOWHERE[vendor].keys())


def kinds() -> list[tuple[str, str]]:
    return [(vendor, kind) for vendor in VENDORS for kind in kinds_of(vendor)]


@pytest.fixture(scope="session")
def rounds(sandbox_of: Sandboxes, choice_of: Callable[[str], Choice]) -> Rounds:
    """One break of each kind of the larger API, many in one look."""
    return Rounds(sandbox_of("on24"), choice_of("on24"), kinds_of("on24"))


def wrong(verdicts: Iterable[Verdict]) -> list[tuple[str, list[str], str]]:
    """Return the breaks that were not named, not alone, or otherwise than the catalogue has them."""
    return [
        (one.entry.id, [found.id for found in one.beside], one.otherwise)
        for one in verdicts
        if not one.is_named or one.beside or one.otherwise
    ]


@pytest.mark.parametrize("kind", kinds_of("oniva"))
def test_a_kind_of_break_is_named_alone(sandbox_of: Sandboxes, choice_of: Callable[[str], Choice], kind: str) -> None:
    tried = choice_of("oniva").of(kind, 1)

    assert tried
    assert wrong(alone(sandbox_of("oniva"), one) for one in tried) == []


@ONCE
@pytest.mark.parametrize("kind", kinds_of("on24"))
def test_a_kind_of_break_is_named_among_those_of_other_operations(rounds: Rounds, kind: str) -> None:
    assert wrong([rounds.verdict(kind)]) == []


@pytest.mark.fuzz
@pytest.mark.parametrize(("vendor", "kind"), kinds())
def test_breaks_of_a_kind_are_named_in_several_operations(
    sandbox_of: Sandboxes, choice_of: Callable[[str], Choice], vendor: str, kind: str
) -> None:
    tried = choice_of(vendor).of(kind, SEVERAL)

    assert wrong(alone(sandbox_of(vendor), one) for one in tried) == []


@pytest.mark.parametrize("vendor", [VENDORS[0], pytest.param(VENDORS[1], marks=ONCE)])
def test_a_service_as_it_is_has_no_drift(sandbox_of: Sandboxes, vendor: str) -> None:
    looked = sandbox_of(vendor).look()

    assert [one.id for one in looked.report.findings] == []
    assert looked.report.trouble == ""


@pytest.mark.parametrize("vendor", [VENDORS[0], pytest.param(VENDORS[1], marks=ONCE)])
def test_of_kinds_that_show_nowhere_there_is_nothing_to_see(choice_of: Callable[[str], Choice], vendor: str) -> None:
    assert [kind for kind in choice_of(vendor).kinds if not choice_of(vendor).of(kind, 1)] == [*NOWHERE[vendor]]


def test_there_are_enough_kinds_and_what_is_not_seen_is_of_the_catalogue() -> None:
    assert [len(kinds_of(vendor)) for vendor in VENDORS] >= [115, 112]
    known = [one for vendor in VENDORS for one in catalogue(CONTRACTS[vendor])]
    names = {one.id for one in known} | {one.id.replace(f":{one.operation}:", ":*:", 1) for one in known}
    assert [one for one in NOT_SEEN if one not in names] == []


def test_a_limit_is_refused_with_the_status_whose_changes_are_said_to_show() -> None:
    statuses = [{limit_status(one) for one in CONTRACTS[vendor].operations.values()} - {None} for vendor in VENDORS]

    assert statuses == [{429}, {403}]
