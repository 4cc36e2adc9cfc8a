"""`responses`: files that the Python library of that name loads. It tells requests apart by method and URL alone, so
there is a file for each status.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from mock_server.exports.exchange import Exchange


def responses_yaml(exchanges: Sequence[Exchange], base_url: str) -> Mapping[str, str]:
    """Return the files, by status."""
    rows: dict[int, list[dict[str, dict[str, object]]]] = {}
    for one in exchanges:
        row = {"response": _row(one, base_url)}
        # Operations of one path refuse the same method in the same way.
        if row not in rows.setdefault(one.response.status, []):
            rows[one.response.status].append(row)
    return {
        f"{status}.yaml": yaml.safe_dump({"responses": found}, sort_keys=False, allow_unicode=True, width=120)
        for status, found in sorted(rows.items())
    }


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
