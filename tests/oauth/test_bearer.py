"""Who a bearer token lets in, and how the others are turned away: RFC 6750.

Not applicable: X24 (two schemes in one challenge), since every challenge here has exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from mock_server import Clock, Config, create_app

BARE = 'Bearer realm="Oniva"'
CHALLENGE = re.compile(r'Bearer [a-z_]+="[^"\\]*"(, [a-z_]+="[^"\\]*")*\Z')
ME = "/oniva/api/v1/me"


def call(api: Any, authorization: str | None, path: str = ME, **query: str) -> TestResponse:
    headers = {} if authorization is None else {"Authorization": authorization}
    return api.client.get(path, headers=headers, query_string=query)


def is_invalid_token(answer: TestResponse) -> bool:
    return answer.status_code == 401 and 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    "scheme",
    [pytest.param("Bearer", id="R01"), pytest.param("bearer", id="R05"), pytest.param("BEARER", id="R06")],
)
def test_good_token_lets_in(api: Any, scheme: str) -> None:
    assert call(api, f"{scheme} {api.token()}").status_code == 200


def test_r07_two_blanks_after_the_scheme_let_in(api: Any) -> None:
    assert call(api, f"Bearer  {api.token()}").status_code == 200


@pytest.mark.parametrize(
    "authorization",
    [
        pytest.param(None, id="R02"),
        pytest.param("Basic b25tb2NrLWNybTpvbm1vY2stY3JtLXNlY3JldA==", id="R10"),
        pytest.param("Token abc", id="R10 another scheme"),
        pytest.param("", id="R02 empty header"),
    ],
)
def test_missing_bearer_gets_a_challenge_without_an_error(api: Any, authorization: str | None) -> None:
    answer = call(api, authorization)
    assert (answer.status_code, answer.headers.getlist("WWW-Authenticate")) == (401, [BARE])


@pytest.mark.parametrize(
    "credentials",
    [
        pytest.param(" AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", id="R03"),
        pytest.param("", id="R08"),
        pytest.param(" ", id="R08 blank"),
        pytest.param(" a b", id="R09"),
        pytest.param(" {token} b", id="R09 good one first"),
        pytest.param(" \xfc\xdf", id="R15 accents"),
        pytest.param(' "a"\\', id="R15 quotes"),
        pytest.param(" =", id="R15 padding alone"),
        pytest.param(" {token}=", id="R15 padding behind"),
        pytest.param(" \t{token}", id="R15 tab"),
        pytest.param(" " + "a" * 10_000, id="R15 long"),
        pytest.param(" onmock-crm-secret", id="R16"),
    ],
)
def test_token_that_does_not_count_is_invalid(api: Any, credentials: str) -> None:
    assert is_invalid_token(call(api, "Bearer" + credentials.replace("{token}", api.token())))


@pytest.mark.parametrize(
    "octets", [b"\xff\xfe", b"\x01", b"\x00", b"\xed\xa0\x80"], ids=lambda octets: f"R15 {octets.hex()}"
)
def test_odd_octets_in_the_header_are_a_client_error(wire: Callable[..., Any], octets: bytes) -> None:
    answer = wire(f"GET {ME} HTTP/1.1", b"Authorization: Bearer " + octets)
    assert answer.status in (400, 401)


@pytest.mark.parametrize(("seconds", "status"), [(3599, 200), (3599.99, 200), (3600, 401), (3601, 401)])
def test_x19_token_dies_when_its_hour_is_over(api: Any, clock: Clock, seconds: float, status: int) -> None:
    token = api.token()
    clock.advance(seconds)
    assert api.get("/me", token=token).status_code == status


def test_r04_expired_token_is_invalid(api: Any, clock: Clock) -> None:
    token = api.token()
    clock.advance(3600)
    assert is_invalid_token(api.get("/me", token=token))


def test_expired_token_stays_dead_after_a_new_one(api: Any, clock: Clock) -> None:
    old = api.token()
    clock.advance(10_000)
    api.issue()
    assert is_invalid_token(api.get("/me", token=old))


def test_r11_token_in_the_query_is_not_accepted(api: Any) -> None:
    answer = call(api, None, access_token=api.token())
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, BARE)


def test_r12_token_in_the_query_is_not_looked_at(api: Any) -> None:
    assert call(api, f"Bearer {api.token()}", access_token="other").status_code == 200


@pytest.mark.parametrize("path", ["/events/{id}/bookings", "/bookings/{id}"])
def test_r13_missing_scope_is_forbidden(api: Any, path: str) -> None:
    token = api.token("onmock-reporting", "onmock-reporting-secret")
    answer = api.get(path.replace("{id}", "00000000-0000-4000-8000-000000000000"), token=token)
    assert (answer.status_code, answer.json["status"]) == (403, 403)
    assert answer.headers["WWW-Authenticate"] == f'{BARE}, error="insufficient_scope", scope="bookings:read"'


def test_r13_scope_that_was_not_asked_for_is_missing(api: Any) -> None:
    token = api.issue(scope="bookings:read").json["access_token"]
    assert api.get("/events", token=token).status_code == 403


def test_me_asks_for_no_scope(api: Any) -> None:
    token = api.issue(scope="contacts:read").json["access_token"]
    assert api.get("/me", token=token).json["scopes"] == ["contacts:read"]


@pytest.mark.parametrize("second", ["Bearer {token}", "Basic b25tb2Nr", ""], ids=["R14", "R14 basic", "R14 empty"])
def test_two_authorization_headers_are_refused(wire: Callable[..., Any], server: Any, api_of: Any, second: str) -> None:
    token = api_of(server).token()
    first = f"Authorization: Bearer {token}"
    answer = wire(f"GET {ME} HTTP/1.1", first, f"Authorization: {second.replace('{token}', token)}")
    assert answer.status in (400, 401)


@pytest.mark.parametrize(
    "authorization", [pytest.param(None, id="R17"), pytest.param("Authorization: Bearer abc", id="X25")]
)
def test_head_gets_the_challenge_of_get_and_no_body(wire: Callable[..., Any], authorization: str | None) -> None:
    lines = () if authorization is None else (authorization,)
    head, get = wire(f"HEAD {ME} HTTP/1.1", *lines), wire(f"GET {ME} HTTP/1.1", *lines)
    assert (head.status, head.body + head.rest) == (401, b"")
    assert head.headers["WWW-Authenticate"] == get.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    "authorization", [None, "Bearer", "Bearer abc", "Basic YTpi", 'Bearer "\\'], ids=lambda one: f"R18 {one}"
)
def test_challenge_is_one_scheme_with_quoted_parameters(api: Any, authorization: str | None) -> None:
    (challenge,) = call(api, authorization).headers.getlist("WWW-Authenticate")
    assert CHALLENGE.match(challenge)
    assert challenge.count("error=") <= 1


@pytest.mark.parametrize("token", ["not-a-known-token", "mal formed"], ids=["R19", "R19 malformed"])
def test_refusal_does_not_repeat_the_token(api: Any, token: str) -> None:
    answer = call(api, f"Bearer {token}")
    assert token not in answer.text + str(answer.headers)


def test_x21_token_on_a_public_path_is_ignored(api: Any) -> None:
    assert call(api, "Bearer abc", "/__admin/health").status_code == 200


def test_x22_record_of_another_tenant_is_not_found(api: Any) -> None:
    other = create_app(Config(epoch=date(2026, 3, 2), seed=2), Clock(frozen=True))
    stranger = type(api)(Client(other))
    event = stranger.get("/events", limit="1").json["items"][0]["id"]
    assert (stranger.get(f"/events/{event}").status_code, api.get(f"/events/{event}").status_code) == (200, 404)
    other.close()


def test_token_of_another_world_is_unknown(api: Any, unlimited: Any) -> None:
    assert is_invalid_token(api.get("/me", token=unlimited.token()))
