"""Connections that are cut, or on which nothing comes for a while, because a fault was ordered.

In process, where there is no connection, the app raises out of the WSGI call what a client would meet:
ConnectionResetError for a reset, ConnectionAbortedError for one that is closed without a byte.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# The key in a WSGI environment under which a server that can cut connections says so.
CONNECTION = "onmock.connection"


class Connection(Protocol):
    """A client's connection, as a fault may treat it."""

    def cut(self, *, is_reset: bool) -> None:
        """Close it without a byte, as a peer that resets or as one that ends; does not return."""

    def expect_less(self) -> None:
        """Take it as it is that fewer bytes come than were promised."""

    def wait(self, seconds: float) -> None:
        """Let the client wait: for so long or, where that is less, as long as it and the server are there."""


def wait(environ: Mapping[str, Any], seconds: float) -> None:
    """Let the client of a request wait; a client's time-out needs this to be real time."""
    if seconds <= 0:
        return
    connection: Connection | None = environ.get(CONNECTION)
    if connection is not None:
        connection.wait(seconds)
    else:
        time.sleep(seconds)


class Severed(Exception):
    """Raised where a connection ends before there is a reply: "reset" or "empty"."""

    def __init__(self, how: str) -> None:
        super().__init__(f"the connection ends ({how})")
        self.how = how

    def response(self) -> flask.Response:
        """Return what cuts the connection when it is sent."""
        return _Cut(self.how)


class _Cut(flask.Response):
    """No response: it cuts the connection or, in process, raises."""

    def __init__(self, how: str) -> None:
        super().__init__()
        self._how = how

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        connection: Connection | None = environ.get(CONNECTION)
        if connection is not None:
            connection.cut(is_reset=self._how == "reset")
        error = ConnectionResetError if self._how == "reset" else ConnectionAbortedError
        raise error("a fault that was ordered ended the connection")
