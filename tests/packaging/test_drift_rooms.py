"""The rooms of drift, checked: whoever is new finds each module in what its package says of itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from mock_server import drift

ROOT = Path(drift.__file__).parent
PACKAGES = sorted(path.parent for path in ROOT.rglob("__init__.py"))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: one.name)
def test_a_package_says_what_each_of_its_modules_is(package: Path) -> None:
    told = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""
    modules = {path.name for path in package.glob("*.py")} - {"__init__.py"}
    rooms = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    assert {one for one in modules | rooms if f"`{one}`" not in told} == set()
