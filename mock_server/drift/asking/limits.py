"""Limits: how long an answer may take, and how much of it is read."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """`connect` and `answer` are seconds until there is a connection, and until the answer has ended; `octets` are as
    much of a body as is read.
    """

    connect: float = 10.0
    answer: float = 30.0
    octets: int = 5 * 1024 * 1024


class Timed(io.RawIOBase):
    """Reads a socket until a moment of `monotonic`, however little comes at a time; raises TimeoutError then."""

    def __init__(self, sock: socket.socket, until: float, monotonic: Callable[[], float]) -> None:
        self._socket, self._until, self._monotonic = sock, until, monotonic
        # Keeps the socket open until it is closed itself, though the connection is done with.
        self._raw = sock.makefile("rb", buffering=0)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return a buffered reader, as a socket does."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what is there; wait for it no longer than is left."""
        left = self._until - self._monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        """Let go of the socket."""
        self._raw.close()
        super().close()
