"""What is measured of ON24: registrants of an event and of the account, and registration."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from bench import on24_servers
from bench.compare import AGAINST, Effort, Pair, compared
from bench.load import Job, LoadClient
from bench.on24_servers import HEAD, form_of
from bench.table import Row, Section

_MILLION = 1_000_000
_LISTS = {"event": "listEventRegistrants, 100", "account": "listRegistrants, 100"}
# ON24's limits are those of one account; its pair of key and secret is one.
_WITHOUT_LIMITS = "ON24 without limits, {}"


def sections(client: LoadClient, effort: Effort) -> Iterator[Section]:
    """Measure ON24, part by part."""
    with on24_servers.ours() as default, on24_servers.bare(default.ready["answers"]) as bare:
        yield _section("warm (records seen before)", [*_warm(client, (default, bare), effort)])
        yield _section("written", [*_written(client, (default, bare), effort)])
    with on24_servers.ours(_MILLION) as million, on24_servers.bare(million.ready["answers"]) as bare:
        yield _section("cold, a million (records never seen)", [*_cold(client, (million, bare), effort)])


def _section(what: str, rows: list[Row]) -> Section:
    return Section(AGAINST.format(_WITHOUT_LIMITS.format(what)), "ours", "bare Flask", "of bare", rows)


def _warm(client: LoadClient, pair: Pair, effort: Effort) -> Iterator[Row]:
    for name, operation in _LISTS.items():
        paths = [f"{pair[0].ready[name]}{page}" for page in range(10)]
        for connections in (1, 4):
            jobs = [Job(server.ready["port"], paths, [""], connections, effort.seconds, head=HEAD) for server in pair]
            what = f"{operation}, c={connections}"
            yield compared(client, what, pair, lambda _, jobs=jobs: jobs, effort, aim=0.5 if name == "event" else None)


def _cold(client: LoadClient, pair: Pair, effort: Effort) -> Iterator[Row]:
    pages = max(20, effort.pages // 10)
    for name, operation in _LISTS.items():

        def jobs(number: int, name: str = name) -> list[Job]:
            # Pages after those of the round before, and of the account others than of the event.
            first = (2000 if name == "event" else 5000) + (number + 1) * pages
            paths = [f"{pair[0].ready[name]}{page}" for page in range(first, first + pages)]
            return [Job(one.ready["port"], paths, [""], seconds=60, repeat=False, head=HEAD) for one in pair]

        yield compared(client, f"{operation}, c=1", pair, jobs, effort, aim=None)


def _written(client: LoadClient, pair: Pair, effort: Effort) -> Iterator[Row]:
    """The same form again and again, then forms of people who are not there yet."""
    numbers = count(1)
    many = effort.pages * 2

    def again(number: int) -> list[Job]:
        return [_registration(one.ready["port"], pair, [form_of(0)] * many) for one in pair]

    def new(number: int) -> list[Job]:
        forms = [form_of(next(numbers)) for _ in range(many)]
        return [_registration(one.ready["port"], pair, forms) for one in pair]

    yield compared(client, "registerForEvent, a known address, c=1", pair, again, effort, aim=None)
    yield compared(client, "registerForEvent, new addresses, c=1", pair, new, effort, aim=None)


def _registration(port: int, pair: Pair, forms: list[str]) -> Job:
    return Job(port, [pair[0].ready["form"]], [""], seconds=60, head=HEAD, forms=forms)
