"""A faithful server has no finding: any seed, an empty tenant, documents made of a schema."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_server.breaks.declared import success_schema
from mock_server.contract.schemas import Schema, is_nullable, options_of, type_of, types_of
from mock_server.drift import Exchange
from mock_server.drift.replies import judge, judge_all, never_seen
from mock_server.drift.replies.documents import Reading
from mock_server.drift.replies.spots import Choice
from mock_server.drift.replies.telling import Teller
from tests.contract.lab import Lab, anonymous
from tests.contract.subjects import CONTRACTS, SUBJECTS, reads
from tests.drift.replies.recording import VENDORS, recorded, told

QUICK = settings(max_examples=60, deadline=None, derandomize=True)
TELLER = Teller(CONTRACTS["oniva"], CONTRACTS["oniva"].operations["getMe"])


def exchanges(lab: Lab, vendor: str) -> list[Exchange]:
    """Every operation that is asked by GET, with and without credentials, lists in two sizes."""
    found = []
    for name, operation in lab.contract.operations.items():
        if operation.method != "GET" or not reads(vendor, operation) or not lab.contract.declared(operation):
            continue
        ask = lab.renew().success(name)
        found.append(told(name, ask, lab.send(ask), operation.success))
        bare = anonymous(ask, lab)
        found.append(told(name, bare, lab.send(bare), 401))
        listing = lab.recipe.listings.get(name)
        if listing is not None:
            long = ask.with_query((listing.limit, "100"))
            found.append(told(name, long, lab.send(long), operation.success))
    return found


@pytest.mark.parametrize(
    ("vendor", "seed"),
    [
        ("oniva", 1),
        ("oniva", 4711),
        ("on24", 7),
        *(pytest.param("on24", one, marks=pytest.mark.fuzz) for one in (1, 4711)),
    ],
)
def test_a_faithful_server_has_no_finding(vendor: str, seed: int) -> None:
    lab = Lab(SUBJECTS[vendor], limits=True, seed=seed)
    seen = exchanges(lab, vendor)
    lab.app.close()
    assert len(seen) >= {"oniva": 12, "on24": 90}[vendor]
    assert judge_all(lab.contract, seen) == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_empty_tenant_has_no_finding(vendor: str) -> None:
    lab = Lab(SUBJECTS[vendor], limits=True, scenario="empty")
    seen = []
    for name, operation in lab.contract.operations.items():
        names = {*re.findall(r"{(\w+)}", operation.path)}
        if operation.method == "GET" and names <= {"clientId"} and lab.contract.declared(operation):
            ask = lab.ask(name, **dict.fromkeys(names, "4497")).with_headers(lab.credentials)
            response = lab.renew().send(ask)
            if response.status_code == operation.success:
                seen.append(told(name, ask, response, operation.success))
    lab.app.close()
    assert len(seen) >= {"oniva": 2, "on24": 20}[vendor]
    assert judge_all(lab.contract, seen) == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_recorded_refusals_have_no_finding(vendor: str) -> None:
    contract = CONTRACTS[vendor]
    seen = [one.exchange for name in contract.operations for one in recorded(vendor, name)]
    assert {one.answered.status for one in seen} >= {200, 400, 401, 403, 404, 405}
    assert [one.id for one in judge_all(contract, seen)] == []


def test_places_that_no_reply_fills_are_listed() -> None:
    seen = [one.exchange for one in recorded("oniva", "getMe")]
    assert never_seen(CONTRACTS["oniva"], seen) == []
    gaps = never_seen(CONTRACTS["on24"], [recorded("on24", "listEvents")[0].exchange])
    assert gaps
    assert all(name == "listEvents" and pointer.startswith("/") for name, pointer in gaps)
    assert len({*gaps}) == len(gaps)


# Documents of a schema, as JSON has them

_SCALARS: dict[str, st.SearchStrategy[Schema]] = {
    "string": st.sampled_from(
        [{"type": "string"}, {"type": "string", "enum": ["open", "shut"]}, {"type": "string", "format": "uuid"},
         {"type": "string", "minLength": 2}, {"type": ["string", "null"]}]
    ),
    "number": st.sampled_from([{"type": "integer"}, {"type": "integer", "minimum": 0}, {"type": "number"}]),
    "boolean": st.sampled_from([{"type": "boolean"}, {"type": ["boolean", "null"]}]),
}  # fmt: skip
NAMES = st.sampled_from(["alpha", "betaGamma", "deltaId", "eventId", "price", "x-y", "id", "e/f", "état"])


def containers(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    return st.one_of(
        inner.map(lambda items: {"type": "array", "items": items}),
        inner.map(lambda values: {"type": "object", "additionalProperties": values}),
        inner.map(lambda one: {"oneOf": [one, {"type": "null"}]}),
        st.dictionaries(NAMES, inner, min_size=1, max_size=4).flatmap(
            lambda properties: st.lists(st.sampled_from(sorted(properties)), unique=True).map(
                lambda required: {"type": "object", "properties": properties, "required": required}
            )
        ),
    )


SCHEMAS = st.recursive(st.one_of(*_SCALARS.values()), containers, max_leaves=8)
OBJECTS = st.dictionaries(NAMES, SCHEMAS, min_size=1, max_size=4).map(
    lambda properties: {"type": "object", "properties": properties, "required": sorted(properties)[:2]}
)


def documents(schema: Schema) -> st.SearchStrategy[Any]:
    """Documents that a schema allows, and nothing that it does not know."""
    if options_of(schema):
        return st.one_of(*(documents(one) for one in options_of(schema)))
    made = _made(schema)
    return st.none() | made if is_nullable(schema) and types_of(schema) != ["null"] else made


def _made(schema: Schema) -> st.SearchStrategy[Any]:
    kind = type_of(schema)
    if kind == "array":
        return st.lists(documents(schema["items"]), max_size=3)
    if kind == "object" and "properties" in schema:
        properties = {name: documents(one) for name, one in schema["properties"].items()}
        required = {name: one for name, one in properties.items() if name in schema["required"]}
        optional = {name: one for name, one in properties.items() if name not in required}
        return st.fixed_dictionaries(required, optional=optional)
    if kind == "object":
        return st.dictionaries(st.text(max_size=5), documents(schema["additionalProperties"]), max_size=3)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("format") == "uuid":
        return st.uuids().map(str)
    texts = st.text(alphabet="abc defgh", max_size=12).map(lambda text: text.strip() or "none")
    words = texts.filter(lambda text: len(text) >= schema.get("minLength", 0))
    return {
        "string": words,
        "integer": st.integers(schema.get("minimum", -(2**31)), 2**31),
        "number": st.integers(-10_000, 10_000).map(lambda cents: cents / 100),
        "boolean": st.booleans(),
        "": st.none(),
    }[kind if kind else ""]


def read(schema: Schema, values: list[Any]) -> list[str]:
    return [one.id for one in Reading(TELLER, "body").read(Choice(schema, "$"), values)]


MADE = OBJECTS.flatmap(lambda schema: st.tuples(st.just(schema), st.lists(documents(schema), max_size=3)))


@settings(QUICK, max_examples=100)
@given(MADE)
def test_documents_made_of_a_schema_have_no_finding(made: tuple[Schema, list[Any]]) -> None:
    assert read(*made) == []


@pytest.mark.fuzz
@settings(max_examples=3000, deadline=None)
@given(MADE)
def test_documents_made_of_a_schema_have_no_finding_at_length(made: tuple[Schema, list[Any]]) -> None:
    assert read(*made) == []


@QUICK
@given(st.data())
def test_a_member_that_nobody_knows_is_always_told(data: st.DataObject) -> None:
    schema = data.draw(OBJECTS)
    document = data.draw(documents(schema))
    found = read(schema, [{**document, "zzNovelty": {"a": [1]}}])
    assert any("added" in one or "renamed" in one for one in found)


@QUICK
@given(st.data())
def test_a_required_member_that_is_not_there_is_always_told(data: st.DataObject) -> None:
    schema = data.draw(OBJECTS)
    document = dict(data.draw(documents(schema)))
    name = schema["required"][0]
    del document[name]
    assert any(one.startswith("field-required-removed") for one in read(schema, [document]))


@QUICK
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_any_document_is_read_without_an_error(document: Any) -> None:
    for schema in (
        success_schema(CONTRACTS["oniva"], CONTRACTS["oniva"].operations[one]) for one in ("listEvents", "getMe")
    ):
        assert schema is not None
        assert isinstance(read(schema, [document]), list)


@QUICK
@given(st.binary(max_size=60), st.sampled_from([200, 204, 302, 400, 401, 404, 429, 500, 501]))
def test_any_octets_are_judged_without_an_error(body: bytes, status: int) -> None:
    for record in recorded("oniva", "listEvents")[:1]:
        answered = record.exchange.answered
        exchange = Exchange(record.asked, type(answered)(status, answered.headers, body))
        assert isinstance(judge(CONTRACTS["oniva"], exchange), list)
