"""Caller: a call of the control API, and what can come of it."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from mock_server.client.errors import ControlError
from mock_server.client.transport import Sockets, Transport

_ADMIN = "/__admin"


class Caller:
    """Calls the server at `url`, over sockets unless another transport is given. Raises ValueError for no URL."""

    def __init__(self, url: str, timeout: float, transport: Transport | None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is not the URL of a server, such as http://127.0.0.1:8024")
        self.url = url.rstrip("/")
        self._sockets = Sockets(timeout)
        self._transport: Transport = transport or self._sockets

    def close(self) -> None:
        """Let go of connections."""
        self._sockets.close()

    def call(self, method: str, path: str, document: Mapping[str, Any] | None = None, **query: Any) -> Any:
        """Return the JSON of an answer, None where there is none; raise ControlError where it is a refusal."""
        asked = urlencode({name: value for name, value in query.items() if value is not None})
        url = f"{self.url}{_ADMIN}{path}{'?' if asked else ''}{asked}"
        body = None if document is None else json.dumps(document).encode()
        headers = {} if body is None else {"Content-Type": "application/json"}
        status, content = self.send(method, url, headers, body)
        answer = _read(content, f"{method} {path}", status)
        if status >= 400:
            told = answer if isinstance(answer, dict) else {}
            raise ControlError(f"{method} {path}", status, str(told.get("detail", "")), told.get("errors", ()))
        return answer

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]:
        """Send any request; raise ControlError where nobody answers."""
        try:
            return self._transport(method, url, headers, body)
        except (OSError, http.client.HTTPException) as error:
            raise ControlError(f"{method} {url}", 0, f"the server did not answer: {error}") from error


def _read(content: bytes, call: str, status: int) -> Any:
    try:
        return json.loads(content) if content else None
    except ValueError:
        raise ControlError(call, status, "the answer is not JSON; is this the right server?") from None
