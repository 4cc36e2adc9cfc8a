"""What a tool is: it looks at a target, and says what fails there."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bench.peers.sandbox import Target

# Longer than any tool takes for a look that ends.
_SECONDS = 300.0
# Ids, indexes of rows and large numbers; statuses and small numbers stay.
_VARYING = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=[/.])\d+|\d{4,}")


class ToolError(Exception):
    """A tool cannot be had, or did not end."""


class Tool(Protocol):
    """A tool. `name` is shown, and `how` it is run, in words."""

    name: str
    how: str

    def prepare(self, target: Target, folder: Path) -> None:
        """See a target while it is faithful, as on the day before; most tools have no use for that."""

    def look(self, target: Target, folder: Path) -> frozenset[str]:
        """Return what fails, in texts that are the same for the same failure; raise ToolError where it cannot tell."""

    def version(self) -> str:
        """Return which one it is; raise ToolError where it cannot be had."""


def run(command: Sequence[str], folder: Path, **environment: str) -> str:
    """Run a command to its end and return what it prints, whatever it ends with; past its time it is ended."""
    with started(command, folder, **environment) as process:
        try:
            return process.communicate(timeout=_SECONDS)[0]
        except subprocess.TimeoutExpired as error:
            raise ToolError(f"it did not end in {_SECONDS:.0f} s") from error


@contextmanager
def started(command: Sequence[str], folder: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Start a command that prints into a pipe; in the end it is over, with all that it started.

    Nothing but loopback is asked for, and not by way of a proxy.
    """
    kept = {name: text for name, text in os.environ.items() if not name.lower().endswith("_proxy")}
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**kept, "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            yield process
        finally:
            # Its group has its number, which is nobody else's before its end is seen.
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def plain(text: str) -> str:
    """Return a message without what differs from row to row."""
    return _VARYING.sub("#", text.strip())
