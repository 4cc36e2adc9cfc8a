"""HTTP Archive 1.2: one file, which browsers and many test tools read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mock_server.exports.exchange import Exchange
from mock_server.exports.plain import as_text

# An archive wants times; these exchanges have none, and must be the same each time.
_NEVER = "1970-01-01T00:00:00.000Z"


def har(exchanges: Sequence[Exchange], base_url: str) -> Mapping[str, str]:
    """Return the file."""
    creator = {"name": "onmock", "version": "1"}
    return {
        "exchanges.har": as_text(
            {"log": {"version": "1.2", "creator": creator, "entries": _entries(exchanges, base_url)}}
        )
    }


def _entries(exchanges: Sequence[Exchange], base_url: str) -> list[dict[str, Any]]:
    return [
        {
            "startedDateTime": _NEVER,
            "time": 0,
            "request": _request(one, base_url),
            "response": _response(one),
            "cache": {},
            "timings": {"send": 0, "wait": 0, "receive": 0},
            "comment": f"{one.name}, by {one.by}",
        }
        for one in exchanges
    ]


def _request(exchange: Exchange, base_url: str) -> dict[str, Any]:
    request = exchange.request
    query = parse_qsl(urlsplit(request.path).query, keep_blank_values=True)
    document: dict[str, Any] = {
        "method": request.method,
        "url": base_url + request.path,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(request.headers.items()),
        "queryString": _pairs(query),
        "headersSize": -1,
        "bodySize": len(request.body.encode()),
    }
    if request.body:
        document["postData"] = {"mimeType": request.headers.get("Content-Type", ""), "text": request.body, "params": []}
    return document


def _response(exchange: Exchange) -> dict[str, Any]:
    response = exchange.response
    size = len(response.body.encode())
    return {
        "status": response.status,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(response.headers.items()),
        "content": {"size": size, "mimeType": response.content_type, "text": response.body},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": size,
    }


def _pairs(items: Any) -> list[dict[str, str]]:
    return [{"name": name, "value": text} for name, text in items]
