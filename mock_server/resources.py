"""Where contracts and fixtures are: inside the package in a wheel, at the top of a checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_PACKAGED = Path(__file__).parent / "_data"
_ROOT = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent


def contract_path(name: str) -> Path:
    """Return the path of a contract below `openapi/`."""
    return _ROOT / "openapi" / name


def fixture_path(name: str) -> Path:
    """Return the path of a file below `fixtures/`."""
    return _ROOT / "fixtures" / name


def read_fixture(name: str) -> Any:
    """Return the JSON of a file below `fixtures/`."""
    return json.loads(fixture_path(name).read_text(encoding="utf-8"))


def read_pools() -> dict[str, Any]:
    """Return the pools that people and places are drawn from."""
    return {name: read_fixture(f"pools/{name}.json") for name in ("people", "places", "streets", "companies")}
