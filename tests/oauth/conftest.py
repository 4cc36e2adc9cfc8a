"""Doors to the token operation and to raw bytes, for the cases of RFC 6749, 6750 and 9110."""

from __future__ import annotations

import base64
import io
import socket
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from mock_server import MockServer

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class TokenDoor:
    """The token operation in process: any part of a request can be given, or left out by None.

    What is not given makes a good request of `onmock-crm` by HTTP Basic.
    """

    client: Client

    def ask(
        self,
        body: str | bytes = "grant_type=client_credentials",
        *,
        basic: str | bytes | None = "onmock-crm:onmock-crm-secret",
        authorization: str | None = None,
        content_type: str | None = FORM,
        address: str = "127.0.0.1",
        query: str = "",
        method: str = "POST",
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """Send a token request; `basic` is what goes below the base64, octet for octet."""
        given = dict(headers or {})
        if basic is not None and authorization is None:
            octets = basic.encode() if isinstance(basic, str) else basic
            authorization = f"Basic {base64.b64encode(octets).decode()}"
        if authorization is not None:
            given["Authorization"] = authorization
        return self.client.open(
            "/oniva/oauth/token",
            method=method,
            data=body,
            headers=given,
            content_type=content_type,
            query_string=query,
            environ_overrides={"REMOTE_ADDR": address},
        )


@dataclass(frozen=True)
class Answer:
    """An HTTP answer as it came over a socket; `rest` is what came after the body was complete."""

    status: int
    headers: HTTPMessage
    body: bytes
    rest: bytes


class _Received:
    """Bytes that HTTPResponse takes for a socket."""

    def __init__(self, octets: bytes) -> None:
        self._file = io.BytesIO(octets)

    def makefile(self, *_: Any, **__: Any) -> io.BytesIO:
        return self._file


@pytest.fixture
def door(client: Client) -> TokenDoor:
    """The token operation of a fresh default world."""
    return TokenDoor(client)


@pytest.fixture
def new_door() -> Callable[[Client], TokenDoor]:
    """A maker of doors, for tests that build an app of their own."""
    return TokenDoor


@pytest.fixture
def wire(server: MockServer) -> Callable[..., Answer]:
    """Send lines and a body to the server, octet for octet, and read the answer until the server hangs up."""

    def exchange(*lines: str | bytes, body: bytes = b"") -> Answer:
        first, *others = [line.encode("latin-1") if isinstance(line, str) else line for line in lines]
        head = b"\r\n".join([first, b"Host: localhost", b"Connection: close", *others])
        with socket.create_connection((server.host, server.port), timeout=10) as connection:
            connection.sendall(head + b"\r\n\r\n" + body)
            received = b"".join(iter(lambda: connection.recv(65536), b""))
        method = first.split()[0].decode()
        response = HTTPResponse(_Received(received), method=method)  # type: ignore[arg-type]
        response.begin()
        content = response.read()
        end = received.index(b"\r\n\r\n") + 4 + len(content)
        return Answer(response.status, response.headers, content, received[end:])

    return exchange


@pytest.fixture
def api_of(api: Any) -> Callable[[MockServer], Any]:
    """A maker of in-process clients for the app behind a socket."""
    return lambda server: type(api)(Client(server.app))
