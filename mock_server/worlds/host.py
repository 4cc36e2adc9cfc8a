"""Host: what makes one vendor's worlds, and the computed data that those of the same plan share."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from mock_server.config import Config
from mock_server.core.clock import Clock
from mock_server.core.overlay import Overlay
from mock_server.core.world import World, WorldPlan
from mock_server.faults import Faults
from mock_server.worlds.kept_world import KeptWorld
from mock_server.worlds.live import LiveWorld
from mock_server.worlds.plans import Planner
from mock_server.worlds.service import VendorService

# How many plans' computed data are remembered for a vendor; a suite of tests has one or two.
_MOST_BASES = 8


class Host:
    """Makes one vendor's worlds."""

    def __init__(self, config: Config, service: VendorService) -> None:
        self.service, self.planner = service, Planner(config, service.vendor)
        self._bases: OrderedDict[Any, Any] = OrderedDict()
        self._lock = threading.Lock()

    def build(self, world_id: str, kept: KeptWorld, clock: Clock, overlay: Overlay) -> LiveWorld:
        """Return a world over an overlay, which nobody can get into yet."""
        service, plan = self.service, kept.plan
        state = service.vendor.new_state(self._base(plan), plan, overlay, service.settings, service.contract)
        world = World(world_id, plan, clock, overlay, state)
        return LiveWorld(
            world, Faults(overlay, service.standing), kept.start, kept.name, is_home=world_id == service.home_id
        )

    def _base(self, plan: WorldPlan) -> Any:
        key = (plan.seed, plan.epoch, plan.scale, self.planner.digest(plan.scenario))
        with self._lock:
            if key not in self._bases:
                service = self.service
                self._bases[key] = service.vendor.new_base(plan, service.settings, service.contract)
            self._bases.move_to_end(key)
            while len(self._bases) > _MOST_BASES:
                self._bases.popitem(last=False)
            return self._bases[key]
