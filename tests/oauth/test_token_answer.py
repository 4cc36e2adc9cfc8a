"""What the token operation answers, good or bad: RFC 6749 sections 5.1 and 5.2."""

from __future__ import annotations

import re
from typing import Any

import pytest

GRANT = "grant_type=client_credentials"
# RFC 6749 section 5.2: no quotes, no backslash, nothing beyond ASCII.
DESCRIPTION = re.compile(r"[\x20-\x21\x23-\x5B\x5D-\x7E]+\Z")

ERRORS = {
    "invalid_request": {"body": ""},
    "invalid_client": {"basic": "onmock-crm:wrong"},
    "unsupported_grant_type": {"body": "grant_type=password"},
    "invalid_scope": {"body": f'{GRANT}&scope=%22\\"é'},
    "too large": {"body": "x" * 1024 * 1024},
}


def test_t03_token_is_not_to_be_stored(door: Any) -> None:
    assert door.ask().headers.getlist("Cache-Control") == ["no-store"]


def test_t04_token_is_not_to_be_cached_by_old_caches(door: Any) -> None:
    assert door.ask().headers.getlist("Pragma") == ["no-cache"]


def test_t05_lifetime_is_an_hour_as_an_integer(door: Any) -> None:
    lifetime = door.ask().json["expires_in"]
    assert (type(lifetime), lifetime) == (int, 3600)


def test_t06_there_is_no_refresh_token(door: Any) -> None:
    assert door.ask().json.keys() == {"access_token", "token_type", "expires_in", "scope"}


def test_t07_token_fits_the_authorization_header(door: Any) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._~+/-]+=*", door.ask().json["access_token"])


def test_token_type_is_bearer(door: Any) -> None:
    assert door.ask().json["token_type"] == "Bearer"


def test_token_cannot_be_guessed(door: Any) -> None:
    assert len(door.ask().json["access_token"]) >= 43  # 256 bits in base64


def test_tokens_of_two_equal_worlds_differ(door: Any, unlimited: Any, new_door: Any) -> None:
    assert door.ask().json["access_token"] != new_door(unlimited.client).ask().json["access_token"]


def test_t50_first_token_works_after_a_second_one(api: Any) -> None:
    first, second = api.issue().json["access_token"], api.issue().json["access_token"]
    assert first != second
    assert [api.get("/me", token=token).status_code for token in (first, second, first)] == [200, 200, 200]


@pytest.mark.parametrize("request_", ERRORS.values(), ids=[f"T47 {name}" for name in ERRORS])
def test_error_is_json_that_is_not_to_be_stored(door: Any, request_: dict[str, Any]) -> None:
    answer = door.ask(**request_)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/json", "no-store")
    assert isinstance(answer.json["error"], str)


@pytest.mark.parametrize("request_", ERRORS.values(), ids=[f"X16 {name}" for name in ERRORS])
def test_error_description_keeps_to_its_characters(door: Any, request_: dict[str, Any]) -> None:
    assert DESCRIPTION.match(door.ask(**request_).json["error_description"])


def test_x16_description_of_a_spent_budget_keeps_to_its_characters(door: Any) -> None:
    answers = [door.ask() for _ in range(21)]
    assert DESCRIPTION.match(answers[-1].json["error_description"])


def test_issued_token_is_not_in_the_journal(api: Any, app: Any) -> None:
    token = api.token()
    api.get("/me")
    api.get("/events", access_token=token)
    api.client.get("/oniva/nowhere", query_string={"token": token})
    assert token not in repr(app.runtime.journal.entries())


def test_journal_knows_the_client_of_a_token_but_no_secret(api: Any, app: Any) -> None:
    api.get("/me")
    issued, used = app.runtime.journal.entries()
    assert (issued.operation, used.operation, used.client) == ("issueToken", "getMe", "onmock-crm")
    assert "onmock-crm-secret" not in repr([issued, used])
