"""Ways to a server: over a socket, or into a WSGI app in the same process."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Transport(Protocol):
    """Sends a request to a URL and returns status and body; raises OSError where nobody answers."""

    def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]: ...


class Sockets:
    """HTTP over sockets: a connection that is kept for each thread, and no proxy. `timeout` is in seconds."""

    def __init__(self, timeout: float) -> None:
        self._timeout, self._own = timeout, threading.local()

    def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]:
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection, is_new = self._connection(parts.netloc)
        try:
            return _ask(connection, method, target, headers, body)
        except (http.client.HTTPException, ConnectionError):
            connection.close()
            # A connection that was kept may have been closed by the server in the meantime.
            if is_new:
                raise
        return _ask(self._connection(parts.netloc)[0], method, target, headers, body)

    def _connection(self, netloc: str) -> tuple[http.client.HTTPConnection, bool]:
        kept: dict[str, http.client.HTTPConnection] = self._own.__dict__.setdefault("kept", {})
        known = kept.get(netloc)
        if known is None:
            known = kept[netloc] = http.client.HTTPConnection(netloc, timeout=self._timeout)
        return known, known.sock is None


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
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        told: list[str] = []
        content = b"".join(self._app(environ, lambda status, headers, error=None: told.append(status)))
        return int(told[-1].split(" ", 1)[0]), content


def _ask(
    connection: http.client.HTTPConnection, method: str, target: str, headers: Mapping[str, str], body: bytes | None
) -> tuple[int, bytes]:
    connection.request(method, target, body, dict(headers))
    with connection.getresponse() as response:
        return response.status, response.read()
