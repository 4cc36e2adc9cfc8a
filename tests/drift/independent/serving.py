"""The independent service on a port of this machine: HTTP/1.0, a connection for each request."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.drift.independent.doors import Doors
from tests.drift.independent.service import Service
from tests.drift.independent.tenant import Founder

CLIENT = "9f1c7a52-vierailija"
SECRET = "s3cr3t/of+V%C3:aki"


class Quiet(WSGIRequestHandler):
    """No log lines, and another name in Server."""

    protocol_version = "HTTP/1.0"

    def version_string(self) -> str:
        return "nginx"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing is logged."""


@contextmanager
def serving(kind: type[Service] = Service, **founded: int) -> Iterator[str]:
    """The base URL of a service while it runs."""
    app = kind(Founder().found(**founded), Doors({CLIENT: SECRET}))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    with serving() as url:
        print(url, flush=True)
        threading.Event().wait()
