"""A server of the test run's own, in a thread of this process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mock_server.client.transport import InProcess
from mock_server.config import Config
from mock_server.harness.contracts import Contracts
from mock_server.harness.server import TestServer
from mock_server.server import MockServer
from mock_server.vendors import vendor_names


class OwnServer(TestServer):
    """A server of some vendors (none named: all), on a free port.

    A vendor that is asked for beside them gets a server of its own, for one that runs can take in no more.
    """

    running: MockServer

    def __init__(self, vendors: Sequence[str] = ()) -> None:
        self.running = MockServer(Config(vendors=tuple(vendors))).start()
        self.wsgi_app = self.running.app
        # In the same process a socket would only cost time.
        super().__init__(self.running.url, InProcess(self.wsgi_app))
        services = self.running.app.runtime.services
        self.contracts = Contracts({name: service.contract for name, service in services.items()})
        self._served, self._others = set(services), dict[str, OwnServer]()

    def world(self, vendor: str, **wish: Any) -> Any:
        """Make a world, as the harness of its vendor; see TestServer."""
        if vendor in self._served or vendor not in vendor_names():
            return super().world(vendor, **wish)
        if vendor not in self._others:
            self._others[vendor] = OwnServer((vendor,))
        return self._others[vendor].world(vendor, **wish)

    def close(self) -> None:
        """Stop it."""
        super().close()
        for other in self._others.values():
            other.close()
        self.running.stop()
