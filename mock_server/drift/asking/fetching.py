"""Fetching: a vendor's own document, from wherever it publishes it, as anybody would get it."""

from __future__ import annotations

from urllib.parse import urlsplit

from mock_server.drift.asking.limits import Limits
from mock_server.drift.asking.target import Target
from mock_server.drift.asking.trouble import Trouble
from mock_server.drift.asking.wire import Wire

_HEADERS = {"User-Agent": "onmock-drift", "Accept": "application/json, application/yaml, */*;q=0.5"}
_GOOD = 200


def fetch(url: str, *, proxy: str = "", authorities: str | None = None, is_plain_allowed: bool = False) -> bytes:
    """Return the octets at a URL: one GET without credentials; a redirect is not followed.

    Raises ConfigError for what is no URL, Trouble where they cannot be had.
    """
    parts = urlsplit(url)
    at = Target.parse(
        f"{parts.scheme}://{parts.netloc}", is_plain_allowed=is_plain_allowed, called="the document's URL"
    )
    wire = Wire(at, Limits(), proxy=proxy, authorities=authorities)
    try:
        answered = wire.send("GET", f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}", _HEADERS, None)
    finally:
        wire.close()
    if answered.status != _GOOD:
        raise Trouble(f"{at.authority} answered {answered.status}")
    if answered.is_cut:
        raise Trouble(f"{at.authority} answered with more than anybody reads")
    return answered.body
