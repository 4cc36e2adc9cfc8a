"""A small keep-alive client over raw sockets, in a process of its own, so that it takes no time from the server's.

It reads jobs from its standard input and writes what came of them to its standard output, a JSON object a line.
"""

from __future__ import annotations

import itertools
import json
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from types import TracebackType


@dataclass(frozen=True, slots=True)
class Job:
    """What to ask for: the paths in turn, with the tokens in turn, for a time or until there are no more paths.

    `repeat` begins the paths again when they are used up. `head` are the lines that show a token. With `forms` it is
    a POST: they take turns as the bodies, and end it when there are no more.
    """

    port: int
    paths: Sequence[str]
    tokens: Sequence[str]
    connections: int = 1
    seconds: float = 1.0
    repeat: bool = True
    head: str = "Authorization: Bearer {token}"
    forms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: how many answers in how many seconds, the middle latency, and other statuses than 200."""

    answers: int
    seconds: float
    median_ms: float
    failed: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


class LoadClient:
    """The client's process. Use it as a context manager."""

    def __enter__(self) -> LoadClient:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # At the end of its input it ends.
        self._process.communicate()

    def run(self, job: Job) -> Outcome:
        """Have a job done; complain when a single answer was not a 200, for then the figures mean nothing."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(asdict(job)), file=self._process.stdin, flush=True)
        outcome = Outcome(**json.loads(self._process.stdout.readline()))
        if outcome.failed:
            raise RuntimeError(f"{outcome.failed} of {outcome.answers} answers were no 200")
        return outcome


class _Connection:
    """One connection with one request on its way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.began = 0.0
        self._received = bytearray()
        self._missing: int | None = None

    def send(self, request: bytes) -> None:
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bytes | None:
        """Return the status of the answer when all of it is there."""
        received = self._received
        received += self.socket.recv(1 << 18)
        if self._missing is None:
            end = received.find(b"\r\n\r\n")
            if end < 0:
                return None
            at = received.index(b"Content-Length:", 0, end) + 15
            self._missing = end + 4 + int(received[at : received.index(b"\r\n", at)])
        if len(received) < self._missing:
            return None
        status = bytes(received[9:12])
        received.clear()
        self._missing = None
        return status


def _requests(job: Job) -> Iterator[bytes]:
    tokens = itertools.cycle(job.tokens)
    paths = itertools.cycle(job.paths) if job.repeat else iter(job.paths)
    for path, form in zip(paths, job.forms, strict=False) if job.forms else ((path, None) for path in paths):
        head = f"{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
        head += f"{job.head.format(token=next(tokens))}\r\n"
        yield f"GET {head}\r\n".encode() if form is None else _post(head, form)


def _post(head: str, form: str) -> bytes:
    body = form.encode()
    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return f"POST {head}\r\n".encode() + body


def _run(job: Job, requests: Iterator[bytes]) -> Outcome:
    latencies: list[float] = []
    failed, asked = 0, 0
    with selectors.DefaultSelector() as selector:
        connections = [_Connection(job.port) for _ in range(job.connections)]
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        began = time.perf_counter()
        ends = began + job.seconds
        for connection, request in zip(connections, requests, strict=False):
            connection.send(request)
            asked += 1
        while len(latencies) < asked:
            for key, _ in selector.select(timeout=10):
                connection = key.data
                status = connection.receive()
                if status is None:
                    continue
                now = time.perf_counter()
                latencies.append(now - connection.began)
                failed += status != b"200"
                request = next(requests, b"") if now < ends else b""
                if request:
                    connection.send(request)
                    asked += 1
        seconds = time.perf_counter() - began
        for connection in connections:
            connection.socket.close()
    return Outcome(len(latencies), seconds, sorted(latencies)[len(latencies) // 2] * 1000, failed)


def main() -> None:
    """Do jobs until there are no more."""
    # Tokens are rotated over all jobs, not from the first one each time.
    turn = 0
    for line in sys.stdin:
        job = Job(**json.loads(line))
        tokens = [*job.tokens[turn % len(job.tokens) :], *job.tokens[: turn % len(job.tokens)]]
        outcome = _run(job, _requests(Job(**{**asdict(job), "tokens": tokens})))
        turn += outcome.answers
        print(json.dumps(asdict(outcome)), flush=True)


if __name__ == "__main__":
    main()
