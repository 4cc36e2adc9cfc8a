"""What the control API shows, as records; its contract says how they look on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mock_server.faults import Fault, Rule
from mock_server.journal import MASK, Entry
from mock_server.worlds import LiveWorld


@dataclass(frozen=True, slots=True)
class Health:
    """That the server is well, and its own worlds."""

    version: str
    worlds: Sequence[ShownWorld]
    status: str = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWorld:
    """A world, without its credentials."""

    id: str
    vendor: str
    name: str | None
    is_home: bool
    base_url: str
    seed: int
    epoch: date
    scale: int | None
    now: datetime
    frozen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorld(ShownWorld):
    """A world just made, and how to get into it."""

    credentials: Mapping[str, str]
    headers: Mapping[str, str]
    token_url: str | None
    records: Sequence[str]


@dataclass(frozen=True, slots=True)
class WorldList:
    """Worlds."""

    worlds: Sequence[ShownWorld]


@dataclass(frozen=True, slots=True)
class WorldReport:
    """What was left to be said of a world that was dropped."""

    id: str
    requests: int
    violations: Sequence[Violation]
    errors: Sequence[Entry]
    unmet_faults: Sequence[ShownFault]


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A clock as it is."""

    now: datetime
    frozen: bool
    world: str | None


@dataclass(frozen=True, slots=True)
class ShownFault:
    """A fault with the world it is in, as it is now."""

    rule: Rule
    world: str
    seen: int
    hits: int
    match: Mapping[str, Mapping[str, str | None]] | None

    @classmethod
    def of(cls, fault: Fault, live: LiveWorld) -> ShownFault:
        """Return a fault as it is now."""
        return cls(fault.rule, live.id, fault.seen, fault.hits, _masked(fault.rule.match))


def _masked(match: Mapping[str, Mapping[str, str | None]] | None) -> Any:
    """Return what a fault matches without the texts: they may be of a person."""
    if match is None:
        return None
    return {
        place: {name: None if text is None else MASK for name, text in names.items()} for place, names in match.items()
    }


@dataclass(frozen=True, slots=True)
class FaultList:
    """Faults."""

    faults: Sequence[ShownFault]


@dataclass(frozen=True, slots=True)
class RequestList:
    """Entries of the journal."""

    requests: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Violation:
    """How an exchange broke the contract: by its request, or by our reply."""

    side: str
    request: int
    world: str | None
    operation: str | None
    status: int | None
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class ViolationList:
    """Violations."""

    violations: Sequence[Violation]


@dataclass(frozen=True, slots=True)
class Count:
    """How many."""

    count: int
