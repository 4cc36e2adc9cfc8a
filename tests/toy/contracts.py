"""Small contracts, as data: what a test is about stands in the test, the rest is here."""

from __future__ import annotations

from typing import Any

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
JSON = "application/json"

_ANYTHING = {JSON: {"schema": {"type": "object"}}}
_KINDS = {
    400: "InvalidRequest",
    401: "Unauthenticated",
    403: "InsufficientScope",
    404: "NotFound",
    405: "MethodNotAllowed",
    415: "UnsupportedMediaType",
    429: "RateLimited",
    500: "ApiError",
}


def document(*operations: dict[str, Any], **root: Any) -> dict[str, Any]:
    """Return a contract; each operation has its path and its method beside its own keys."""
    unmatched: dict[str, Any] = {"413": {"description": "too large", "content": _ANYTHING}}
    for status, kind in _KINDS.items():
        unmatched[str(status)] = {"description": kind, "x-error": kind, "content": _ANYTHING}
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        own = {key: value for key, value in one.items() if key not in ("path", "method")}
        paths.setdefault(one["path"], {})[one["method"]] = own
    return {
        "openapi": "3.1.0",
        "info": {"title": "Toy", "version": "1"},
        "x-unmatched": unmatched,
        "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
        "paths": paths,
        **{name.replace("_", "-"): value for name, value in root.items()},
    }


def operation(name: str, path: str = "/a", method: str = "get", **declared: Any) -> dict[str, Any]:
    """Return an operation that answers any object; `x_messages` is the key x-messages."""
    own = {key.replace("_", "-"): value for key, value in declared.items()}
    responses = {"200": {"description": "any object", "content": _ANYTHING}}
    return {"path": path, "method": method, "operationId": name, "responses": responses, **own}


def query(name: str, schema: dict[str, Any], **declared: Any) -> dict[str, Any]:
    """Return a query parameter."""
    own = {key.replace("_", "-"): value for key, value in declared.items()}
    return {"name": name, "in": "query", "schema": schema, **own}


def body(properties: dict[str, Any], *media: str, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a request body of these fields, in each of the media types (a form if none is named)."""
    schema = {"type": "object", "required": list(required), "properties": properties}
    return {"content": {one: {"schema": schema} for one in media or (FORM,)}}
