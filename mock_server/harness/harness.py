"""Harness: a world in a Python test, with doors for `requests`, `httpx` and WSGI, and an account of what went wrong."""

from __future__ import annotations

import functools
import importlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from mock_server.client import ControlError, World
from mock_server.client.expectation import shown
from mock_server.client.shown import Report
from mock_server.client.transport import WsgiApp

if TYPE_CHECKING:
    import requests

    from mock_server.harness.contracts import Contracts

# What can go wrong beside the test itself, and be waived.
CONCERNS = ("violations", "errors", "unmet-faults", "expectations")


class Harness(World):
    """The world of one test, as the fixture of its vendor gives it.

    `wsgi_app` is the server, None if it runs in another process: `base_url` leads into it through any WSGI transport.
    As a context manager it raises Unmet for whatever would fail the test.
    """

    wsgi_app: WsgiApp | None = None

    @functools.cached_property
    def contracts(self) -> Contracts:
        """How the vendor's operations are asked."""
        from mock_server.harness.contracts import Contracts

        return Contracts()

    @functools.cached_property
    def waived(self) -> set[str]:
        """The concerns that do not fail the test."""
        return set()

    def waive(self, *concerns: str) -> None:
        """Let a test pass in spite of "violations", "errors", "unmet-faults" or "expectations"."""
        unknown = sorted(set(concerns) - set(CONCERNS))
        if unknown:
            raise ValueError(f"there is no concern {unknown[0]!r}; there are: {', '.join(CONCERNS)}")
        self.waived.update(concerns)

    # Doors

    def session(self, *, in_process: bool = False) -> requests.Session:
        """Return a `requests` session that is let in; `in_process` goes without a socket."""
        session: requests.Session = _third_party("requests").Session()
        session.headers.update(self.auth_headers())
        # A proxy of the environment has no business between a test and its own machine.
        session.trust_env = False
        if in_process:
            session.mount(self.base_url, self.transport())
        return session

    def transport(self, client: str = "requests") -> Any:
        """Return what takes a client of "requests" or "httpx" into the server without a socket: an adapter to mount,
        or a transport.
        """
        if self.wsgi_app is None:
            raise ControlError("transport", 0, "the server runs in another process")
        if client == "httpx":
            return _third_party("httpx").WSGITransport(app=self.wsgi_app)
        if client != "requests":
            raise ValueError(f"there is no transport for {client!r}; there are: requests, httpx")
        _third_party("requests")
        from mock_server.harness.adapter import WsgiAdapter

        return WsgiAdapter(self.wsgi_app)

    def get(self, operation: str, **arguments: Any) -> Any:
        """Call a GET operation by its operationId with credentials of this world; return its JSON.

        `arguments` are its parameters. It is a request as any other, for the journal as well. Raises ControlError for
        any status but 200, ValueError for what the contract does not have.
        """
        url = f"{self.base_url}{self.contracts.target(self.vendor, operation, arguments)}"
        status, content = self.control.send("GET", url, self.auth_headers())
        if status != 200:
            raise ControlError(operation, status, content.decode(errors="replace"))
        return json.loads(content)

    def rows(self, operation: str, **arguments: Any) -> list[dict[str, Any]]:
        """Call a GET operation that gives a page; return the rows of it: the one list that it has."""
        (rows,) = (value for value in self.get(operation, **arguments).values() if isinstance(value, list))
        return list(rows)

    # The end

    def close(self) -> list[str]:
        """Drop the world if it is there still; return what went wrong in it that is not waived, each as a text."""
        try:
            unmet = super().close()
        except ControlError as error:
            return [f"the world was gone before the test ended: {error}"]
        return [*([] if "expectations" in self.waived else unmet), *self._complaints()]

    def _complaints(self) -> Iterator[str]:
        report = cast(Report, self.report)
        if "violations" not in self.waived:
            for violation in report["violations"]:
                yield f"our reply to {violation['operation']} broke the contract: {'; '.join(violation['texts'])}"
        if "errors" not in self.waived:
            for request in report["errors"]:
                yield f"a fault of the stand-in's own: {request['error']}\n  {shown(request)}"
        if "unmet-faults" not in self.waived:
            for fault in report["unmet_faults"]:
                where, seen = fault["operation"] or "any operation", fault["seen"]
                matched = f"; {seen} request{'' if seen == 1 else 's'} matched" if seen else ""
                yield f"the fault {json.dumps(fault['effect'])} of {where} was never met{matched}"


def _third_party(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ControlError(name, 0, f"it is not installed (pip install {name})") from error
