"""Bodies that are not as they should be: cut short, no JSON any more, of another kind, empty, or slow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import flask

from mock_server.faults import Effect
from mock_server.injection.severed import CONNECTION, Connection, wait

_PIECES = 10


def spoiled(response: flask.Response, effect: Effect, environ: Mapping[str, Any]) -> flask.Response:
    """Return a response with the body that an effect wants it to have."""
    match effect.body:
        case "malformed":
            response.set_data(response.get_data()[:-1] + b"<")
        case "content-type":
            response.headers["Content-Type"] = "text/html; charset=utf-8"
        case "empty":
            response.set_data(b"")
        case "truncated":
            _truncate(response, environ)
    if effect.slow_body and response.get_data():
        _slow_down(response, effect.slow_body, environ)
    return response


def _truncate(response: flask.Response, environ: Mapping[str, Any]) -> None:
    """Promise the whole body, and send half of it."""
    content = response.get_data()
    response.response = [content[: len(content) // 2]]
    response.headers["Content-Length"] = str(len(content))
    connection: Connection | None = environ.get(CONNECTION)
    if connection is not None:
        connection.expect_less()


def _slow_down(response: flask.Response, seconds: float, environ: Mapping[str, Any]) -> None:
    promised, content = response.headers.get("Content-Length"), response.get_data()
    response.response = _in_pieces(content, seconds, environ)
    response.headers["Content-Length"] = promised or str(len(content))


def _in_pieces(content: bytes, seconds: float, environ: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the first piece at once and the others evenly over some seconds, two of them a second at least."""
    size = -(-len(content) // max(_PIECES, math.ceil(2 * seconds)))
    first, *others = (content[at : at + size] for at in range(0, len(content), size))
    yield first
    for piece in others:
        wait(environ, seconds / len(others))
        yield piece
