"""Exchange: one request on its way through the steps of the pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs

import flask
import orjson
from werkzeug.datastructures import FileStorage, Headers
from werkzeug.exceptions import HTTPException

from mock_server.contract import Decoded, Operation
from mock_server.contract.json_text import BadJson, parse_json
from mock_server.core.call import Form, Principal, Request, Upload
from mock_server.core.clock import Clock
from mock_server.core.world import World
from mock_server.faults import Met, Sent
from mock_server.runtime import Runtime
from mock_server.worlds import LiveWorld, Service

# The key in a WSGI environment under which stands the world that an address names.
WORLD = "onmock.world"
# The headers whose keys in it have no prefix.
_BARE = ("CONTENT_TYPE", "CONTENT_LENGTH")


class Exchange:
    """What is known of a request so far. `operation` is None where none matches it.

    `live` is the world it is for; `headers` are values for the reply's headers, by the contract's `x-source`; `notes`
    go into the journal; `faults` are those that were ordered and met it.
    """

    def __init__(
        self, runtime: Runtime, service: Service, operation: Operation | None, path: Mapping[str, str]
    ) -> None:
        request = flask.request._get_current_object()  # type: ignore[attr-defined]  # the proxy is slow
        # Not `request.args`, which raises where raw bytes in the query string are not UTF-8.
        text = request.query_string.decode(errors="replace")
        query = parse_qs(text, keep_blank_values=True, errors="replace") if text else {}
        self.runtime, self.service, self.operation, self.path = runtime, service, operation, path
        self.environ: Mapping[str, Any] = request.environ
        self.request = Request(
            method=request.method,
            path=request.path,
            headers=request.headers,
            query=query,
            body=request.get_data,
            address=request.remote_addr or "",
            form=lambda: _form(request),
            root=lambda: request.root_url.rstrip("/"),
        )
        self.live = _world_of(service, self.request, self.environ.get(WORLD))
        self.principal: Principal | None = None
        self.headers: dict[str, object] = {}
        self.notes: list[str] = []
        self.faults: list[Met] = []

    @property
    def clock(self) -> Clock:
        """The clock of the world that the request is for."""
        return self.live.world.clock if self.live is not None else self.runtime.clock

    @property
    def shows_credential(self) -> bool:
        """Whether the request shows a credential of the world that it is for, good or not."""
        claimed = _claimed(self.service, self.request)
        return claimed is not None and self.live is not None and claimed.id == self.live.id

    @property
    def path_names(self) -> Mapping[str, str]:
        """The names of the path's parameters, by argument."""
        return self.operation.parameters.path_names if self.operation is not None else {}

    @cached_property
    def body(self) -> Mapping[str, Sequence[str]]:
        """What a form or the top of a JSON object says."""
        return _texts_of_body(self.request) if self.request.method not in ("GET", "HEAD") else {}

    @property
    def sent(self) -> Sent:
        """Everything that the request says, by place and name on the wire."""
        names = self.path_names
        return {
            "path": {names[argument]: (text,) for argument, text in self.path.items()},
            "query": self.request.query,
            "headers": dict(_headers(self.environ)),
            "body": self.body,
        }

    def ask_otherwise(
        self, query: Mapping[str, Sequence[str]], headers: Mapping[str, str], body: Callable[[], bytes]
    ) -> None:
        """Let the request have another query, other headers or another body than it was sent with."""
        # It answers to names in any case, as a mapping of what was sent does.
        known: Any = Headers(headers)
        self.request = replace(self.request, query=query, headers=known, body=body)
        self.__dict__.pop("decoded", None)

    @cached_property
    def decoded(self) -> Decoded:
        """What the parameters came to, as the contract has it; nothing where no operation matches."""
        if self.operation is None:
            return Decoded({})
        return self.operation.decode(self.path, self.request)


def _world_of(service: Service, request: Request, named: LiveWorld | None) -> LiveWorld | None:
    """Return the world that a request is for: the one that its address names, that its credentials are of, or the
    server's own; None for a service without worlds.
    """
    if named is not None or not service.worlds:
        return named
    claimed = _claimed(service, request)
    return service.worlds.get(claimed.id, service.home) if claimed is not None else service.home


def _claimed(service: Service, request: Request) -> World | None:
    # Whatever makes a body unreadable is told when somebody needs it.
    with suppress(HTTPException):
        return service.authenticator.claimed(request)
    return None


def _headers(environ: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str]]]:
    """Yield headers with their names in small letters; a WSGI server has joined those of the same name."""
    for key, text in environ.items():
        if key.startswith("HTTP_"):
            yield key[5:].replace("_", "-").lower(), (text,)
        elif key in _BARE and text:
            yield key.replace("_", "-").lower(), (text,)


def _texts_of_body(request: Request) -> dict[str, Sequence[str]]:
    """Return what a form or the top of a JSON object says; nothing where it is neither, or cannot be read."""
    media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    try:
        if not media.endswith("json"):
            return dict(request.form().texts)
        document = parse_json(request.body())
    except (HTTPException, BadJson):
        return {}
    members = document.items() if isinstance(document, dict) else ()
    return {name: (value if isinstance(value, str) else orjson.dumps(value).decode(),) for name, value in members}


def _form(request: flask.Request) -> Form:
    """Read a form. Not `request.form` for the common kind, which drops bytes that are not UTF-8 where we show them."""
    if request.mimetype == "multipart/form-data":
        # A part without a name is no field.
        texts = {name: request.form.getlist(name) for name in request.form if name is not None}
        files = {name: request.files.getlist(name) for name in request.files if name}
        return Form(texts, {name: [_upload(one) for one in sent] for name, sent in files.items()})
    return Form(parse_qs(request.get_data().decode(errors="replace"), keep_blank_values=True, errors="replace"))


def _upload(file: FileStorage) -> Upload:
    return Upload(file.filename or "", file.read())
