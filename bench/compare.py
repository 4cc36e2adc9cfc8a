"""Two servers compared: the same jobs in turns, and what came of them as a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.load import Job, LoadClient
from bench.servers import Server
from bench.table import Row, at_least

AGAINST = "Requests/s and CPU a request, {}"


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to measure: rounds, seconds of a round, pages of a cold round, starts of a server."""

    rounds: int
    seconds: float
    pages: int
    starts: int


Pair = tuple[Server, Server]


@dataclass(frozen=True, slots=True)
class _Side:
    rate: float
    micros: float

    def __str__(self) -> str:
        return f"{self.rate:,.0f}/s {self.micros:,.0f} us"


def compared(
    client: LoadClient,
    what: str,
    pair: Pair,
    jobs_of: Callable[[int], Sequence[Job]],
    effort: Effort,
    aim: float | None,
) -> Row:
    """Have both servers of a pair do a round's jobs, round after round; ours is the first."""
    measured: tuple[list[_Side], list[_Side]] = ([], [])
    ratios = []
    for number in range(-1, effort.rounds):
        sides = [_measure(client, server, job) for server, job in zip(pair, jobs_of(number), strict=True)]
        # The round before the first is for warming up.
        if number >= 0:
            ratios.append(sides[0].rate / sides[1].rate)
            for side, kept in zip(sides, measured, strict=True):
                kept.append(side)
    ours, bare = (_Side(median(one.rate for one in kept), median(one.micros for one in kept)) for kept in measured)
    ratio = median(ratios)
    words = f"{ratio:.2f} (CPU x {ours.micros / bare.micros:.2f})"
    return Row(what, str(ours), str(bare), words, *(at_least(ratio, aim) if aim else ()))


def _measure(client: LoadClient, server: Server, job: Job) -> _Side:
    before = server.cpu_seconds
    outcome = client.run(job)
    return _Side(outcome.rate, (server.cpu_seconds - before) / outcome.answers * 1e6)
