"""Snapshots: all that can change in a server, saved as one document and put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.admin.desk import Desk, refused
from mock_server.admin.shown import WorldList
from mock_server.core.call import Call
from mock_server.core.errors import OnmockError
from mock_server.kept_world import KIND, KeptWorld
from mock_server.service import LiveWorld, VendorService

_VERSION = 1


@dataclass(frozen=True, slots=True)
class SavedWorld:
    """A world as a snapshot has it."""

    id: str
    vendor: str
    plan: KeptWorld
    documents: Sequence[Any]
    budgets: Sequence[Any]

    @classmethod
    def of(cls, service: VendorService, live: LiveWorld) -> SavedWorld:
        """Return a world as it is."""
        documents = [list(one) for one in live.world.overlay.all_items() if one[0] != KIND]
        return cls(live.id, service.name, live.kept(), documents, live.limiter.saved())


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All worlds."""

    version: int
    worlds: Sequence[SavedWorld]


def get_snapshot(desk: Desk, call: Call) -> Snapshot:
    """Save everything."""
    return Snapshot(_VERSION, [SavedWorld.of(service, live) for service, live in desk.worlds(None)])


def restore_snapshot(desk: Desk, call: Call) -> WorldList:
    """Put everything back, or nothing where a part of it cannot be used."""
    worlds = desk.runtime.worlds
    wanted = [_read(desk, at, saved) for at, saved in enumerate(call.arguments["worlds"])]
    _refuse_missing_homes(desk, [world_id for _, world_id, *_ in wanted])
    kept_ids = {world_id for _, world_id, *_ in wanted}
    for service, live in worlds.all():
        if live.id not in kept_ids:
            worlds.drop(service, live)
    for service, world_id, kept, documents, budgets in wanted:
        worlds.restore(service, world_id, kept, documents).limiter.restore(budgets)
    return WorldList([desk.shown_world(call.request, *found) for found in worlds.all()])


_Wanted = tuple[VendorService, str, KeptWorld, list[tuple[str, str, Any]], Sequence[Any]]


def _read(desk: Desk, at: int, saved: Mapping[str, Any]) -> _Wanted:
    """Read a world of a snapshot, and try whether it can be used."""
    service = desk.runtime.services.get(saved["vendor"])
    if service is None:
        raise refused(f"worlds/{at}/vendor", f"is not served; there are: {', '.join(desk.runtime.services)}")
    if not saved["id"].startswith(f"{service.name}-"):
        raise refused(f"worlds/{at}/id", f"does not begin with {service.name}-")
    documents = [(kind, key, value) for kind, key, value in saved["documents"]]
    try:
        kept = KeptWorld.from_json(saved["plan"])
        desk.runtime.worlds.try_out(service, kept, documents)
    except OnmockError as error:
        raise refused(f"worlds/{at}", f"cannot be used: {error}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise refused(f"worlds/{at}/documents", f"are not what this server writes ({type(error).__name__})") from None
    return service, saved["id"], kept, documents, saved["budgets"]


def _refuse_missing_homes(desk: Desk, world_ids: Sequence[str]) -> None:
    if len(set(world_ids)) < len(world_ids):
        raise refused("worlds", "has two of the same id")
    missing = [service.home.id for service in desk.runtime.services.values() if service.home.id not in world_ids]
    if missing:
        raise refused("worlds", f"lacks the server's own: {', '.join(missing)}")


HANDLERS = (get_snapshot, restore_snapshot)
