"""Hosts: the servers that a document names, each as one URL however it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

from mock_server.drift.links import parts_of

_LOOPBACK = ("localhost", "127.0.0.1", "::1", "0.0.0.0")
_PORTS = {"http": 80, "https": 443}
# Servers that variables with several values make; more are not told one by one.
_MOST = 16


def servers_of(declared: Mapping[str, Any]) -> Iterator[str]:
    """Yield the servers of a document, a path or an operation, with the values of their variables in them."""
    for one in declared.get("servers", ()):
        variables: Mapping[str, Mapping[str, Any]] = one.get("variables", {})
        choices = [
            list(dict.fromkeys(map(str, (variable["default"], *variable.get("enum", ())))))
            for variable in variables.values()
        ]
        for values in islice(product(*choices), _MOST):
            url = str(one["url"])
            for name, value in zip(variables, values, strict=True):
                url = url.replace(f"{{{name}}}", value)
            yield url.rstrip("/")


def origin_of(url: str) -> str:
    """Return scheme and host of a URL, "" where it has none, in small letters and without the usual port."""
    parts = parts_of(url)
    scheme, host = parts.scheme.lower(), parts.netloc.lower()
    return f"{scheme}://{host.removesuffix(f':{_PORTS.get(scheme, 0)}')}" if host else ""


def live(servers: tuple[str, ...]) -> list[str]:
    """Return the servers that are not on the machine of whoever reads this, or all if there are no others."""
    return [one for one in servers if parts_of(one).hostname not in _LOOPBACK] or list(servers)
