"""Every kind of the catalogue is named by a whole look over HTTP, alone; what is not is listed, with why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pytest

from bench.drift_kinds import NOT_SEEN, NOWHERE, Choice, try_out
from bench.drifting import Sandbox
from mock_server.breaks import CatalogueEntry, catalogue
from mock_server.breaks.catalogue import entries_of
from tests.contract.subjects import CONTRACTS

Sandboxes = Callable[[str], Sandbox]
# What is as true as the break itself.
BESIDE: Mapping[str, set[str]] = {
    # It is put on every reply, those of errors too, whose media type is another one.
    "charset-added": {"content-type-vendor"},
}
# A spread, of which every run has a third, and `make fuzz` all: a look costs twice as much as one at Oniva.
ON24 = (
    "401-to-403:listEvents:status/401",
    "404-to-410:getRegistrant:status/404",
    "array-became-map:listSubClients:/subclients",
    "bool-to-string:listEvents:/events/*/isactive",
    "datetime-no-tz:listEvents:/events/*/goodafter",
    "default-order-reversed:listEvents:/events",
    "enum-case:listEvents:/events/*/displaytimezonecd",
    "field-moved:listSubClients:/clientname",
    "field-optional-removed:listEvents:/events/*/archivestart",
    "field-renamed:listSubClients:/clientname",
    "filter-ignored:listEvents:query/startdate",
    "filter-removed-strict:listEvents:query/startdate",
    "id-prefixed:listSubClients:/subclients/*/id",
    "int-to-string:listSubClients:/subclients/*/id",
    "links-other-host:listEvents:/events/*/audienceurl",
    "list-became-summary:listEvents:/events/*",
    "max-page-size:listEvents:query/itemsperpage",
    "one-based-pages:listEvents:query/pageoffset",
    "page-param-ignored:listEvents:query/pageoffset",
    "page-param-renamed:listEvents:query/pageoffset",
    "pii-masked:listEventRegistrants:/registrants/*/email",
    "sort-ignored:listEvents:query/filterorder",
    "total-is-page-count:listEvents:/totalevents",
    "unknown-param-refused:listEvents:query",
    "endpoint-removed:listSubClients:operation",
)
# Each is tried out in so many operations.
SEVERAL = 2


@cache
def kinds_of(vendor: str) -> list[str]:
    return sorted({one.kind for one in catalogue(CONTRACTS[vendor])} - NOWHERE.keys())


def entries_named(vendor: str, name: str) -> list[CatalogueEntry]:
    contract = CONTRACTS[vendor]
    operation = contract.operations[name.split(":")[1]]
    return [one for one in entries_of(contract, operation) if one.id == name]


def misses(sandbox: Sandbox, tried: list[CatalogueEntry]) -> list[tuple[str, list[str]]]:
    """Return the breaks that were not named, or not alone, each with what else was said. History is asked where the
    other eyes see nothing, as most looks have no past; in `make bench` it always is.
    """
    found = []
    for entry in tried:
        verdict = try_out(sandbox, entry, remembers=False)
        if not verdict.is_named:
            verdict = try_out(sandbox, entry)
        beside = [one.id for one in verdict.beside if one.kind not in BESIDE.get(entry.kind, ())]
        if not verdict.is_named or beside:
            found.append((entry.id, beside))
    return found


@pytest.mark.parametrize("kind", kinds_of("oniva"))
def test_a_kind_of_break_is_named_alone(sandbox_of: Sandboxes, choice_of: Callable[[str], Choice], kind: str) -> None:
    tried = choice_of("oniva").of(kind, 1)

    assert tried
    assert misses(sandbox_of("oniva"), tried) == []


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.fuzz] * (at % 3 > 0)) for at, one in enumerate(ON24)]
)
def test_a_break_of_another_vendor_is_named_alone(sandbox_of: Sandboxes, name: str) -> None:
    (entry,) = entries_named("on24", name)

    assert misses(sandbox_of("on24"), [entry]) == []


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", kinds_of("oniva"))
def test_breaks_of_a_kind_are_named_in_several_operations(
    sandbox_of: Sandboxes, choice_of: Callable[[str], Choice], kind: str
) -> None:
    assert misses(sandbox_of("oniva"), choice_of("oniva").of(kind, SEVERAL)) == []


def test_a_service_as_it_is_has_no_drift(sandbox_of: Sandboxes) -> None:
    for vendor in ("oniva", "on24"):
        looked = sandbox_of(vendor).look()
        assert [one.id for one in looked.report.findings] == []
        assert looked.report.trouble == ""


def test_there_are_enough_kinds_and_what_is_not_seen_is_of_the_catalogue() -> None:
    assert len(kinds_of("oniva")) >= 115
    assert {*NOWHERE} <= {one.kind for one in catalogue(CONTRACTS["oniva"])}
    known = [one for vendor in ("oniva", "on24") for one in catalogue(CONTRACTS[vendor])]
    names = {one.id for one in known} | {one.id.replace(f":{one.operation}:", ":*:", 1) for one in known}
    assert [one for one in NOT_SEEN if one not in names] == []
