"""Packages of npm, each version in a folder of its own in `.venv`, where the tests have theirs as well."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from bench.peers.tool import ToolError, run

_HOME = Path(__file__).parents[2] / ".venv" / "node"


def commands_of(*packages: str) -> Path:
    """Return the folder of the commands of packages (`name@version`), which are installed if they are not there yet.

    Raises ToolError where they cannot be had.
    """
    target = _HOME / "_".join(packages).replace("/", "-")
    if not target.exists():
        _install(packages, target)
    return target / "node_modules" / ".bin"


def _install(packages: tuple[str, ...], target: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise ToolError("Node.js with npm is not installed")
    _HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="new-", dir=_HOME) as folder:
        options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        cache = str(_HOME.with_name("npm-cache"))
        printed = run([npm, "install", *options, "--cache", cache, "--prefix", folder, *packages], Path(folder))
        if not (Path(folder) / "node_modules" / ".bin").is_dir():
            raise ToolError(f"npm cannot install {' '.join(packages)}: {printed.strip()[:200]}")
        # Into place as a whole, so that nobody meets half of it.
        (Path(folder) / "node_modules").rename(_made(target) / "node_modules")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
