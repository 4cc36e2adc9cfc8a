"""What is measured. Every figure is a median of rounds in which the two sides take turns."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench import drift, harness, on24, servers
from bench.compare import AGAINST, Effort, Pair, compared
from bench.load import Job, LoadClient
from bench.servers import Server
from bench.table import Row, Section, at_most

_MILLION = 1_000_000


THOROUGH = Effort(rounds=15, seconds=0.3, pages=150, starts=9)
QUICK = Effort(rounds=4, seconds=0.2, pages=80, starts=3)


def sections(effort: Effort) -> Iterator[Section]:
    """Measure everything, part by part."""
    with LoadClient() as client:
        with servers.ours() as default:
            yield warm(client, default, effort)
        with servers.ours(_MILLION) as million, servers.ours(10) as ten:
            yield cold(client, million, effort)
            yield searches(client, million)
            yield depth(client, million, ten, effort)
        yield from on24.sections(client, effort)
    yield starting(effort)
    yield harness.section(effort)
    yield from drift.sections(is_quick=effort is QUICK)


# Requests a second


def warm(client: LoadClient, default: Server, effort: Effort) -> Section:
    """The same records again and again."""
    bookings = default.ready["bookings"]
    operations = {
        "getEvent": [default.ready["event"]],
        "listEventBookings, limit 10": [f"{bookings}page={page}&limit=10" for page in range(1, 11)],
        "listEventBookings, limit 100": [f"{bookings}page={page}&limit=100" for page in range(1, 11)],
    }
    with servers.bare(_answers(default)) as bare:
        rows = [
            _warm_row(client, (default, bare), f"{name}, c={connections}", paths, connections, effort)
            for name, paths in operations.items()
            for connections in (1, 4)
        ]
    return Section(AGAINST.format("warm (records seen before)"), "ours", "bare Flask", "of bare", rows)


def cold(client: LoadClient, million: Server, effort: Effort) -> Section:
    """Pages that nobody has asked for yet: every booking is made, checked and written."""
    with servers.bare(_answers(million)) as bare:
        rows = [_cold_row(client, (million, bare), limit, effort) for limit in (10, 100)]
    return Section(AGAINST.format("cold (records never seen)"), "ours", "bare Flask", "of bare", rows)


def _warm_row(client: LoadClient, pair: Pair, what: str, paths: Sequence[str], connections: int, effort: Effort) -> Row:
    tokens = pair[0].ready["tokens"]
    jobs = [Job(server.ready["port"], paths, tokens, connections, effort.seconds) for server in pair]
    return compared(client, what, pair, lambda _: jobs, effort, aim=0.5)


def _cold_row(client: LoadClient, pair: Pair, limit: int, effort: Effort) -> Row:
    bookings, tokens = pair[0].ready["bookings"], pair[0].ready["tokens"]
    count = max(20, effort.pages * 10 // limit)

    def jobs(number: int) -> list[Job]:
        # Pages after those of the round before; with a limit of 100 they are far from those with 10.
        first = 5000 + (number + 1) * count
        paths = [f"{bookings}page={page}&limit={limit}" for page in range(first, first + count)]
        return [Job(server.ready["port"], paths, tokens, seconds=60, repeat=False) for server in pair]

    return compared(client, f"listEventBookings, limit {limit}, c=1", pair, jobs, effort, aim=None)


def _answers(server: Server) -> dict[str, str]:
    root, token = f"http://127.0.0.1:{server.ready['port']}", server.ready["tokens"][-1]
    lists = {str(limit): servers.get(f"{root}{server.ready['bookings']}limit={limit}", token) for limit in (10, 100)}
    return {"": servers.get(f"{root}{server.ready['event']}", token), **lists}


# How long one answer takes


def depth(client: LoadClient, million: Server, ten: Server, effort: Effort) -> Section:
    """The last page of a million bookings against the first of ten: asked for again and again, and once."""
    rows = [_depth_row("warm", lambda: [_again(client, million, effort), _again(client, ten, effort)], effort.rounds)]
    rows.append(_depth_row("cold", lambda: [_first(client, _MILLION), _first(client, 10)], effort.starts))
    return Section("Latency of a page of 10", "a million", "page 1 of ten", "ratio", rows)


def _depth_row(how: str, measure: Callable[[], list[float]], times: int) -> Row:
    deep, first = zip(*(measure() for _ in range(times)), strict=True)
    return _times(f"page {_MILLION // 10:,} of {_MILLION:,}, {how}", median(deep), median(first), 1.5)


def _again(client: LoadClient, server: Server, effort: Effort) -> float:
    ready = server.ready
    page = f"{ready['bookings']}page={ready['total'] // 10}&limit=10"
    return client.run(Job(ready["port"], [page], ready["tokens"], seconds=effort.seconds)).median_ms


def _first(client: LoadClient, scale: int) -> float:
    """Time a page that is the first a new server makes of that event, after some of another event."""
    with servers.ours(scale) as server:
        ready = server.ready
        others = [f"{ready['other']}page={page}&limit=10" for page in range(1, 11)]
        client.run(Job(ready["port"], others, ready["tokens"], repeat=False))
        page = f"{ready['bookings']}page={ready['total'] // 10}&limit=10"
        return client.run(Job(ready["port"], [page], ready["tokens"], repeat=False)).median_ms


def searches(client: LoadClient, million: Server) -> Section:
    """Filters over a million bookings, against a page without any."""
    bookings = million.ready["bookings"]
    root, token = f"http://127.0.0.1:{million.ready['port']}", million.ready["tokens"][0]
    address = servers.get(f"{root}{bookings}page=77777&limit=1", token).partition('"email":"')[2].partition('"')[0]

    def ask(paths: Sequence[str]) -> float:
        return client.run(Job(million.ready["port"], paths, million.ready["tokens"], repeat=False)).median_ms

    plain = median(ask([f"{bookings}page={60_000 + number}&limit=10"]) for number in range(9))
    rows = []
    for status in ("confirmed", "canceled"):
        first = ask([f"{bookings}status={status}&limit=10"])
        pages = [f"{bookings}status={status}&page={3000 + number}&limit=10" for number in range(20)]
        rows.append(_times(f"status={status}: first page, once a day", first, plain))
        rows.append(_times(f"status={status}: pages 3,000 to 3,019", ask(pages), plain))
    rows.append(_times("email=...: all bookings of an address", ask([f"{bookings}email={address}&limit=10"]), plain))
    return Section("Latency of searches in a million bookings", "search", "page unfiltered", "ratio", rows)


def _times(what: str, ours: float, other: float, aim: float | None = None) -> Row:
    ratio = ours / other
    return Row(what, f"{ours:.2f} ms", f"{other:.2f} ms", f"{ratio:.2f}", *(at_most(ratio, aim) if aim else ()))


# Starting


@dataclass(frozen=True, slots=True)
class _Start:
    health: float
    page: float
    memory: float
    walked: float


def starting(effort: Effort) -> Section:
    """From the start of the command to its first answers, and what it holds in memory."""
    flask, plain, million = zip(
        *((_import_flask(), _start(), _start(_MILLION)) for _ in range(effort.starts)), strict=True
    )

    def middle(starts: Sequence[_Start], what: str) -> float:
        return float(median(getattr(one, what) for one in starts))

    health, imported = middle(plain, "health"), median(flask)
    rows = [
        _started("command to first answer of /__admin/health : import flask", health, imported, 2.5),
        _started("command to first token and page : import flask", middle(plain, "page"), imported, 2.5),
        _started("command to first answer, a million : default", middle(million, "health"), health, 1.2),
        _held("memory after the first page, a million : default", middle(million, "memory"), middle(plain, "memory")),
        _held("memory after 100 pages of 100, a million : default", middle(million, "walked"), middle(plain, "walked")),
    ]
    return Section("Start", "ours", "against", "ratio", rows)


def _import_flask() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import flask"], check=True)
    return time.perf_counter() - began


def _start(scale: int | None = None) -> _Start:
    began = time.perf_counter()
    with servers.command(*(["--scale", str(scale)] if scale else [])) as server:
        servers.get(f"{server.ready['admin_url']}/health")
        health = time.perf_counter() - began
        visitor = servers.Visitor(server.ready)
        events = visitor.events()
        page = time.perf_counter() - began
        memory = server.resident_mb
        visitor.walk(events, 100)
        return _Start(health, page, memory, server.resident_mb)


def _started(what: str, ours: float, other: float, aim: float) -> Row:
    ratio = ours / other
    return Row(what, f"{ours * 1000:.0f} ms", f"{other * 1000:.0f} ms", f"{ratio:.2f}", *at_most(ratio, aim))


def _held(what: str, ours: float, other: float) -> Row:
    more = ours - other
    return Row(what, f"{ours:.1f} MB", f"{other:.1f} MB", f"{more:+.1f} MB", *at_most(more, 30, " MB"))
