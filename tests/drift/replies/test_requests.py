"""Breaks of what is asked for, ordered in a world of our own server: each is told by its own id."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from mock_server.breaks import CatalogueEntry, catalogue
from mock_server.contract.parameters import Parameter
from mock_server.contract.values import BadValue
from mock_server.drift import Exchange
from mock_server.drift.replies import judge_all
from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.subjects import CONTRACTS, reads
from tests.drift.replies.recording import VENDORS, lab_of, told

PLAIN = (
    "endpoint-removed", "endpoint-gone", "endpoint-501", "endpoint-redirect", "endpoint-deprecated",
    "scope-renamed", "scope-required", "header-required", "accept-required",
)  # fmt: skip
BAD = ("nonsense", "-1", "0", "", "x" * 300, "1.5", "100000000000")


@contextmanager
def ordered(lab: Lab, entry: CatalogueEntry) -> Iterator[None]:
    """Let the world of a lab be broken for a while."""
    faults = lab.service.home.faults
    fault = faults.order(operation=entry.operation, effect={"break": entry.order})
    yield
    faults.remove(fault.rule.id)


def entries(vendor: str, *kinds: str) -> Iterator[CatalogueEntry]:
    contract = CONTRACTS[vendor]
    for one in catalogue(contract):
        operation = contract.operations[one.operation]
        if one.kind in kinds and contract.declared(operation) and reads(vendor, operation):
            yield one


def asking(lab: Lab, entry: CatalogueEntry, ask: Ask, status: int) -> Exchange:
    lab.renew()
    with ordered(lab, entry):
        return told(entry.operation, ask, lab.send(ask), status)


def ids(lab: Lab, exchange: Exchange) -> list[str]:
    return [one.id for one in judge_all(lab.contract, [exchange])]


def parameter_of(lab: Lab, entry: CatalogueEntry) -> Parameter:
    name = entry.pointer.removeprefix("query/")
    return next(
        one for one in lab.operation(entry.operation).parameters.all if (one.place, one.name) == ("query", name)
    )


def without(ask: Ask, name: str) -> Ask:
    return replace(ask, query=tuple(pair for pair in ask.query if pair[0].lower() != name.lower()))


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("kind", PLAIN)
def test_a_plain_request_that_is_answered_otherwise_is_told(vendor: str, kind: str) -> None:
    lab = lab_of(vendor)
    met = 0
    for entry in entries(vendor, kind):
        operation = lab.operation(entry.operation)
        ask = lab.success(entry.operation)
        if kind.endswith("-required") and operation.id == "issueToken" and vendor == "oniva":
            # Refusals of tokens name no parameter (RFC 6749 section 5.2).
            continue
        assert ids(lab, asking(lab, entry, ask, operation.success)) == [entry.id]
        met += 1
    assert met > 3 or (vendor == "on24" and kind.startswith("scope"))


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_parameter_that_has_to_be_sent_is_told(vendor: str) -> None:
    lab = lab_of(vendor)
    met = 0
    for entry in entries(vendor, "param-required"):
        ask = without(lab.success(entry.operation), parameter_of(lab, entry).name)
        exchange = asking(lab, entry, ask, lab.operation(entry.operation).success)
        if not exchange.answered.is_good:
            assert ids(lab, exchange) == [entry.id]
            met += 1
    assert met >= {"oniva": 12, "on24": 90}[vendor]


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_bad_value_that_is_taken_is_told(vendor: str) -> None:
    lab = lab_of(vendor)
    met = 0
    for entry in entries(vendor, "400-to-200-ignored"):
        parameter = parameter_of(lab, entry)
        bad = next((text for text in BAD if is_bad(parameter, text)), None)
        if bad is None:
            continue
        base = without(lab.success(entry.operation), parameter.name)
        ask = replace(base, query=(*base.query, (parameter.name, bad)))
        if lab.renew().send(ask).status_code == 400:
            exchange = asking(lab, entry, ask, 400)
            assert ids(lab, exchange) == [entry.id]
            met += 1
    assert met >= {"oniva": 10, "on24": 40}[vendor]


def is_bad(parameter: Parameter, text: str) -> bool:
    try:
        parameter.decode([text])
    except BadValue:
        return True
    return False


Kinds = Callable[[CatalogueEntry], bool]


@pytest.mark.parametrize("vendor", VENDORS)
def test_breaks_ordered_in_a_world_are_told_as_those_of_recorded_replies_are(vendor: str) -> None:
    """One of each kind that a successful reply shows."""
    lab = lab_of(vendor)
    met: set[str] = set()
    for entry in entries(vendor, *WORLD):
        if entry.kind in met:
            continue
        ask = lab.success(entry.operation)
        if entry.id in ids(lab, asking(lab, entry, ask, lab.operation(entry.operation).success)):
            met.add(entry.kind)
    assert met == {*WORLD} - MISSING[vendor]


WORLD = (
    "field-required-removed", "field-renamed", "field-added", "field-added-nested", "became-nullable-all",
    "casing-changed",
    "object-flattened", "object-to-string", "object-to-id", "int-to-string", "int-to-float", "bool-to-int",
    "bool-to-string", "string-to-object", "number-to-string", "number-precision", "id-to-object", "array-to-csv",
    "array-became-map", "array-items-to-objects", "enum-new-common", "enum-case", "enum-to-int", "datetime-no-tz",
    "datetime-epoch", "datetime-epoch-ms", "datetime-space", "datetime-date-only", "datetime-offset",
    "datetime-fraction", "datetime-local-as-z", "datetime-day-first", "string-escaped", "links-relative", "pii-masked",
    "detail-wrapped", "envelope-wrapped", "envelope-renamed", "envelope-flattened", "meta-total-removed", "meta-moved",
    "total-zero", "list-became-summary", "body-html", "bom", "charset-latin1", "gzip-forced", "200-to-206",
    "200-to-202",
    "content-type-text", "content-type-vendor", "content-type-removed", "charset-added", "header-added",
    "field-optional-renamed", "id-int-to-uuid", "id-uuid-to-int", "int-beyond-double", "money-number-to-string",
    "money-comma", "ratelimit-headers-removed", "ratelimit-headers-renamed", "ratelimit-reset-epoch", "token-ttl",
    "expires-in-string", "expires-in-removed", "token-type-lower", "token-scope-removed",
)  # fmt: skip
# What the contract of a vendor has not.
MISSING = {
    "oniva": {"field-optional-renamed", "id-int-to-uuid", "int-beyond-double"},
    "on24": {
        "object-to-id", "id-uuid-to-int", "money-number-to-string", "money-comma", "ratelimit-headers-removed",
        "ratelimit-headers-renamed", "ratelimit-reset-epoch", "token-ttl", "expires-in-string", "expires-in-removed",
        "token-type-lower", "token-scope-removed",
    },
}  # fmt: skip
