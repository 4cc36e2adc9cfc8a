"""Worlds: made, found, put back to their start, and dropped; each on disk, if there is a file, before it counts."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mock_server.config import Config
from mock_server.core.api_errors import NotFound
from mock_server.core.clock import Clock
from mock_server.core.errors import OnmockError
from mock_server.core.overlay import Overlay
from mock_server.journal import Journal
from mock_server.store import Database, MemoryOverlay
from mock_server.worlds.host import Host
from mock_server.worlds.kept_world import KeptWorld, Start
from mock_server.worlds.live import LiveWorld
from mock_server.worlds.plans import Wish
from mock_server.worlds.service import VendorService

Documents = Sequence[tuple[str, str, Any]]


class TooManyWorlds(OnmockError):
    """Raised where a vendor has as many worlds as one may have."""


@dataclass(frozen=True, slots=True)
class SavedWorld:
    """All that makes a world what it is: its documents but for the one that keeps it, and its budgets."""

    service: VendorService
    id: str
    kept: KeptWorld
    documents: Documents = ()
    budgets: Sequence[Any] = ()


class Worlds:
    """All worlds of one server. What changes one, or which there are, comes one after the other."""

    def __init__(self, config: Config, journal: Journal, database: Database | None) -> None:
        self._config, self._journal, self._database = config, journal, database
        self._hosts: dict[str, Host] = {}
        self._lock = threading.RLock()

    def open(self, service: VendorService, given: Clock | None) -> None:
        """Begin to serve a vendor: with the server's own world, and with those that a database remembers."""
        host = self._hosts[service.name] = Host(self._config, service)
        self._open_home(host, given)
        for world_id in self._database.worlds() if self._database is not None else ():
            if vendor_of(world_id) == service.name and world_id != service.home_id:
                overlay = self._overlay(world_id)
                kept = KeptWorld.read(overlay)
                if kept is not None:
                    self._admit(host.build(world_id, kept, kept.clock(), overlay))

    def all(self) -> list[tuple[VendorService, LiveWorld]]:
        """Return every world with its vendor's service: by vendor, in the order they were made."""
        services = [host.service for host in self._hosts.values()]
        return [(service, live) for service in services for live in list(service.worlds.values())]

    def find(self, world_id: str) -> tuple[VendorService, LiveWorld] | None:
        """Return a world with its vendor's service."""
        host = self._hosts.get(vendor_of(world_id))
        live = host.service.worlds.get(world_id) if host is not None else None
        return (host.service, live) if host is not None and live is not None else None

    def known(self, world_id: str) -> tuple[VendorService, LiveWorld]:
        """Return a world with its vendor's service, or raise NotFound."""
        found = self.find(world_id)
        if found is None:
            raise NotFound("there is no world with this id")
        return found

    def new(self, service: VendorService, wish: Wish) -> LiveWorld:
        """Make a world with credentials of its own.

        Raises an OnmockError, in one line, where the wish cannot be met: TooManyWorlds where others have to go first.
        """
        host, vendor = self._hosts[service.name], service.vendor
        if len(service.worlds) >= self._config.most_worlds:
            raise TooManyWorlds(f"there are {len(service.worlds):,} worlds of {service.name} already; drop some")
        world_id = f"{vendor.name}-{secrets.token_hex(6)}"
        clock = host.planner.clock(wish.epoch, is_frozen=wish.is_frozen)
        plan = host.planner.wished(wish, clock)
        plan = replace(plan, credentials=vendor.new_credentials(plan, world_id, wish.scopes, service.contract))
        kept = KeptWorld(plan, wish.name, Start.of(clock), clock.hands)
        with self._lock:
            return self._exchange((), [SavedWorld(service, world_id, kept)])[0]

    def turn(self, world_ids: Sequence[str], turn: Callable[[Clock], None]) -> None:
        """Turn the clocks of worlds, each once: whoever started the server may have given several the same one.

        Raises NotFound.
        """
        with self._lock:
            turned = [self.known(world_id)[1] for world_id in world_ids]
            for clock in {id(live.world.clock): live.world.clock for live in turned}.values():
                turn(clock)
            for live in turned:
                live.world.overlay.put(*live.kept().document())

    def reset(self, world_id: str) -> LiveWorld:
        """Put a world back to its start: what was written, ordered and counted is gone; credentials stay.

        Raises NotFound.
        """
        with self._lock:
            service, live = self.known(world_id)
            return self._exchange([live], [SavedWorld(service, world_id, live.kept().from_start())])[0]

    def drop(self, world_id: str) -> LiveWorld:
        """Forget a world, and all that was in it; return what it was. Raises NotFound."""
        with self._lock:
            live = self.known(world_id)[1]
            self._exchange([live], ())
            return live

    def restore(self, saved: Sequence[SavedWorld]) -> None:
        """Put worlds into the place of all that there are; the server's own have to be among them.

        Raises whatever making them raises, and changes nothing then.
        """
        with self._lock:
            self._exchange([live for _, live in self.all()], saved)
            for host in self._hosts.values():
                worlds = host.service.worlds
                host.service.worlds = {one.id: worlds[one.id] for one in saved if one.service is host.service}

    def _exchange(self, gone: Sequence[LiveWorld], saved: Sequence[SavedWorld]) -> list[LiveWorld]:
        """Let worlds go, and others in; those with the same id take their place. On disk it is one step."""
        if gone or self._database is not None:
            self._try_out(saved)
        before = {live.id: live for live in gone}
        documents = {one.id: [*one.documents, one.kept.document()] for one in saved}
        overlays = self._rewritten({**dict.fromkeys(before, ()), **documents})
        come = [self._built(one, before.get(one.id), overlays[one.id]) for one in saved]
        for live in gone:
            self._dismiss(live, {*documents})
        for live in come:
            self._admit(live)
        return come

    def _try_out(self, saved: Sequence[SavedWorld]) -> None:
        """Make worlds that nobody sees, to know whether they can be made beside each other."""
        services = {one.service.name: one.service for one in saved}
        doors = {name: one.vendor.new_authenticator(one.contract) for name, one in services.items()}
        for one in saved:
            trial = MemoryOverlay()
            trial.put_all(one.documents)
            doors[one.service.name].admit(self._built(one, None, trial).world)

    def _built(self, saved: SavedWorld, before: LiveWorld | None, overlay: Overlay) -> LiveWorld:
        # The clock stays the same one: whoever holds it turns this world's.
        clock = before.world.clock if before is not None else Clock()
        clock.turn(saved.kept.hands)
        live = self._hosts[saved.service.name].build(saved.id, saved.kept, clock, overlay)
        live.limiter.restore(saved.budgets)
        return live

    def _dismiss(self, live: LiveWorld, staying: Collection[str]) -> None:
        service = self._service_of(live.id)
        service.authenticator.dismiss(live.world)
        if live.id not in staying:
            del service.worlds[live.id]
            self._journal.end(live.id)

    def _admit(self, live: LiveWorld) -> None:
        service = self._service_of(live.id)
        service.authenticator.admit(live.world)
        service.worlds[live.id] = live
        self._journal.begin(live.id)

    def _open_home(self, host: Host, given: Clock | None) -> None:
        world_id = host.service.home_id
        overlay = self._overlay(world_id)
        kept = KeptWorld.read(overlay)
        if kept is None:
            clock = given or host.planner.clock()
            kept = KeptWorld(host.planner.home(clock), None, Start.of(clock), clock.hands)
            overlay.put(*kept.document())
        else:
            host.planner.refuse_others(kept.plan)
            clock = given or kept.clock()
        self._admit(host.build(world_id, kept, clock, overlay))

    def _service_of(self, world_id: str) -> VendorService:
        return self._hosts[vendor_of(world_id)].service

    def _rewritten(self, documents: Mapping[str, Documents]) -> Mapping[str, Overlay]:
        """Write what is kept of worlds anew, and return their overlays."""
        if self._database is not None:
            self._database.rewrite(documents)
            return {world_id: self._database.overlay(world_id) for world_id, kept in documents.items() if kept}
        overlays = {world_id: MemoryOverlay() for world_id in documents}
        for world_id, kept in documents.items():
            overlays[world_id].put_all(kept)
        return overlays

    def _overlay(self, world_id: str) -> Overlay:
        return self._database.overlay(world_id) if self._database is not None else MemoryOverlay()


def vendor_of(world_id: str) -> str:
    """Return the name of the vendor that an id says a world is of."""
    return world_id.rpartition("-")[0]
