"""What is published: built once, looked into, installed elsewhere and run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import mock_server

pytestmark = pytest.mark.xdist_group("packaging")

# Joined here, so that this file does not name them either.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("quay", "io"),
        ("gcr", "io"),
        ("jfrog", "io"),
    ]
]
INDEX_OPTION = re.compile(r"index[-]url\b|^\s*registry\s*=", re.MULTILINE)


def data_of_wheel(wheel: Path) -> dict[str, str]:
    """Every file outside the metadata, with its digest."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            name: sha256(archive.read(name)).hexdigest() for name in archive.namelist() if ".dist-info/" not in name
        }


@pytest.fixture(scope="session")
def installed(built: Any, run: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new venv, outside the checkout, that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("installed")
    run([sys.executable, "-m", "venv", "venv"], folder)
    run(["venv/bin/python", "-m", "pip", "install", "-q", built.wheel], folder, needs_index=True)
    return folder / "venv" / "bin"


def test_wheel_carries_contract_fixtures_and_type_marker(built: Any) -> None:
    names = data_of_wheel(built.wheel)

    assert "mock_server/_data/openapi/oniva.yaml" in names
    assert any(name.startswith("mock_server/_data/fixtures/") for name in names)
    assert "mock_server/py.typed" in names


@pytest.mark.parametrize("folder", ["openapi", "fixtures"])
def test_wheel_carries_every_data_file_of_the_checkout(built: Any, root: Path, folder: str) -> None:
    names = data_of_wheel(built.wheel)
    listed = [path for path in (root / folder).rglob("*") if path.is_file() and not path.name.startswith(".")]

    assert [p for p in listed if f"mock_server/_data/{p.relative_to(root).as_posix()}" not in names] == []


def test_wheel_carries_the_package_and_nothing_else(built: Any) -> None:
    strays = [name for name in data_of_wheel(built.wheel) if not name.startswith("mock_server/")]

    assert strays == []


def test_wheel_carries_no_caches(built: Any) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        assert [name for name in archive.namelist() if "__pycache__" in name or name.endswith(".pyc")] == []


def test_wheel_carries_the_licence(built: Any) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        assert any(name.endswith(".dist-info/licenses/LICENSE") for name in archive.namelist())


def test_wheel_of_the_sdist_equals_the_wheel_of_the_checkout(built: Any) -> None:
    assert data_of_wheel(built.wheel_of_sdist) == data_of_wheel(built.wheel)


@pytest.mark.parametrize(
    "name", ["Makefile", "Dockerfile", "compose.yaml", "CHANGELOG.md", "tests/packaging/conftest.py"]
)
def test_sdist_carries_what_a_packager_needs(built: Any, name: str) -> None:
    with tarfile.open(built.sdist) as archive:
        names = [member.partition("/")[2] for member in archive.getnames()]

    assert name in names


def test_installed_command_tells_its_version(installed: Path, run: Callable[..., str], tmp_path: Path) -> None:
    assert mock_server.__version__ in run([installed / "onmock", "--version"], tmp_path)


def test_installed_package_is_the_one_of_the_wheel(installed: Path, run: Callable[..., str], tmp_path: Path) -> None:
    place = run([installed / "python", "-c", "import mock_server; print(mock_server.__file__)"], tmp_path)

    assert Path(place.strip()).is_relative_to(installed.parent)


def test_installed_command_serves_from_any_folder_without_environment(
    installed: Path, serve: Callable[..., Any], free_port: int, tmp_path: Path
) -> None:
    command = [installed / "onmock", "serve", "--port", str(free_port), "--json"]
    with serve(command, free_port, cwd=tmp_path, env={"PATH": "/usr/bin:/bin"}) as server:
        line = server.first_line()
        assert isinstance(json.loads(line), dict)
        assert f"http://127.0.0.1:{free_port}/oniva" in line
        assert server.end() == 0


def test_changelog_begins_with_the_version(root: Path) -> None:
    headings = re.findall(r"^## \[?v?(\d+\.\d+\.\d+\S*?)\]?(?:\s|$)", (root / "CHANGELOG.md").read_text("utf-8"), re.M)

    assert headings[:1] == [mock_server.__version__]


def test_files_name_no_registry_host(root: Path) -> None:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True
    )
    if listing.returncode or not (root / ".git").exists():
        pytest.skip("not a git checkout, so what belongs to it is not known")

    findings = []
    for name in filter(None, listing.stdout.decode().split("\0")):
        text = (root / name).read_text("utf-8", errors="replace") if (root / name).is_file() else ""
        findings += [f"{name}: {host}" for host in REGISTRY_HOSTS if host in text.lower()]
        findings += [f"{name}: {found.strip()}" for found in INDEX_OPTION.findall(text)]

    assert findings == []
