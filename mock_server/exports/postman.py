"""Postman: a collection (format 2.1) with a request for each exchange and its reply saved as an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mock_server.exports.exchange import Exchange
from mock_server.exports.plain import as_text

_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_BASE = "{{baseUrl}}"


def postman(exchanges: Sequence[Exchange], base_url: str) -> Mapping[str, str]:
    """Return the file."""
    folders: dict[str, list[dict[str, Any]]] = {}
    for one in exchanges:
        folders.setdefault(one.operation, []).append(_item(one))
    vendor = exchanges[0].vendor if exchanges else ""
    return {
        "collection.json": as_text(
            {
                "info": {"name": f"{vendor} (onmock)", "schema": _SCHEMA},
                "variable": [{"key": "baseUrl", "value": base_url}],
                "item": [{"name": name, "item": items} for name, items in folders.items()],
            }
        )
    }


def _item(exchange: Exchange) -> dict[str, Any]:
    request = _request(exchange)
    response = exchange.response
    return {
        "name": exchange.name,
        "request": request,
        "event": [{"listen": "test", "script": {"type": "text/javascript", "exec": _checks(exchange)}}],
        "response": [
            {
                "name": exchange.name,
                "originalRequest": request,
                "code": response.status,
                "header": _pairs(response.headers),
                "body": response.body,
            }
        ],
    }


def _checks(exchange: Exchange) -> list[str]:
    status = exchange.response.status
    return [f"pm.test('{exchange.name}', () => pm.response.to.have.status({status}));"]


def _request(exchange: Exchange) -> dict[str, Any]:
    request = exchange.request
    parts = urlsplit(request.path)
    query = [{"key": name, "value": text} for name, text in parse_qsl(parts.query, keep_blank_values=True)]
    document: dict[str, Any] = {
        "method": request.method,
        "header": _pairs(request.headers),
        "url": {
            "raw": _BASE + request.path,
            "host": [_BASE],
            "path": parts.path.split("/")[1:],
            **({"query": query} if query else {}),
        },
    }
    if request.body:
        document["body"] = {"mode": "raw", "raw": request.body}
    return document


def _pairs(headers: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": name, "value": text} for name, text in headers.items()]
