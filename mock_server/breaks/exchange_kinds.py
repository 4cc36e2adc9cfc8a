"""Kinds of breaks around the body: parameters, statuses, errors, headers, credentials, limits, the operation itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.breaks.declared import Schema, json_schema, query_of, responses_of, success_schema
from mock_server.breaks.ready import BREAKING, DANGEROUS, INFORMATIONAL, Ready
from mock_server.contract import Contract
from mock_server.contract.schemas import options_of, type_of, without_null

# Old status, new status, how bad it is.
_STATUSES = (
    (200, "206", DANGEROUS),
    (400, "422", DANGEROUS),
    (401, "403", BREAKING),
    (403, "404", DANGEROUS),
    (404, "410", DANGEROUS),
    (429, "503", DANGEROUS),
)

# A parameter with a larger maximum is no size of a page.
_LARGEST_PAGE = 10_000


def exchange_breaks(contract: Contract, operation: str) -> Iterator[Ready]:
    """Yield the ready breaks of an operation beside its success body."""
    for name, schema in query_of(contract, operation).items():
        yield from _of_parameter(name, schema)
    responses = responses_of(contract, operation)
    yield from _of_statuses(responses, success_schema(contract, operation) is not None)
    yield from _of_errors(responses)
    yield from _of_headers(responses)
    yield from _of_credentials(contract, operation)
    yield from _of_operation()


def _of_parameter(name: str, schema: Schema) -> Iterator[Ready]:
    place, kind = f"query/{name}", type_of(without_null(schema))
    top = schema.get("maximum", 0)
    if kind == "integer" and 0 < top <= _LARGEST_PAGE and "default" in schema:
        default, less = max(1, schema["default"] // 2), max(1, top // 2)
        yield Ready("default-page-size", place, f"default={default}", DANGEROUS, "fewer rows unasked")
        yield Ready("max-page-size", place, f"maximum={less}", BREAKING, "fewer rows at most; more is refused")
        yield Ready("max-page-clamped", place, f"clamp={less}", BREAKING, "fewer rows at most, in silence")
        yield Ready("per-page-param-ignored", place, "ignore", BREAKING, "the size of a page cannot be chosen")
    elif kind == "integer" and schema.get("minimum") in (0, 1):
        edit = "shift=1" if schema["minimum"] == 1 else "shift=-1"
        yield Ready("zero-based-pages", place, edit, BREAKING, "pages are counted from another number")
        yield Ready("page-param-ignored", place, "ignore", BREAKING, "every page is the first")
    else:
        yield Ready("filter-ignored", place, "ignore", BREAKING, "the filter does nothing")
        for word in _words(schema)[:1]:
            yield Ready("filter-value-renamed", place, f"refuse={word}", BREAKING, "a word of the filter is not known")
    yield Ready("param-renamed", place, f"rename=new_{name}", BREAKING, "the parameter has another name")
    yield Ready("param-required", place, "required", BREAKING, "the parameter must be sent")


def _words(schema: Schema) -> Sequence[str]:
    for one in (schema, schema.get("items", {}), *options_of(schema)):
        if one.get("enum"):
            return [str(word) for word in one["enum"] if word is not None]
    return ()


def _of_statuses(responses: Mapping[int, Mapping[str, Any]], has_json: bool) -> Iterator[Ready]:
    for old, new, severity in _STATUSES:
        if old in responses and int(new) not in responses:
            yield Ready(f"{old}-to-{new}", f"status/{old}", f"become={new}", severity, f"{old} is {new}")
    if 404 in responses and has_json:
        yield Ready("404-to-200-null", "status/404", "become=200 null", BREAKING, "what is not there is null, with 200")


def _of_errors(responses: Mapping[int, Mapping[str, Any]]) -> Iterator[Ready]:
    schemas = [json_schema(one) for status, one in responses.items() if status >= 400]
    names = list(dict.fromkeys(name for one in schemas if one for name in one.get("properties", {})))
    if not names:
        return
    yield Ready("error-shape", "error", "wrap=error", DANGEROUS, "errors are inside error")
    yield Ready("error-html", "error", "html", BREAKING, "errors are HTML")
    for name in names:
        yield Ready(
            "error-member-renamed", f"error/{name}", f"rename={name}_text", DANGEROUS, "a member has another name"
        )
        yield Ready("error-member-removed", f"error/{name}", "drop", DANGEROUS, "a member is gone")


def _of_headers(responses: Mapping[int, Mapping[str, Any]]) -> Iterator[Ready]:
    names = dict.fromkeys(name for one in responses.values() for name in one.get("headers", {}))
    for name in names:
        yield Ready("header-lost", f"header/{name}", "drop", DANGEROUS, "the header is gone")
        yield Ready("header-renamed", f"header/{name}", f"rename=New-{name}", DANGEROUS, "the header has another name")
    yield Ready("header-required", "request-header/X-Api-Version", "required", BREAKING, "a header must be sent")
    yield Ready(
        "content-type-changed", "content-type", "become=text/plain; charset=utf-8", BREAKING, "replies are text/plain"
    )
    yield Ready("bom-added", "content-type", "bom", DANGEROUS, "a byte order mark stands before the body")


def _of_credentials(contract: Contract, operation: str) -> Iterator[Ready]:
    compiled = contract.operations[operation]
    for scope in compiled.scopes or ():
        yield Ready("scope-renamed", "scope", f"become={scope}.new", BREAKING, "another scope is needed")
        break
    is_issuer = any(scheme.token_operation == operation for scheme in contract.security.values())
    if is_issuer:
        lifetime = contract.scheme.token_lifetime // 60
        yield Ready("token-lifetime", "token", f"lifetime={max(1, lifetime)}", DANGEROUS, "tokens live for a sixtieth")
    budget = compiled.rate_limit
    if budget is not None:
        yield Ready(
            "limit-lowered", "limit", f"value={max(1, budget.limit // 10)}", DANGEROUS, "a tenth of the requests"
        )


def _of_operation() -> Iterator[Ready]:
    yield Ready("endpoint-removed", "operation", "remove", BREAKING, "the operation is gone")
    yield Ready("endpoint-501", "operation", "become=501", BREAKING, "the operation is not implemented any more")
    yield Ready("endpoint-deprecated", "operation", "deprecate", INFORMATIONAL, "Deprecation and Sunset are told")
