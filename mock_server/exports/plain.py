"""The project's own format: a JSON file for each operation, its exchanges by status."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.exports.exchange import Exchange


def plain(exchanges: Sequence[Exchange], base_url: str) -> Mapping[str, str]:
    """Return the files."""
    documents: dict[str, dict[str, Any]] = {}
    for one in exchanges:
        documents.setdefault(one.operation, {})[str(one.response.status)] = document(one)
    return {f"{name}.json": as_text(statuses) for name, statuses in documents.items()}


def document(exchange: Exchange) -> dict[str, Any]:
    """Return an exchange as a document; a body that is JSON is one as well."""
    request, response = exchange.request, exchange.response
    asked = {"method": request.method, "path": request.path, "headers": dict(request.headers)}
    if request.body:
        asked["body"] = request.body
    return {
        "by": exchange.by,
        "request": asked,
        "response": {"status": response.status, "headers": dict(response.headers), "body": json_or_text(exchange)},
    }


def json_or_text(exchange: Exchange) -> Any:
    """Return the body of a reply: its JSON, if that is what it is."""
    response = exchange.response
    return json.loads(response.body) if response.content_type.partition(";")[0].endswith("json") else response.body


def as_text(document: Any) -> str:
    """Return a document as the text of a file: always the same for the same document."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
