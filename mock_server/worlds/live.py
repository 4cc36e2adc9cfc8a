"""A world at work."""

from __future__ import annotations

from dataclasses import dataclass, field

from mock_server.core.world import World
from mock_server.faults import Faults
from mock_server.ratelimit import RateLimiter
from mock_server.worlds.kept_world import KeptWorld, Start


@dataclass(slots=True, eq=False, weakref_slot=True)
class LiveWorld:
    """A world at work, with its budgets and the faults that were ordered in it.

    `start` is where its clock began; `name` is its owner's word for it. The server's own world `is_home`; the others
    were made through the control API.
    """

    world: World
    faults: Faults
    start: Start
    name: str | None = None
    is_home: bool = False
    limiter: RateLimiter = field(default_factory=RateLimiter)

    @property
    def id(self) -> str:
        """The id of the world, unique over all vendors."""
        return self.world.id

    def kept(self) -> KeptWorld:
        """Return what is to be remembered of the world as it is."""
        return KeptWorld(self.world.plan, self.name, self.start, self.world.clock.hands)
