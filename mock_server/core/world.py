"""Worlds: what a test or a server owns, and what that is a function of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mock_server.core.clock import Clock
from mock_server.core.overlay import Overlay


@dataclass(frozen=True, slots=True)
class WorldPlan:
    """What a world is a function of: a seed, the day its dates count from, a scenario and a scale.

    `credentials` are API clients or key pairs, each as a scenario has it, in place of the scenario's: a world of a
    test's own has its own. They are no part of the data.
    """

    seed: int
    epoch: date
    scenario: Mapping[str, Any]
    scale: int | None = None
    credentials: Sequence[Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What a test or a server owns: a tenant with its own data, credentials, limits and clock.

    `state` is the vendor's; `overlay` holds what was written.
    """

    id: str
    plan: WorldPlan
    clock: Clock
    overlay: Overlay
    state: Any
