"""The rooms inside ON24's folder: imports lead down the list, as ARCHITECTURE.md says."""

from __future__ import annotations

import ast
from pathlib import Path

import mock_server

FOLDER = Path(mock_server.__file__).parent / "vendors" / "on24"
# From the ground up.
ROOMS = (
    *("settings", "pacific", "errors", "page_errors", "keys", "federation", "credentials"),
    *("forms", "programme", "records", "people", "reports"),
    *("account_base", "account", "desk", "enrolling", "planned_event", "editing"),
    *("view", "attachments", "lobby", "handlers", "ready", "__init__"),
)


def imports(path: Path) -> set[str]:
    """Return the rooms of the folder that a file imports."""
    modules = [
        node.module
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module
    ]
    prefix = "mock_server.vendors.on24."
    return {module.removeprefix(prefix).split(".")[0] for module in modules if module.startswith(prefix)}


def test_imports_lead_down() -> None:
    wrong = [
        f"{path.relative_to(FOLDER)} imports {room}"
        for path in FOLDER.rglob("*.py")
        for own in (path.relative_to(FOLDER).with_suffix("").parts[0],)
        for room in imports(path)
        if ROOMS.index(room) > ROOMS.index(own)
    ]
    assert wrong == []
