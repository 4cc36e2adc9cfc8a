"""Beside: what a report is shown with, and does not hold itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mock_server.drift.finding import BREAKING
from mock_server.drift.profiles import CLIENT_STRICT
from mock_server.drift.reports.sources import Sources


@dataclass(frozen=True, slots=True)
class Day:
    """How many findings were new on a day, by severity; a severity that is not named had none."""

    day: date
    new: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Beside:
    """`sources` find the lines of the contract's files; without them no line is told.

    `fail_on` is the least severity that counts for the exit code; `timeline` is what a baseline remembers, oldest
    first. By `profile` the findings are as bad as they are.
    """

    sources: Sources | None = None
    fail_on: str = BREAKING
    timeline: Sequence[Day] = ()
    profile: str = CLIENT_STRICT
