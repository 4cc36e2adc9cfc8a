"""WireMock: a stub mapping for each exchange, and its body beside."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mock_server.exports.exchange import Exchange
from mock_server.exports.plain import as_text

# Which stub is asked first: what was ordered by a header, what is wrong with a request, what is right, who is nobody.
_ORDERED, _WRONG, _RIGHT, _NOBODY = 1, 3, 5, 9
_NAMESPACE = uuid.UUID("6f6e6d6b-0000-4000-8000-000000000000")


def wiremock(exchanges: Sequence[Exchange], base_url: str) -> Mapping[str, str]:
    """Return the files of a WireMock root: `mappings/` and `__files/`."""
    files: dict[str, str] = {}
    prefix = urlsplit(base_url).path
    for one in exchanges:
        files[f"mappings/{one.name}.json"] = as_text(_mapping(one, prefix))
        files[f"__files/{one.name}.body"] = one.response.body
    return files


def _mapping(exchange: Exchange, prefix: str) -> dict[str, Any]:
    response = {
        "status": exchange.response.status,
        "headers": dict(exchange.response.headers),
        "bodyFileName": f"{exchange.name}.body",
    }
    return {
        "id": str(uuid.uuid5(_NAMESPACE, f"{exchange.vendor}/{exchange.name}")),
        "name": exchange.name,
        "priority": _priority(exchange),
        "request": _matcher(exchange, prefix),
        "response": response,
        "metadata": {"operation": exchange.operation, "by": exchange.by},
    }


def _priority(exchange: Exchange) -> int:
    status = exchange.response.status
    if exchange.by == "fault":
        return _ORDERED
    return _NOBODY if status == 401 else _WRONG if status >= 400 else _RIGHT


def _matcher(exchange: Exchange, prefix: str) -> dict[str, Any]:
    request = exchange.request
    parts = urlsplit(request.path)
    matcher: dict[str, Any] = {"method": request.method, "urlPath": prefix + parts.path}
    query = parse_qsl(parts.query, keep_blank_values=True)
    if query:
        matcher["queryParameters"] = {name: {"equalTo": text} for name, text in query}
    headers = {name: {"equalTo": text} for name, text in request.headers.items() if name != "Content-Type"}
    if exchange.response.status == 415:
        headers["Content-Type"] = {"equalTo": request.headers["Content-Type"]}
    if headers:
        matcher["headers"] = headers
    return matcher
