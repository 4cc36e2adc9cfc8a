"""What a token request may look like: parameters, scopes, methods, bodies. RFC 6749 sections 3.2, 3.3 and 4.4.2."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest

GRANT = "grant_type=client_credentials"
CREDENTIALS = "client_id=onmock-crm&client_secret=onmock-crm-secret"
BASIC = "Authorization: Basic b25tb2NrLWNybTpvbm1vY2stY3JtLXNlY3JldA=="
FORM_LINE = "Content-Type: application/x-www-form-urlencoded"
ALL = {"events:read", "bookings:read", "contacts:read"}

INVALID_REQUESTS = {
    "T23 no grant_type": {"body": "scope=events:read"},
    "T24 empty grant_type": {"body": "grant_type="},
    "T28 grant_type twice": {"body": f"{GRANT}&{GRANT}"},
    "T28 grant_type twice, once empty": {"body": f"{GRANT}&grant_type="},
    "T29 scope twice": {"body": f"{GRANT}&scope=events:read&scope=bookings:read"},
    "T30 client_id twice": {"body": f"{GRANT}&client_id=onmock-crm&{CREDENTIALS}", "basic": None},
    "T30 client_secret twice": {"body": f"{GRANT}&{CREDENTIALS}&client_secret=other", "basic": None},
    "T31 unknown parameter twice": {"body": f"{GRANT}&colour=red&colour=blue"},
    "T41 secret in the query": {"query": CREDENTIALS, "basic": None},
    "T41 secret in the query beside good credentials": {"query": "client_secret=onmock-crm-secret"},
    "T42 JSON": {"body": '{"grant_type":"client_credentials"}', "content_type": "application/json"},
    "T43 multipart": {
        "body": '--x\r\nContent-Disposition: form-data; name="grant_type"\r\n\r\nclient_credentials\r\n--x--\r\n',
        "content_type": "multipart/form-data; boundary=x",
    },
    "T44 no Content-Type": {"content_type": None},
    "T44 empty Content-Type": {"content_type": ""},
    "T48 empty body": {"body": ""},
    "T49 percent-encoded bytes that are no UTF-8": {"body": f"{GRANT}&scope=%ff%fe"},
    "T49 raw bytes that are no UTF-8": {"body": b"grant_type=client_credentials&scope=\xff"},
    "T49 percent-encoded surrogate": {"body": f"{GRANT}&scope=%ED%A0%80"},
    "T49 too many parameters": {"body": GRANT + "".join(f"&p{number}=" for number in range(200))},
}


@pytest.mark.parametrize("request_", INVALID_REQUESTS.values(), ids=INVALID_REQUESTS.keys())
def test_malformed_request_is_an_invalid_request(door: Any, request_: dict[str, Any]) -> None:
    answer = door.ask(**request_)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    "grant",
    [
        pytest.param("authorization_code", id="T25"),
        pytest.param("password&username=a&password=b", id="T26"),
        pytest.param("Client_Credentials", id="T27"),
        pytest.param("client_credentials%20", id="T27 blank"),
    ],
)
def test_other_grant_is_unsupported(door: Any, grant: str) -> None:
    answer = door.ask(f"grant_type={grant}")
    assert (answer.status_code, answer.json["error"]) == (400, "unsupported_grant_type")


def test_t31_unknown_parameter_is_ignored(door: Any) -> None:
    assert door.ask(f"{GRANT}&audience=https%3A%2F%2Fexample.com&colour=").status_code == 200


@pytest.mark.parametrize(
    ("scope", "granted"),
    [
        pytest.param("scope=events:read", {"events:read"}, id="T32"),
        pytest.param("scope=events%3Aread+bookings%3Aread", {"events:read", "bookings:read"}, id="T32 two"),
        pytest.param("scope=events:read+events:read", {"events:read"}, id="X15 repeated"),
        pytest.param("colour=red", ALL, id="T33"),
        pytest.param("scope=", ALL, id="T37"),
    ],
)
def test_token_tells_the_granted_scope(door: Any, scope: str, granted: set[str]) -> None:
    answer = door.ask(f"{GRANT}&{scope}")
    assert answer.status_code == 200
    assert sorted(answer.json["scope"].split(" ")) == sorted(granted)


@pytest.mark.parametrize(
    "order", [pytest.param("bookings:read+events:read", id="T38"), pytest.param("events:read+bookings:read", id="X15")]
)
def test_order_of_scopes_does_not_matter(door: Any, order: str) -> None:
    assert door.ask(f"{GRANT}&scope={order}").json["scope"] == "events:read bookings:read"


@pytest.mark.parametrize(
    "scope",
    [
        pytest.param("events:write", id="T34"),
        pytest.param("Events:Read", id="T34 case"),
        pytest.param("events:read+events:write", id="T35"),
        pytest.param("events:read+%22", id="T36 quote"),
        pytest.param("events:read%5C", id="T36 backslash"),
        pytest.param("events:read++bookings:read", id="T36 two blanks"),
        pytest.param("events:read%0A", id="T36 newline"),
        pytest.param("%C3%A9", id="T36 accent"),
        pytest.param("a" * 65536, id="X18"),
        pytest.param("+a" * 32768, id="X18 many"),
    ],
)
def test_scope_that_cannot_be_granted_is_invalid(door: Any, scope: str) -> None:
    answer = door.ask(f"{GRANT}&scope={scope}")
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_scope")


def test_t34_known_scope_that_the_client_lacks_is_invalid(door: Any) -> None:
    answer = door.ask(f"{GRANT}&scope=bookings:read", basic="onmock-reporting:onmock-reporting-secret")
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    "method",
    [
        pytest.param("GET", id="T39"),
        pytest.param("PUT", id="T40"),
        pytest.param("PATCH", id="T40 patch"),
        pytest.param("DELETE", id="T40 delete"),
        pytest.param("OPTIONS", id="X20"),
    ],
)
def test_other_method_is_not_allowed(door: Any, method: str) -> None:
    answer = door.ask(method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert b"access_token" not in answer.data


def test_x20_head_is_not_allowed_and_has_no_body(wire: Callable[..., Any]) -> None:
    answer = wire("HEAD /oniva/oauth/token HTTP/1.1", BASIC)
    assert (answer.status, answer.headers["Allow"], answer.body + answer.rest) == (405, "POST", b"")


def test_t41_secret_in_the_query_stays_out_of_the_journal(door: Any, app: Any) -> None:
    door.ask(query=CREDENTIALS, basic=None)
    assert "onmock-crm-secret" not in repr(app.runtime.journal.entries())


@pytest.mark.parametrize(
    "content_type",
    [
        pytest.param("application/x-www-form-urlencoded;charset=UTF-8", id="T45"),
        pytest.param("application/x-www-form-urlencoded ; charset=utf-8", id="T45 blanks"),
        pytest.param("APPLICATION/X-WWW-FORM-URLENCODED", id="T46"),
    ],
)
def test_content_type_is_read_as_a_media_type(door: Any, content_type: str) -> None:
    assert door.ask(content_type=content_type).status_code == 200


def test_x10_chunked_body_gets_a_token(wire: Callable[..., Any]) -> None:
    body = b"b\r\ngrant_type=\r\n12\r\nclient_credentials\r\n0\r\n\r\n"
    answer = wire("POST /oniva/oauth/token HTTP/1.1", BASIC, FORM_LINE, "Transfer-Encoding: chunked", body=body)
    assert answer.status == 200


def test_x17_compressed_body_is_an_invalid_request(wire: Callable[..., Any]) -> None:
    body = gzip.compress(GRANT.encode())
    lines = (BASIC, FORM_LINE, "Content-Encoding: gzip", f"Content-Length: {len(body)}")
    answer = wire("POST /oniva/oauth/token HTTP/1.1", *lines, body=body)
    assert (answer.status, b'"invalid_request"' in answer.body) == (400, True)


def test_body_above_the_bound_is_too_large(door: Any) -> None:
    answer = door.ask(f"{GRANT}&scope={'a' * 1024 * 1024}")
    assert (answer.status_code, answer.json["error"]) == (413, "invalid_request")
