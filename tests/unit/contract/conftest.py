"""The toy contract, compiled, and a place to write others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from mock_server.contract import Contract, load_contract
from tests.toy.records import ACME


@pytest.fixture(scope="session")
def acme() -> Contract:
    """Acme's contract."""
    return load_contract(ACME)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write a document to a file."""

    def write(text: str) -> Path:
        path = tmp_path / "contract.yaml"
        path.write_text(dedent(text), encoding="utf-8")
        return path

    return write
