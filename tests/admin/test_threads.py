"""Eight threads make, use, turn, reset and drop worlds at once; nobody sees anything of another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any

from mock_server import Clock, Config, MockServer, create_app
from mock_server.admin import ADMIN_PATH
from tests.admin.owner import Owner
from tests.conftest import EPOCH, NOON

THREADS = 8


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """Let threads work at the same time; return what each came to."""
    start = threading.Barrier(THREADS)

    def begin(number: int) -> Any:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def test_threads_with_worlds_of_their_own_do_not_meet(owner: Owner) -> None:
    expected = {vendor: owner.new(vendor, seed=3).events().data for vendor in ("oniva", "on24")}

    def work(number: int) -> None:
        mine = Owner(owner.app)
        for turn in range(5):
            vendor = ("oniva", "on24")[(number + turn) % 2]
            guest = mine.new(vendor, seed=3)
            assert guest.events().data == expected[vendor]
            mine.turn(guest, advance=60 * number)
            mine.done("POST", "/faults", {"world": guest.id, "operation": "listEvents", "effect": {"status": 503}})
            assert guest.events().status_code == 503
            counted = mine.count(world=guest.id, operation="listEvents")
            assert counted == 2
            mine.done("POST", f"/worlds/{guest.id}/reset")
            guest.tokens.clear()
            assert guest.events().data == expected[vendor]
            mine.done("DELETE", f"/worlds/{guest.id}")

    at_once(work)
    assert len(owner.done("GET", "/worlds")["worlds"]) == 4
    assert owner.done("GET", "/violations") == {"violations": []}


def test_each_world_is_dropped_once_and_by_one(owner: Owner) -> None:
    guests = [owner.new() for _ in range(5)]
    statuses = at_once(lambda _: [owner.ask("DELETE", f"/worlds/{one.id}").status_code for one in guests])
    assert sorted(chain.from_iterable(statuses)) == [200] * 5 + [404] * 5 * (THREADS - 1)


def test_world_is_not_back_after_a_drop_that_meets_a_reset_or_a_turn(tmp_path: Path) -> None:
    config = Config(epoch=EPOCH, vendors=("oniva",), database=tmp_path / "worlds.sqlite")
    owner = Owner(create_app(config, Clock(NOON, frozen=True)))
    for _ in range(6):
        guest = owner.new()

        def work(number: int, world: str = guest.id) -> int:
            if number == 0:
                return owner.ask("DELETE", f"/worlds/{world}").status_code
            if number % 2:
                return owner.ask("POST", f"/worlds/{world}/reset").status_code
            return owner.ask("POST", "/clock", {"world": world, "advance": 1}).status_code

        assert set(at_once(work)) <= {200, 404}
    assert [one.id for _, one in owner.app.runtime.worlds.all()] == ["oniva-1"]
    owner.app.close()
    again = create_app(config, Clock(NOON, frozen=True))
    assert [one.id for _, one in again.runtime.worlds.all()] == ["oniva-1"]
    again.close()


def test_no_turn_of_a_clock_is_lost(owner: Owner) -> None:
    guest = owner.new()
    at_once(lambda _: [owner.turn(guest, advance=1) for _ in range(20)])
    assert owner.done("GET", "/clock", world=guest.id)["now"] == "2026-03-02T11:02:40+00:00"


def test_turn_that_was_acknowledged_is_in_the_file(tmp_path: Path) -> None:
    config = Config(epoch=EPOCH, vendors=("oniva",), database=tmp_path / "worlds.sqlite")
    owner = Owner(create_app(config, Clock(NOON, frozen=True)))
    guest = owner.new()
    at_once(lambda _: [owner.turn(guest, advance=1) for _ in range(5)])
    owner.app.close()

    again = Owner(create_app(config, Clock(NOON, frozen=True)))
    assert again.done("GET", "/clock", world=guest.id)["now"] == "2026-03-02T11:00:40+00:00"
    again.app.close()


def test_snapshot_put_back_among_others_leaves_worlds_that_work(owner: Owner) -> None:
    guest = owner.new()
    saved = owner.done("GET", "/snapshots")

    def work(number: int) -> None:
        for _ in range(3):
            if number == 0:
                owner.done("PUT", "/snapshots", saved)
            else:
                made = Owner(owner.app).new()
                assert made.client.get(f"{made.base}/api/v1/me").status_code in (401, 404)
                assert owner.ask("DELETE", f"/worlds/{made.id}").status_code in (200, 404)

    at_once(work)
    owner.done("PUT", "/snapshots", saved)
    guest.tokens.clear()
    assert guest.events().status_code == 200
    assert len(owner.done("GET", "/worlds")["worlds"]) == 3


def test_worlds_come_and_go_over_sockets() -> None:
    import requests

    with MockServer(Config(epoch=EPOCH, enforce=True), clock=Clock(NOON, frozen=True)) as server:

        def work(number: int) -> None:
            with requests.Session() as session:
                for _ in range(3):
                    made = session.post(f"{server.url}{ADMIN_PATH}/worlds", json={"vendor": "oniva"}).json()
                    credentials = made["credentials"]
                    form = {"grant_type": "client_credentials", **credentials}
                    token = session.post(made["token_url"], data=form).json()["access_token"]
                    headers = {"Authorization": f"Bearer {token}"}
                    found = session.get(f"{made['base_url']}/api/v1/me", headers=headers)
                    assert found.json()["clientId"] == credentials["client_id"]
                    dropped = session.delete(f"{server.url}{ADMIN_PATH}/worlds/{made['id']}").json()
                    assert dropped["requests"] == 2

        at_once(work)
