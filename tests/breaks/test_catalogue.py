"""The catalogue: what there is of it, that every entry can be ordered, and that every one has an effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

import orjson
import pytest

from mock_server.breaks import (
    Break,
    CatalogueEntry,
    RequestView,
    ResponseView,
    catalogue,
    catalogue_rows,
    grammar_rows,
    parse_break,
)
from mock_server.breaks.declared import error_schemas, success_schema
from mock_server.contract import Contract, Operation
from mock_server.core.api_errors import ApiError
from mock_server.core.errors import ConfigError
from tests.breaks.samples import differences, documents, queries_of, reply, request_of, view_of
from tests.contract.lab import Lab
from tests.contract.subjects import CONTRACTS, every_vendor

SEVERITIES = {"breaking", "dangerous", "informational"}
MARKS = {"stated", "observed", "inferred", "convention"}


@cache
def entries(vendor: str) -> list[CatalogueEntry]:
    return catalogue(CONTRACTS[vendor])


def requests(contract: Contract, entry: CatalogueEntry) -> Iterable[RequestView]:
    operation = contract.operations[entry.operation]
    name = entry.pointer.removeprefix("query/") if entry.pointer.startswith("query/") else ""
    for query in queries_of(operation, name):
        yield request_of(contract, operation.id, query=query, headers={"Authorization": "bearer none-such"})


def replies(operation: Operation, bodies: list[object], errors: list[object]) -> list[ResponseView]:
    headers = [(name, "30") for response in operation.responses.values() for name, _ in response_headers(response)]
    good = [reply(operation.id, document, operation.success, *headers) for document in bodies]
    bad = [reply(operation.id, document, 404, *headers) for document in errors]
    return [*good, *bad, *(reply(operation.id, {"status": status}, status, *headers) for status in operation.responses)]


def response_headers(response: object) -> list[tuple[str, object]]:
    return [(one.name, one) for one in response._headers]  # type: ignore[attr-defined]


def has_effect(broken: Break, asked: Iterable[RequestView], told: Iterable[ResponseView]) -> bool:
    return any(broken.after(view)[1] for view in told) or any(is_changed(broken, view) for view in asked)


def is_changed(broken: Break, request: RequestView) -> bool:
    try:
        return broken.before(request) != request
    except ApiError:
        return True


@every_vendor()
def test_kinds_are_at_least_fifty_five(vendor: str) -> None:
    assert len({entry.kind for entry in entries(vendor)}) >= 55


@every_vendor()
def test_ids_are_unique_and_made_of_kind_operation_and_place(vendor: str) -> None:
    ids = Counter(entry.id for entry in entries(vendor))
    assert [one for one, count in ids.items() if count > 1] == []
    assert all(entry.id == f"{entry.kind}:{entry.operation}:{entry.pointer}" for entry in entries(vendor))


@every_vendor()
def test_the_catalogue_is_the_same_each_time(vendor: str) -> None:
    assert catalogue(CONTRACTS[vendor]) == entries(vendor)


@every_vendor()
def test_entries_say_what_changes_how_bad_it_is_and_how_sure_the_contract_is(vendor: str) -> None:
    for entry in entries(vendor):
        assert entry.tells
        assert "{" not in entry.tells
        assert entry.severity in SEVERITIES
        assert entry.evidence in MARKS, entry.id


@every_vendor()
def test_every_operation_has_breaks(vendor: str) -> None:
    assert {entry.operation for entry in entries(vendor)} == {*CONTRACTS[vendor].operations}


@every_vendor()
def test_every_entry_can_be_ordered_and_has_an_effect(vendor: str) -> None:
    contract = CONTRACTS[vendor]
    without = []
    told: dict[str, list[ResponseView]] = {}
    for entry in entries(vendor):
        operation = contract.operations[entry.operation]
        if entry.operation not in told:
            schema = success_schema(contract, operation)
            bodies = documents(schema) if schema is not None else ["text"]
            told[entry.operation] = replies(
                operation, bodies, [documents(one)[0] for one in error_schemas(contract, operation)]
            )
        broken = parse_break(entry.order, contract)
        assert str(broken) == entry.order
        if not has_effect(broken, requests(contract, entry), told[entry.operation]):
            without.append(entry.order)
    assert without == []


@every_vendor()
def test_ids_are_taken_for_what_they_order(vendor: str) -> None:
    seen: set[str] = set()
    for entry in entries(vendor):
        if entry.kind not in seen:
            seen.add(entry.kind)
            assert parse_break(entry.id, CONTRACTS[vendor]) == parse_break(entry.order, CONTRACTS[vendor])


REAL = [
    ("oniva", "listEventBookings", ("limit", "2")),
    ("oniva", "getEvent", ("a", "b")),
    ("oniva", "issueToken", ("a", "b")),
    ("on24", "listRegistrants", ("itemsperpage", "2")),
    ("on24", "listEventAttendees", ("itemsperpage", "2")),
    ("on24", "getEvent", ("a", "b")),
    ("on24", "listPolls", ("a", "b")),
]


@pytest.mark.parametrize(("vendor", "operation", "query"), REAL)
def test_edits_of_a_member_leave_the_rest_of_a_real_reply_alone(
    lab_of: Callable[[str], Lab], vendor: str, operation: str, query: tuple[str, str]
) -> None:
    contract = CONTRACTS[vendor]
    lab = lab_of(vendor).renew()
    real = view_of(operation, lab.send(lab.success(operation)) if query[0] == "a" else lab.get(operation, query))
    before, met = orjson.loads(real.body), 0
    for entry in entries(vendor):
        if entry.operation != operation or not entry.pointer.startswith("/"):
            continue
        after, count = parse_break(entry.order, contract).after(real)
        if not count or after.content_type != real.content_type:
            continue
        met += 1
        assert (after.status, after.headers) == (real.status, real.headers)
        steps = entry.pointer[1:].split("/")
        for place in differences(before, orjson.loads(after.body)):
            # A member that is renamed, moved or put for its object changes what holds it, and nothing beside that.
            assert is_below(place, steps[:-1]), (entry.order, place)
        assert orjson.loads(real.body) == before
    assert met > 15


def is_below(place: tuple[str, ...], steps: list[str]) -> bool:
    return all(step in ("*", one) for step, one in zip(steps, place, strict=False))


def test_rows_are_plain_texts_of_one_operation_and_kind() -> None:
    contract = CONTRACTS["oniva"]
    (row,) = [
        one
        for one in catalogue_rows(contract, "listEventBookings", "field-renamed")
        if one["pointer"] == "/items/*/contact/email"
    ]
    assert row == {
        "id": "field-renamed:listEventBookings:/items/*/contact/email",
        "kind": "field-renamed",
        "operation": "listEventBookings",
        "pointer": "/items/*/contact/email",
        "order": "listEventBookings:/items/*/contact/email:rename=newEmail",
        "tells": "email has another name",
        "severity": "breaking",
        "evidence": "inferred",
    }
    assert len(catalogue_rows(contract)) == len(entries("oniva"))


def test_rows_of_what_there_is_not_say_what_there_is() -> None:
    contract = CONTRACTS["oniva"]
    with pytest.raises(ConfigError, match="'nothing' is no operation; there are issueToken, getMe"):
        catalogue_rows(contract, "nothing")
    with pytest.raises(ConfigError, match="'nothing' is no kind of break here; there are endpoint-removed"):
        catalogue_rows(contract, kind="nothing")


def test_the_grammar_is_a_table() -> None:
    rows = grammar_rows()
    assert {"place": "`query/NAME`, `query`", "edit": "maximum=N", "tells": "more is refused"} in rows
    assert {
        "place": "`operation`",
        "edit": "remove[=STATUS]",
        "tells": "not found, or answered with this status",
    } in rows
