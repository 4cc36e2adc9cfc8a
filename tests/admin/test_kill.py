"""`--database`: worlds, and what was done to them, survive whenever the process is killed; dropped ones do not."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.cli.conftest import Serving, serving


def ask(server: Serving, method: str, path: str, document: Any = None) -> Any:
    """Ask the control API over a socket."""
    body = None if document is None else json.dumps(document).encode()
    request = Request(f"{server.ready['admin_url']}{path}", body, {"Content-Type": "application/json"}, method=method)
    with urlopen(request, timeout=10) as response:
        return json.loads(response.read() or b"null")


def get(url: str, headers: dict[str, str]) -> Any:
    """Ask a world over a socket."""
    with urlopen(Request(url, headers=headers), timeout=10) as response:
        return json.loads(response.read())


def kill(server: Serving) -> None:
    """Kill a server."""
    server.process.kill()
    server.process.wait()


def token_of(world: dict[str, Any]) -> dict[str, str]:
    """Log into a world of Oniva."""
    form = "grant_type=client_credentials&client_id={client_id}&client_secret={client_secret}"
    with urlopen(world["token_url"], form.format(**world["credentials"]).encode(), timeout=10) as response:
        return {"Authorization": f"Bearer {json.loads(response.read())['access_token']}"}


def moved(world: dict[str, Any], server: Serving) -> str:
    """Return a world's address on the server that runs now."""
    return f"{server.ready['url']}/worlds/{world['id']}"


def test_worlds_survive_a_kill_with_tokens_clocks_and_faults(tmp_path: Path) -> None:
    path = str(tmp_path / "worlds.sqlite")
    with serving("--database", path, "--epoch", "2026-03-02") as server:
        frozen = ask(server, "POST", "/worlds", {"vendor": "oniva", "name": "mine", "freeze": True, "seed": 7})
        ticking = ask(server, "POST", "/worlds", {"vendor": "on24"})
        dropped = ask(server, "POST", "/worlds", {"vendor": "oniva"})
        headers = token_of(frozen)
        events = get(f"{frozen['base_url']}/api/v1/events", headers)
        ask(server, "POST", "/clock", {"world": frozen["id"], "advance": "PT59M"})
        ask(server, "POST", "/clock", {"world": ticking["id"], "advance": "P9D"})
        fault = ask(server, "POST", "/faults", {"world": frozen["id"], "times": 3, "effect": {"rows": "missing"}})
        ask(server, "DELETE", f"/worlds/{dropped['id']}")
        before = ask(server, "GET", "/worlds")["worlds"]
        kill(server)
    with serving("--database", path) as server:
        after = {one["id"]: one for one in ask(server, "GET", "/worlds")["worlds"]}
        assert list(after) == [one["id"] for one in before]
        shown = after[frozen["id"]]
        assert (shown["now"], shown["frozen"]) == ("2026-03-02T11:59:00+00:00", True)
        assert (shown["name"], shown["seed"]) == ("mine", 7)
        assert after[ticking["id"]]["now"].startswith("2026-03-11T20:0")
        assert ask(server, "GET", f"/faults/{fault['id']}")["times"] == 3
        ask(server, "DELETE", "/faults")
        assert get(f"{moved(frozen, server)}/api/v1/events", headers) == events
        assert token_of({**frozen, "token_url": f"{moved(frozen, server)}/oauth/token"})
        client = ticking["credentials"]["client_id"]
        assert get(f"{moved(ticking, server)}/v2/client/{client}/event", ticking["headers"])["totalevents"] > 0


def test_world_that_was_reset_stays_so_after_a_kill(tmp_path: Path) -> None:
    path = str(tmp_path / "worlds.sqlite")
    with serving("--database", path, "--epoch", "2026-03-02") as server:
        world = ask(server, "POST", "/worlds", {"vendor": "oniva", "freeze": True})
        token_of(world)
        ask(server, "POST", "/clock", {"world": world["id"], "advance": "P1D"})
        ask(server, "POST", "/faults", {"world": world["id"], "effect": {"status": 503}})
        ask(server, "POST", f"/worlds/{world['id']}/reset")
        kill(server)
    with serving("--database", path) as server:
        assert ask(server, "GET", f"/worlds/{world['id']}")["now"] == "2026-03-02T11:00:00+00:00"
        assert ask(server, "GET", "/faults") == {"faults": []}
        kill(server)
    with sqlite3.connect(path) as file:
        kinds = file.execute("SELECT kind FROM document WHERE world = ?", (world["id"],)).fetchall()
    file.close()
    assert kinds == [("world",)]


def test_request_that_outlives_its_world_writes_nothing_to_the_file(tmp_path: Path) -> None:
    from mock_server import Clock, Config, create_app
    from tests.admin.owner import Owner
    from tests.conftest import EPOCH, NOON

    path = tmp_path / "worlds.sqlite"
    owner = Owner(create_app(Config(epoch=EPOCH, database=path), Clock(NOON, frozen=True)))
    dropped, reset = owner.new(), owner.new()
    stale = [owner.app.runtime.worlds.known(one.id)[1].world.overlay for one in (dropped, reset)]
    owner.done("DELETE", f"/worlds/{dropped.id}")
    owner.done("POST", f"/worlds/{reset.id}/reset")

    for overlay in stale:
        overlay.put("token", "late", {})
        overlay.delete("world", ["plan"])

    owner.app.close()
    with sqlite3.connect(path) as file:
        rows = file.execute("SELECT world, kind FROM document").fetchall()
    file.close()
    assert sorted(rows) == sorted([("on24-1", "world"), ("oniva-1", "world"), (reset.id, "world")])
