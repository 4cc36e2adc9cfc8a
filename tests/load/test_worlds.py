"""Two hundred worlds and eight threads: nobody meets another, counts are exact, and what is dropped is gone."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from mock_server import Config, create_app
from mock_server.client import ControlClient
from mock_server.client.transport import InProcess
from mock_server.core.world import World
from tests.load.guests import Guest, Lines, On24Guest, OnivaGuest
from tests.load.running import Onmock

WORLDS, THREADS = 200, 8
# How long the load goes on, in whole rounds in which every world is used once.
SECONDS = 20
# What an allocator may keep of the rounds after the first; the journals alone of worlds that stay would be more.
MARGIN_KIB = 4 * 1024
AtOnce = Callable[[Callable[[int], Any]], list[Any]]


@pytest.fixture
def onmock(tmp_path: Path) -> Iterator[Onmock]:
    """A server that lets everybody else on the machine go first: its clients wait for it, so they do as well."""
    server = Onmock(tmp_path / "stderr", before=("nice", "-n", "10"))
    yield server
    assert server.end() == 0
    assert server.complaints == ""


def new_guest(control: ControlClient, number: int) -> Guest:
    """Make a world; every fourth is of the other vendor."""
    guest = (On24Guest if number % 4 == 3 else OnivaGuest)(control, number)
    guest.enter()
    return guest


@pytest.fixture
def control(onmock: Onmock) -> Iterator[ControlClient]:
    """The control API of that server."""
    lines = Lines(onmock.port)
    yield ControlClient(onmock.ready["url"], transport=lines)
    lines.close()


@pytest.fixture
def at_once() -> Iterator[AtOnce]:
    """Do a work for the number of each world, by eight threads."""
    with ThreadPoolExecutor(THREADS) as pool:
        yield lambda work: list(pool.map(work, range(WORLDS)))


@pytest.mark.xdist_group("load")
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="needs /proc to look at the server from outside")
def test_two_hundred_worlds_used_at_once_never_meet_and_leave_nothing_behind(
    onmock: Onmock, control: ControlClient, at_once: AtOnce
) -> None:
    homes, ends, memory = len(onmock.ready["vendors"]), time.monotonic() + SECONDS, 0
    while time.monotonic() < ends:
        guests = at_once(lambda number: new_guest(control, number))
        assert len(control.worlds()) == WORLDS + homes

        def use(number: int, guests: list[Guest] = guests) -> None:
            """Use a world, while neighbours of the same vendor are used, dropped and made anew."""
            guests[number].use(guests[(number + 4) % WORLDS])
            guests[number].drop()
            new_guest(control, WORLDS + number).drop()

        at_once(use)
        assert [one["is_home"] for one in control.worlds()] == [True] * homes
        assert all(one["world"].endswith("-1") for one in control.requests())
        memory = memory or onmock.resident_kib
    assert onmock.resident_kib <= memory + MARGIN_KIB


def test_dropped_worlds_are_freed() -> None:
    app = create_app(Config())
    control = ControlClient("http://localhost", transport=InProcess(app))
    guests = [new_guest(control, number) for number in range(40)]
    for guest, other in zip(guests, [*guests[4:], *guests[:4]], strict=True):
        guest.use(other)
    ids = {guest.world.id for guest in guests}
    assert len(alive(ids)) == len(ids)
    for guest in guests:
        guest.drop()
    assert alive(ids) == []
    app.close()


def alive(ids: set[str]) -> list[str]:
    """Return which of these worlds are still held by anything."""
    gc.collect()
    return [one.id for one in gc.get_objects() if isinstance(one, World) and one.id in ids]
