"""Progress of a look on a terminal: one line that is written over, and gone in the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType

import click

from mock_server.drift.exchange import Answered, Asked

_BACK = "\r\x1b[K"


class Progress:
    """Shows each request as it is sent, where somebody looks at a terminal; else it shows nothing."""

    def __init__(self, most: int | None = None) -> None:
        self._most = f" of at most {most}" if most is not None else ""
        self._is_shown = sys.stderr.isatty()
        self._count = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._show("")

    def showing(self, send: Callable[[Asked], Answered]) -> Callable[[Asked], Answered]:
        """Return a `send` that is shown."""

        def shown(asked: Asked) -> Answered:
            self._count += 1
            self._show(f"{self._count}{self._most}: {asked.operation}")
            return send(asked)

        return shown

    def waiting(self, seconds: float) -> None:
        """Wait, and say so: the service is asked no faster than it allows."""
        self._show(f"{self._count}{self._most}: waiting {seconds:.0f} s, to stay within the limits")
        time.sleep(seconds)

    def _show(self, text: str) -> None:
        if self._is_shown:
            click.echo(_BACK + text[:78], nl=False, err=True)
