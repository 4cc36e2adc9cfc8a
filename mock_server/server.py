"""Serving over a socket: for the command line, and in a thread for tests."""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
import struct
import threading
import time
from collections.abc import Mapping
from functools import partial
from types import TracebackType
from typing import Any

import orjson
from waitress import wasyncore
from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask, WSGITask
from waitress.trigger import trigger

from mock_server.app import App, create_app
from mock_server.config import Config
from mock_server.core.clock import Clock
from mock_server.core.errors import AddressError
from mock_server.injection import CONNECTION

# How the HTTP server is set up, whatever it serves.
HTTP_OPTIONS: Mapping[str, Any] = {
    "threads": 8,
    "ident": "",
    # Below the usual limit of 1024 open files, with some to spare.
    "connection_limit": 900,
    "channel_timeout": 30,
    "cleanup_interval": 10,
    "max_request_body_size": 64 * 1024 * 1024,
    "max_request_header_size": 64 * 1024,
    "asyncore_use_poll": True,
}

# How often whoever lets a client wait looks whether it is still there, in seconds.
_LOOK_EVERY = 0.05
_QUIET = logging.Logger("onmock.ordered", logging.CRITICAL)


class MockServer:
    """A server on a port of its own. Use it as a context manager, or call `start` and `stop`.

    `port` 0 takes a free one. Raises AddressError when the address cannot be served on.
    """

    def __init__(
        self, config: Config | None = None, *, clock: Clock | None = None, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.app: App = create_app(config, clock)
        try:
            listening = _listen(host, port)
        except AddressError:
            self.app.close()
            raise
        self.host, self.port = host, int(listening[0].getsockname()[1])
        self._sockets: dict[int, Any] = {}
        self._stopping = threading.Event()
        self._server = self._serve_on(listening)
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The root URL, on an address that this machine can reach."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{self.port}"

    def base_url(self, vendor: str) -> str:
        """The base URL of one vendor."""
        return f"{self.url}/{vendor}"

    def run(self) -> None:
        """Serve until the process is told to stop (KeyboardInterrupt or SystemExit), then let go of everything."""
        try:
            self._server.run()
        finally:
            self.stop()

    def start(self) -> MockServer:
        """Serve in a thread; a server that has been stopped stays so."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._server.run, name=f"onmock:{self.port}", daemon=True)
            self._thread.start()
        return self

    def stop(self) -> None:
        """Answer what has been asked, then let go of the port, of all connections and threads."""
        self._stopping.set()
        self._server.task_dispatcher.shutdown()
        wakers: list[Any] = [one for one in list(self._sockets.values()) if isinstance(one, trigger)]
        if self._thread is not None and wakers:
            # In the serving thread, between two rounds of its loop, which ends when there is nothing left to watch.
            # The loop may already be awake, and have closed the waker by the time it is pulled.
            with contextlib.suppress(OSError):
                wakers[0].pull_trigger(self._hang_up)
            self._thread.join()
        else:
            self._hang_up()
        self.app.close()

    def __enter__(self) -> MockServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _serve_on(self, listening: list[socket.socket]) -> Any:
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        server = create_server(
            self.app,
            map=self._sockets,
            sockets=listening,
            clear_untrusted_proxy_headers=not self.app.runtime.config.trust_proxy,
            **HTTP_OPTIONS,
        )
        for one in self._sockets.values():
            if isinstance(one, BaseWSGIServer):
                one.channel_class = partial(_Channel, stopping=self._stopping)  # type: ignore[assignment]  # it makes one
        return server

    def _hang_up(self) -> None:
        wasyncore.close_all(self._sockets, ignore_all=True)


class _Parser(HTTPRequestParser):
    """Knows every malformed target or length for what it is, where its parent lets the error of a library pass."""

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError:
            raise ParsingError("The request line or a length is malformed") from None
        except TransferEncodingNotImplemented:
            # A client's fault, so not the 501 that waitress has for it.
            raise ParsingError("The transfer coding is not chunked") from None


class _Refusal(ErrorTask):
    """Answers what no app ever sees, because it is not HTTP or too large, after RFC 9457 as the apps do."""

    def execute(self) -> None:
        request: Any = self.request
        error = request.error
        detail = f"{error.body.rstrip('.')}."
        body = {"type": "about:blank", "title": error.reason, "status": error.code, "detail": detail}
        content = orjson.dumps(body)
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [("Content-Type", "application/problem+json")]
        self.set_close_on_finish()
        self.content_length = len(content)
        self.write(content)


class _Connection:
    """The connection of a request, as a fault may treat it (`injection.severed.Connection`)."""

    def __init__(self, task: WSGITask, stopping: threading.Event) -> None:
        self._task, self._stopping = task, stopping

    def wait(self, seconds: float) -> None:
        """Wait in the thread of the request, as long as the client and the server are there.

        A client that has closed its side is taken to have gone: what it asked for is done at once, for nobody.
        """
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0 and not self._has_gone():
            if self._stopping.wait(min(left, _LOOK_EVERY)):
                return

    def _has_gone(self) -> bool:
        peer = self._task.channel.socket
        try:
            return peer is None or peer.recv(1, socket.MSG_PEEK) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def cut(self, *, is_reset: bool) -> None:
        """Let the serving thread close the connection, after no byte; a lingering close of no time is a reset."""
        peer = self._task.channel.socket
        if is_reset and peer is not None:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise ClientDisconnected

    def expect_less(self) -> None:
        """Keep it out of the log that fewer bytes come than were promised."""
        self._task.logger = _QUIET


class _Task(WSGITask):
    """Tells the app how to treat the connection."""

    channel: _Channel

    def get_environment(self) -> Any:
        environ = super().get_environment()
        environ[CONNECTION] = _Connection(self, self.channel.stopping)
        return environ


class _Discreet(logging.LoggerAdapter[logging.Logger]):
    """Leaves out which path it was: it may hold what the journal masks."""

    def process(self, msg: Any, kwargs: Any) -> tuple[Any, Any]:
        return str(msg).partition(" while serving ")[0], kwargs


class _Channel(HTTPChannel):
    logger = _Discreet(logging.getLogger("waitress"))  # type: ignore[assignment]  # it does what a logger does
    parser_class = _Parser
    task_class = _Task
    error_task_class = _Refusal

    def __init__(self, *arguments: Any, stopping: threading.Event, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.stopping = stopping


def _listen(host: str, port: int) -> list[socket.socket]:
    """Listen on every address of a host, on one port: 0 is whichever the first address gets."""
    listening: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, address in dict.fromkeys((family, str(address[0])) for family, *_, address in found):
            port = listening[0].getsockname()[1] if listening else port
            listening.append(socket.create_server((address, port), family=family))
    except (OSError, ValueError) as error:
        for one in listening:
            one.close()
        raise AddressError(f"cannot serve on {host}:{port}: {_reason(error)}") from error
    return listening


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "the port is taken; choose another one with --port"
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return "that port needs more rights"
    if isinstance(error, socket.gaierror | ValueError):
        return "no such host"
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)
