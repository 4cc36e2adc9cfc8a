"""What a contract declares of an operation, as far as breaks look at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.contract import Contract
from mock_server.core.errors import ConfigError

EVERY_OPERATION = "*"
Schema = Mapping[str, Any]
# How many operations a message lists.
_SHOWN = 12


def declared_of(contract: Contract, operation_id: str) -> Mapping[str, Any]:
    """Return the declaration of an operation of the contract's own document; raise ConfigError for any other."""
    operation = contract.operations.get(operation_id)
    item = contract.document["paths"].get(operation.path, {}) if operation is not None else {}
    found: Mapping[str, Any] | None = item.get(operation.method.lower()) if operation is not None else None
    if found is None:
        known = list(contract.operations)
        more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
        raise ConfigError(f"there is no operation {operation_id!r}; there are: {', '.join(known[:_SHOWN])}{more}")
    return found


def operations_of(contract: Contract, operation_id: str = EVERY_OPERATION) -> Iterator[str]:
    """Yield the operations that an id means: itself, or all of the contract's own document."""
    if operation_id != EVERY_OPERATION:
        declared_of(contract, operation_id)
        yield operation_id
        return
    for one in contract.operations.values():
        if one.path in contract.document["paths"]:
            yield one.id


def success_schema(contract: Contract, operation_id: str) -> Schema | None:
    """Return the schema of the JSON that a success sends, or None where it sends none."""
    status = contract.operations[operation_id].success
    return json_schema(declared_of(contract, operation_id)["responses"].get(str(status), {}))


def json_schema(response: Mapping[str, Any]) -> Schema | None:
    """Return the schema of a response's JSON, or None."""
    for media, content in response.get("content", {}).items():
        if media.partition(";")[0].endswith("json"):
            schema: Schema = content["schema"]
            return schema
    return None


def query_of(contract: Contract, operation_id: str) -> dict[str, Schema]:
    """Return the query parameters of an operation, by name, with their schemas."""
    found = contract.operations[operation_id].parameters.all
    return {one.name: one.schema for one in found if one.place == "query"}


def responses_of(contract: Contract, operation_id: str) -> dict[int, Mapping[str, Any]]:
    """Return the documented responses of an operation, by status."""
    return {int(status): one for status, one in declared_of(contract, operation_id)["responses"].items()}
