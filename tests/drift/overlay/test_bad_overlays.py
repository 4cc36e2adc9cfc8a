"""Overlays that cannot be used: one line, exit status 2."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from mock_server import Config, create_app
from mock_server.core.errors import ConfigError, ContractError, OnmockError
from tests.cli.conftest import run
from tests.conftest import EPOCH
from tests.drift.overlay.conftest import overlay, written

HEAD = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\n"
FINE = [{"target": "$.info", "update": {"title": "Plants"}}]

TEXTS = {
    "an empty file": ("", "is no overlay"),
    "no YAML": ("overlay: [1", "is not YAML"),
    "a list": ("[]", "is no overlay"),
    "another document": ("openapi: 3.1.0\ninfo: {title: t, version: '1'}\n", "is no overlay"),
    "bytes": (b"\xff\xfe\xfa", "is not YAML"),
    "another version": (HEAD.replace("1.0.0", "2.0.0") + "actions: [{target: $}]", "is of version '2.0.0'"),
    "a later version": (HEAD.replace("1.0.0", "1.1.0") + "actions: [{target: $}]", "is of version '1.1.0'"),
    "a number as version": (HEAD.replace("1.0.0", "1.0") + "actions: [{target: $}]", "is of version 1.0"),
    "no info": ("overlay: 1.0.0\nactions: [{target: $}]", "lacks info"),
    "no version of its own": ("overlay: 1.0.0\ninfo: {title: t}\nactions: [{target: $}]", "lacks info"),
    "no actions": (HEAD, "lacks actions"),
    "empty actions": (HEAD + "actions: []", "lacks actions"),
    "actions by name": (HEAD + "actions: {target: $}", "lacks actions"),
    "an unknown key": (HEAD + "action: []\nactions: [{target: $}]", "unknown key 'action'"),
    "an action that is a word": (HEAD + "actions: [$]", "action 1 lacks a target"),
    "no target": (HEAD + "actions: [{target: $}, {remove: true}]", "action 2 lacks a target"),
    "a target that is a number": (HEAD + "actions: [{target: 1}]", "action 1 lacks a target"),
    "an unknown key of an action": (HEAD + "actions: [{target: $, updates: {}}]", "unknown key 'updates'"),
    "remove as a word": (HEAD + "actions: [{target: $.info, remove: 'yes'}]", "neither true nor false"),
    "no JSONPath": (HEAD + "actions: [{target: '$.paths['}]", "no JSONPath"),
    "a pointer": (HEAD + "actions: [{target: /paths}]", "no JSONPath"),
    "more than RFC 9535": (HEAD + "actions: [{target: '$.paths | $.info'}]", "no JSONPath"),
    "an unknown function": (HEAD + "actions: [{target: '$.paths[?size(@)==1]'}]", "no JSONPath"),
    "the whole removed": (HEAD + "actions: [{target: $, remove: true}]", "removes the whole document"),
    "an update of a text": (HEAD + "actions: [{target: $.info.title, update: x}]", "selects a single value"),
    "a word into an object": (HEAD + "actions: [{target: $.info, update: x}]", "selects an object"),
    "a list into an object": (HEAD + "actions: [{target: $.info, update: [x]}]", "selects an object"),
    "a bare date": (HEAD + "actions: [{target: $.info, update: {x: 2026-01-01}}]", "quote it"),
    "a key that is no text": (HEAD + "actions: [{target: $.info, update: {true: 1}}]", "quote it"),
    "a circle": (HEAD + "actions: &a [{target: $.info, update: {x: *a}}]", "nests too deeply"),
    "extends as a list": (HEAD + "extends: []\nactions: [{target: $}]", "extends"),
    "extends of another": (HEAD + "extends: other.yaml\nactions: [{target: $}]", "extends: other.yaml"),
}

BROKEN = {
    "no paths": [{"target": "$.paths", "remove": True}],
    "no handler": [
        {"target": "$.paths['/api/v1/me'].get", "update": {"operationId": "getYou"}},
    ],
    "an operation twice": [{"target": "$.paths['/api/v1/me'].get", "update": {"operationId": "listEvents"}}],
    "a reference to nothing": [{"target": "$.components.schemas.Me", "remove": True}],
    "a type that there is not": [
        {"target": "$.components.schemas.EventSummary.properties.id", "update": {"type": "text"}}
    ],
    "a property without a source": [
        {"target": "$.components.schemas.EventSummary.properties.id", "update": {"x-source": 7}},
        {"target": "$.x-unmatched['500']", "remove": True},
    ],
    "parts that are none": [{"target": "$.components.schemas.Event.allOf", "update": 1}],
    "a schema that is asked for": [
        {"target": "$.components.schemas", "update": {"Event": {"$ref": "#/components/schemas/Event"}}},
        {"target": "$.components.schemas.Event", "remove": True},
    ],
    "nothing that gives tokens": [{"target": "$.paths['/oauth/token'].post", "remove": True}],
    "no security": [{"target": "$.components.securitySchemes", "remove": True}],
}


def told(path: Path) -> str:
    """What is raised where a server is to be made under an overlay."""
    with pytest.raises(OnmockError) as raised:
        create_app(Config(vendors=("oniva",), epoch=EPOCH, overlays=(path,)))
    return str(raised.value)


@pytest.mark.parametrize(("text", "said"), TEXTS.values(), ids=TEXTS)
def test_what_is_no_overlay_is_told_in_one_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    line = told(path)
    assert said in line
    assert str(path) in line
    assert "\n" not in line


@pytest.mark.parametrize("actions", BROKEN.values(), ids=BROKEN)
def test_a_contract_that_no_longer_compiles_is_told_in_one_line(tmp_path: Path, actions: list[dict[str, Any]]) -> None:
    assert "\n" not in told(written(tmp_path / "overlay.yaml", overlay(actions)))


def test_a_reference_to_nothing_names_the_overlay(tmp_path: Path) -> None:
    path = written(tmp_path / "overlay.yaml", overlay([{"target": "$.components.schemas.Me", "remove": True}]))
    assert told(path) == f"the reference oniva.yaml#/components/schemas/Me points at nothing, under the overlay {path}"


def test_a_contract_that_no_longer_compiles_names_the_overlay(tmp_path: Path) -> None:
    path = written(tmp_path / "overlay.yaml", overlay([{"target": "$.info.version", "remove": True}]))
    assert told(path).endswith(f"under the overlay {path} lacks or misspells 'version'")


@pytest.mark.parametrize("said", ["actions: [{target: '$['}]", "actions: [{target: $.paths, remove: true}]"])
def test_the_command_ends_with_one_line_and_status_2(tmp_path: Path, said: str) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_text(HEAD + said, encoding="utf-8")
    ended = run("serve", "oniva", "--port", "0", "--overlay", str(path))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("onmock: ")
    assert ended.stderr.count("\n") == 1
    assert str(path) in ended.stderr


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert (
        told(tmp_path / "none.yaml") == f"cannot read the overlay {tmp_path / 'none.yaml'}: No such file or directory"
    )


def test_without_the_extra_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonpath", None)
    path = written(tmp_path / "overlay.yaml", overlay(FINE))
    with pytest.raises(ConfigError, match=r"pip install onmock\[drift\]"):
        create_app(Config(vendors=("oniva",), epoch=EPOCH, overlays=(path,)))
    create_app(Config(vendors=("oniva",), epoch=EPOCH)).close()


def test_several_vendors_need_to_know_whose_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "overlay.yaml", overlay(FINE))
    with pytest.raises(ConfigError, match=r"by extends which contract .*/openapi\.yaml.* oniva\.yaml"):
        create_app(Config(epoch=EPOCH, overlays=(path,)))


def test_what_breaks_a_vendor_later_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "overlay.yaml", overlay([{"target": "$.components.schemas.Country", "remove": True}]))
    with pytest.raises(ContractError, match=r"cannot be served under .* 'Country'"):
        create_app(Config(vendors=("on24",), epoch=EPOCH, overlays=(path,)))
