"""Worlds: made, found, put back to their start, and dropped; each on disk, if there is a file, before it counts."""

from __future__ import annotations

import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mock_server.config import Config
from mock_server.core.clock import Clock
from mock_server.core.errors import ConfigError
from mock_server.core.overlay import Overlay
from mock_server.core.world import World, WorldPlan
from mock_server.faults import Faults
from mock_server.journal import Journal
from mock_server.kept_world import KeptWorld
from mock_server.plans import Planner, Wish
from mock_server.service import LiveWorld, VendorService
from mock_server.store import Database, MemoryOverlay

_MOST = 10_000
# How many plans' computed data are remembered for a vendor; a suite of tests has one or two.
_REMEMBERED_BASES = 8


class Worlds:
    """All worlds of one server."""

    def __init__(self, config: Config, journal: Journal, database: Database | None) -> None:
        self._config, self._journal, self._database = config, journal, database
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.RLock()

    def open(self, service: VendorService, given: Clock | None) -> None:
        """Begin to serve a vendor: with the server's own world, and with those that a database remembers."""
        name = service.vendor.name
        host = self._hosts[name] = _Host(service, Planner(self._config, service.vendor))
        home = f"{name}-1"
        self._open_home(host, home, given)
        for world_id in self._database.worlds() if self._database is not None else ():
            overlay = self._overlay(world_id)
            kept = KeptWorld.read(overlay)
            if world_id != home and world_id.startswith(f"{name}-") and kept is not None:
                host.admit(world_id, kept, kept.clock(), overlay)

    def all(self) -> list[tuple[VendorService, LiveWorld]]:
        """Return every world with its vendor's service: by vendor, in the order they were made."""
        services = [host.service for host in self._hosts.values()]
        return [(service, live) for service in services for live in list(service.worlds.values())]

    def find(self, world_id: str) -> tuple[VendorService, LiveWorld] | None:
        """Return a world with its vendor's service."""
        found = ((host.service, host.service.worlds.get(world_id)) for host in self._hosts.values())
        return next(((service, live) for service, live in found if live is not None), None)

    def new(self, service: VendorService, wish: Wish) -> LiveWorld:
        """Make a world with credentials of its own.

        Raises an OnmockError, in one line, where the wish cannot be met.
        """
        host, vendor = self._hosts[service.name], service.vendor
        if len(service.worlds) >= _MOST:
            raise ConfigError(f"there are {_MOST:,} worlds already; drop some")
        world_id = f"{vendor.name}-{secrets.token_hex(6)}"
        clock = host.planner.clock(wish.epoch, is_frozen=wish.is_frozen)
        plan = host.planner.wished(wish, clock)
        plan = replace(plan, credentials=vendor.new_credentials(plan, world_id, wish.scopes, service.contract))
        kept = KeptWorld(plan, wish.name, clock.hands, clock.hands)
        return self._admit_new(host, world_id, kept, clock, ())

    def try_out(self, service: VendorService, kept: KeptWorld, documents: Sequence[Any]) -> None:
        """Make a world that nobody sees, to know whether it can be made; raise what making it raises."""
        trial = MemoryOverlay()
        trial.put_all(documents)
        self._hosts[service.name].state(kept.plan, trial)
        Faults(trial)

    def restore(self, service: VendorService, world_id: str, kept: KeptWorld, documents: Sequence[Any]) -> LiveWorld:
        """Put a world with these documents into the place of the one with its id, if there is one.

        Raises an OnmockError, in one line, where they cannot be used; the world before stays then.
        """
        host, before = self._hosts[service.name], service.worlds.get(world_id)
        self.try_out(service, kept, documents)
        if before is None:
            return self._admit_new(host, world_id, kept, kept.clock(), documents)
        with self._lock:
            host.dismiss(before)
            self._journal.forget(world_id)
            # The clock is the same one: whoever holds it turns this world's.
            before.world.clock.turn(kept.hands)
            return self._admit_new(host, world_id, kept, before.world.clock, documents, is_home=before.is_home)

    def reset(self, service: VendorService, live: LiveWorld) -> LiveWorld:
        """Put a world back to its start: what was written, ordered and counted is gone; credentials stay."""
        return self.restore(service, live.id, live.kept().from_start(), ())

    def drop(self, service: VendorService, live: LiveWorld) -> None:
        """Forget a world, and all that was in it."""
        with self._lock:
            self._hosts[service.name].dismiss(live)
            service.worlds.pop(live.id, None)
            self._journal.forget(live.id)
            live.world.overlay.replace_all(())

    def _open_home(self, host: _Host, world_id: str, given: Clock | None) -> None:
        overlay = self._overlay(world_id)
        kept = KeptWorld.read(overlay)
        if kept is None:
            clock = given or host.planner.clock()
            plan = host.planner.home(clock)
            self._admit_new(host, world_id, KeptWorld(plan, None, clock.hands, clock.hands), clock, (), is_home=True)
            return
        host.planner.refuse_others(kept.plan)
        host.admit(world_id, kept, given or kept.clock(), overlay, is_home=True)

    def _admit_new(
        self,
        host: _Host,
        world_id: str,
        kept: KeptWorld,
        clock: Clock,
        documents: Sequence[Any],
        *,
        is_home: bool = False,
    ) -> LiveWorld:
        overlay = self._overlay(world_id)
        overlay.replace_all([*documents, kept.document()])
        with self._lock:
            return host.admit(world_id, kept, clock, overlay, is_home=is_home)

    def _overlay(self, world_id: str) -> Overlay:
        return self._database.overlay(world_id) if self._database is not None else MemoryOverlay()


class _Host:
    """One vendor's worlds: its planner, and the computed data that worlds with the same plan share."""

    def __init__(self, service: VendorService, planner: Planner) -> None:
        self.service, self.planner = service, planner
        self._bases: OrderedDict[str, Any] = OrderedDict()
        self._lock = threading.Lock()

    def admit(
        self, world_id: str, kept: KeptWorld, clock: Clock, overlay: Overlay, *, is_home: bool = False
    ) -> LiveWorld:
        """Let a world in; it is on disk already."""
        world = World(world_id, kept.plan, clock, overlay, self.state(kept.plan, overlay))
        live = LiveWorld(world, Faults(overlay), kept.start, kept.name, is_home)
        self.service.authenticator.admit(world)
        self.service.worlds[world_id] = live
        return live

    def dismiss(self, live: LiveWorld) -> None:
        """Let nobody into a world any more."""
        self.service.authenticator.dismiss(live.world)

    def state(self, plan: WorldPlan, overlay: Overlay) -> Any:
        """Return the vendor's state of a world over an overlay."""
        service = self.service
        return service.vendor.new_state(self._base(plan), plan, overlay, service.settings, service.contract)

    def _base(self, plan: WorldPlan) -> Any:
        key = json.dumps([plan.seed, plan.epoch.isoformat(), plan.scale, plan.scenario], sort_keys=True)
        with self._lock:
            if key not in self._bases:
                self._bases[key] = self.service.vendor.new_base(plan, self.service.settings, self.service.contract)
            self._bases.move_to_end(key)
            while len(self._bases) > _REMEMBERED_BASES:
                self._bases.popitem(last=False)
            return self._bases[key]
