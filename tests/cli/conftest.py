"""Running the command as a user does: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

COMMAND = [sys.executable, "-m", "mock_server"]


def clean_environment(**extra: str) -> dict[str, str]:
    """This process's environment without our own variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONMOCK_")}
    return {**kept, "PYTHONWARNINGS": "error", **extra}


class Serving:
    """A running `onmock serve --json` and what it printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.ready: dict[str, Any] = json.loads(self._first_line())

    def _first_line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"no line; stderr: {self.process.communicate()[1]}"
        return line

    def end(self, signal: int) -> tuple[int, str, str]:
        """Send a signal; return the exit status and what was printed since."""
        self.process.send_signal(signal)
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out, err


@contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[Serving]:
    """Run `onmock serve --json` on a free port until the block ends."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--json", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(**{"ONMOCK_PORT": "0", **environment}),
    )
    try:
        yield Serving(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, timeout=60, env=clean_environment(**environment)
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]
