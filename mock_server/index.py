"""What is at no vendor's address: the root of a server of several vendors, and worlds that there are not."""

from __future__ import annotations

from http.client import responses

import flask
import orjson
from werkzeug.exceptions import HTTPException

from mock_server.runtime import Runtime


def new_index_app(runtime: Runtime, **beside: str) -> flask.Flask:
    """Build the app at `/` when several vendors are served: it tells where they are, and what is `beside` them."""
    app = flask.Flask("index", static_folder=None)
    app.url_map.merge_slashes = False

    def index() -> flask.Response:
        document = {"vendors": {name: f"/{name}" for name in runtime.services}, **beside}
        return flask.Response(orjson.dumps(document), content_type="application/json")

    def refuse(error: HTTPException) -> flask.Response:
        kept = [(key, value) for key, value in error.get_headers() if key.lower() != "content-type"]
        return problem(error.code or 500, f"{error.name}.", kept)

    app.add_url_rule("/", "index", index, methods=["GET"], provide_automatic_options=False)
    app.register_error_handler(HTTPException, refuse)
    return app


def problem(status: int, detail: str, headers: list[tuple[str, str]] | None = None) -> flask.Response:
    """Return an error after RFC 9457."""
    body = {"type": "about:blank", "title": responses.get(status, "Error"), "status": status, "detail": detail}
    return flask.Response(orjson.dumps(body), status, headers, content_type="application/problem+json")
