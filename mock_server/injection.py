"""How ordered faults interfere with an exchange: before it is looked at, in its rows, and in what is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flask

from mock_server.contract import Operation
from mock_server.exchange import Exchange


def before(exchange: Exchange, operation: Operation) -> None:
    """Let the faults that meet a request do what they do before anybody looks at it; may raise an ApiError."""


def rows(exchange: Exchange, rows: Sequence[Any]) -> Sequence[Any]:
    """Return what the faults that met a request make of the rows of its list."""
    return rows


def after(exchange: Exchange, response: flask.Response) -> flask.Response:
    """Return what the faults that met a request make of its response."""
    return response
