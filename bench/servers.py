"""The servers that are measured, each a process of its own: ours, and a bare Flask app with the same answers.

`python -m bench.servers ours|bare` serves and prints one JSON line when it is ready.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

EPOCH = date(2026, 3, 2)
# So many API clients, with 300 requests a minute each, that limits can stay on.
_CLIENTS = 400
_ROOT = Path(__file__).parent.parent


class Server:
    """A server in a process of its own. Use it as a context manager."""

    def __init__(self, command: Sequence[str], stdin: str = "") -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(stdin)
        self._process.stdin.close()
        self.ready: dict[str, Any] = json.loads(self._process.stdout.readline())

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    @property
    def cpu_seconds(self) -> float:
        """How much processor time its threads have taken; not a number where the system does not tell."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(one.read_text().split()[0]) for one in threads) / 1e9 or math.nan

    @property
    def resident_mb(self) -> float:
        """How much memory it holds; not a number where the system does not tell."""
        status = Path(f"/proc/{self._process.pid}/status")
        return int(status.read_text().partition("VmRSS:")[2].split()[0]) / 1024 if status.exists() else math.nan


def ours(scale: int | None = None) -> Server:
    """Start our server with limits on and many API clients; `ready` has port, tokens, bookings' path, event's path."""
    return Server([sys.executable, "-m", "bench.servers", "ours", *([str(scale)] if scale is not None else [])])


def bare(answers: Mapping[str, str]) -> Server:
    """Start a Flask app that has an answer by `limit` for a list of bookings, and one (under "") for an event."""
    return Server([sys.executable, "-m", "bench.servers", "bare"], json.dumps(answers))


def command(*options: str) -> Server:
    """Start the command as a user does."""
    onmock = Path(sys.executable).with_name("onmock")
    return Server([str(onmock), "serve", "--json", "--port", "0", *options])


def get(url: str, token: str | None = None) -> str:
    """Fetch one answer."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.read().decode())


class Visitor:
    """A client of a server that was started by `command`."""

    def __init__(self, ready: Mapping[str, Any]) -> None:
        oniva = ready["vendors"]["oniva"]
        form = {"grant_type": "client_credentials", **{name: oniva[name] for name in ("client_id", "client_secret")}}
        with urllib.request.urlopen(f"{oniva['base_url']}/oauth/token", urlencode(form).encode(), timeout=30) as answer:
            self._token = json.loads(answer.read())["access_token"]
        self._events = f"{oniva['base_url']}/api/v1/events"

    def events(self) -> list[str]:
        """Return the ids of the newest events: a first page."""
        return [event["id"] for event in json.loads(get(f"{self._events}?limit=100", self._token))["items"]]

    def walk(self, events: Sequence[str], pages: int) -> None:
        """Look at so many pages of a hundred bookings, or at all there are."""
        for event in events:
            page, total = 1, 1
            while pages and (page - 1) * 100 < total:
                answer = get(f"{self._events}/{event}/bookings?limit=100&page={page}", self._token)
                total, page, pages = json.loads(answer)["totalCount"], page + 1, pages - 1


def _serve_ours(scale: int | None) -> None:
    from werkzeug.test import Client

    from mock_server import Config, MockServer

    with tempfile.TemporaryDirectory() as folder:
        scenario = str(_scenario(Path(folder)))
        server = MockServer(Config(vendors=("oniva",), epoch=EPOCH, scale=scale, scenario=scenario))
    client: Any = Client(server.app)
    tokens = [_token(client, number) for number in range(_CLIENTS)]
    headers = {"Authorization": f"Bearer {tokens[0]}"}
    events = client.get("/oniva/api/v1/events?limit=100", headers=headers).json["items"]
    paths = [f"/oniva/api/v1/events/{event['id']}" for event in events]
    counts = [client.get(f"{path}/bookings?limit=1", headers=headers).json["totalCount"] for path in paths]
    largest = scale if scale is not None else max(counts)
    event = paths[counts.index(largest)]
    other = next(path for path, count in zip(paths, counts, strict=True) if count > 100 and path != event)
    ready: dict[str, Any] = {"port": server.port, "tokens": tokens, "event": event, "bookings": f"{event}/bookings?"}
    print(json.dumps({**ready, "other": f"{other}/bookings?", "total": largest}), flush=True)
    run(server.run)


def _scenario(folder: Path) -> Path:
    scenario = json.loads((_ROOT / "fixtures/oniva/scenarios/default.json").read_text(encoding="utf-8"))
    first = scenario["clients"][0]
    scenario["clients"] = [{**first, "id": f"bench-{number}"} for number in range(_CLIENTS)]
    file = folder / "bench.json"
    file.write_text(json.dumps(scenario), encoding="utf-8")
    return file


def _token(client: Any, number: int) -> str:
    form = {"grant_type": "client_credentials", "client_id": f"bench-{number}", "client_secret": "onmock-crm-secret"}
    # Each from an address of its own, for there are 20 a minute from one.
    address = {"REMOTE_ADDR": f"10.0.0.{number // 10}"}
    return str(client.post("/oniva/oauth/token", data=form, environ_overrides=address).json["access_token"])


def _serve_bare(answers: Mapping[str, str]) -> None:
    import flask
    from waitress.server import create_server

    from mock_server.server import HTTP_OPTIONS

    bodies = {name: text.encode() for name, text in answers.items()}
    app = flask.Flask("bare", static_folder=None)

    @app.get("/oniva/api/v1/events/<event_id>")
    def get_event(event_id: str) -> flask.Response:
        return flask.Response(bodies[""], content_type="application/json")

    @app.get("/oniva/api/v1/events/<event_id>/bookings")
    def list_event_bookings(event_id: str) -> flask.Response:
        return flask.Response(bodies[flask.request.args["limit"]], content_type="application/json")

    server: Any = create_server(app, host="127.0.0.1", port=0, clear_untrusted_proxy_headers=True, **HTTP_OPTIONS)
    print(json.dumps({"port": server.effective_port}), flush=True)
    run(server.run)


def run(serve: Any) -> None:
    """Serve until the process is told to end."""
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve()


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        _serve_ours(int(sys.argv[2]) if len(sys.argv) > 2 else None)
    else:
        _serve_bare(json.load(sys.stdin))
