"""The command at work, seen from outside: what it says, how much memory and how many files it holds."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path


class Onmock:
    """A running `onmock serve` with these options, and what can be seen of it. `before` are words in front of
    the command.
    """

    def __init__(self, errors: Path, *options: str, before: Sequence[str] = ()) -> None:
        self._errors = errors
        command = [*before, sys.executable, "-m", "mock_server", "serve", "--json", "--port", "0", *options]
        with errors.open("wb") as stderr:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)
        assert self.process.stdout is not None
        self.ready = json.loads(self.process.stdout.readline())
        self.port = int(self.ready["url"].rpartition(":")[2])
        self.token = self._log_in()

    def _log_in(self) -> str:
        form = "grant_type=client_credentials&client_id=onmock-crm&client_secret=onmock-crm-secret"
        with urllib.request.urlopen(f"{self.ready['url']}/oniva/oauth/token", form.encode(), timeout=10) as answer:
            return str(json.loads(answer.read())["access_token"])

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def is_well(self) -> bool:
        """Tell whether it still answers, with events and with its journal."""
        request = urllib.request.Request(
            f"{self.ready['url']}/oniva/api/v1/events", headers={"Authorization": f"Bearer {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            count = json.loads(answer.read())["totalCount"]
        with urllib.request.urlopen(f"{self.ready['url']}/__admin/requests", timeout=10) as answer:
            return bool(count and json.loads(answer.read())["requests"])

    @property
    def complaints(self) -> str:
        """What it has written to its standard error."""
        return self._errors.read_text(encoding="utf-8")

    @property
    def resident_kib(self) -> int:
        """How much memory it holds."""
        return int(Path(f"/proc/{self.process.pid}/status").read_text().partition("VmRSS:")[2].split()[0])

    @property
    def open_files(self) -> int:
        """How many files and sockets it has open."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def end(self) -> int:
        """Ask it to end; return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=20)
        finally:
            self.process.kill()
            self.process.communicate()
