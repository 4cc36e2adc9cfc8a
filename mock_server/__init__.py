"""onmock: a stateful, contract-tested stand-in for vendor REST APIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mock_server.app import create_app
    from mock_server.config import Config
    from mock_server.core.clock import Clock
    from mock_server.server import MockServer

__version__ = "0.1.0"
__all__ = ["Clock", "Config", "MockServer", "__version__", "create_app"]

_HOMES = {
    "Clock": "mock_server.core.clock",
    "Config": "mock_server.config",
    "MockServer": "mock_server.server",
    "create_app": "mock_server.app",
}


def __getattr__(name: str) -> Any:
    # Lazily, so that asking for one part (or the version) does not cost the import of a web framework.
    if name not in _HOMES:
        raise AttributeError(f"module 'mock_server' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
