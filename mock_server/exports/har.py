"""HTTP Archive 1.2: one file, which browsers and many test tools read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mock_server.exports.exchange import Exchange
from mock_server.exports.plain import as_text

_PROTOCOL = "HTTP/1.1"
# Of what is written here, not of the release: one world makes the same bytes in every release.
_VERSION = "1"


def har(exchanges: Sequence[Exchange], base_url: str) -> Mapping[str, str]:
    """Return the file."""
    creator = {"name": "onmock", "version": _VERSION}
    entries = [_entry(one, base_url) for one in exchanges]
    return {"exchanges.har": as_text({"log": {"version": "1.2", "creator": creator, "entries": entries}})}


def _entry(exchange: Exchange, base_url: str) -> dict[str, Any]:
    return {
        "startedDateTime": exchange.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        # The clock stands.
        "time": 0,
        "request": _request(exchange, base_url),
        "response": _response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
        "comment": f"{exchange.name}, by {exchange.by}",
    }


def _request(exchange: Exchange, base_url: str) -> dict[str, Any]:
    request = exchange.request
    query = parse_qsl(urlsplit(request.path).query, keep_blank_values=True)
    document: dict[str, Any] = {
        "method": request.method,
        "url": base_url + request.path,
        "httpVersion": _PROTOCOL,
        "cookies": [],
        "headers": _pairs(request.headers.items()),
        "queryString": _pairs(query),
        "headersSize": -1,
        "bodySize": len(request.body.encode()),
    }
    if request.body:
        document["postData"] = {"mimeType": request.headers.get("Content-Type", ""), "text": request.body}
    return document


def _response(exchange: Exchange) -> dict[str, Any]:
    response = exchange.response
    size = len(response.body.encode())
    return {
        "status": response.status,
        "statusText": HTTPStatus(response.status).phrase,
        "httpVersion": _PROTOCOL,
        "cookies": [],
        "headers": _pairs(response.headers.items()),
        "content": {"size": size, "mimeType": response.content_type, "text": response.body},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": size,
    }


def _pairs(items: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": text} for name, text in items]
