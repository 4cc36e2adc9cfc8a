"""What an overlay changes where a contract has `$ref` and `allOf`."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from mock_server.contract.references import Resolver
from mock_server.core.errors import ContractError
from tests.drift.overlay.conftest import applied

Json = Any

SHARED = {
    "paths": {
        "/a": {
            "get": {
                "parameters": [{"$ref": "#/components/parameters/limit"}],
                "schema": {"$ref": "#/components/schemas/Row"},
            }
        },
        "/b": {
            "get": {
                "parameters": [{"$ref": "#/components/parameters/limit"}],
                "schema": {"$ref": "#/components/schemas/Full"},
            }
        },
    },
    "components": {
        "parameters": {"limit": {"name": "limit", "schema": {"maximum": 100, "enum": [1]}}},
        "schemas": {
            "Word": {"type": "string", "enum": ["x"]},
            "Row": {
                "required": ["id"],
                "properties": {
                    "id": {"type": "string"},
                    "word": {"$ref": "#/components/schemas/Word", "x-mark": {"a": 1}},
                },
            },
            "Full": {
                "allOf": [
                    {"$ref": "#/components/schemas/Row"},
                    {"required": ["more"], "properties": {"more": {"type": "null"}}},
                ]
            },
        },
    },
}


def test_a_component_changes_wherever_it_is_referred_to(tmp_path: Path) -> None:
    after = applied(tmp_path, SHARED, {"target": "$.components.parameters.limit", "update": {"schema": {"maximum": 5}}})
    for path in ("/a", "/b"):
        assert after["paths"][path]["get"]["parameters"][0]["schema"] == {"maximum": 5, "enum": [1]}


def test_below_one_operation_only_that_one_changes(tmp_path: Path) -> None:
    action = {"target": "$.paths['/a'].get.parameters[?@.name=='limit']", "update": {"schema": {"maximum": 5}}}
    after = applied(tmp_path, SHARED, action)
    assert after["paths"]["/a"]["get"]["parameters"][0]["schema"] == {"maximum": 5, "enum": [1]}
    assert after["paths"]["/b"] == Resolver(tmp_path / "contract.yaml").document()["paths"]["/b"]
    assert after["components"] == Resolver(tmp_path / "contract.yaml").document()["components"]


def test_what_is_found_on_several_ways_is_changed_once(tmp_path: Path) -> None:
    after = applied(tmp_path, SHARED, {"target": "$..enum", "update": 2})
    assert after["components"]["schemas"]["Word"]["enum"] == ["x", 2]
    for path in ("/a", "/b"):
        assert after["paths"][path]["get"]["parameters"][0]["schema"]["enum"] == [1, 2]
        assert after["paths"][path]["get"]["schema"]["properties"]["word"]["enum"] == ["x", 2]


def test_entries_found_on_several_ways_are_removed_once(tmp_path: Path) -> None:
    grown = deepcopy(SHARED)
    grown["components"]["schemas"]["Word"]["enum"] = ["x", "y", "z"]
    after = applied(tmp_path, grown, {"target": "$..enum[0]", "remove": True})
    assert after["paths"]["/b"]["get"]["schema"]["properties"]["word"]["enum"] == ["y", "z"]
    assert after["components"]["parameters"]["limit"]["schema"]["enum"] == []


def test_what_is_put_together_goes_on_to_follow_its_parts(tmp_path: Path) -> None:
    after = applied(
        tmp_path,
        SHARED,
        {
            "target": "$.components.schemas.Full",
            "update": {"properties": {"own": {"type": "integer"}}, "required": ["own"]},
        },
        {"target": "$.components.schemas.Full.properties.more", "update": {"type": "boolean"}},
        {"target": "$.components.schemas.Row.properties", "update": {"late": {"type": "array"}}},
        {"target": "$.components.schemas.Row.properties.id", "remove": True},
    )
    full = after["paths"]["/b"]["get"]["schema"]
    assert [*full["properties"]] == ["word", "late", "more", "own"]
    assert full["properties"]["more"] == {"type": "boolean"}
    assert full["required"] == ["id", "more", "own"]


def test_what_only_a_part_has_can_be_changed_for_the_whole_alone(tmp_path: Path) -> None:
    after = applied(
        tmp_path,
        SHARED,
        {"target": "$.components.schemas.Full.properties.id", "update": {"format": "uuid"}},
        {"target": "$.components.schemas.Full.required[?@=='id']", "remove": True},
    )
    assert after["components"]["schemas"]["Full"]["properties"]["id"] == {"type": "string", "format": "uuid"}
    assert after["components"]["schemas"]["Full"]["required"] == ["more"]
    assert (
        after["components"]["schemas"]["Row"]
        == Resolver(tmp_path / "contract.yaml").document()["components"]["schemas"]["Row"]
    )


def test_parts_and_references_can_be_named_as_they_are_written(tmp_path: Path) -> None:
    after = applied(
        tmp_path,
        SHARED,
        {"target": "$.components.schemas.Full.allOf[1].properties.more", "remove": True},
        {"target": "$.paths['/a'].get.parameters[?@['$ref']=='#/components/parameters/limit']", "remove": True},
    )
    assert "more" not in after["components"]["schemas"]["Full"]["properties"]
    assert after["paths"]["/a"]["get"]["parameters"] == []


def test_a_reference_can_be_turned_to_something_else(tmp_path: Path) -> None:
    after = applied(
        tmp_path, SHARED, {"target": "$.paths['/a'].get", "update": {"schema": {"$ref": "#/components/schemas/Word"}}}
    )
    assert after["paths"]["/a"]["get"]["schema"] == {"type": "string", "enum": ["x"]}


def test_what_stands_beside_a_reference_goes_with_it(tmp_path: Path) -> None:
    after = applied(
        tmp_path,
        SHARED,
        {"target": "$.components.schemas.Row.properties.word['x-mark']", "update": {"b": 2}},
        {"target": "$.components.schemas.Row.properties.word.enum", "update": "mine"},
        {"target": "$.components.schemas.Word", "update": {"maxLength": 3}},
    )
    assert after["components"]["schemas"]["Row"]["properties"]["word"]["x-mark"] == {"a": 1, "b": 2}
    assert after["components"]["schemas"]["Row"]["properties"]["word"]["enum"] == ["x", "mine"]
    assert after["components"]["schemas"]["Word"] == {"type": "string", "enum": ["x"], "maxLength": 3}


def test_what_is_removed_beside_a_reference_does_not_come_back_from_behind_it(tmp_path: Path) -> None:
    document = {"a": {"$ref": "#/b", "title": "mine"}, "b": {"title": "theirs", "x": 1}}
    assert applied(tmp_path, document, {"target": "$.a.title", "remove": True}) == {
        "a": {"x": 1},
        "b": {"title": "theirs", "x": 1},
    }


def test_components_in_other_files_are_changed_there(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("Word: {enum: [x]}\nList: {items: {$ref: '#/Word'}}\n", encoding="utf-8")
    document = {
        "paths": {"/a": {"$ref": "words.yaml#/List"}},
        "components": {"schemas": {"Word": {"$ref": "words.yaml#/Word"}}},
    }
    after = applied(tmp_path, document, {"target": "$.components.schemas.Word.enum", "update": "y"})
    assert after["paths"]["/a"]["items"]["enum"] == ["x", "y"]
    after = applied(
        tmp_path, document, {"target": "$.paths['/a'].items", "update": {"more": {"$ref": "#/components/schemas/Word"}}}
    )
    assert after["paths"]["/a"]["items"] == {"enum": ["x"], "more": {"enum": ["x"]}}
    assert after["components"]["schemas"]["Word"] == {"enum": ["x"]}


def test_folders_may_have_a_number_sign(tmp_path: Path) -> None:
    (tmp_path / "c#").mkdir()
    action = {"target": "$.paths['/a'].get.schema", "update": {"x": 1}}
    assert applied(tmp_path / "c#", SHARED, action)["paths"]["/a"]["get"]["schema"]["x"] == 1


def test_references_in_a_circle_are_told_when_all_is_done(tmp_path: Path) -> None:
    actions = [
        {"target": "$.components.schemas.Word", "update": {"again": {"$ref": "#/components/schemas/Row"}}},
        {"target": "$..nothing", "update": {"x": 1}},
    ]
    with pytest.raises(ContractError, match="leads back to itself"):
        applied(tmp_path, SHARED, *actions)
    healed = applied(tmp_path, SHARED, *actions, {"target": "$.components.schemas.Word.again", "remove": True})
    assert healed["components"]["schemas"]["Word"] == {"type": "string", "enum": ["x"]}
