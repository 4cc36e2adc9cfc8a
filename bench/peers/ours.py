"""`onmock drift` itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.peers.sandbox import Target
from bench.peers.tool import ToolError, run
from mock_server import __version__


class Drift:
    """The command, at any rate that its target bears; with a baseline it has looked once before."""

    how = "`onmock drift --rate 100000`"

    def __init__(self, vendor: str, *, remembers: bool) -> None:
        self.name = "onmock drift" + (" --baseline" if remembers else "")
        if remembers:
            self.how = f"{self.how}, and `--baseline` with one look before the drift"
        self._vendor, self._remembers = vendor, remembers

    def version(self) -> str:
        """Return our own version."""
        return __version__

    def prepare(self, target: Target, folder: Path) -> None:
        """Make the baseline."""
        if self._remembers:
            self.look(target, folder)

    def look(self, target: Target, folder: Path) -> frozenset[str]:
        """Return the ids of findings, whatever their severity."""
        report = folder / "report.json"
        report.unlink(missing_ok=True)
        command = [sys.executable, "-m", "mock_server", "drift", "--vendor", self._vendor, "--target", target.base_url]
        command += ["--rate", "100000", "--format", "json", "--out", report.name]
        command += ["--baseline", "baseline.json"] if self._remembers else []
        prefix = f"ONMOCK_{self._vendor.upper()}"
        credentials = {f"{prefix}_CLIENT_ID": target.client_id, f"{prefix}_CLIENT_SECRET": target.client_secret}
        # The package may be that of a checkout, and the folder is not.
        printed = run(command, folder, PYTHONPATH=":".join(filter(None, sys.path)), **credentials)
        if not report.exists():
            raise ToolError(printed.strip()[-200:])
        return frozenset(one["id"] for one in json.loads(report.read_text(encoding="utf-8"))["findings"])
