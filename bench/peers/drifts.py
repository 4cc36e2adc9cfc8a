"""What is done to the sandbox: one drift of each kind of the catalogue, and controls that are no drift at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mock_server.breaks.catalogue import CatalogueEntry, catalogue
from mock_server.contract import Contract
from mock_server.resources import read_fixture


@dataclass(frozen=True, slots=True)
class Case:
    """A world by what was wished for, and the faults that it then has, as `ControlClient.order_fault` takes them."""

    name: str
    wish: Mapping[str, Any] = field(default_factory=dict)
    faults: Sequence[Mapping[str, Any]] = ()


FAITHFUL = Case("the sandbox as it is")


def drifts(contract: Contract, most: int | None = None) -> list[Case]:
    """Return a drift of each kind, or of so many that are spread evenly over the kinds.

    Of a kind the drift is one that a GET shows, where there is such a one; from kind to kind it moves on, so that all
    operations have some.
    """
    reading = {one.id for one in contract.operations.values() if one.method == "GET"}
    kinds: dict[str, list[CatalogueEntry]] = {}
    for entry in catalogue(contract):
        kinds.setdefault(entry.kind, []).append(entry)
    chosen = []
    for number, entries in enumerate(kinds.values()):
        shown = [one for one in entries if one.operation in reading] or entries
        chosen.append(shown[number * len(shown) // len(kinds)])
    wanted = len(chosen) if most is None else min(most, len(chosen))
    picked = [chosen[number * len(chosen) // wanted] for number in range(wanted)]
    return [Case(one.id, faults=[{"breaks": one.order}]) for one in picked]


def controls() -> list[Case]:
    """Return worlds with other data, and weather."""
    default = read_fixture("oniva/scenarios/default.json")
    lonely = {
        **default,
        "events": {**default["events"], "count": 1},
        "pins": [{"event": 0, "bookings": 1, "kind": "free"}],
    }
    return [
        Case("other people and events", {"seed": 7}),
        Case("another year", {"epoch": date(2031, 1, 31)}),
        Case("other data in summer", {"seed": 4711, "epoch": date(2027, 7, 15)}),
        Case("an empty tenant", {"scenario": "empty"}),
        Case("one event with one booking", {"scenario": lonely}),
        Case("a million bookings", {"scale": 1_000_000}),
        Case("a tenth of a second for each reply", faults=[{"delay": 0.1}]),
        Case("the third request meets a 503", faults=[{"nth": 3, "times": 1, "status": 503}]),
    ]
