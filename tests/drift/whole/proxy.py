"""A server on a socket that stands before another one, and changes what is asked of it or what it answers."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread, local
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import orjson

from mock_server.drift import Answered


@dataclass(frozen=True)
class Sent:
    """A request as it came."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """Its path."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """Its query."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    def with_query(self, query: Mapping[str, str]) -> Sent:
        """Return it with another query."""
        return replace(self, target=f"{self.path}?{urlencode(query)}")


Behind = Callable[[Sent], Answered]
# How a drifted service answers a request; it may ask the faithful one for anything.
Drift = Callable[[Sent, Behind], Answered]


def as_it_is(sent: Sent, behind: Behind) -> Answered:
    """Answer as the faithful one does."""
    return behind(sent)


@dataclass
class Proxy:
    """Stands before a server on this machine. `drift` may be changed at any time."""

    port: int
    drift: Drift = as_it_is
    url: str = field(init=False, default="")
    _kept: local = field(init=False, default_factory=local)
    _all: list[http.client.HTTPConnection] = field(init=False, default_factory=list)

    def behind(self, sent: Sent) -> Answered:
        """Ask the server behind."""
        connection = self._connection()
        connection.putrequest(sent.method, sent.target, skip_accept_encoding=True)
        for name, text in sent.headers.items():
            if name.lower() not in ("host", "connection"):
                connection.putheader(name, text)
        connection.endheaders(sent.body or None)
        response = connection.getresponse()
        headers = [one for one in response.getheaders() if one[0].lower() not in ("content-length", "connection")]
        return Answered(response.status, headers, response.read())

    def _connection(self) -> http.client.HTTPConnection:
        """Return the connection of this thread, which has one client."""
        if not hasattr(self._kept, "connection"):
            self._kept.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            self._all.append(self._kept.connection)
        return self._kept.connection

    def hang_up(self) -> None:
        """Close what was opened."""
        for one in self._all:
            one.close()


@contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    """Serve a proxy before a port."""
    made = Proxy(port)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else a body waits until the other side has heard the head.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            sent = Sent(self.command, self.path, dict(self.headers.items()), body)
            answered = made.drift(sent, made.behind)
            self.send_response_only(answered.status)
            for name, text in answered.headers:
                self.send_header(name, text)
            if answered.status != 204:
                self.send_header("Content-Length", str(len(answered.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answered.body)

        do_HEAD = do_POST = do_GET

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        made.hang_up()


def edited(answered: Answered, edit: Callable[[Any], Any]) -> Answered:
    """Return a success with another document: `edit` changes it, or returns one in its place."""
    if not answered.is_good or not answered.body:
        return answered
    document = answered.json()
    other = edit(document)
    return replace(answered, body=orjson.dumps(document if other is None else other))


def with_header(answered: Answered, name: str, text: str | None) -> Answered:
    """Return a reply with a header, or without it."""
    kept = [one for one in answered.headers if one[0].lower() != name.lower()]
    return replace(answered, headers=kept if text is None else [*kept, (name, text)])
