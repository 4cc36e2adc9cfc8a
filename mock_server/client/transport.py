"""Ways to a server: over a socket, or into a WSGI app in the same process."""

from __future__ import annotations

import http.client
import selectors
import socket
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from io import BytesIO, StringIO
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit, urlunsplit

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]

_KINDS: Mapping[str, type[http.client.HTTPConnection]] = {
    "http": http.client.HTTPConnection,
    "https": http.client.HTTPSConnection,
}


class Transport(Protocol):
    """Sends a request to a URL and returns status and body; raises OSError where nobody answers."""

    def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]: ...


class Sockets:
    """HTTP over sockets: connections that are kept, one for each request at a time, and no proxy. `timeout` is in
    seconds. Nothing is sent twice.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._idle: dict[tuple[str, str], deque[http.client.HTTPConnection]] = {}

    def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]:
        parts = urlsplit(url)
        idle = self._idle.setdefault((parts.scheme, parts.netloc), deque())
        connection = _taken(idle) or _KINDS[parts.scheme](parts.netloc, timeout=self._timeout)
        try:
            connection.request(method, urlunsplit(("", "", parts.path, parts.query, "")), body, dict(headers))
            with connection.getresponse() as response:
                status, content = response.status, response.read()
        except BaseException:
            # Half an answer may be on its way; whoever came next would take it for theirs.
            connection.close()
            raise
        idle.append(connection)
        return status, content

    def close(self) -> None:
        """Let go of the connections that are kept."""
        for idle in list(self._idle.values()):
            while idle:
                idle.pop().close()


class InProcess:
    """Calls a WSGI app without a socket."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]:
        parts = urlsplit(url)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(parts.path, "latin-1"),
            "QUERY_STRING": parts.query,
            "REQUEST_URI": f"{parts.path}?{parts.query}" if parts.query else parts.path,
            "SERVER_NAME": parts.hostname or "localhost",
            "SERVER_PORT": str(parts.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": parts.netloc,
            "CONTENT_LENGTH": str(len(body or b"")),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body or b""),
            "wsgi.errors": StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        told: list[str] = []
        answer = self._app(environ, lambda status, headers, error=None: told.append(status))
        try:
            content = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        return int(told[-1].split(" ", 1)[0]), content


def _taken(idle: deque[http.client.HTTPConnection]) -> http.client.HTTPConnection | None:
    """Take a connection that is still open; servers close what nobody uses for a while."""
    while idle:
        with suppress(IndexError):  # another thread was faster
            connection = idle.pop()
            if connection.sock is not None and not _has_something(connection.sock):
                return connection
            connection.close()
    return None


def _has_something(sock: socket.socket) -> bool:
    """Tell whether there is something to read where nothing was asked for: the end, mostly."""
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        return bool(selector.select(0))
