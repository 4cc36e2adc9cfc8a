"""One handler an operation, named as its operationId, one module a resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.vendor import Handler
from mock_server.vendors.on24.handlers import (
    account,
    activity,
    attendees,
    content,
    emails,
    events,
    leads,
    media,
    pages,
    planning,
    registrants,
    registration,
    sign_on,
)

_MODULES = (
    account,
    activity,
    attendees,
    content,
    emails,
    events,
    leads,
    media,
    pages,
    planning,
    registrants,
    registration,
    sign_on,
)


def handlers(_: Any) -> Mapping[str, Handler]:
    """Return every handler by its name."""
    return {name: handle for module in _MODULES for name, handle in module.HANDLERS.items()}
