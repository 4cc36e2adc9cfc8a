"""The lines of a contract that places of findings are written on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mock_server.breaks import catalogue
from mock_server.contract import load_contract
from mock_server.core.errors import ContractError
from mock_server.drift.reports import Sources
from mock_server.resources import contract_path
from mock_server.vendors import discover
from tests.drift.reports.samples import CONTRACT, HERE


@pytest.mark.parametrize(
    ("operation", "pointer", "line"),
    [
        ("", "operation", "openapi.yaml:1"),
        ("unknown", "body", "openapi.yaml:1"),
        ("listOrders", "operation", "orders.yaml:2"),
        ("listOrders", "no place", "orders.yaml:2"),
        ("listOrders", "query", "orders.yaml:4"),
        ("listOrders", "query/limit", "orders.yaml:15"),
        ("listOrders", "query/unknown", "orders.yaml:2"),
        ("listOrders", "status/200", "orders.yaml:7"),
        ("listOrders", "/items", "orders.yaml:13"),
        ("listOrders", "/items/*/id", "orders.yaml:24"),
        ("listOrders", "/items/*/state", "orders.yaml:27"),
        ("listOrders", "/items/*/state/deeper", "orders.yaml:27"),
        ("listOrders", "/items/*/parent/parent/id", "orders.yaml:24"),
        ("listOrders", "/items/*/totals/*", "orders.yaml:31"),
        ("getOrder", "/state", "orders.yaml:27"),
        ("getOrder", "error/detail", "openapi.yaml:28"),
        ("getOrder", "header/etag", "openapi.yaml:15"),
        ("getOrder", "header/Content-Type", "openapi.yaml:16"),
        ("getOrder", "header/unknown", "openapi.yaml:8"),
        ("getOrder", "scope", "openapi.yaml:10"),
        ("getOrder", "limit", "openapi.yaml:11"),
        ("getOrder", "token", "openapi.yaml:8"),
    ],
)
def test_place_is_found_at_its_line(operation: str, pointer: str, line: str) -> None:
    assert str(Sources(CONTRACT, HERE).line(operation, pointer)) == f"contract/{line}"


@pytest.mark.parametrize("vendor", discover())
def test_every_member_of_the_contracts_is_found_by_its_name(vendor: str) -> None:
    path = contract_path(discover()[vendor].contract)
    base = contract_path("").parent
    sources = Sources(path, base)
    texts: dict[str, list[str]] = {}
    wrong = []
    for operation, pointer in sorted({(one.operation, one.pointer) for one in catalogue(load_contract(path))}):
        name = pointer.rpartition("/")[2]
        if not pointer.startswith("/") or name == "*":
            continue
        line = sources.line(operation, pointer)
        lines = texts.setdefault(line.file, (base / line.file).read_text(encoding="utf-8").splitlines())
        if not re.search(rf'(^|[ {{])"?{re.escape(name)}"?:', lines[line.number - 1]):
            wrong.append((operation, pointer, str(line)))

    assert wrong == []


def test_file_beside_the_base_is_told_by_its_name(tmp_path: Path) -> None:
    assert Sources(CONTRACT, tmp_path).line("", "operation").file == "openapi.yaml"


@pytest.mark.parametrize(
    ("text", "why"), [(None, "cannot read"), ("a: [", "is not YAML"), ("", "is empty"), ("\xff", "is not YAML")]
)
def test_contract_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, text: str | None, why: str) -> None:
    path = tmp_path / "openapi.yaml"
    if text is not None:
        path.write_bytes(text.encode("latin-1"))

    with pytest.raises(ContractError, match=why) as caught:
        Sources(path, tmp_path)
    assert "\n" not in str(caught.value)


def test_reference_to_itself_ends(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text("paths: {$ref: '#/paths'}\n")

    assert str(Sources(path, tmp_path).line("anything", "body")) == "openapi.yaml:1"
