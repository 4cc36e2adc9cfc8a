"""Authlib's OAuth2Session, unmodified: it sends HTTP Basic raw, or credentials in the body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

import pytest
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

from mock_server import Clock, MockServer
from tests.clients.integration import Integration

METHODS = ("client_secret_basic", "client_secret_post")
Walk = Callable[[Callable[..., Any]], list[str]]


class Client(Integration):
    """An integration on Authlib's session."""

    def __init__(self, server: MockServer, client_id: str, secret: str, method: str = METHODS[0]) -> None:
        super().__init__(server, OAuth2Session(client_id, secret, token_endpoint_auth_method=method))

    def fetch_token(self, url: str) -> Any:
        return self.session.fetch_token(url, grant_type="client_credentials")


@pytest.mark.parametrize("method", METHODS)
def test_authlib_meets_each_booking_once(
    unlimited_server: MockServer,
    new_client: Any,
    credentials: Any,
    method: str,
    walk_tenant: Walk,
    expected_bookings: int,
) -> None:
    client = new_client(unlimited_server, credentials.id, credentials.secret, method)
    client.log_in()
    met = walk_tenant(client.get)
    assert len(met) == len(set(met)) == expected_bookings


def test_authlib_gets_a_token_by_form_encoded_basic(unlimited_server: MockServer, new_client: Any) -> None:
    client = new_client(unlimited_server, quote_plus("cli:ent+1"), quote_plus("s%20/=&+ x"))
    client.log_in()
    assert client.get("/api/v1/me")["clientId"] == "cli:ent+1"


@pytest.mark.parametrize("method", METHODS)
def test_authlib_reports_a_wrong_secret(unlimited_server: MockServer, new_client: Any, method: str) -> None:
    with pytest.raises(OAuthError) as caught:
        new_client(unlimited_server, "onmock-crm", "wrong", method).log_in()
    assert caught.value.error == "invalid_client"


def test_authlib_reports_a_spent_budget(server: MockServer, new_client: Any) -> None:
    client = new_client(server, "onmock-crm", "onmock-crm-secret")
    for _ in range(20):
        client.log_in()
    with pytest.raises(OAuthError, match="Retry in 60 seconds"):
        client.log_in()


def test_authlib_logs_in_again_when_the_token_expires_midway(
    server: MockServer, clock: Clock, new_client: Any, walk_tenant: Walk, expected_bookings: int
) -> None:
    client, calls = new_client(server, "onmock-crm", "onmock-crm-secret"), iter(range(1000))

    def get(path: str, **query: Any) -> Any:
        if next(calls) == 40:
            clock.advance(3601)
        return client.get(path, **query)

    client.log_in()
    met = walk_tenant(get)
    assert (client.logins, len(met), len(set(met))) == (2, expected_bookings, expected_bookings)
