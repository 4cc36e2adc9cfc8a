"""The independent service on a port of this machine: HTTP/1.0, a connection for each request; looks at it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from click.testing import CliRunner
from werkzeug.serving import WSGIRequestHandler, make_server

from mock_server.cli import main
from tests.drift.audit.running import FAST
from tests.drift.independent.doors import Doors
from tests.drift.independent.service import Service
from tests.drift.independent.tenant import Founder, Tenant

# By RFC 6749 both go through a form's encoding before they are shown.
CREDENTIALS = {"CLIENT_ID": "9f1c7a52-vierailija", "CLIENT_SECRET": "s3cr3t/of+V%C3:aki"}

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
founded: Callable[..., Tenant] = cache(lambda **size: Founder().found(**size))


class Quiet(WSGIRequestHandler):
    """No log lines, and another name in Server."""

    protocol_version = "HTTP/1.0"

    def version_string(self) -> str:
        return "nginx"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing is logged."""


@dataclass
class Stage:
    """Where one service after another stands: `url` leads to `app`."""

    url: str
    app: App

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        return self.app(environ, start)

    def look(self, kind: type[Service] = Service, *options: str, **size: int) -> dict[str, Any]:
        """Return the report of one look at a service of a kind, by the command."""
        self.app = service(kind, **size)
        said = {f"ONMOCK_ONIVA_{name}": one for name, one in CREDENTIALS.items()}
        run = ["drift", "--vendor", "oniva", "--target", self.url, *FAST, *options]
        done = CliRunner().invoke(main, run, env=said, catch_exceptions=False)
        assert done.exit_code in (0, 1), done.output
        report: dict[str, Any] = json.loads(done.stdout)
        return report


def service(kind: type[Service], **size: int) -> Service:
    """A service whose limits nobody has touched."""
    return kind(founded(**size), Doors({CREDENTIALS["CLIENT_ID"]: CREDENTIALS["CLIENT_SECRET"]}))


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage, as long as this lasts."""
    made = Stage("", service(Service))
    server = make_server("127.0.0.1", 0, made, threaded=True, request_handler=Quiet)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    with stage() as shown:
        print(shown.url, flush=True)
        threading.Event().wait()
