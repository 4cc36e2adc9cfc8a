"""`responses`: a file that the Python library of that name loads. It tells requests apart by method and URL alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from mock_server.exports.exchange import Exchange


def responses_yaml(exchanges: Sequence[Exchange], base_url: str) -> Mapping[str, str]:
    """Return the file: of several exchanges with one method and URL, the success."""
    chosen: dict[tuple[str, str], Exchange] = {}
    for one in sorted(exchanges, key=lambda exchange: exchange.response.status):
        chosen.setdefault((one.request.method, one.request.path), one)
    rows = [{"response": _row(one, base_url)} for one in chosen.values()]
    return {"responses.yaml": yaml.safe_dump({"responses": rows}, sort_keys=False, allow_unicode=True, width=120)}


def _row(exchange: Exchange, base_url: str) -> dict[str, object]:
    response = exchange.response
    headers = {name: text for name, text in response.headers.items() if name.lower() != "content-type"}
    return {
        "method": exchange.request.method,
        "url": base_url + exchange.request.path,
        "status": response.status,
        "body": response.body,
        "content_type": response.content_type,
        "auto_calculate_content_length": False,
        **({"headers": headers} if headers else {}),
    }
