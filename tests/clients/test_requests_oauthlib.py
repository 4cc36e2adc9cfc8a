"""requests-oauthlib with oauthlib's BackendApplicationClient, unmodified: HTTP Basic raw, or the body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

import pytest
from oauthlib.oauth2 import BackendApplicationClient
from oauthlib.oauth2.rfc6749.errors import InvalidClientError, InvalidScopeError, TemporarilyUnavailableError
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from mock_server import Clock, MockServer
from tests.clients.integration import Integration

Walk = Callable[[Callable[..., Any]], list[str]]


def by_basic(client_id: str, secret: str) -> dict[str, Any]:
    return {"auth": HTTPBasicAuth(client_id, secret)}


def by_body(client_id: str, secret: str) -> dict[str, Any]:
    return {"client_id": client_id, "client_secret": secret, "include_client_id": True}


METHODS = (by_basic, by_body)


class Client(Integration):
    """An integration on requests-oauthlib's session."""

    def __init__(self, server: MockServer, client_id: str, authenticate: dict[str, Any], scope: Any = None) -> None:
        super().__init__(server, OAuth2Session(client=BackendApplicationClient(client_id=client_id, scope=scope)))
        self._authenticate = authenticate

    def fetch_token(self, url: str) -> Any:
        return self.session.fetch_token(url, **self._authenticate)


@pytest.mark.parametrize("method", METHODS)
def test_requests_oauthlib_meets_each_booking_once(
    unlimited_server: MockServer,
    new_client: Any,
    credentials: Any,
    method: Any,
    walk_tenant: Walk,
    expected_bookings: int,
) -> None:
    client = new_client(unlimited_server, credentials.id, method(credentials.id, credentials.secret))
    client.log_in()
    met = walk_tenant(client.get)
    assert len(met) == len(set(met)) == expected_bookings


def test_requests_oauthlib_gets_a_token_by_form_encoded_basic(unlimited_server: MockServer, new_client: Any) -> None:
    authenticate = by_basic(quote_plus("cli:ent+1"), quote_plus("s%20/=&+ x"))
    client = new_client(unlimited_server, "cli:ent+1", authenticate)
    client.log_in()
    assert client.get("/api/v1/me")["clientId"] == "cli:ent+1"


@pytest.mark.parametrize("method", METHODS)
def test_requests_oauthlib_reports_a_wrong_secret(unlimited_server: MockServer, new_client: Any, method: Any) -> None:
    with pytest.raises(InvalidClientError):
        new_client(unlimited_server, "onmock-crm", method("onmock-crm", "wrong")).log_in()


def test_requests_oauthlib_gets_the_scope_it_asks_for(unlimited_server: MockServer, new_client: Any) -> None:
    client = new_client(unlimited_server, "onmock-crm", by_basic("onmock-crm", "onmock-crm-secret"), ["events:read"])
    assert client.log_in()["scope"] == ["events:read"]


def test_requests_oauthlib_reports_a_scope_that_is_not_granted(unlimited_server: MockServer, new_client: Any) -> None:
    authenticate = by_basic("onmock-reporting", "onmock-reporting-secret")
    with pytest.raises(InvalidScopeError):
        new_client(unlimited_server, "onmock-reporting", authenticate, ["bookings:read"]).log_in()


def test_requests_oauthlib_reports_a_spent_budget(server: MockServer, new_client: Any) -> None:
    client = new_client(server, "onmock-crm", by_basic("onmock-crm", "onmock-crm-secret"))
    for _ in range(20):
        client.log_in()
    with pytest.raises(TemporarilyUnavailableError):
        client.log_in()


def test_requests_oauthlib_logs_in_again_when_the_token_expires_midway(
    server: MockServer, clock: Clock, new_client: Any, walk_tenant: Walk, expected_bookings: int
) -> None:
    client = new_client(server, "onmock-crm", by_basic("onmock-crm", "onmock-crm-secret"))
    calls = iter(range(1000))

    def get(path: str, **query: Any) -> Any:
        if next(calls) == 40:
            clock.advance(3601)
        return client.get(path, **query)

    client.log_in()
    met = walk_tenant(get)
    assert (client.logins, len(met), len(set(met))) == (2, expected_bookings, expected_bookings)
