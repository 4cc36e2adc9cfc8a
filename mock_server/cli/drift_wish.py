"""What somebody wants of `onmock drift`: its options."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from mock_server.core.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The options of the command, by the names of its parameters; what was not said is None, "" or False."""

    vendor: str
    target: str | None
    credentials: Path | None
    live_contract: str | None
    overlays: Sequence[Path]
    operations: Sequence[str]
    baseline: Path | None
    accepted: Path
    accept: Sequence[str]
    reason: str | None
    expires: date | None
    form: str
    out: Path | None
    write_overlay: Path | None
    fail_on: str
    profile: str
    rate: int | None
    max_requests: int | None
    deep: bool
    probe_limits: bool
    dry_run: bool
    record: Path | None
    replay: Path | None
    proxy: str
    authorities: str | None
    allow_http: bool

    def check(self) -> None:
        """Raise ConfigError for what can be seen to fail before anything is asked."""
        if self.replay is None and not self.target and not self.dry_run:
            raise ConfigError("--target is missing: the base URL of the service")
        if self.replay is not None and (self.record is not None or self.deep or self.probe_limits):
            raise ConfigError("--replay asks nothing, so it goes with neither --record, --deep nor --probe-limits")
        if self.deep and find_spec("schemathesis") is None:
            raise ConfigError("--deep needs schemathesis: pip install 'onmock[drift]'")
        if self.reason is not None or self.expires is not None:
            raise ConfigError("--reason and --expires go with --accept")
        self._check_files()

    def _check_files(self) -> None:
        if self.authorities is not None and not Path(self.authorities).is_file():
            raise ConfigError(f"there is no file of certificates {self.authorities}")
        written = [path for path in (self.baseline, self.out, self.write_overlay) if path is not None]
        for path in written:
            folder = path.absolute().parent
            if not folder.is_dir():
                raise ConfigError(f"cannot write {path}: there is no folder {folder}")
            if not os.access(path if path.exists() else folder, os.W_OK):
                raise ConfigError(f"cannot write {path}: Permission denied")
        files = [path.resolve() for path in written if path.is_file() or not path.exists()]
        if len(set(files)) < len(files):
            raise ConfigError("--baseline, --out and --write-overlay are different files")
