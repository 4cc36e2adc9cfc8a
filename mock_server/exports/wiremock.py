"""WireMock: a stub mapping for each exchange, and its body beside."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mock_server.exports.exchange import Asked, Exchange
from mock_server.exports.plain import as_text

# Which stub is asked first: what was ordered by a header, what is wrong with a request, what is right.
_ORDERED, _WRONG, _RIGHT = 1, 3, 5
_NAMESPACE = uuid.UUID("6f6e6d6b-0000-4000-8000-000000000000")
_TYPE = "Content-Type"


def wiremock(exchanges: Sequence[Exchange], base_url: str) -> Mapping[str, str]:
    """Return the files of a WireMock root: `mappings/` and `__files/`."""
    files: dict[str, str] = {}
    prefix = urlsplit(base_url).path
    successes = {one.operation: one.request for one in exchanges if one.response.status < 400}
    for one in exchanges:
        matcher = _matcher(one.request, successes[one.operation], prefix)
        files[f"mappings/{one.name}.json"] = as_text(_mapping(one, matcher))
        files[f"__files/{one.name}.body"] = one.response.body
    return files


def _mapping(exchange: Exchange, matcher: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid5(_NAMESPACE, f"{exchange.vendor}/{exchange.name}")),
        "name": exchange.name,
        "priority": _priority(exchange),
        "request": matcher,
        "response": {
            "status": exchange.response.status,
            "headers": dict(exchange.response.headers),
            "bodyFileName": f"{exchange.name}.body",
        },
        "metadata": {"operation": exchange.operation, "by": exchange.by},
    }


def _priority(exchange: Exchange) -> int:
    return _ORDERED if exchange.by == "fault" else _WRONG if exchange.response.status >= 400 else _RIGHT


def _matcher(request: Asked, success: Asked, prefix: str) -> dict[str, Any]:
    """Return what a request has to be like: all that it says but for the body, and where it has another body than the
    successful one, that as well.
    """
    parts = urlsplit(request.path)
    matcher: dict[str, Any] = {"method": request.method, "urlPath": prefix + parts.path}
    query = parse_qsl(parts.query, keep_blank_values=True)
    if query:
        matcher["queryParameters"] = {name: {"equalTo": text} for name, text in query}
    headers = _headers(request, success)
    if headers:
        matcher["headers"] = headers
    if request.body not in ("", success.body) and _TYPE not in headers:
        matcher["bodyPatterns"] = [{"equalTo": request.body}]
    return matcher


def _headers(request: Asked, success: Asked) -> dict[str, Any]:
    wanted = {name: {"equalTo": text} for name, text in request.headers.items() if name != _TYPE}
    missing = {name: {"absent": True} for name in success.headers if name not in request.headers and name != _TYPE}
    # Clients write the same type in several ways; another one is another request.
    odd = request.headers.get(_TYPE)
    if odd not in (None, success.headers.get(_TYPE)):
        wanted[_TYPE] = {"equalTo": odd}
    return {**wanted, **missing}
