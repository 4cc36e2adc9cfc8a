"""Whose budget a token request spends: the peer's, or with `trust_proxy` the one that the proxy names."""

from __future__ import annotations

import base64
import http.client
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from werkzeug.test import Client

from mock_server import Clock, Config, MockServer, create_app

EPOCH, TOKEN_LIMIT = date(2026, 3, 2), 20
BASIC = base64.b64encode(b"onmock-crm:onmock-crm-secret").decode()
TRUST = pytest.mark.parametrize(("trust", "status"), [(True, 200), (False, 429)], ids=["trusted", "not trusted"])


@TRUST
def test_forwarded_address_is_believed_only_when_told_to(
    clock: Clock, new_door: Callable[[Client], Any], trust: bool, status: int
) -> None:
    app = create_app(Config(epoch=EPOCH, trust_proxy=trust, enforce=True), clock)
    door = new_door(Client(app))
    for _ in range(TOKEN_LIMIT):
        door.ask(headers={"X-Forwarded-For": "10.0.0.1"})
    assert door.ask(headers={"X-Forwarded-For": "10.0.0.2"}).status_code == status
    app.close()


@TRUST
def test_forwarded_address_is_believed_over_a_socket_only_when_told_to(clock: Clock, trust: bool, status: int) -> None:
    with MockServer(Config(epoch=EPOCH, trust_proxy=trust, enforce=True), clock=clock) as server:
        seen = [post_token(server, "10.0.0.1") for _ in range(TOKEN_LIMIT)]
        assert [*seen, post_token(server, "10.0.0.2")] == [200] * TOKEN_LIMIT + [status]


def test_only_the_last_forwarded_address_is_believed(clock: Clock, new_door: Callable[[Client], Any]) -> None:
    """What stands before the proxy's own entry is the client's claim: it must not buy a new budget."""
    app = create_app(Config(epoch=EPOCH, trust_proxy=True, enforce=True), clock)
    door = new_door(Client(app))
    for number in range(TOKEN_LIMIT):
        door.ask(headers={"X-Forwarded-For": f"10.0.1.{number}, 10.0.0.1"})
    assert door.ask(headers={"X-Forwarded-For": "10.0.2.1, 10.0.0.1"}).status_code == 429
    app.close()


def post_token(server: MockServer, forwarded_for: str) -> int:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
    headers = {
        "Authorization": f"Basic {BASIC}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": forwarded_for,
    }
    connection.request("POST", "/oniva/oauth/token", "grant_type=client_credentials", headers)
    status = connection.getresponse().status
    connection.close()
    return status
