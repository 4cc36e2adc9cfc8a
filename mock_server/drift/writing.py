"""Writing: a text into a file, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from mock_server.core.errors import ConfigError


def write(path: Path, text: str, called: str = "") -> None:
    """Put a text into a file, in UTF-8; what was there stays until all of it is written, and so does who may read it.

    A pipe or a device is written to as it is. Raises ConfigError, with what the file is `called`, where nothing can be
    written.
    """
    # A link to a file stays a link.
    target = path if path.exists() and not path.is_file() else path.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8", newline="\n")
        else:
            _replace(target, text)
    except OSError as error:
        what = f"{called} {path}" if called else path
        raise ConfigError(f"cannot write {what}: {error.strerror}") from error


def _replace(target: Path, text: str) -> None:
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
        fresh = Path(beside) / target.name
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            # Else a machine that goes down right after the name is changed may have an empty file.
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, fresh)
        os.replace(fresh, target)
