"""Prism's validation proxy, from npm, between the target and a client that takes a walk."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from bench.peers.document import Document, document_of, operations_of, written
from bench.peers.npm import commands_of
from bench.peers.sandbox import Target
from bench.peers.tool import ToolError, plain, started

_PRISM = "@stoplight/prism-cli@5.14.2"
_NOBODY = "00000000-0000-4000-8000-000000000000"
_WORDS = {"integer": "2", "date-time": "2026-01-01T00:00:00Z", "date": "2026-01-01", "email": "nobody@example.com"}


class Prism:
    """A proxy that notes in a header of each reply how it breaks the contract."""

    name = "Prism proxy"
    how = (
        "`prism proxy`; a client asks through it for a token, and each GET bare, with each parameter once, and for an "
        "unknown id; what Prism says of requests does not count"
    )

    def __init__(self, vendor: str) -> None:
        self._vendor = vendor

    def version(self) -> str:
        """Install it."""
        commands_of(_PRISM)
        return _PRISM.rpartition("@")[2]

    def prepare(self, target: Target, folder: Path) -> None:
        """See nothing: it has no memory."""

    def look(self, target: Target, folder: Path) -> frozenset[str]:
        """Return what it says of replies, without the numbers of rows."""
        document = document_of(self._vendor, target)
        written(document, folder / "openapi.json")
        with _proxy(folder, target) as url, requests.Session() as session:
            session.trust_env = False
            return frozenset(_walk(session, url, document, target))


def _walk(session: requests.Session, url: str, document: Document, target: Target) -> Iterator[str]:
    form = {"grant_type": "client_credentials", "client_id": target.client_id, "client_secret": target.client_secret}
    for method, path, operation in operations_of(document):
        headers = {} if method == "POST" else {"Authorization": f"Bearer {target.token}"}
        form_sent = form if method == "POST" else None
        for ids, query in _calls(method, path, operation, target):
            asked = url + path.format(**ids)
            reply = session.request(
                method, asked, headers=headers, params=query, data=form_sent, allow_redirects=False, timeout=30
            )
            for one in json.loads(reply.headers.get("sl-violations", "[]")):
                if one["location"][0] == "response":
                    yield plain(f"{method} {path}: {'/'.join(one['location'])}: {one['message']}")


def _calls(
    method: str, path: str, operation: Document, target: Target
) -> Iterator[tuple[Mapping[str, str], Mapping[str, str]]]:
    """Yield ids and query of what is asked of an operation."""
    yield target.ids, {}
    if method != "GET":
        return
    for one in operation.get("parameters", ()):
        if one["in"] == "query" and (word := _word(one["schema"])):
            yield target.ids, {one["name"]: word}
    if "{" in path:
        yield dict.fromkeys(target.ids, _NOBODY), {}


def _word(schema: Mapping[str, Any]) -> str:
    """Return a value that a parameter may have, "" where none is known."""
    one = schema.get("items", schema)
    if one.get("enum"):
        return str(one["enum"][0])
    return _WORDS.get(one.get("format", ""), _WORDS.get(one.get("type", ""), ""))


@contextmanager
def _proxy(folder: Path, target: Target) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(commands_of(_PRISM) / "prism"), "proxy", "openapi.json", target.base_url, "--port", str(port)]
    with started(command, folder) as process:
        assert process.stdout is not None
        # It says so when it is ready; when it cannot begin, it ends.
        if not any("listening" in line for line in process.stdout):
            raise ToolError("it did not start")
        # What it says is in headers as well; nobody reading this, it would stop when the pipe is full.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{port}"
        except requests.RequestException as error:
            raise ToolError(str(error)[:200]) from error
