"""The architecture, checked: who imports whom, where vendors are named, how long files are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mock_server

ROOT = Path(mock_server.__file__).parent
VENDORS = [path.name for path in (ROOT / "vendors").iterdir() if (path / "__init__.py").exists()]
OURS = "mock_server"

# room → (rooms of ours it may import, third-party packages it may import). `vendors` stands for the vendors' registry,
# `vendors/<name>` for each vendor; the package itself (version and public names) is "".
ABOVE = {
    "core": (set(), set()),
    "vendor": ({"core", "contract"}, set()),
    "contract": ({"core"}, {"jsonpath", "jsonschema_rs", "orjson", "yaml"}),
    "oauth": ({"core"}, set()),
    "saml": ({"core"}, {"signxml", "cryptography"}),
    "fake": (set(), set()),
    "store": ({"core"}, set()),
    "ratelimit": (set(), set()),
    "journal": (set(), set()),
    "resources": (set(), set()),
    "scenarios": ({"core", "resources"}, {"jsonschema_rs"}),
    "config": ({"core"}, set()),
    "faults": ({"core", "fake"}, set()),
    "breaks": ({"core", "contract"}, {"orjson"}),
    "client": (set(), set()),
    "drift": ({"core", "contract", "breaks", "resources"}, {"orjson", "jsonschema_rs", "schemathesis", "yaml"}),
    "vendors": ({"vendor"}, set()),
    # The words of a vendor's tests, and what is asked of its live service, stand beside it: not read to serve it.
    "vendors/<name>": ({"core", "contract", "oauth", "saml", "fake", "resources", "vendor", "harness", "drift"}, set()),
}
# What a vendor at work is made of; which vendors there are is the runtime's to know.
ABOVE["worlds"] = ({*ABOVE} - {"vendors", "vendors/<name>", "oauth", "saml", "breaks", "client", "drift"}, set())
BELOW_THE_EDGE = {*ABOVE} - {"vendors/<name>", "client", "drift"}
EDGE = {
    "runtime": (BELOW_THE_EDGE, set()),
    "exchange": (BELOW_THE_EDGE | {"runtime"}, {"flask", "werkzeug", "orjson"}),
    "hidden": ({"core", "exchange", "journal"}, set()),
    "journaling": ({"exchange", "journal"}, {"flask"}),
    "injection": ({"core", "contract", "oauth", "faults", "breaks", "exchange"}, {"flask", "_typeshed"}),
    "pipeline": (
        BELOW_THE_EDGE | {"runtime", "exchange", "hidden", "journaling", "injection"},
        {"flask", "werkzeug"},
    ),
    "admin": (BELOW_THE_EDGE | {"runtime", ""}, {"orjson"}),
    "index": ({"runtime"}, {"flask", "werkzeug", "orjson"}),
    "app": (
        BELOW_THE_EDGE | {"runtime", "exchange", "pipeline", "admin", "index"},
        {"flask", "werkzeug", "_typeshed"},
    ),
    "exports": ({"app", "config", "core", "contract", "resources", "vendors"}, {"orjson", "werkzeug", "yaml"}),
    "server": ({"app", "config", "core", "injection"}, {"waitress", "orjson"}),
    "banner": (BELOW_THE_EDGE | {"runtime", "admin", "server"}, set()),
    "cli": (BELOW_THE_EDGE | {"exports", "server", "banner", "drift", ""}, {"click"}),
    "harness": ({"client", "config", "contract", "resources", "server", "vendors"}, {"requests", "werkzeug"}),
    "pytest_plugin": ({"client", "harness", "vendors"}, {"pytest"}),
    "__main__": ({"cli"}, set()),
    "": ({"app", "config", "core", "server"}, set()),
}
ROOMS = {**ABOVE, **EDGE}
LONGEST = 300


def modules() -> list[Path]:
    """Every source file of the package."""
    return sorted(path for path in ROOT.rglob("*.py") if "_data" not in path.parts)


def room_of(parts: tuple[str, ...]) -> str:
    """Return the room a module path below the package is in."""
    if not parts:
        return ""
    if parts[0] == "vendors":
        return f"vendors/{parts[1]}" if len(parts) > 1 and parts[1] in VENDORS else "vendors"
    return parts[0]


def is_room(name: str) -> bool:
    """Tell whether a name in the package is a module of it."""
    return (ROOT / name).is_dir() or (ROOT / f"{name}.py").exists()


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names a file imports, `from package import module` as package.module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            modules = [alias.name for alias in node.names if node.module == OURS and is_room(alias.name)]
            yield from (f"{OURS}.{name}" for name in modules)
            if len(modules) < len(node.names):
                yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_point_down(path: Path) -> None:
    import sys

    relative = path.relative_to(ROOT)
    room = room_of(tuple(part.removesuffix(".py") for part in relative.parts if part != "__init__.py"))
    allowed, third_party = ROOMS[room if not room.startswith("vendors/") else "vendors/<name>"]
    for name in imports(path):
        top, *rest = name.split(".")
        if top == OURS:
            target = room_of(tuple(rest))
            assert target == room or target in allowed, f"{relative} imports {name}"
        elif top not in sys.stdlib_module_names:
            assert top in third_party, f"{relative} imports {name}"


def test_rooms_are_those_of_the_architecture_page() -> None:
    page = (ROOT.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = page[page.index("| room |") :].split("\n\n")[0]
    named = set(re.findall(r"`([a-z_/<>]+)`", "".join(line.split("|")[1] for line in table.splitlines()[2:])))
    assert named == {*ROOMS} - {"", "__main__", "vendors"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_vendors_are_named_only_in_their_own_folder(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    for vendor in VENDORS:
        if vendor not in path.parts:
            assert vendor not in text


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_public_names_are_importable() -> None:
    assert [name for name in mock_server.__all__ if getattr(mock_server, name, None) is None] == []
    with pytest.raises(AttributeError):
        _ = mock_server.nothing
