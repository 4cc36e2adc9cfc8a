"""Every ready break changes what a client sees: on real exchanges, or on a document made of the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

from mock_server.breaks import Asked, Break, CatalogueEntry, Told, catalogue, parse_break
from mock_server.breaks.declared import json_schema, responses_of, success_schema
from mock_server.breaks.edits import Edit
from mock_server.breaks.pointer import steps_of
from mock_server.contract import Contract
from mock_server.contract.schemas import options_of, type_of, without_null
from mock_server.core.api_errors import ApiError
from tests.contract.subjects import CONTRACTS, every_vendor


def filled(schema: Any) -> Any:
    """Return a document of a schema with every member there, and two unlike items in every list."""
    plain = without_null(schema)
    if "const" in plain:
        return plain["const"]
    if plain.get("enum"):
        return next(word for word in plain["enum"] if word is not None)
    for option in options_of(plain):
        return filled(option)
    return _OF_TYPE[type_of(plain)](plain)


def _object(schema: Any) -> Any:
    members = {name: filled(one) for name, one in schema.get("properties", {}).items()}
    return members or {"any": "text"}


def _array(schema: Any) -> Any:
    rows = [filled(schema.get("items", {})) for _ in range(2)]
    # No two rows are alike, so that their order can be told.
    return [rows[0], {**rows[1], "only here": 1} if isinstance(rows[1], dict) else f"{rows[1]} 2"]


def _string(schema: Any) -> Any:
    texts = {
        "date-time": "2026-03-02T08:30:00+01:00",
        "local-time": "2026-03-02T08:30:00",
        "uuid": "1690c1d5-1265-4fdc-a12f-d63ba5155f79",
        "email": "anna@example.com",
    }
    return texts.get(schema.get("format", ""), "some text")


_OF_TYPE: dict[str, Callable[[Any], Any]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": lambda schema: 7,
    "number": lambda schema: 12.5,
    "boolean": lambda schema: True,
    "": lambda schema: "anything",
}


def body_entries(vendor: str) -> Iterator[CatalogueEntry]:
    return (one for one in catalogue(CONTRACTS[vendor]) if one.place.startswith("/") or not one.place)


@every_vendor()
def test_every_ready_break_of_a_body_changes_it(vendor: str) -> None:
    contract, documents = CONTRACTS[vendor], {}
    idle = []
    for entry in body_entries(vendor):
        if entry.operation not in documents:
            documents[entry.operation] = orjson.dumps(filled(success_schema(contract, entry.operation)))
        body = documents[entry.operation]
        if entry.kind.startswith("null-became"):
            body = orjson.dumps(Edit("value", "null").apply(orjson.loads(body), steps_of(entry.place))[0])
        told = Told(200, [], "application/json", body)
        other, count = parse_break(entry.text, contract).after(told)
        # A moment without a zone has none to lose, for example.
        if (count == 0 or other.body == told.body) and not entry.kind.startswith("datetime"):
            idle.append(entry.id)
    assert idle == []


@every_vendor()
def test_break_of_a_body_leaves_errors_alone(vendor: str) -> None:
    contract = CONTRACTS[vendor]
    told = Told(404, [], "application/json", b'{"detail": "x"}')
    for entry in list(body_entries(vendor))[::50]:
        assert parse_break(entry.text, contract).after(told) == (told, 0)


@every_vendor()
def test_every_ready_break_of_a_reply_changes_it(vendor: str) -> None:
    contract = CONTRACTS[vendor]
    idle = []
    for entry in catalogue(contract):
        kind, _, name = entry.place.partition("/")
        if kind not in ("status", "error", "header", "content-type") and entry.text[-6:] != "deprec":
            continue
        statuses = [int(name)] if kind == "status" else [one for one in responses_of(contract, entry.operation)]
        changes = [parse_break(entry.text, contract).after(told_of(contract, entry.operation, one)) for one in statuses]
        if not any(count for _, count in changes):
            idle.append(entry.id)
    assert idle == []


def told_of(contract: Contract, operation: str, status: int) -> Told:
    """Return a reply of a documented status, made of its schema, with every header."""
    declared = responses_of(contract, operation)[status]
    schema = json_schema(declared)
    body = b"" if schema is None else orjson.dumps(filled(schema))
    headers = [(name, "a value") for name in declared.get("headers", {})]
    return Told(status, headers, next(iter(declared.get("content", {})), ""), body)


@every_vendor()
def test_every_ready_break_of_a_parameter_changes_what_is_asked(vendor: str) -> None:
    contract = CONTRACTS[vendor]
    idle = []
    for entry in catalogue(contract):
        kind, _, name = entry.place.partition("/")
        if kind != "query":
            continue
        change = parse_break(entry.text, contract)
        word = change.edit.value if change.edit.name == "refuse" else "9999"
        # One says something, the other nothing.
        if not any(is_changed(change, query) for query in ({name: [word]}, {})):
            idle.append(entry.id)
    assert idle == []


def is_changed(change: Break, query: dict[str, list[str]]) -> bool:
    """Tell whether a request is understood otherwise, or refused."""
    try:
        return change.before(Asked(query, {})).query != query
    except ApiError:
        return True


ONIVA = CONTRACTS["oniva"]


def one(text: str) -> Break:
    return parse_break(text, ONIVA)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("listEvents:query/status:ignore", {"status": ["draft"], "page": ["2"]}, {"page": ["2"]}),
        ("listEvents:query/limit:default=5", {}, {"limit": ["5"]}),
        ("listEvents:query/limit:default=5", {"limit": ["7"]}, {"limit": ["7"]}),
        ("listEvents:query/limit:clamp=50", {"limit": ["100"]}, {"limit": ["50"]}),
        ("listEvents:query/limit:maximum=50", {"limit": ["50"]}, {"limit": ["50"]}),
        ("listEvents:query/limit:maximum=50", {"limit": ["51"]}, "InvalidRequest"),
        ("listEvents:query/page:shift=1", {"page": ["0"]}, {"page": ["1"]}),
        ("listEvents:query/page:rename=p", {"page": ["2"], "p": ["3"]}, {"page": ["3"]}),
        ("listEvents:query/page:rename=p", {"page": ["2"]}, {}),
        ("listEvents:query/from:required", {}, "InvalidRequest"),
        ("listEvents:query/status:refuse=draft", {"status": ["active,draft"]}, "InvalidRequest"),
        ("listEvents:query/status:refuse=draft", {"status": ["active"]}, {"status": ["active"]}),
        ("listEvents:request-header/X-Api-Version:required", {}, "InvalidRequest"),
        ("listEvents:operation:remove", {}, "NotFound"),
    ],
)
def test_request_is_understood_otherwise(text: str, query: dict[str, list[str]], expected: Any) -> None:
    if isinstance(expected, str):
        with pytest.raises(ApiError) as refused:
            one(text).before(Asked(query, {}))
        assert refused.typename == expected
    else:
        assert one(text).before(Asked(query, {})).query == expected


PAGE = (
    b'{"items":[{"id":"a","at":"2026-03-02T08:30:00+01:00","n":12.5,"ok":true,"none":null},{"id":"b"}],"totalCount":9}'
)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("listEvents:/totalCount:count", b'"totalCount":2'),
        ("listEvents:/items:flatten", b'[{"id":"a"'),
        ("listEvents:/items:rename=data", b'{"data":[{"id":"a"'),
        ("listEvents::wrap=data", b'{"data":{"items":['),
        ("listEvents::case=snake", b'"total_count":9'),
        ("listEvents:/items:reverse", b'{"items":[{"id":"b"},{"id":"a"'),
        ("listEvents:/items:retype=map", b'{"items":{"0":{"id":"a"'),
        ("listEvents:/items/*/id:prefix=evt_", b'"id":"evt_b"'),
        ("listEvents:/items/*/id:null=first", b'{"items":[{"id":null'),
        ("listEvents:/items/*/id:value=5", b'{"id":5}],'),
        ("listEvents:/items/*:add=more", b'{"id":"b","more":"new"}'),
    ],
)
def test_document_is_edited_where_the_pointer_leads(edit: str, expected: bytes) -> None:
    other, count = one(edit).after(Told(200, [], "application/json", PAGE))
    assert expected in other.body
    assert count >= 1


def test_headers_statuses_and_kinds_of_content_change() -> None:
    told = Told(401, [("WWW-Authenticate", "Bearer")], "application/problem+json", b'{"detail":"x"}')
    assert one("getMe:header/WWW-Authenticate:drop").after(told)[0].headers == []
    assert one("getMe:header/WWW-Authenticate:rename=X").after(told)[0].headers == [("X", "Bearer")]
    assert one("getMe:status/401:become=403").after(told)[0].status == 403
    assert one("getEvent:status/404:become=200 null").after(Told(404, [], "", b"x"))[0].body == b"null"
    assert one("getMe:error:html").after(told)[0].content_type.startswith("text/html")
    assert one("getMe:error/detail:rename=message").after(told)[0].body == b'{"message":"x"}'
    assert one("getMe:operation:become=501").after(told)[0].status == 501
    assert dict(one("getMe:operation:deprecate").after(told)[0].headers)["Sunset"].endswith("GMT")
    assert one("getMe:content-type:bom").after(told)[0].body.startswith(b"\xef\xbb\xbf{")
