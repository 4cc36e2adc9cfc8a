"""Request bodies against the contract: arguments like any other, or faults that are named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from mock_server.contract import Contract, Decoded, load_contract
from mock_server.core.api_errors import UnsupportedMediaType
from mock_server.core.call import Form, Request, Upload
from mock_server.core.errors import ContractError
from tests.toy.contracts import FORM, JSON, MULTIPART, body, document, operation
from tests.unit.conftest import Save

PHOTO = Upload("me.png", b"\x89PNG")
NEEDED: Mapping[str, Sequence[str]] = {"email": ["anna@example.com"]}
FIELDS: dict[str, Any] = {
    "email": {"type": "string", "minLength": 1},
    "firstName": {"type": "string", "x-source": "given_name"},
    "count": {"type": "integer", "minimum": 1, "default": 7},
    "day": {"type": "string", "format": "date", "default": "2026-01-02"},
    "tags": {"type": "array", "maxItems": 2, "items": {"type": "string", "enum": ["a", "b"]}},
    "photo": {"type": "string", "format": "binary"},
    "home": {"type": "object", "required": ["town"], "properties": {"town": {"type": "string"}}},
    "code": {"type": "string", "format": "uuid", "x-checked-by": "handler"},
    "codes": {"type": "array", "items": {"type": "integer"}, "x-checked-by": "handler"},
}
DEFAULTS: Mapping[str, Any] = {
    "email": "anna@example.com",
    "given_name": None,
    "count": 7,
    "day": date(2026, 1, 2),
    "tags": None,
    "photo": None,
    "home": None,
    "code": None,
    "codes": None,
}


@pytest.fixture
def contract(save: Save) -> Contract:
    """Operations that take a form, nothing but a file, or whatever their handler makes of it."""
    posts = {
        "sendForm": body(FIELDS, FORM, MULTIPART, required=("email",)),
        "sendFile": body({"photo": FIELDS["photo"]}, MULTIPART, required=("photo",)),
        "sendCode": body({"code": FIELDS["code"]}, required=("code",)),
        "sendAnything": {**body(FIELDS), "x-checked-by": "handler"},
    }
    return load_contract(save(document(*(operation(n, f"/{n}", "post", requestBody=b) for n, b in posts.items()))))


def sent(media: str | None, form: Form | None = None, content: bytes = b"") -> Request:
    """Return a request with a body: a form as it was parsed, or bytes."""
    headers = {} if media is None else {"Content-Type": media}
    return Request("POST", "/", headers, {}, lambda: content, "", lambda: form or Form({}))


@pytest.fixture
def decode(contract: Contract) -> Callable[..., Decoded]:
    """Decode a form that is sent to an operation."""

    def decode(texts: Mapping[str, Sequence[str]], name: str = "sendForm", **files: list[Upload]) -> Decoded:
        return taken(contract, name, sent(MULTIPART, Form(texts, files)))

    return decode


def taken(contract: Contract, name: str, request: Request) -> Decoded:
    """Decode a request's parameters and its body."""
    one = contract.operations[name]
    assert one.body is not None
    decoded = one.decode({}, request)
    one.body.decode(request, decoded)
    return decoded


def faults(decoded: Decoded) -> list[tuple[str, str, str, str]]:
    """Return what is wrong where."""
    return [(one.place, one.name, one.argument, one.rule) for one in decoded.errors]


def test_defaults_fill_what_was_not_sent(decode: Callable[..., Decoded]) -> None:
    decoded = decode(NEEDED)
    assert (decoded.arguments, decoded.errors, decoded.unknown) == (DEFAULTS, [], [])


@pytest.mark.parametrize(
    ("name", "texts", "argument", "value"),
    [
        ("firstName", ["Anna"], "given_name", "Anna"),
        ("count", ["12"], "count", 12),
        ("day", ["2024-02-29"], "day", date(2024, 2, 29)),
        ("tags", ["a"], "tags", ("a",)),
        ("tags", ["b", "a"], "tags", ("b", "a")),
        ("home", ['{"town": "Bern", "zip": 3000}'], "home", {"town": "Bern", "zip": 3000}),
        ("code", ["no uuid"], "code", "no uuid"),
        ("codes", ["1", "x"], "codes", ("1", "x")),
    ],
)
def test_text_becomes_a_value(
    decode: Callable[..., Decoded], name: str, texts: list[str], argument: str, value: object
) -> None:
    decoded = decode({**NEEDED, name: texts})
    assert decoded.errors == []
    assert decoded.arguments == {**DEFAULTS, argument: value}


@pytest.mark.parametrize(
    ("name", "texts", "rule", "message"),
    [
        ("email", ["a@b.example", "c@d.example"], "invalid", "given 2 times; once is allowed"),
        ("email", [""], "blank", '"" is shorter than 1 character'),
        ("count", ["0"], "invalid", "0 is less than the minimum of 1"),
        ("count", [" "], "blank", "' ' is not an integer"),
        ("tags", ["a,b"], "invalid", "'a,b' is not one of a, b"),
        ("tags", ["a", "b", "a"], "invalid", '["a","b","a"] has more than 2 items'),
        ("home", ["town=Bern"], "invalid", "is not JSON"),
        ("home", ["{}"], "invalid", '"town" is a required property'),
        ("home", ['["town"]'], "invalid", '["town"] is not of type "object"'),
    ],
)
def test_bad_text_is_a_named_fault(
    decode: Callable[..., Decoded], name: str, texts: list[str], rule: str, message: str
) -> None:
    decoded = decode({**NEEDED, name: texts})
    assert faults(decoded) == [("body", name, name, rule)]
    assert decoded.errors[0].message == message


def test_every_fault_is_named(decode: Callable[..., Decoded]) -> None:
    decoded = decode({"count": ["x"], "day": ["2026-02-30"]})
    assert {(name, rule) for _, name, _, rule in faults(decoded)} == {
        ("email", "missing"),
        ("count", "invalid"),
        ("day", "invalid"),
    }


def test_file_is_taken_as_it_came(decode: Callable[..., Decoded]) -> None:
    assert decode(NEEDED, photo=[PHOTO]).arguments["photo"] is PHOTO


def test_required_file_has_to_be_a_file_and_one(decode: Callable[..., Decoded]) -> None:
    assert faults(decode({}, "sendFile")) == [("body", "photo", "photo", "missing")]
    assert faults(decode({"photo": ["a text"]}, "sendFile")) == [("body", "photo", "photo", "missing")]
    assert faults(decode({}, "sendFile", photo=[PHOTO, PHOTO])) == [("body", "photo", "photo", "invalid")]
    assert faults(decode({}, "sendFile", photo=[PHOTO])) == []


def test_required_field_that_the_handler_checks_may_be_missing(decode: Callable[..., Decoded]) -> None:
    decoded = decode({}, "sendCode")
    assert (decoded.arguments, decoded.errors) == ({"code": None}, [])


def test_body_that_the_handler_checks_is_not_read(contract: Contract) -> None:
    assert contract.operations["sendAnything"].body is None


def test_unknown_fields_are_listed_and_refuse_nothing(decode: Callable[..., Decoded]) -> None:
    decoded = decode({**NEEDED, "colour": ["red"], "Count": ["3"]}, scan=[PHOTO])
    assert (decoded.unknown, decoded.errors) == (["colour", "Count", "scan"], [])
    assert decoded.arguments == DEFAULTS


@pytest.mark.parametrize("media", [None, FORM, MULTIPART, "text/plain", JSON])
def test_nothing_at_all_is_an_empty_form(contract: Contract, media: str | None) -> None:
    decoded = taken(contract, "sendForm", sent(media))
    assert faults(decoded) == [("body", "email", "email", "missing")]
    assert decoded.arguments == {**DEFAULTS, "email": None}


@pytest.mark.parametrize(
    "media", [None, "", "text/plain", JSON, "application/x-www-form-urlencodedx", "multipart/mixed"]
)
def test_bytes_of_another_media_type_are_refused(contract: Contract, media: str | None) -> None:
    with pytest.raises(UnsupportedMediaType, match="content type"):
        taken(contract, "sendForm", sent(media, Form(NEEDED), b"email=anna"))


@pytest.mark.parametrize(
    "media", [f"{FORM}; charset=utf-8", FORM.upper(), f" {FORM} ;a=b", "Multipart/Form-Data; boundary=X"]
)
def test_media_type_may_have_capitals_and_parameters(contract: Contract, media: str) -> None:
    assert taken(contract, "sendForm", sent(media, Form(NEEDED), b"email=anna")).arguments == DEFAULTS


def test_body_that_nothing_here_reads_is_refused_in_one_line(save: Save) -> None:
    with pytest.raises(ContractError, match="requestBody") as caught:
        load_contract(save(document(operation("send", "/", "post", requestBody=body({}, "text/csv")))))
    assert "\n" not in str(caught.value)
