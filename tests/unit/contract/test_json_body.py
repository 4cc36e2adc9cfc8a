"""JSON bodies against the contract: members become arguments as JSON has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from mock_server.contract import Contract, Decoded, Operation, load_contract
from mock_server.contract.json_text import BadJson, parse_json
from mock_server.core.api_errors import FieldError, UnsupportedMediaType
from mock_server.core.call import Form, Request
from tests.toy.contracts import FORM, JSON, body, document, operation
from tests.unit.conftest import Save

FIELDS: dict[str, Any] = {
    "email": {"type": "string", "minLength": 3},
    "firstName": {"type": "string", "x-source": "given_name", "x-messages": {"blank": "Say {name}."}},
    "count": {"type": "integer", "default": 7},
    "tags": {"type": "array", "items": {"type": "string"}},
}
MESSAGES = {"missing": "Send a {name}.", "invalid": "The {name} is wrong."}

Sent = Callable[..., Decoded]


def contract_with(save: Save, *media: str, **root: Any) -> Contract:
    """Return a contract whose operation takes these media types."""
    taken = body(FIELDS, *media, required=("email",))
    return load_contract(save(document(operation("send", "/", "post", requestBody=taken), **root)))


def decode(contract: Contract, content: bytes, media: str = JSON, form: Form | None = None) -> Decoded:
    """Decode a body that was sent."""
    one: Operation = contract.operations["send"]
    assert one.body is not None
    request = Request("POST", "/", {"Content-Type": media}, {}, lambda: content, "", lambda: form or Form({}))
    decoded = one.decode({}, request)
    one.body.decode(request, decoded)
    return decoded


def test_members_become_arguments_as_they_are(save: Save) -> None:
    sent = {"email": "anna", "firstName": "Anna", "count": 3, "tags": ["a", "b"], "colour": "red"}
    decoded = decode(contract_with(save, JSON), orjson.dumps(sent))
    assert decoded.arguments == {"email": "anna", "given_name": "Anna", "count": 3, "tags": ["a", "b"]}
    assert decoded.errors == []


def test_default_fills_what_was_not_sent(save: Save) -> None:
    decoded = decode(contract_with(save, JSON), b'{"email": "anna"}')
    assert decoded.arguments == {"email": "anna", "given_name": None, "count": 7, "tags": None}


@pytest.mark.parametrize("media", [JSON, "Application/JSON; charset=utf-8", f"{JSON};charset=latin-1"])
def test_media_type_may_have_capitals_and_parameters(save: Save, media: str) -> None:
    assert decode(contract_with(save, JSON), b'{"email": "anna"}', media).arguments["email"] == "anna"


@pytest.mark.parametrize(
    ("content", "name", "rule", "reason"),
    [
        (b"{", "body", "invalid", "is not JSON"),
        (b"", "body", "invalid", "is not JSON"),
        (b'{"email": "\xff\xfe\xfd"}', "body", "invalid", "is not JSON"),
        (b'{"email": NaN}', "body", "invalid", "is not JSON"),
        (b"[" * 100_000, "body", "invalid", "is not JSON"),
        (b'{"email": "me"}', "email", "invalid", "is shorter than 3"),
        (b'{"email": "anna", "count": "3"}', "count", "invalid", "is not an integer"),
        (b'{"email": "anna", "tags": ["a", 1]}', "tags/1", "invalid", "is not a string"),
        (b"{}", "email", "missing", "is required"),
        (b'["anna"]', "body", "invalid", "is not an object"),
        (b"null", "body", "invalid", "is not an object"),
    ],
)
def test_bad_body_names_the_member_and_what_is_legal(
    save: Save, content: bytes, name: str, rule: str, reason: str
) -> None:
    (fault,) = decode(contract_with(save, JSON), content).errors
    assert (fault.place, fault.name, fault.rule, fault.message) == ("body", name, rule, reason)


def test_every_bad_member_is_named(save: Save) -> None:
    faults = decode(contract_with(save, JSON), b'{"count": "3", "tags": 4}').errors
    assert {(one.name, one.message) for one in faults} == {
        ("email", "is required"),
        ("count", "is not an integer"),
        ("tags", "is not an array"),
    }


def test_unknown_member_is_noted(save: Save) -> None:
    assert decode(contract_with(save, JSON), b'{"email": "anna", "colour": "red"}').unknown == ["colour"]


def test_body_that_is_no_object_is_a_fault_where_the_schema_names_no_type(save: Save) -> None:
    untyped = {"content": {JSON: {"schema": {"properties": {"email": {"type": "string"}}}}}}
    contract = load_contract(save(document(operation("send", "/", "post", requestBody=untyped))))
    assert [decode(contract, text).errors[0].message for text in (b"[]", b"5")] == ["is not an object"] * 2


def test_no_body_is_missing_and_another_kind_is_refused(save: Save) -> None:
    contract = contract_with(save, JSON)
    assert [(fault.name, fault.rule) for fault in decode(contract, b"", "").errors] == [("body", "missing")]
    with pytest.raises(UnsupportedMediaType, match="the content type text/json5 is not supported"):
        decode(contract, b"{}", "text/json5")


def test_faults_have_the_contracts_words(save: Save) -> None:
    contract = contract_with(save, JSON, x_messages=MESSAGES)
    faults = [decode(contract, content, media).errors[0] for content, media in ((b"", ""), (b"{", JSON))]
    assert [fault.message for fault in faults] == ["Send a body.", "The body is wrong."]


def test_fault_that_a_handler_found_is_located(save: Save) -> None:
    one = contract_with(save, JSON, x_messages=MESSAGES).operations["send"]
    assert one.locate(FieldError("", "given_name", rule="blank")) == FieldError(
        "Say firstName.", "given_name", "body", "firstName", "blank"
    )
    assert one.locate(FieldError("is taken", "email")) == FieldError("is taken", "email", "body", "email")


def test_operation_may_take_a_form_as_well(save: Save) -> None:
    contract = contract_with(save, JSON, FORM)
    form = decode(contract, b"x", FORM, Form({"email": ["anna"], "count": ["3"]}))
    assert form.arguments == decode(contract, b'{"email": "anna", "count": 3}').arguments
    assert [fault.rule for fault in decode(contract, b"", "").errors] == ["missing"]


@pytest.mark.parametrize("depth", [70, 300, 900])
@pytest.mark.parametrize("pair", ["[]", '{"a":}'])
def test_deep_document_is_refused(depth: int, pair: str) -> None:
    opening, closing = pair[:-1], pair[-1]
    with pytest.raises(BadJson, match="nested too deeply"):
        parse_json(opening * depth + ("1" if pair != "[]" else "") + closing * depth)
