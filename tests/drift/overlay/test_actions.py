"""What OpenAPI Overlay 1.0 says of actions."""

from __future__ import annotations

import logging
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.contract.draft import Draft
from mock_server.contract.overlay import read_overlay
from tests.drift.overlay.conftest import applied

Json = Any


PLANTS = {"get": {"parameters": [{"name": "limit", "in": "query"}, {"name": "page", "in": "query"}]}, "delete": {}}

# What the document is before, the actions, and what it is after.
CASES: dict[str, tuple[Json, list[dict[str, Json]], Json]] = {
    "objects merge": (
        {"info": {"title": "Plants"}},
        [{"target": "$.info", "update": {"version": "2"}}],
        {"info": {"title": "Plants", "version": "2"}},
    ),
    "objects inside merge": (
        {"info": {"contact": {"name": "Ada"}}},
        [{"target": "$", "update": {"info": {"contact": {"email": "a@b"}}}}],
        {"info": {"contact": {"name": "Ada", "email": "a@b"}}},
    ),
    "single values are replaced": (
        {"info": {"title": "Plants", "contact": {"name": "Ada", "url": "u"}}},
        [{"target": "$.info", "update": {"title": "Herbs", "contact": {"name": None}}}],
        {"info": {"title": "Herbs", "contact": {"name": None, "url": "u"}}},
    ),
    "an object takes the place of a single value": (
        {"info": {"title": "Plants"}},
        [{"target": "$.info", "update": {"title": {"en": "Plants"}}}],
        {"info": {"title": {"en": "Plants"}}},
    ),
    "an array takes an entry": (
        {"tags": [{"name": "a"}]},
        [{"target": "$.tags", "update": {"name": "b"}}],
        {"tags": [{"name": "a"}, {"name": "b"}]},
    ),
    "an array takes a word": ({"tags": ["a"]}, [{"target": "$.tags", "update": "b"}], {"tags": ["a", "b"]}),
    "arrays are joined": ({"tags": ["a"]}, [{"target": "$.tags", "update": ["b", "c"]}], {"tags": ["a", "b", "c"]}),
    "arrays inside are joined": (
        {"get": {"tags": ["a"]}},
        [{"target": "$.get", "update": {"tags": ["b", "a"]}}],
        {"get": {"tags": ["a", "b", "a"]}},
    ),
    "a member is removed": ({"a": {"b": 1, "c": 2}}, [{"target": "$.a.b", "remove": True}], {"a": {"c": 2}}),
    "an entry is removed": ({"tags": ["a", "b", "c"]}, [{"target": "$.tags[1]", "remove": True}], {"tags": ["a", "c"]}),
    "the last entry is removed": ({"tags": ["a", "b"]}, [{"target": "$.tags[-1]", "remove": True}], {"tags": ["a"]}),
    "entries are removed where they stood": (
        {"tags": ["a", "b", "c", "d"]},
        [{"target": "$.tags[0,2]", "remove": True}],
        {"tags": ["b", "d"]},
    ),
    "all entries are removed": ({"tags": ["a", "b"]}, [{"target": "$.tags[*]", "remove": True}], {"tags": []}),
    "what is inside of what is removed goes too": (
        {"info": {"contact": {"name": "Ada"}, "tags": ["a", ["b"]]}},
        [{"target": "$.info..*", "remove": True}],
        {"info": {}},
    ),
    "a filter finds parameters": (
        {"/plants": PLANTS},
        [{"target": "$.*.get.parameters[?@.name=='limit']", "update": {"required": True}}],
        {
            "/plants": {
                "get": {
                    "parameters": [
                        {"name": "limit", "in": "query", "required": True},
                        {"name": "page", "in": "query"},
                    ]
                },
                "delete": {},
            }
        },
    ),
    "a filter in parentheses does": (
        {"/plants": PLANTS},
        [{"target": "$.*.get.parameters[?(@.name == 'limit' && @.in == 'query')]", "remove": True}],
        {"/plants": {"get": {"parameters": [{"name": "page", "in": "query"}]}, "delete": {}}},
    ),
    "a filter finds values": (
        {"required": ["a", "b"]},
        [{"target": "$.required[?@=='a']", "remove": True}],
        {"required": ["b"]},
    ),
    "a filter compares objects and arrays": (
        {
            "rows": [{"enum": ["a"], "x": {"y": 1}}, {"enum": ["b"], "x": {"y": 1}}],
            "like": {"enum": ["b"], "x": {"y": 1}},
        },
        [{"target": "$.rows[?@.enum==$.like.enum && @.x==$.like.x]", "remove": True}],
        {"rows": [{"enum": ["a"], "x": {"y": 1}}], "like": {"enum": ["b"], "x": {"y": 1}}},
    ),
    "every match is changed": (
        {"/a": {"get": {}}, "/b": {"get": {"x": 1}}, "/c": {}},
        [{"target": "$.*.get", "update": {"deprecated": True}}],
        {"/a": {"get": {"deprecated": True}}, "/b": {"get": {"x": 1, "deprecated": True}}, "/c": {}},
    ),
    "descendants are found": (
        {"a": {"id": {}}, "b": [{"c": {"id": {}}}]},
        [{"target": "$..id", "update": {"x": 1}}],
        {"a": {"id": {"x": 1}}, "b": [{"c": {"id": {"x": 1}}}]},
    ),
    "slices and functions are understood": (
        {"tags": ["a", "b", "c"], "paths": {"/a": {"x": 1}, "/b": {"x": 1, "y": 2}}},
        [{"target": "$.tags[1:]", "remove": True}, {"target": "$.paths[?count(@.*)==1]", "remove": True}],
        {"tags": ["a"], "paths": {"/b": {"x": 1, "y": 2}}},
    ),
    "actions see what the ones before did": (
        {"tags": [{"name": "a"}, {"name": "b"}]},
        [{"target": "$.tags[0]", "remove": True}, {"target": "$.tags[0]", "update": {"first": True}}],
        {"tags": [{"name": "b", "first": True}]},
    ),
    "a later action wins": (
        {"info": {}},
        [{"target": "$.info", "update": {"title": "x"}}, {"target": "$.info", "update": {"title": "y"}}],
        {"info": {"title": "y"}},
    ),
    "remove comes before update": (
        {"info": {"contact": {}}},
        [{"target": "$.info.contact", "remove": True, "update": {"url": "u"}}],
        {"info": {}},
    ),
    "remove false removes nothing": (
        {"info": {}},
        [{"target": "$.info", "remove": False, "update": {"x": 1}}],
        {"info": {"x": 1}},
    ),
    "a property is renamed by two actions": (
        {"info": {"title": "Plants"}},
        [{"target": "$.info", "update": {"name": "Plants"}}, {"target": "$.info.title", "remove": True}],
        {"info": {"name": "Plants"}},
    ),
    "an action without either does nothing": (
        {"info": {}},
        [{"target": "$.info", "description": "Only said."}],
        {"info": {}},
    ),
    "an extension does nothing": ({"info": {}}, [{"target": "$.info", "x-why": "Because."}], {"info": {}}),
}


@pytest.mark.parametrize(("before", "actions", "after"), CASES.values(), ids=CASES)
def test_actions_do_what_the_specification_says(
    tmp_path: Path, before: Json, actions: list[dict[str, Json]], after: Json
) -> None:
    assert applied(tmp_path, before, *actions) == after


def test_what_selects_nothing_is_noted_and_the_rest_done(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "onmock"):
        after = applied(
            tmp_path, {"tags": []}, {"target": "$.nothing", "update": {"x": 1}}, {"target": "$.tags", "remove": True}
        )
    assert "tags" not in after
    assert [record.getMessage() for record in caplog.records] == [
        f"the overlay {tmp_path / 'overlay.yaml'}: action 1 selects nothing: $.nothing"
    ]


def reference(node: Json, update: Json) -> Json:
    """The merge of the specification, once more and in place."""
    if isinstance(node, dict) and isinstance(update, dict):
        for key, value in update.items():
            node[key] = reference(node[key], value) if key in node else value
        return node
    if isinstance(node, list):
        return node + (update if isinstance(update, list) else [update])
    return update


LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["a", "b"])
NAMES = st.sampled_from(["a", "b", "properties", "required"])
OBJECTS = st.dictionaries(
    NAMES,
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)),
    max_size=4,
)


@given(node=OBJECTS, update=OBJECTS)
def test_any_objects_merge_as_the_specification_says(
    tmp_path_factory: pytest.TempPathFactory, node: Json, update: Json
) -> None:
    path = tmp_path_factory.getbasetemp() / "merged.yaml"
    path.write_text("{}", encoding="utf-8")
    before = deepcopy(node)
    assert Draft(path).updated(node, update) == reference(deepcopy(node), update)
    assert node == before


def test_statuses_need_no_quotes(tmp_path: Path) -> None:
    path = tmp_path / "contract.yaml"
    path.write_text('responses: {"200": {a: 1}}', encoding="utf-8")
    actions = "[{target: $.responses, update: {200: {b: 2}, 422: {}}}]"
    text = f"overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions: {actions}"
    (tmp_path / "overlay.yaml").write_text(text, encoding="utf-8")
    draft = Draft(path)
    read_overlay(tmp_path / "overlay.yaml").apply(draft)
    assert draft.files[draft.path] == {"responses": {"200": {"a": 1, "b": 2}, "422": {}}}
