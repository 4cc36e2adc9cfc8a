"""Exchange: one request on its way through the steps of the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import parse_qs

import flask
from werkzeug.datastructures import FileStorage

from mock_server.contract import Decoded, Operation
from mock_server.core.call import Form, Principal, Request, Upload
from mock_server.core.clock import Clock
from mock_server.runtime import Runtime, Service


class Exchange:
    """What is known of a request so far. `operation` is None where none matches it.

    `headers` are values for the reply's headers, by the contract's `x-source`; `notes` go into the journal.
    """

    def __init__(
        self, runtime: Runtime, service: Service, operation: Operation | None, path: Mapping[str, str]
    ) -> None:
        request = flask.request._get_current_object()  # type: ignore[attr-defined]  # the proxy is slow
        # Not `request.args`, which raises where raw bytes in the query string are not UTF-8.
        text = request.query_string.decode(errors="replace")
        query = parse_qs(text, keep_blank_values=True, errors="replace") if text else {}
        self.runtime, self.service, self.operation, self.path = runtime, service, operation, path
        self.request = Request(
            method=request.method,
            path=request.path,
            headers=request.headers,
            query=query,
            body=request.get_data,
            address=request.remote_addr or "",
            form=lambda: _form(request),
            root=request.root_url.rstrip("/"),
        )
        self.clock: Clock = runtime.clock
        self.principal: Principal | None = None
        self.headers: dict[str, object] = {}
        self.notes: list[str] = []

    @cached_property
    def decoded(self) -> Decoded:
        """What the parameters came to, as the contract has it; nothing where no operation matches."""
        if self.operation is None:
            return Decoded({})
        return self.operation.decode(self.path, self.request)


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
