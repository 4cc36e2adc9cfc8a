"""ON24's servers that are measured: ours, and a bare Flask app with the same answers.

`python -m bench.on24_servers ours|bare` serves and prints one JSON line when it is ready.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bench.servers import EPOCH, Server, run

ROOT = "/on24/v2/client/4497"
_KEY, _SECRET = "A11111111111111111111111111111", "9f6f711111111111111111111111111111111111111111111111111"
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
HEAD = f"accessTokenKey: {_KEY}\r\naccessTokenSecret: {_SECRET}"


def ours(scale: int | None = None) -> Server:
    """Start our server; `ready` has the port, the paths of lists, that of registration, and answers to begin with."""
    return Server([sys.executable, "-m", "bench.on24_servers", "ours", *([str(scale)] if scale is not None else [])])


def bare(answers: Mapping[str, str]) -> Server:
    """Start a Flask app that has an answer for a list of an event, one for a list of the account, one to a form."""
    return Server([sys.executable, "-m", "bench.on24_servers", "bare"], json.dumps(answers))


def form_of(number: int) -> str:
    """Return the form of a registration: as the help article's own example has it, for somebody of a number."""
    fields = {"email": f"john.{number}@acme.com", "firstname": "John", "lastname": "Smith", "company": "Acme"}
    return urlencode(fields)


def _serve_ours(scale: int | None) -> None:
    from werkzeug.test import Client

    from mock_server import Config, MockServer

    # The limits are those of one account: a hundred of these calls a minute, or a thousand.
    server = MockServer(Config(vendors=("on24",), epoch=EPOCH, scale=scale, limits=False))
    client: Any = Client(server.app)
    headers = {"accessTokenKey": _KEY, "accessTokenSecret": _SECRET}
    coming = f"{ROOT}/event/1234567/registrant"
    query = "startdate=2025-09-15&enddate=2026-02-15"
    events = client.get(f"{ROOT}/event?{query}", headers=headers).json["events"]
    event = max(events, key=lambda one: one["eventanalytics"]["totalregistrants"])["eventid"]
    paths = {"event": f"{ROOT}/event/{event}/registrant?itemsperpage=100&pageoffset="}
    paths |= {"account": f"{ROOT}/registrant?startdate=2020-01-01&itemsperpage=100&pageoffset="}
    answers = {name: client.get(f"{path}0", headers=headers).text for name, path in paths.items()}
    answers["form"] = client.post(coming, data=form_of(0), headers=headers, content_type=_FORM).text
    print(json.dumps({"port": server.port, **paths, "form": coming, "answers": answers}), flush=True)
    run(server.run)


def _serve_bare(answers: Mapping[str, str]) -> None:
    import flask
    from waitress.server import create_server

    from mock_server.server import HTTP_OPTIONS

    bodies = {name: text.encode() for name, text in answers.items()}
    app = flask.Flask("bare", static_folder=None)

    @app.get(f"{ROOT.replace('4497', '<client_id>')}/event/<event_id>/registrant")
    def list_event_registrants(client_id: str, event_id: str) -> flask.Response:
        return flask.Response(bodies["event"] if flask.request.args["pageoffset"] else b"", mimetype=_JSON)

    @app.get(f"{ROOT.replace('4497', '<client_id>')}/registrant")
    def list_registrants(client_id: str) -> flask.Response:
        return flask.Response(bodies["account"] if flask.request.args["pageoffset"] else b"", mimetype=_JSON)

    @app.post(f"{ROOT.replace('4497', '<client_id>')}/event/<event_id>/registrant")
    def register(client_id: str, event_id: str) -> flask.Response:
        return flask.Response(bodies["form"] if flask.request.form["email"] else b"", mimetype=_JSON)

    server: Any = create_server(app, host="127.0.0.1", port=0, clear_untrusted_proxy_headers=True, **HTTP_OPTIONS)
    print(json.dumps({"port": server.effective_port}), flush=True)
    run(server.run)


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        _serve_ours(int(sys.argv[2]) if len(sys.argv) > 2 else None)
    else:
        _serve_bare(json.load(sys.stdin))
