"""schemathesis, by its command and with its defaults."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bench.peers.document import document_of, written
from bench.peers.sandbox import Target
from bench.peers.tool import ToolError, plain, run

_BULLET = re.compile(r"^- (.+)\n\n +(.+)$", re.MULTILINE)


class Schemathesis:
    """All of its phases and checks, GET only."""

    name = "schemathesis"
    how = "`schemathesis run --include-method GET --seed 1`, all else as it comes; a token in a header"

    def __init__(self, vendor: str) -> None:
        self._vendor = vendor

    def version(self) -> str:
        """Return the version that is installed."""
        return version("schemathesis")

    def prepare(self, target: Target, folder: Path) -> None:
        """See nothing: it has no memory."""

    def look(self, target: Target, folder: Path) -> frozenset[str]:
        """Return operation, check and first line of each failure."""
        document = written(document_of(self._vendor, target), folder / "openapi.json")
        report = folder / "report.xml"
        report.unlink(missing_ok=True)
        command = [sys.executable, "-m", "schemathesis.cli", "run", document.name, "--url", target.base_url]
        command += ["--include-method", "GET", "--header", f"Authorization: Bearer {target.token}", "--seed", "1"]
        command += ["--generation-database", "none", "--report", "junit", "--report-junit-path", report.name]
        printed = run(command, folder)
        if not report.exists():
            raise ToolError(printed.strip()[-200:])
        return frozenset(_failures(report))


def _failures(report: Path) -> Iterator[str]:
    # A report holds what the target sent, control characters as well, which are no XML.
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", report.read_text(encoding="utf-8", errors="replace"))
    for case in ElementTree.fromstring(text).iter("testcase"):
        for bad in [*case.iter("failure"), *case.iter("error")]:
            for title, first in _BULLET.findall(bad.get("message", "") + (bad.text or "")) or [(bad.tag, "")]:
                yield plain(f"{case.get('name')}: {title}: {first}")
