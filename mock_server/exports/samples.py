"""Sample requests: what a successful request of each operation says, as `fixtures/<vendor>/samples.json` has it.

A text may stand for what another operation replies (`{listThings?limit=1#/items/0/id}`; with `*` in the pointer each of
several is tried until one succeeds) or for a credential (`{credentials.client_id}`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import orjson

from mock_server.contract import Operation

_CREDENTIAL = re.compile(r"\{credentials\.(\w+)\}\Z")
_REPLY = re.compile(r"\{(\w+)(?:\?([^#}]*))?#([^}]*)\}\Z")
_BOUNDARY = "a-part-of-a-form"

# Asks an operation about what is known of a path, with a query, and returns the JSON of its reply.
Read = Callable[[str, Mapping[str, str], Mapping[str, str]], Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """A request, with every value resolved."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes = b""
    content_type: str = ""

    def target(self, operation: Operation) -> str:
        """Return the path with its query."""
        path = operation.path
        for name, text in self.path.items():
            path = path.replace(f"{{{name}}}", quote(text, safe=""))
        return f"{path}?{urlencode(self.query)}" if self.query else path


@dataclass(slots=True)
class Samples:
    """The samples of one vendor."""

    declared: Mapping[str, Mapping[str, Any]]
    credentials: Mapping[str, str]
    read: Read = field(repr=False)

    def of(self, operation: str) -> Iterator[Sample]:
        """Yield the requests that may succeed, the likeliest first."""
        said = self.declared[operation]
        for path in self._choices(said.get("path", {})):
            form = next(self._choices(said.get("form", {}), path), {})
            body, content_type = _body(form, said.get("files", {}), said.get("json"))
            yield Sample(path, dict(said.get("query", {})), body, content_type)

    def first_path(self, operation: str) -> Mapping[str, str]:
        """Return the texts of an operation's path, the likeliest ones."""
        return next(self._choices(self.declared[operation].get("path", {})))

    def _choices(self, texts: Mapping[str, str], known: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
        """Yield the texts resolved, in every way; `known` are those of the path that are resolved already."""
        if not texts:
            yield {}
            return
        (name, text), *rest = texts.items()
        for value in self._values(text, known or {}):
            for others in self._choices(dict(rest), {**(known or {}), name: value}):
                yield {name: value, **others}

    def _values(self, text: str, known: Mapping[str, str]) -> Iterator[str]:
        credential, reply = _CREDENTIAL.match(text), _REPLY.match(text)
        if credential is not None:
            yield self.credentials[credential[1]]
        elif reply is not None:
            document = self.read(reply[1], known, dict(parse_qsl(reply[2] or "")))
            yield from map(str, _found(document, reply[3].split("/")[1:]))
        else:
            yield text


def _found(node: Any, steps: list[str]) -> Iterator[Any]:
    if not steps:
        yield node
    elif steps[0] == "*":
        for one in node:
            yield from _found(one, steps[1:])
    elif isinstance(node, list) and int(steps[0]) < len(node):
        yield from _found(node[int(steps[0])], steps[1:])
    elif isinstance(node, Mapping) and steps[0] in node:
        yield from _found(node[steps[0]], steps[1:])


def _body(form: Mapping[str, str], files: Mapping[str, Mapping[str, str]], document: Any) -> tuple[bytes, str]:
    if document is not None:
        return orjson.dumps(document), "application/json"
    if files:
        return _parts(form, files), f"multipart/form-data; boundary={_BOUNDARY}"
    return (urlencode(form).encode(), "application/x-www-form-urlencoded") if form else (b"", "")


def _parts(form: Mapping[str, str], files: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return a multipart form (RFC 7578) with a boundary that is always the same."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}' for name, text in form.items()]
    parts += [
        f'Content-Disposition: form-data; name="{name}"; filename="{file["name"]}"\r\n'
        f"Content-Type: application/octet-stream\r\n\r\n{file['text']}"
        for name, file in files.items()
    ]
    return "".join(f"--{_BOUNDARY}\r\n{part}\r\n" for part in parts).encode() + f"--{_BOUNDARY}--\r\n".encode()
