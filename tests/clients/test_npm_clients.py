"""simple-oauth2 and oauth4webapi from npm, unmodified, with fetch for the pages; skipped where there is no Node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mock_server import MockServer

SCRIPTS = ("simple_oauth2.mjs", "oauth4webapi.mjs")
EACH = pytest.mark.parametrize(("script", "location"), [(one, at) for one in SCRIPTS for at in ("header", "body")])


@EACH
def test_npm_client_meets_each_booking_once(
    run_node: Callable[..., Any], unlimited_server: MockServer, script: str, location: str, expected_bookings: int
) -> None:
    told = run_node(script, unlimited_server, id="cli:ent+1", secret="s%20/=&+ x", location=location)
    assert len(told["bookings"]) == len(set(told["bookings"])) == expected_bookings


@EACH
def test_npm_client_gets_a_token_that_it_takes_for_good(
    run_node: Callable[..., Any], unlimited_server: MockServer, script: str, location: str
) -> None:
    argument = {"id": "onmock-crm", "secret": "onmock-crm-secret", "location": location, "walk": False}
    token = run_node(script, unlimited_server, **argument)["token"]
    assert (token["token_type"].lower(), token["expires_in"]) == ("bearer", 3600)


@pytest.mark.parametrize("location", ["header", "body"])
@pytest.mark.parametrize(
    ("script", "kind"),
    [("simple_oauth2.mjs", "invalid_client"), ("oauth4webapi.mjs", "WWWAuthenticateChallengeError")],
)
def test_npm_client_reports_a_wrong_secret(
    run_node: Callable[..., Any], unlimited_server: MockServer, script: str, kind: str, location: str
) -> None:
    """simple-oauth2 hands on the error of the body; oauth4webapi looks at the challenge first."""
    told = run_node(script, unlimited_server, id="onmock-crm", secret="wrong", location=location)
    assert told["error"] == {"kind": kind, "status": 401}
