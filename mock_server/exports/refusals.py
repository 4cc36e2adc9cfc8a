"""Requests that are refused: how a successful one is changed so that a status answers it, by the contract alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from mock_server.contract import Contract, Operation
from mock_server.exports.sample import LESSER, NONE, Sample
from mock_server.exports.samples import parameters_of

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_ODD_TYPE = "text/x-odd"
_ODD = "nonsense"
# Ids that nobody has, by format or type.
_NOBODY = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "email": "nobody.at.all@example.com",
    "integer": "999999999",
}


def refused(contract: Contract, operation: Operation, sample: Sample, status: int) -> Iterator[Sample]:
    """Yield the requests that may earn a status, the likeliest first; none where nothing but chance or time does."""
    match status:
        case 400:
            yield from _bad_queries(contract, operation, sample)
            yield from _bad_fields(contract, operation, sample)
        case 401 if operation.scopes is not None:
            yield replace(sample, credentials=NONE)
        case 403 if operation.scopes:
            yield replace(sample, credentials=LESSER)
        case 404:
            yield from _unknown(contract, operation, sample)
        case 405:
            taken = {one.method for one in contract.operations.values() if one.path == operation.path}
            yield from (replace(sample.without_body(), method=one) for one in _METHODS if one not in taken)
        case 415 if sample.media:
            yield replace(sample, media=_ODD_TYPE, fields={_ODD: ""})


def wrong_text(schema: Mapping[str, Any]) -> str | None:
    """Return a text that breaks a schema; None where every text is good."""
    option = next(iter(schema.get("oneOf", schema.get("anyOf", ()))), None)
    if option is not None:
        return wrong_text(option)
    kind = schema.get("type")
    if kind == "array":
        return wrong_text(schema["items"])
    if "minimum" in schema:
        return str(schema["minimum"] - 1)
    is_told = kind != "string" or any(word in schema for word in ("enum", "const", "format", "pattern"))
    return _ODD if is_told else None


def _bad_queries(contract: Contract, operation: Operation, sample: Sample) -> Iterator[Sample]:
    for one in parameters_of(contract, operation):
        wrong = wrong_text(one["schema"]) if one["in"] == "query" else None
        if wrong is not None:
            yield replace(sample, query={**sample.query, one["name"]: wrong})


def _bad_fields(contract: Contract, operation: Operation, sample: Sample) -> Iterator[Sample]:
    """Yield the request with a field that is wrong, and with one left out that is required."""
    content = contract.declared(operation).get("requestBody", {}).get("content", {})
    schema = content[sample.media]["schema"] if sample.media else {}
    for name, one in schema.get("properties", {}).items():
        wrong = wrong_text(one)
        if wrong is not None and one.get("format") != "binary":
            yield sample.saying(**{name: wrong})
    for name in schema.get("required", ()):
        yield sample.saying(**{name: None})


def _unknown(contract: Contract, operation: Operation, sample: Sample) -> Iterator[Sample]:
    """Yield the request for what nobody has: the last part of the path first."""
    for one in reversed(parameters_of(contract, operation)):
        if one["in"] == "path":
            schema = one["schema"]
            nobody = _NOBODY.get(schema.get("format", "")) or _NOBODY.get(schema.get("type", "")) or _ODD
            yield replace(sample, path={**sample.path, one["name"]: nobody})
