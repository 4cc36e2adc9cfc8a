"""Reading documents: references across files, allOf, and what is said when they lead nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mock_server.contract.references import Resolver, close_objects, merge_all_of, read_yaml
from mock_server.core.errors import ContractError
from mock_server.resources import contract_path
from tests.toy.records import ACME

Write = Callable[[str], Path]


def widget(document: Any) -> Any:
    content = document["paths"]["/widgets/{widgetId}"]["get"]["responses"]["200"]["content"]
    return content["application/json"]["schema"]


def resolved(path: Path) -> Any:
    return Resolver(path).document()


def test_reference_into_another_file_is_replaced() -> None:
    assert widget(resolved(ACME))["properties"]["id"] == {"type": "string", "format": "uuid"}


def test_no_reference_is_left() -> None:
    assert "$ref" not in str(resolved(ACME))


def test_keys_beside_a_reference_win() -> None:
    color = widget(resolved(ACME))["properties"]["color"]
    assert color == {"type": "string", "enum": ["red", "blue"], "description": "beside the reference"}


def test_equal_references_give_the_same_object() -> None:
    document = resolved(ACME)
    listed = document["paths"]["/widgets"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert listed["properties"]["data"]["items"] is widget(document)


def test_all_of_adds_properties_and_required_and_later_parts_win() -> None:
    schema = widget(resolved(ACME))
    assert schema["required"][:2] == ["id", "name"]
    assert schema["properties"]["name"] == {"type": "string", "minLength": 1}
    assert "allOf" not in schema


def test_all_of_is_joined_with_what_stands_beside_it() -> None:
    merged = merge_all_of({"allOf": [{"required": ["a"], "type": "object"}], "required": ["b"], "title": "T"})
    assert merged == {"required": ["a", "b"], "type": "object", "title": "T"}


def test_property_called_all_of_is_a_property(write: Write) -> None:
    path = write("{schema: {properties: {allOf: {type: string}}}}")
    assert resolved(path)["schema"]["properties"]["allOf"] == {"type": "string"}


def test_property_called_ref_is_a_property(write: Write) -> None:
    path = write("{schema: {properties: {$ref: {type: string}}}}")
    assert resolved(path)["schema"]["properties"]["$ref"] == {"type": "string"}


@pytest.mark.parametrize("pointer", ["#/paths/~1a~1{b}/get", "#/paths/~1a~1%7Bb%7D/get", "#/list/1", "#/odd/a~0b"])
def test_pointer_is_unescaped(write: Write, pointer: str) -> None:
    target = "{mark: found}"
    path = write(
        f"""
        paths: {{"/a/{{b}}": {{get: {target}}}}}
        list: [none, {target}]
        odd: {{a~b: {target}}}
        here: {{$ref: "{pointer}"}}
        """
    )
    assert resolved(path)["here"] == {"mark": "found"}


def test_whole_file_can_be_referred_to(write: Write, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("{type: string}", encoding="utf-8")
    assert resolved(write("{schema: {$ref: other.yaml}}")) == {"schema": {"type": "string"}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{a: {$ref: '#/nowhere'}}", "points at nothing"),
        ("{a: {$ref: '#/a/b/c'}, }", "leads back to itself|points at nothing"),
        ("{list: [1], a: {$ref: '#/list/1'}}", "points at nothing"),
        ("{list: [1], a: {$ref: '#/list/x'}}", "points at nothing"),
        ("{a: {$ref: 'missing.yaml#/b'}}", "cannot read"),
        ("{a: {$ref: '#/a'}}", "leads back to itself"),
        ("{a: {b: {$ref: '#/c'}}, c: {d: {$ref: '#/a'}}}", "leads back to itself"),
        ("{a: [}", "is not YAML"),
        ("a: !!python/object:os.system x", "is not YAML"),
        ("a: \x07", "is not YAML"),
    ],
)
def test_bad_document_is_refused_in_one_line(write: Write, text: str, reason: str) -> None:
    with pytest.raises(ContractError, match=reason) as caught:
        resolved(write(text))
    assert "\n" not in str(caught.value)


def test_missing_file_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=r"cannot read the contract .*: No such file") as caught:
        resolved(tmp_path / "missing.yaml")
    assert "\n" not in str(caught.value)


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "contract.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContractError, match="is not YAML"):
        resolved(path)


def test_close_objects_closes_objects_with_properties_at_every_depth() -> None:
    inner = {"type": "object", "properties": {"a": {"type": "string"}}}
    closed = close_objects({"type": ["object", "null"], "properties": {"list": {"items": inner}}})
    assert closed["additionalProperties"] is False
    assert closed["properties"]["list"]["items"]["additionalProperties"] is False


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object"},
        {"type": "object", "additionalProperties": {"type": "string"}},
        {"type": "object", "properties": {}, "additionalProperties": True},
        {"enum": ["properties"]},
    ],
)
def test_close_objects_leaves_open_what_is_meant_to_be(schema: dict[str, Any]) -> None:
    assert close_objects(schema) == schema


def test_close_objects_changes_nothing_in_place() -> None:
    schema = {"properties": {"a": {}}}
    close_objects(schema)
    assert schema == {"properties": {"a": {}}}


@pytest.mark.parametrize("path", sorted(contract_path("").rglob("*.yaml")), ids=lambda path: path.name)
def test_shipped_contracts_are_read_without_the_fast_loader(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read_yaml(path)
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)
    assert read_yaml(path) == fast
