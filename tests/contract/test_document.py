"""The contract itself: valid OpenAPI, honest about its evidence, and bound to handlers without a rest."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from click.testing import CliRunner
from openapi_spec_validator import OpenAPIV31SpecValidator

from mock_server.cli import main
from mock_server.contract import Operation
from mock_server.contract.document import METHODS
from mock_server.contract.naming import snake_case
from mock_server.resources import contract_path
from tests.contract.lab import Lab, raw_document
from tests.contract.subjects import (
    CONTRACTS,
    DOCUMENTS,
    SUBJECTS,
    every_document,
    every_document_of_a_vendor,
    every_subject,
    every_vendor,
)

MARKS = {"stated", "observed", "inferred", "convention"}


@every_document()
def test_document_is_valid_openapi_31(vendor: str, document: str) -> None:
    file = SUBJECTS[vendor].documents[document]
    raw = raw_document(SUBJECTS[vendor], file)

    errors = [
        error.message for error in OpenAPIV31SpecValidator(raw, base_uri=contract_path(file).as_uri()).iter_errors()
    ]

    assert raw["openapi"].startswith("3.1.")
    assert errors == []


@every_document_of_a_vendor()
def test_evidence_is_on_everything_with_a_known_mark_and_source(vendor: str, document: str) -> None:
    declared = DOCUMENTS[vendor, document]
    sources = set(declared["x-sources"])

    bad = [place for place, node in _evident(declared) if not _is_evident(node.get("x-evidence"), sources)]

    assert bad == []


@every_document_of_a_vendor()
def test_every_source_is_cited(vendor: str, document: str) -> None:
    declared = DOCUMENTS[vendor, document]
    cited = " ".join(_citations(declared))
    assert [source for source in declared["x-sources"] if not re.search(rf"\b{source}\b", cited)] == []


@every_document_of_a_vendor()
def test_every_rate_limit_has_evidence(vendor: str, document: str) -> None:
    declared = DOCUMENTS[vendor, document]
    limits = [one["x-rate-limit"] for *_, one in _operations(declared) if "x-rate-limit" in one]
    assert all(_is_evident(limit["evidence"], set(declared["x-sources"])) for limit in limits)


@every_vendor()
def test_every_operation_with_credentials_has_a_rate_limit(vendor: str) -> None:
    operations = CONTRACTS[vendor].operations.values()
    assert [one.id for one in operations if one.scopes is not None and one.rate_limit is None] == []


@every_document()
def test_documented_statuses_are_numbers_without_default(vendor: str, document: str) -> None:
    statuses = [status for *_, one in _operations(DOCUMENTS[vendor, document]) for status in one["responses"]]
    assert all(status.isdigit() for status in statuses)


@every_subject()
def test_handlers_and_operations_are_the_same_set(vendor: str, lab_of: Callable[[str], Lab]) -> None:
    assert set(lab_of(vendor).service.handlers) == {snake_case(operation) for operation in CONTRACTS[vendor].operations}


@every_vendor()
def test_command_routes_lists_every_operation_of_the_api(vendor: str) -> None:
    result = CliRunner().invoke(main, ["routes", "--vendor", vendor, "--json"])

    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [(row["operation"], row["method"], row["path"]) for row in rows] == [
        (one.id, one.method, one.path) for one in _in_the_entry(vendor)
    ]
    assert {row["evidence"] for row in rows} <= MARKS


@every_vendor()
def test_command_routes_shows_scopes_and_limits_of_the_contract(vendor: str) -> None:
    result = CliRunner().invoke(main, ["routes", "--vendor", vendor])

    assert result.exit_code == 0
    for one in _in_the_entry(vendor):
        line = next(line for line in result.output.splitlines() if f" {one.id} " in line)
        assert all(scope in line for scope in one.scopes or ())
        assert str(one.rate_limit or "none") in line


@pytest.mark.parametrize("evidence", [None, {}, {"mark": "guessed", "source": "A"}, {"mark": "stated", "source": "B"}])
def test_evidence_check_refuses(evidence: Any) -> None:
    assert not _is_evident(evidence, {"A"})


def _in_the_entry(vendor: str) -> list[Operation]:
    """Return the operations of a vendor's API: those of its first document."""
    entry = next(iter(SUBJECTS[vendor].documents))
    return [one for one in CONTRACTS[vendor].operations.values() if one.document == entry]


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Walk the operations of a document: path, method, declaration."""
    for path, item in document["paths"].items():
        yield from ((path, method, item[method]) for method in METHODS if method in item)


def _is_evident(evidence: Any, sources: set[str]) -> bool:
    return isinstance(evidence, Mapping) and evidence.get("mark") in MARKS and evidence.get("source") in sources


def _evident(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Walk all that must carry evidence: operations, parameters, headers, and properties of every schema."""
    for path, method, operation in _operations(document):
        yield f"{method} {path}", operation
        for parameter in (*document["paths"][path].get("parameters", ()), *operation.get("parameters", ())):
            yield f"{method} {path} parameter {parameter['name']}", parameter
        for status, response in operation["responses"].items():
            for name, header in response.get("headers", {}).items():
                yield f"{method} {path} {status} header {name}", header
    for name, scheme in document.get("components", {}).get("securitySchemes", {}).items():
        yield f"security scheme {name}", scheme
    yield from _properties(document, "")


def _properties(node: Any, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(node, list):
        for at, item in enumerate(node):
            yield from _properties(item, f"{place}/{at}")
    if not isinstance(node, Mapping):
        return
    properties = node.get("properties")
    if isinstance(properties, Mapping) and not place.endswith("/properties"):
        for name, schema in properties.items():
            yield f"{place}/properties/{name}", schema
    for key, value in node.items():
        if key not in ("example", "examples", "default", "enum", "x-evidence"):
            yield from _properties(value, f"{place}/{key}")


def _citations(node: Any) -> Iterator[str]:
    """Yield the source and the note of every piece of evidence: notes cite further sources."""
    if isinstance(node, list):
        for item in node:
            yield from _citations(item)
    if isinstance(node, Mapping):
        if "mark" in node and isinstance(node.get("source"), str):
            yield f"{node['source']} {node.get('note', '')}"
        for value in node.values():
            yield from _citations(value)
