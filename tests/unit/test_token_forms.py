"""What a token is asked for with: a form, or JSON where the contract has that in its place."""

from __future__ import annotations

import pytest

from mock_server.core.call import Request
from mock_server.oauth import OAuthError, TokenForm

FORM = TokenForm(("application/json",), {"clientId": "client_id"})


def request(body: bytes, media: str = "application/json") -> Request:
    return Request("POST", "/token", {"Content-Type": media}, {}, lambda: body, "127.0.0.1")


def test_members_are_parameters_by_their_names_in_the_contract() -> None:
    assert FORM.read(request(b'{"clientId": "a", "scope": "", "more": "b"}')) == {"client_id": "a", "more": "b"}
    assert FORM.texts(request(b'{"clientId": "a"}'), "client_id") == ["a"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b'["a"]', b"{", b'{"a": 1}', b'{"a": {"b": "c"}}', b'{"a": "1", "a": "2"}', b"\xff",
        b'{"a":' * 100_000, b'{"clientId": "a", "client_id": "b"}',
    ],
)  # fmt: skip
def test_anything_else_is_an_invalid_request(body: bytes) -> None:
    with pytest.raises(OAuthError) as refused:
        FORM.read(request(body))
    assert refused.value.code == "invalid_request"
    assert list(FORM.texts(request(body), "nobody")) == []


def test_a_form_is_refused_where_the_contract_has_json() -> None:
    with pytest.raises(OAuthError, match="the body must be application/json"):
        FORM.read(request(b"a=b", "application/x-www-form-urlencoded"))
