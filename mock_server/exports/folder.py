"""Folders of exports: written whole or not at all, and never over what is somebody else's."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mock_server.core.errors import ConfigError

# Texts by their path below the folder.
Files = Mapping[str, str]
README = "README.md"
# What tells a folder of ours, which may be replaced.
FIRST_LINE = "# Recorded by `onmock fixtures export`"


def refuse_strange(out: Path, *, force: bool) -> None:
    """Raise ConfigError where a folder may not be replaced: it holds something else, or us."""
    if not out.exists():
        return
    if not out.is_dir():
        raise ConfigError(f"{out} is a file; name a folder")
    if Path.cwd().is_relative_to(out.resolve()):
        raise ConfigError(f"{out} holds the folder that this runs in; name another one")
    if any(out.iterdir()) and not force and not _is_ours(out / README):
        raise ConfigError(f"{out} holds something else; name another folder, or replace it with --force")


def _is_ours(readme: Path) -> bool:
    begins = FIRST_LINE.encode()
    if not readme.is_file():
        return False
    with readme.open("rb") as file:
        return file.read(len(begins)) == begins


def replace_folder(out: Path, files: Files) -> None:
    """Write files into a folder beside, and put that in place when it is whole.

    Raises ConfigError where that cannot be done; what was there stays then.
    """
    # A link to a folder stays a link.
    target = out.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
            fresh = Path(beside) / "new"
            for name, text in files.items():
                path = fresh / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
            _swap(fresh, target, Path(beside) / "old")
    except OSError as error:
        raise ConfigError(f"cannot write {out}: {error.strerror}") from error


def _swap(fresh: Path, target: Path, old: Path) -> None:
    """Put a folder into the place of another, which ends up at `old`; or leave both where they are."""
    if not target.exists():
        os.replace(fresh, target)
        return
    os.replace(target, old)
    try:
        os.replace(fresh, target)
    except OSError:
        os.replace(old, target)
        raise
