"""Servers of raw sockets: one that hears everything and passes it on, and ones that answer badly."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from types import TracebackType

Answer = Callable[[socket.socket, bytes], None]


class RawServer:
    """Listens on this machine; `answer(connection, head)` answers each request, of which `heads` keeps the octets.

    A connection is closed when `answer` raises or the client hangs up, or after the first with `is_short`.
    """

    def __init__(self, answer: Answer, *, tls: ssl.SSLContext | None = None, is_short: bool = True) -> None:
        self.heads: list[bytes] = []
        self.connections = 0
        self._answer, self._tls, self._is_short = answer, tls, is_short
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> RawServer:
        self._threads[0].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stopping.set()
        # Wakes whoever accepts.
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            self._threads.append(threading.Thread(target=self._serve, args=(connection,), daemon=True))
            self._threads[-1].start()

    def _serve(self, plain: socket.socket) -> None:
        connection = plain
        try:
            plain.settimeout(5)
            connection = plain if self._tls is None else self._tls.wrap_socket(plain, server_side=True)
            while head := _request(connection):
                self.heads.append(head)
                self._answer(connection, head)
                if self._is_short:
                    return
        except OSError:
            return
        finally:
            connection.close()


def replies(*answers: bytes) -> Answer:
    """Answer with these octets, one after the other, the last one for good."""
    left = list(answers)

    def answer(connection: socket.socket, head: bytes) -> None:
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return answer


def reply(body: bytes = b"{}", status: str = "200 OK", **headers: str) -> bytes:
    """Return the octets of an answer."""
    said = {"Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    said = {**said, "Content-Length": str(len(body))}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in said.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def passes_on(port: int) -> Answer:
    """Send what comes to a server on this machine, and its answer back."""

    def answer(connection: socket.socket, head: bytes) -> None:
        # The server is to close, so that the end of its answer is seen.
        changed = head.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)
        with socket.create_connection(("127.0.0.1", port)) as behind:
            behind.sendall(changed)
            while some := behind.recv(65536):
                connection.sendall(some)

    return answer


def _request(connection: socket.socket) -> bytes:
    """Read a request with its body; nothing where the client has hung up."""
    read = b""
    while b"\r\n\r\n" not in read:
        some = connection.recv(65536)
        if not some:
            return b""
        read += some
    head, _, body = read.partition(b"\r\n\r\n")
    length = next((int(one.split(b":")[1]) for one in head.lower().split(b"\r\n") if one[:15] == b"content-length:"), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body
