"""Serving over a socket: for the command line, and in a thread for tests."""

from __future__ import annotations

import errno
import logging
import socket
import threading
from types import TracebackType
from typing import Any

from waitress.server import create_server

from mock_server.app import App, create_app
from mock_server.config import Config
from mock_server.core.clock import Clock
from mock_server.core.errors import AddressError

_THREADS = 8
# Below the usual limit of 1024 open files, with some to spare.
_MOST_CONNECTIONS = 900
_LARGEST_BODY = 8 * 1024 * 1024
_LARGEST_HEADER = 64 * 1024
_IDLE_SECONDS = 30


class MockServer:
    """A server on a port of its own. Use it as a context manager, or call `start` and `stop`.

    `port` 0 takes a free one. Raises AddressError when the address cannot be served on.
    """

    def __init__(
        self, config: Config | None = None, *, clock: Clock | None = None, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.app: App = create_app(config, clock)
        self._sockets: dict[int, Any] = {}
        self._server = self._listen(host, port)
        self._thread: threading.Thread | None = None
        self.host, self.port = host, _port_of(self._server)

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
            self._server.close()
            self.app.close()

    def start(self) -> MockServer:
        """Serve in a thread."""
        self._thread = threading.Thread(target=self._serve, name=f"onmock:{self.port}", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """End the thread and let go of the port."""
        self._server.close()
        if self._thread is not None:
            self._server.pull_trigger()
            self._thread.join()
        self.app.close()

    def __enter__(self) -> MockServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _serve(self) -> None:
        self._server.run()

    def _listen(self, host: str, port: int) -> Any:
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        try:
            return create_server(
                self.app,
                map=self._sockets,
                host=host,
                port=port,
                threads=_THREADS,
                ident="",
                connection_limit=_MOST_CONNECTIONS,
                channel_timeout=_IDLE_SECONDS,
                cleanup_interval=10,
                max_request_body_size=_LARGEST_BODY,
                max_request_header_size=_LARGEST_HEADER,
                asyncore_use_poll=True,
                clear_untrusted_proxy_headers=not self.app.runtime.config.trust_proxy,
            )
        except (OSError, ValueError) as error:
            self.app.close()
            raise AddressError(f"cannot serve on {host}:{port}: {_reason(error)}") from error


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "the port is taken; choose another one with --port"
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return "that port needs more rights"
    if isinstance(error, socket.gaierror | ValueError):
        return "no such host"
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)


def _port_of(server: Any) -> int:
    listening = getattr(server, "effective_listen", None)
    return int(listening[0][1] if listening else server.effective_port)
