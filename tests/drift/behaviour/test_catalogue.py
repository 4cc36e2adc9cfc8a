"""Every break that one reply does not show is named by the checks of behaviour, by the catalogue's id."""

from __future__ import annotations

import pytest

from mock_server.breaks.catalogue import CatalogueEntry, catalogue
from mock_server.contract import load_contract
from mock_server.resources import contract_path
from mock_server.vendors import discover
from tests.drift.behaviour.bench import Bench, ids

SEEN = {
    "204-empty-list", "400-to-200", "400-to-200-ignored", "400-to-422", "401-to-403", "401-to-404",
    "404-empty-list", "404-to-200-error", "404-to-200-null", "404-to-410", "accept-required", "default-filter",
    "default-order-reversed", "default-page-size", "filter-date-ignored", "filter-ignored", "filter-removed-strict",
    "filter-status-ignored", "filter-value-removed", "gzip-forced", "header-required", "list-became-summary",
    "max-page-clamped", "max-page-size", "page-param-ignored", "page-param-renamed-strict", "page-shortened",
    "param-required", "per-page-param-ignored", "pii-masked", "ratelimit-lowered", "ratelimit-window",
    "scheme-case", "scope-renamed", "scope-required", "token-scope-removed", "token-ttl", "total-is-page-count",
    "total-zero", "unknown-param-refused", "www-authenticate-removed", "zero-based-pages",
}  # fmt: skip
# Without a token nothing is answered at all, and bad requests for one are not made.
LOCKED_OUT = {"accept-required", "header-required", "gzip-forced", "400-to-200", "400-to-422"}
# What has another name has no effect by its own: no client can tell more.
ALIKE = {"page-param-renamed": "page-param-ignored", "per-page-param-renamed": "per-page-param-ignored"}
# What follows from a break, and is true as well.
BESIDE = {"pii-masked": {"filter-differs"}, "page-shortened": {"total-differs", "item-count-differs"}}
IGNORED = {"filter-ignored", "filter-status-ignored", "filter-date-ignored"}
# A row and its record show each other up.
COMPARED = [
    "string-truncated:listEvents:/items/*/title", "string-truncated:getEvent:/title",
    "money-minor-units:listEventBookings:/items/*/payment/amount", "money-minor-units:getBooking:/payment/amount",
    "datetime-offset:listEvents:/items/*/startDate", "datetime-fraction:getBooking:/createdAt",
    "datetime-local-as-z:listEvents:/items/*/startDate", "datetime-local-as-z:getEvent:/startDate",
    "links-other-host:listEvents:/items/*/url", "number-precision:getBooking:/payment/amount",
]  # fmt: skip


def entries() -> list[CatalogueEntry]:
    found = catalogue(load_contract(contract_path(discover(("oniva",))["oniva"].contract)))
    return [one for one in found if not (one.operation == "issueToken" and one.kind in LOCKED_OUT)]


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", sorted(SEEN))
def test_breaks_of_a_kind_are_named_alone(bench: Bench, kind: str) -> None:
    mine = [one for one in entries() if one.kind == kind]
    assert mine
    for entry in mine:
        _, findings = bench.run(entry.id)
        found = {one.id: one for one in findings if one.kind not in BESIDE.get(kind, ())}
        assert found.keys() == {entry.id}
        assert found[entry.id].severity == entry.severity
        assert found[entry.id].evidence == entry.evidence


@pytest.mark.parametrize("kind", sorted(ALIKE))
def test_renamed_parameters_are_named_as_ones_without_effect(bench: Bench, kind: str) -> None:
    for entry in (one for one in entries() if one.kind == kind):
        assert ids(bench.run(entry.id)[1]) == {entry.id.replace(kind, ALIKE[kind])}


def test_renamed_filters_are_named_as_ones_without_effect(bench: Bench) -> None:
    for entry in (one for one in entries() if one.kind == "filter-renamed"):
        (finding,) = bench.run(entry.id)[1]
        assert finding.kind in IGNORED
        assert (finding.operation, finding.pointer) == (entry.operation, entry.pointer)


@pytest.mark.parametrize("one", COMPARED)
def test_values_that_are_in_a_row_otherwise_than_in_the_record_are_named(bench: Bench, one: str) -> None:
    assert ids(bench.run(one)[1]) == {one}


def test_dates_that_a_filter_takes_for_others_are_named_where_row_and_record_agree(bench: Bench) -> None:
    both = ("datetime-local-as-z:listEvents:/items/*/startDate", "datetime-local-as-z:getEvent:/startDate")
    assert both[0] in ids(bench.run(*both)[1])


def test_runs_against_a_drifted_service_are_little_longer(bench: Bench) -> None:
    bench.run()
    usual = len(bench.sent)
    assert usual < 60
    for kind in ("filter-value-removed", "total-is-page-count", "filter-removed-strict", "endpoint-501"):
        for entry in (one for one in entries() if one.kind == kind):
            bench.run(entry.id)
            assert len(bench.sent) <= usual + 14
