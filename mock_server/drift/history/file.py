"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from mock_server.core.errors import ConfigError


def put(path: Path, text: bytes, called: str) -> None:
    """Put a text into a file, by way of one beside it; raise ConfigError, in one line, where that cannot be done."""
    # A link to a file stays a link.
    target = path.resolve()
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(f"cannot write {called} {path}: {error.strerror}") from error
