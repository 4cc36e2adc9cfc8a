"""The server that the worlds of a test run are on, wherever it runs."""

from __future__ import annotations

import functools
import importlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from mock_server.client import ControlClient
from mock_server.client.transport import Transport, WsgiApp
from mock_server.harness.harness import Harness
from mock_server.vendors import vendor_names

if TYPE_CHECKING:
    from mock_server.harness.contracts import Contracts
    from mock_server.server import MockServer

S = TypeVar("S", bound="TestServer")
# A world that nothing is said about is the same one on every day.
_DEFAULTS = {"seed": 1, "epoch": "2026-03-02"}


class TestServer:
    """A server, and how to make worlds on it; a context manager that lets go of it at the end.

    `running` and `wsgi_app` are the server itself, None where it runs in another process.
    """

    # Not a class of tests, whatever its name begins with.
    __test__ = False

    running: MockServer | None = None
    wsgi_app: WsgiApp | None = None

    def __init__(self, url: str, transport: Transport | None = None) -> None:
        self.control = ControlClient(url, transport=transport)
        self.url = self.control.url

    @functools.cached_property
    def contracts(self) -> Contracts:
        """The contracts of its vendors."""
        # Its libraries are for those only who ask for an operation by its name.
        from mock_server.harness.contracts import Contracts

        return Contracts()

    def base_url(self, vendor: str) -> str:
        """Return the address of the server's own world of a vendor."""
        return f"{self.url}/{vendor}"

    def world(self, vendor: str, *, scenario: str | Path | Mapping[str, Any] | None = None, **wish: Any) -> Any:
        """Make a world, as the harness of its vendor; `wish` is what `ControlClient.create_world` takes.

        A `scenario` that is a path of a JSON file is read here: the server may be on another machine. Seed and epoch
        are always the same ones if left out.
        """
        if vendor not in vendor_names():
            raise ValueError(f"there is no vendor {vendor!r}; there are: {', '.join(vendor_names())}")
        kind: type[Harness] = importlib.import_module(f"mock_server.vendors.{vendor}.harness").HARNESS
        made = self.control.world(vendor, kind=kind, scenario=_read(scenario), **{**_DEFAULTS, **wish})
        made.wsgi_app, made.contracts = self.wsgi_app, self.contracts
        return made

    def close(self) -> None:
        """Let go of the server."""
        self.control.close()

    def __enter__(self: S) -> S:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _read(scenario: str | Path | Mapping[str, Any] | None) -> str | Mapping[str, Any] | None:
    if isinstance(scenario, Path) or (isinstance(scenario, str) and scenario.endswith(".json")):
        read: Mapping[str, Any] = json.loads(Path(scenario).read_text(encoding="utf-8"))
        return read
    return scenario
