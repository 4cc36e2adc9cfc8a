"""Every break of the catalogues that a few plain replies can show is told by its own id, and nothing bad beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import orjson
import pytest

from mock_server.breaks import CatalogueEntry, catalogue, parse_break
from mock_server.breaks.declared import error_schemas, schema_of, success_schema
from mock_server.breaks.place import Place, Step
from mock_server.breaks.sites import Site, list_of, sites_of
from mock_server.breaks.walk import values_at
from mock_server.drift import Exchange, Finding
from mock_server.drift.finding import INFORMATIONAL
from mock_server.drift.replies import judge_all
from tests.contract.subjects import CONTRACTS, reads
from tests.drift.replies.recording import VENDORS, Recorded, recorded

# Seen by a comparison of replies, by pinned facts or by history, not in replies alone.
OTHERS_SEE = {
    "field-optional-removed", "money-minor-units", "links-other-host",
    "default-order-reversed", "page-shortened", "total-is-page-count",
    "ratelimit-lowered", "ratelimit-window",
    "default-page-size", "max-page-size", "max-page-clamped", "per-page-param-ignored", "per-page-param-renamed",
    "zero-based-pages", "one-based-pages", "page-param-ignored", "page-param-renamed", "page-param-renamed-strict",
    "sort-ignored", "filter-status-ignored", "filter-date-ignored", "filter-ignored", "filter-renamed",
    "filter-removed-strict", "filter-value-removed", "default-filter", "unknown-param-refused",
}  # fmt: skip
# What only shows in how requests are answered: see test_requests.py.
OF_REQUESTS = {
    "endpoint-removed", "endpoint-gone", "endpoint-501", "scope-renamed", "scope-required", "param-required",
    "header-required", "accept-required", "400-to-200-ignored", "204-empty-list", "404-empty-list",
}  # fmt: skip
# The catalogue has the same change of some places twice; the name that says more is told.
SAYS_MORE = {
    "field-required-removed": {"meta-total-removed", "expires-in-removed", "token-scope-removed"},
    "field-moved": {"meta-moved"},
    "int-to-string": {"expires-in-string"},
}
# Of these, the catalogue has the mark of the operation, and a finding that of the member.
OF_TOKENS = {"expires-in-string", "expires-in-removed", "token-type-lower", "token-scope-removed"}
# For these, pages of many rows are asked for.
RARE = {"enum-new-rare", "became-nullable-rare", "null-became-missing", "null-became-empty", "string-truncated"}


@cache
def entries(vendor: str) -> list[CatalogueEntry]:
    contract = CONTRACTS[vendor]
    read = {name for name, one in contract.operations.items() if reads(vendor, one) and contract.declared(one)}
    skipped = OTHERS_SEE | OF_REQUESTS
    return [one for one in catalogue(contract) if one.operation in read and one.kind not in skipped]


def replies_for(vendor: str, entry: CatalogueEntry) -> list[Recorded]:
    known = recorded(vendor, entry.operation)
    long = [one for one in known if "=50" in one.asked.target]
    known = long if entry.kind in RARE and long else [one for one in known if one not in long]
    # The catalogue puts the media type of successes on every reply.
    return [one for one in known if one.view.is_success] if entry.pointer == "header/Content-Type" else known


def found(vendor: str, exchanges: list[Exchange]) -> dict[str, Finding]:
    return {one.id: one for one in judge_all(CONTRACTS[vendor], exchanges)}


@pytest.mark.parametrize("vendor", ["oniva", pytest.param("on24", marks=pytest.mark.fuzz)])
def test_breaks_of_replies_are_told_by_their_ids(vendor: str) -> None:
    """Every entry that changes a recorded reply, but for those whose change cannot be told from another one."""
    met, kinds = 0, set()
    for entry in entries(vendor):
        records = replies_for(vendor, entry)
        change = parse_break(entry.order, CONTRACTS[vendor])
        exchanges = [exchange for one in records if (exchange := one.broken(change)) is not None]
        if not exchanges or is_invisible(vendor, entry, records):
            continue
        findings = found(vendor, exchanges)
        kind = next(
            (one for one in names_of(vendor, entry, records) if entry.id.replace(entry.kind, one, 1) in findings), ""
        )
        assert kind, (entry.order, [*findings])
        finding = findings[entry.id.replace(entry.kind, kind, 1)]
        assert kind != entry.kind or finding.severity == entry.severity, entry.id
        assert finding.evidence == entry.evidence or kind in OF_TOKENS, entry.id
        rest = {name: one for name, one in findings.items() if name != finding.id and one.severity != INFORMATIONAL}
        assert rest == {}, entry.order
        met, kinds = met + 1, kinds | {kind}
    assert met > {"oniva": 1300, "on24": 6000}[vendor]
    assert len(kinds) > {"oniva": 75, "on24": 65}[vendor]


def names_of(vendor: str, entry: CatalogueEntry, records: list[Recorded]) -> list[str]:
    """The kinds that a break may be told by: its own, one that says more, or one with the same bytes."""
    names = [entry.kind, *SAYS_MORE.get(entry.kind, ())]
    other = LOOKS_LIKE.get(entry.kind)
    if other is not None and other[1](values_of(entry, records)):
        names.append(other[0])
    return names


def values_of(entry: CatalogueEntry, records: list[Recorded]) -> list[Any]:
    steps = Place.parse(entry.pointer).steps
    bodies = [orjson.loads(one.view.body) for one in records if one.view.is_success]
    return [value for body in bodies for value in values_at(body, steps)]


def has_few(values: list[Any]) -> bool:
    return len(values) < 4


def has_no_longer_array(values: list[Any]) -> bool:
    return all(len(one) < 2 for one in values)


def is_always_null(values: list[Any]) -> bool:
    return all(one is None for one in values)


# Where so few values are there, another kind of change sends the same bytes.
LOOKS_LIKE: dict[str, tuple[str, Callable[[list[Any]], bool]]] = {
    "became-nullable-rare": ("became-nullable-all", has_few),
    "enum-new-rare": ("enum-new-common", has_few),
    "array-to-csv": ("array-single-unlisted", has_no_longer_array),
    "null-became-missing": ("field-required-removed", is_always_null),
}


def site_of(vendor: str, entry: CatalogueEntry) -> Site | None:
    place = Place.parse(entry.pointer)
    return sites(vendor, entry.operation, place.family).get(place.steps)


@cache
def sites(vendor: str, name: str, family: str) -> dict[tuple[Step, ...], Site]:
    contract = CONTRACTS[vendor]
    operation = contract.operations[name]
    schemas = error_schemas(contract, operation) if family == "error" else [success_schema(contract, operation)]
    return {site.steps: site for schema in schemas if schema is not None for site in sites_of(schema)}


def is_invisible(vendor: str, entry: CatalogueEntry, records: list[Recorded]) -> bool:
    """Whether what the break makes is as good by the contract as what was before."""
    site = site_of(vendor, entry) if entry.pointer.startswith(("/", "error")) else None
    if site is None:
        return False
    if entry.kind == "string-truncated":
        return not shows_cuts(values_of(entry, records))
    if entry.kind == "string-decomposed":
        return not shows_forms(values_of(entry, records))
    if entry.kind == "id-prefixed":
        return site.kind == "string" and not {"format", "pattern"} & site.schema.keys()
    if entry.kind == "null-became-empty":
        return not {"format", "pattern", "enum", "minLength"} & site.schema.keys() and is_free(site)
    if entry.kind == "field-moved":
        # The only member of a document that moves into another is a document that is wrapped.
        return len(site.steps) == 1 and len(site.neighbours) == 1
    if entry.kind == "list-became-summary":
        return len(site.schema.get("required", ())) < 5
    return entry.kind == "error-field-removed" and not site.required


def is_free(site: Site) -> bool:
    return site.kind in ("string", "array") or (
        site.kind in ("integer", "number") and site.schema.get("minimum", 0) < 1
    )


def shows_forms(values: list[Any]) -> bool:
    """Whether texts are of one form of Unicode: one text alone is somebody's keyboard."""
    return len({one for one in values if isinstance(one, str) and not unicodedata.is_normalized("NFD", one)}) > 1


def shows_cuts(values: list[Any]) -> bool:
    cut = {one[:10] for one in values if isinstance(one, str) and len(one) >= 10}
    return len(cut) > 4 and any(one.endswith(" ") for one in cut)


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_empty_list_that_is_a_status_alone_is_told(vendor: str) -> None:
    """In place of a page without rows: without a body, and not for an operation that is gone."""
    met = 0
    for entry in catalogue(CONTRACTS[vendor]):
        if entry.kind not in ("204-empty-list", "404-empty-list"):
            continue
        for one in recorded(vendor, entry.operation)[:1]:
            emptied = replace(one.view, body=orjson.dumps(without_rows(vendor, entry.operation, one.view.body)))
            exchange = Recorded(one.asked, emptied).broken(parse_break(entry.order, CONTRACTS[vendor]))
            assert exchange is not None
            assert [*found(vendor, [exchange])] == [entry.id]
            met += 1
    assert met > 3


def without_rows(vendor: str, operation: str, body: bytes) -> Any:
    schema = success_schema(CONTRACTS[vendor], CONTRACTS[vendor].operations[operation])
    assert schema is not None
    listed = list_of(sites_of(schema))
    assert listed is not None
    return {**orjson.loads(body), listed.name: []}


def test_the_kinds_that_others_see_are_of_the_catalogue() -> None:
    kinds = {one.kind for vendor in VENDORS for one in catalogue(CONTRACTS[vendor])}
    assert kinds >= OTHERS_SEE | OF_REQUESTS


def test_errors_of_a_documented_status_are_found() -> None:
    """The records have what they are for: successes, pages of lists, and refusals."""
    statuses = {one.view.status for one in recorded("oniva", "listEvents")}
    assert statuses == {200, 400, 401, 403, 405, 429}
    operation = CONTRACTS["oniva"].operations["listEvents"]
    assert all(schema_of(one) for one in CONTRACTS["oniva"].declared(operation)["responses"].values())
