"""What the contract declares of an operation, as it is written there: replies, headers, schemas, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.contract import Contract, Operation
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema


def responses(contract: Contract, operation: Operation) -> dict[int, Mapping[str, Any]]:
    """Return the replies of an operation, by status."""
    return {int(status): one for status, one in contract.declared(operation).get("responses", {}).items()}


def schema_of(response: Mapping[str, Any]) -> Schema | None:
    """Return the schema of a reply's JSON; None for another kind of body."""
    for media, content in response.get("content", {}).items():
        if media.partition(";")[0].endswith("json"):
            schema: Schema = content["schema"]
            return schema
    return None


def success_schema(contract: Contract, operation: Operation) -> Schema | None:
    """Return the schema of a successful reply."""
    return schema_of(responses(contract, operation).get(operation.success, {}))


def error_schemas(contract: Contract, operation: Operation) -> list[Schema]:
    """Return the schemas of the replies from 400 on, each once."""
    found = {
        id(schema): schema
        for status, one in responses(contract, operation).items()
        if status >= 400 and (schema := schema_of(one)) is not None
    }
    return [*found.values()]


def headers(contract: Contract, operation: Operation) -> dict[str, Mapping[str, Any]]:
    """Return the headers of all replies of an operation, by name."""
    return {
        name: declared
        for one in responses(contract, operation).values()
        for name, declared in one.get("headers", {}).items()
    }


def query_parameters(contract: Contract, operation: Operation) -> dict[str, Mapping[str, Any]]:
    """Return the parameters of an operation's query, by name."""
    return {one["name"]: one for one in contract.declared(operation).get("parameters", ()) if one["in"] == "query"}


def source_at(name: str, schema: Schema) -> str:
    """Return the last word of where a property comes from: `page.total_count` comes from `total_count`."""
    return source_of(name, schema).rpartition(".")[2]


def mark_of(*declared: Mapping[str, Any]) -> str:
    """Return the first mark of evidence there is; "" where there is none."""
    return next((str(one["x-evidence"]["mark"]) for one in declared if "mark" in one.get("x-evidence", {})), "")
