"""Rewrites that mean the same: nothing is found, whichever way one looks."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_server.drift.documents import compare_documents, parse_document, read_document
from mock_server.resources import contract_path
from tests.contract.subjects import SUBJECTS, VENDORS, every_document
from tests.drift.documents.places import Json, document_of, sample_of
from tests.drift.documents.rewrites import REWRITES, recursive


def differences(ours: Json, theirs: Json) -> list[str]:
    """Return what is found, either way."""
    one, other = (parse_document(orjson.dumps(each), name) for each, name in ((ours, "ours"), (theirs, "theirs")))
    return [found.id for pair in ((one, other), (other, one)) for found in compare_documents(*pair)]


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("name", REWRITES)
def test_a_rewrite_is_no_change(vendor: str, name: str) -> None:
    document = sample_of(vendor)
    assert differences(document, REWRITES[name](document)) == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_all_rewrites_at_once_are_no_change(vendor: str) -> None:
    document = document_of(vendor)
    rewritten = document
    for rewrite in REWRITES.values():
        rewritten = rewrite(rewritten)
    assert rewritten != document
    assert differences(document, rewritten) == []


@st.composite
def rewritten_parts(draw: st.DrawFn) -> tuple[Json, Json]:
    """Some paths of a document, and the same after some rewrites."""
    document = document_of(draw(st.sampled_from(VENDORS)))
    kept = draw(st.lists(st.sampled_from(list(document["paths"])), min_size=1, max_size=6, unique=True))
    document["paths"] = {path: document["paths"][path] for path in kept}
    rewritten = document
    for name in draw(st.lists(st.sampled_from(list(REWRITES)), min_size=1, max_size=5, unique=True)):
        rewritten = REWRITES[name](rewritten)
    return document, rewritten


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(rewritten_parts())
def test_random_rewrites_of_random_operations_are_no_change(parts: tuple[Json, Json]) -> None:
    assert differences(*parts) == []


@pytest.mark.fuzz
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rewritten_parts())
def test_random_rewrites_of_random_operations_are_no_change_at_length(parts: tuple[Json, Json]) -> None:
    assert differences(*parts) == []


@every_document()
def test_a_contract_in_files_is_the_contract_inlined(vendor: str, document: str, tmp_path: Path) -> None:
    path = contract_path(SUBJECTS[vendor].documents[document])
    copied = tmp_path / "inlined.json"
    copied.write_bytes(orjson.dumps(recursive(document_of(vendor)), option=orjson.OPT_NON_STR_KEYS))
    read = read_document(path)
    assert compare_documents(read, read_document(path)) == []
    if document == next(iter(SUBJECTS[vendor].documents)):
        assert [one.kind for one in compare_documents(read, read_document(copied))] == ["endpoint-added"]


def test_json_and_yaml_are_the_same(tmp_path: Path) -> None:
    document = document_of(VENDORS[0])
    document["paths"] = dict(list(document["paths"].items())[:2])
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(document))
    (tmp_path / "a.json").write_bytes(orjson.dumps(document))
    assert compare_documents(read_document(tmp_path / "a.yaml"), read_document(tmp_path / "a.json")) == []


def test_recursive_schemas_come_to_an_end() -> None:
    base = {"openapi": "3.1.0", "paths": {}}
    ours, theirs = recursive(base), recursive(base, "Baum")
    assert differences(ours, theirs) == []
    theirs["components"]["schemas"]["Baum"]["properties"]["name"]["type"] = "integer"
    assert differences(ours, theirs) == ["type-changed:getTree:/name", "int-to-string:getTree:/name"]


def test_alternatives_that_are_all_of_what_they_are_alternatives_of_come_to_an_end() -> None:
    kinds = {
        f"Kind{at}": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"properties": {f"own{at}": {"type": "string"}}}]}
        for at in range(12)
    }
    pet = {
        "properties": {"name": {"type": "string"}},
        "oneOf": [{"$ref": f"#/components/schemas/{one}"} for one in kinds],
    }
    ours = recursive({"openapi": "3.0.1", "paths": {}})
    ours["components"]["schemas"] |= {**kinds, "Pet": pet}
    ours["components"]["schemas"]["Tree"]["properties"]["pet"] = {"$ref": "#/components/schemas/Pet"}
    theirs = deepcopy(ours)
    assert differences(ours, theirs) == []
    theirs["components"]["schemas"]["Kind3"]["allOf"][1]["properties"]["own3"]["type"] = "boolean"
    assert differences(ours, theirs)[0] == "type-changed:getTree:/pet/own3"
