"""The control API below `/__admin`: is the server well, and what did it see."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import flask
import orjson
from werkzeug.exceptions import HTTPException

from mock_server import __version__
from mock_server.journal import Entry
from mock_server.runtime import Runtime

ADMIN_PATH = "/__admin"


def new_admin_app(runtime: Runtime) -> flask.Flask:
    """Build the app: `GET /health` and `GET /requests` (the journal, newest first)."""
    app = _new_app("admin")

    def health() -> flask.Response:
        worlds = [
            {
                "vendor": service.vendor.name,
                "seed": live.world.plan.seed,
                "epoch": live.world.plan.epoch,
                "now": live.world.clock.now(),
            }
            for service, live in runtime.worlds.all()
        ]
        return _json({"status": "ok", "version": __version__, "worlds": worlds})

    def requests() -> flask.Response:
        return _json({"requests": [_shown(entry) for entry in reversed(runtime.journal.entries())]})

    app.add_url_rule("/health", "health", health, methods=["GET"], provide_automatic_options=False)
    app.add_url_rule("/requests", "requests", requests, methods=["GET"], provide_automatic_options=False)
    return app


def new_index_app(runtime: Runtime) -> flask.Flask:
    """Build the app at `/` when several vendors are served: it knows only that there is nothing there."""
    app = _new_app("index")

    def index() -> flask.Response:
        return _json({"vendors": {name: f"/{name}" for name in runtime.services}, "admin": ADMIN_PATH})

    app.add_url_rule("/", "index", index, methods=["GET"], provide_automatic_options=False)
    return app


def _shown(entry: Entry) -> dict[str, object]:
    shown = asdict(entry)
    del shown["digests"]
    return {**shown, "started": datetime.fromtimestamp(entry.started, UTC)}


def _new_app(name: str) -> flask.Flask:
    app = flask.Flask(name, static_folder=None)
    app.url_map.merge_slashes = False
    app.register_error_handler(HTTPException, _problem)
    return app


def _problem(error: HTTPException) -> flask.Response:
    """Answer after RFC 9457; Werkzeug's headers (Allow) stay."""
    status = error.code or 500
    body = {"type": "about:blank", "title": error.name, "status": status, "detail": f"{error.name}."}
    kept = [(key, value) for key, value in error.get_headers() if key.lower() != "content-type"]
    return flask.Response(orjson.dumps(body), status, kept, content_type="application/problem+json")


def _json(document: object) -> flask.Response:
    return flask.Response(orjson.dumps(document), content_type="application/json")
