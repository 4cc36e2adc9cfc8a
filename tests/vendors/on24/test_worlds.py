"""Accounts of one plan side by side: they share what is computed, not what is written; pages lead back into each."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from mock_server.core.clock import Clock
from mock_server.store import MemoryOverlay
from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import ACCOUNT, EVENT, PAIR, Desk
from tests.vendors.on24.registering import registrants

PATHS = (
    "/event",
    f"/event/{EVENT}",
    f"/event/{EVENT}/registrant",
    "/registrant",
    "/attendee",
    "/lead",
    "/engagedaccount",
)
KEYS = ("access_token_key", "access_token_secret")
# What a further world may weigh before anything is written; a base of its own weighs more than a megabyte.
FEATHER = 40_000
FEW = 8


def new_world(desk: Desk) -> tuple[str, dict[str, str]]:
    """Make a world like the desk's, and return where it is, and the headers that let in."""
    made = desk.client.post("/__admin/worlds", json={"vendor": "on24", "epoch": EPOCH.isoformat()}).json
    return urlsplit(made["base_url"]).path, made["headers"]


def get(desk: Desk, world: tuple[str, dict[str, str]], path: str) -> Any:
    """Return the JSON of a path below an account."""
    root, headers = world
    answer = desk.client.get(f"{root}/v2/client/{ACCOUNT}{path}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_accounts_of_one_plan_are_alike_until_one_is_written_to(desk: Desk) -> None:
    first, second = new_world(desk), new_world(desk)
    assert [get(desk, first, path) for path in PATHS] == [get(desk, second, path) for path in PATHS]
    before = [get(desk, second, path) for path in PATHS]
    root, headers = first
    sent = desk.client.post(f"{root}/v2/client/{ACCOUNT}/event/{EVENT}/registrant", data=_JOHN, headers=headers)
    assert sent.status_code == 200
    assert get(desk, first, f"/event/{EVENT}")["eventanalytics"]["totalregistrants"] == len(registrants(desk)) + 1
    assert [get(desk, second, path) for path in PATHS] == before


_JOHN = {"email": "john@acme.com", "firstname": "John", "lastname": "Smith", "company": "Acme"}


def test_accounts_of_one_plan_may_be_at_different_days(desk: Desk) -> None:
    later = Desk.open(Clock(NOON + timedelta(days=6), frozen=True), epoch=EPOCH)
    made = desk.client.post("/__admin/worlds", json={"vendor": "on24", "epoch": EPOCH.isoformat()}).json
    world = urlsplit(made["base_url"]).path, made["headers"]
    here = [get(desk, ("/on24", PAIR), path) for path in PATHS]
    assert desk.client.post("/__admin/clock", json={"world": made["id"], "set": later.clock.now().isoformat()}).json
    assert [get(desk, world, path) for path in PATHS] == [get(later, ("/on24", PAIR), path) for path in PATHS]
    assert [get(desk, ("/on24", PAIR), path) for path in PATHS] == here
    later.close()


def test_accounts_that_share_are_read_and_written_by_threads_at_once() -> None:
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH)
    alone = [desk.json(path) for path in PATHS]
    desk.close()
    desk = Desk.open(Clock(NOON, frozen=True), epoch=EPOCH)
    worlds = [new_world(desk) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda world: [get(desk, world, path) for path in PATHS], worlds))
        assert all(one == alone for one in found)
        counts = list(pool.map(lambda one: _write_and_count(desk, *one), enumerate(worlds)))
    assert counts == [alone[1]["eventanalytics"]["totalregistrants"] + number for number in range(6)]
    desk.close()


def _write_and_count(desk: Desk, number: int, world: tuple[str, dict[str, str]]) -> int:
    """Register as many people as a number says, and return how many are registered then."""
    root, headers = world
    for one in range(number):
        form = {**_JOHN, "email": f"john{one}@acme.com"}
        desk.client.post(f"{root}/v2/client/{ACCOUNT}/event/{EVENT}/registrant", data=form, headers=headers)
    total: int = get(desk, world, f"/event/{EVENT}")["eventanalytics"]["totalregistrants"]
    return total


def test_further_account_weighs_next_to_nothing(desk: Desk) -> None:
    service = desk.app.runtime.services["on24"]
    vendor, plan = service.vendor, service.home.world.plan
    base = vendor.new_base(plan, service.settings, service.contract)

    def one_more(most: int | None = None) -> Any:
        state = vendor.new_state(base, plan, MemoryOverlay(), service.settings, service.contract)
        record = state.event_record(desk.clock)
        assert all(record(event) is not None for event in islice(state.book, most))
        return state

    # The first one makes what all share; to count every byte of that takes long, so a few events do for it.
    assert _bytes_of(partial(one_more, FEW)) > 4 * FEATHER
    assert one_more() is not None
    assert _bytes_of(one_more) < FEATHER


def _bytes_of(make: Callable[[], Any]) -> int:
    """Return how much is allocated and still there when something is made."""
    gc.collect()
    tracemalloc.start()
    try:
        made = make()
        gc.collect()
        return tracemalloc.get_traced_memory()[0] if made is not None else 0
    finally:
        tracemalloc.stop()


def test_page_of_a_world_leads_back_into_it(desk: Desk) -> None:
    root, headers = new_world(desk)
    key = get(desk, (root, headers), f"/event/{EVENT}")["audiencekey"]
    form = {"email": "page@acme.com", "firstname": "P", "lastname": "Q", "eventid": EVENT, "key": key}
    led = desk.client.post(f"{root}/utilApp/r", data=form)
    assert led.status_code == 302
    assert urlsplit(led.headers["location"]).path.startswith(f"{root}/")
    assert desk.client.get(led.headers["location"]).status_code == 200
    there = [one["email"] for one in get(desk, (root, headers), f"/event/{EVENT}/registrant")["registrants"]]
    assert "page@acme.com" in there
    assert "page@acme.com" not in [one["email"] for one in registrants(desk)]
    metadata = desk.client.get(f"{root}/federation/sp/metadata").text
    assert f'Location="http://localhost{root}/federation/sp/' in metadata


def test_page_without_a_world_is_of_the_servers_own_also_after_a_reset(desk: Desk) -> None:
    world = new_world(desk)
    assert desk.client.post("/__admin/worlds/on24-1/reset").status_code == 200
    key = desk.json(f"/event/{EVENT}")["audiencekey"]
    form = {"email": "page@acme.com", "firstname": "P", "lastname": "Q", "eventid": EVENT, "key": key}
    assert desk.client.post("/on24/utilApp/r", data=form).status_code == 302
    assert "page@acme.com" in [one["email"] for one in registrants(desk)]
    there = get(desk, world, f"/event/{EVENT}/registrant")["registrants"]
    assert "page@acme.com" not in [one["email"] for one in there]
