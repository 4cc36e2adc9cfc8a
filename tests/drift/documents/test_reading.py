"""What cannot be read, or is no OpenAPI: one line, and never more of the file than a reference."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_server.core.errors import ConfigError
from mock_server.drift.documents import compare_documents, parse_document, read_document
from tests.contract.subjects import VENDORS
from tests.drift.documents.places import text_of

SECRET = "hunter2-the-secret"


def of_schema(schema: Any) -> bytes:
    """A document with one operation, whose reply has a schema."""
    answer = {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}
    return orjson.dumps({"openapi": "3.1.0", "paths": {"/a": {"get": {"operationId": "a", "responses": answer}}}})


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (b"", "no OpenAPI document"),
        (b"<!doctype html><title>Login</title>", "no OpenAPI document"),
        (b"a: [", "neither JSON nor YAML"),
        (f"a: {SECRET}\n\tb: 1".encode(), r"neither JSON nor YAML \(line 2\)"),
        (b"\xff\xfe\x00", "neither JSON nor YAML"),
        (b"!!python/object/apply:os.system [ls]", "neither JSON nor YAML"),
        (b"[1, 2]", "no member openapi"),
        (b"{}", "no member openapi"),
        (b"swagger: '2.0'", "no member openapi"),
        (b"openapi: 4.0.0", "another version"),
        (b"openapi: 3.1.0\npaths: 7", "no OpenAPI document"),
        (b"openapi: 3.1.0\npaths: {/a: {get: {parameters: [{}]}}}", "no OpenAPI document"),
        (b"openapi: 3.1.0\npaths: {/a: {get: {responses: [1]}}}", "no OpenAPI document"),
        (b"openapi: 3.1.0\nx: &a [*a]\npaths: {/a: {get: *a}}", "no OpenAPI document"),
        (b"openapi: 3.1.0\npaths: " + b"[" * 200 + b"]" * 200, "nested too deeply"),
        (b"openapi: 3.1.0\npaths: {/a: {$ref: '#/x'}}\nx: {$ref: '#/x'}", "leads back to itself"),
        (of_schema({"$ref": "#/components/schemas/None"}), "leads nowhere"),
        (of_schema({"$ref": "#anchor"}), "leads nowhere"),
        (of_schema({"$ref": "https://evil.example/a.json"}), "leads out of its folder"),
        (of_schema({"$ref": "other.yaml"}), "leads out of its folder"),
    ],
)
def test_what_is_no_document_is_told_in_one_line(octets: bytes, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason) as raised:
        parse_document(octets, "theirs")
    assert "\n" not in str(raised.value)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize(
    "reference", ["../secret.yaml", "/etc/hostname", "file:///etc/hostname", "https://a.example/b"]
)
def test_a_reference_out_of_the_folder_is_refused(tmp_path: Path, reference: str) -> None:
    (tmp_path / "secret.yaml").write_text(SECRET)
    folder = tmp_path / "api"
    folder.mkdir()
    (folder / "a.json").write_bytes(of_schema({"$ref": reference}))
    with pytest.raises(ConfigError, match="leads out of its folder"):
        read_document(folder / "a.json")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("type: string")
    folder = tmp_path / "api"
    folder.mkdir()
    (folder / "beside.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "a.json").write_bytes(of_schema({"$ref": "beside.yaml"}))
    with pytest.raises(ConfigError, match="leads out of its folder"):
        read_document(folder / "a.json")


def test_a_reference_to_a_file_beside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "parts.yaml").write_text("Word: {type: string, enum: [a, b]}")
    (tmp_path / "a.json").write_bytes(of_schema({"$ref": "parts.yaml#/Word"}))
    inlined = parse_document(of_schema({"type": "string", "enum": ["b", "a"]}), "inlined")
    assert compare_documents(read_document(tmp_path / "a.json"), inlined) == []


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(ConfigError, match=f"cannot read {path.name}"):
            read_document(path)


def test_words_of_a_strangers_document_are_not_told_on() -> None:
    theirs = {"type": "string", "enum": ["a", f"<script>{SECRET}</script>", "sk1live2abcdef3456789012345678"]}
    ours = parse_document(of_schema({"type": "string", "enum": ["a"]}), "ours")
    (found,) = compare_documents(ours, parse_document(of_schema(theirs), "theirs"))
    assert found.seen == "one of the words is a text of 35 characters, a text of 30 characters"


@pytest.mark.parametrize("scopes", [None, [None], [1], "events:read", 7])
def test_scopes_that_are_no_texts_are_refused(scopes: object) -> None:
    document = orjson.loads(text_of(VENDORS[0]))
    document["security"] = [{next(iter(document["components"]["securitySchemes"])): scopes}]
    for path in document["paths"].values():
        for method in ("get", "post"):
            path.get(method, {}).pop("security", None)
    with pytest.raises(ConfigError, match="is no OpenAPI document"):
        parse_document(orjson.dumps(document), "theirs")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_part_may_be_anything(data: st.DataObject) -> None:
    document = orjson.loads(text_of(VENDORS[-1]))
    path = data.draw(st.sampled_from(list(document["paths"])))
    document["paths"] = {path: document["paths"][path]}
    ours = parse_document(orjson.dumps(document), "ours")
    node: Any = document
    while isinstance(node, dict | list) and node:
        steps = list(node) if isinstance(node, dict) else range(len(node))
        step = data.draw(st.sampled_from(steps))
        if data.draw(st.integers(0, 5)) == 0:
            node[step] = data.draw(
                st.none() | st.booleans() | st.integers(-9, 9) | st.text() | st.just([]) | st.just({})
            )
            break
        node = node[step]
    with suppress(ConfigError):
        theirs = parse_document(orjson.dumps(document), "theirs")
        compare_documents(ours, theirs)
        compare_documents(theirs, ours)
