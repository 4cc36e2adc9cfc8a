"""Snapshots: all that can change in a server, saved as one document and put back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_server.admin.desk import Desk, refused
from mock_server.admin.shown import WorldList
from mock_server.core.call import Call
from mock_server.core.errors import OnmockError
from mock_server.worlds import KeptWorld, LiveWorld, SavedWorld, VendorService
from mock_server.worlds.kept_world import KIND

_VERSION = 1
# Whole numbers from there on are not exact any more in the JSON of other languages.
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class SavedDocument:
    """Something that was written."""

    kind: str
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class SavedBudget:
    """The requests that still count against a budget: its key, its window in seconds, their Unix seconds."""

    key: Sequence[str]
    window: int
    moments: Sequence[float]


@dataclass(frozen=True, slots=True)
class ShownSave:
    """A world as a snapshot has it."""

    id: str
    vendor: str
    plan: KeptWorld
    documents: Sequence[SavedDocument]
    budgets: Sequence[SavedBudget]

    @classmethod
    def of(cls, service: VendorService, live: LiveWorld) -> ShownSave:
        """Return a world as it is."""
        documents = [SavedDocument(*one) for one in live.world.overlay.all_items() if one[0] != KIND]
        budgets = [SavedBudget(*one) for one in live.limiter.saved()]
        return cls(live.id, service.name, live.kept(), documents, budgets)

    def as_json(self) -> dict[str, Any]:
        """Return what of it a digest is of."""
        return {
            "id": self.id,
            "vendor": self.vendor,
            "plan": self.plan.as_json(),
            "documents": [{"kind": one.kind, "key": one.key, "value": one.value} for one in self.documents],
            "budgets": [{"key": one.key, "window": one.window, "moments": one.moments} for one in self.budgets],
        }


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All worlds, and what tells whether somebody changed them since."""

    worlds: Sequence[ShownSave]
    digest: str
    version: int = field(default=_VERSION)


def get_snapshot(desk: Desk, call: Call) -> Snapshot:
    """Save everything."""
    saved = [ShownSave.of(service, live) for service, live in desk.worlds(None)]
    return Snapshot(saved, digest_of([one.as_json() for one in saved]))


def restore_snapshot(desk: Desk, call: Call) -> WorldList:
    """Put everything back, or nothing where a part of it cannot be used."""
    said = call.arguments
    if said["digest"] != digest_of(said["worlds"]):
        raise refused("digest", "is not that of these worlds: the snapshot was changed after it was taken")
    saved = [_read(desk, at, one) for at, one in enumerate(said["worlds"])]
    _refuse_other_homes(desk, [one.id for one in saved])
    try:
        desk.runtime.worlds.restore(saved)
    except OnmockError as error:
        raise refused("worlds", f"cannot be used: {error}") from None
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        # The digest vouches for what a server wrote, but that may have been of another version.
        raise refused("worlds", f"hold what this server does not write ({type(error).__name__})") from None
    return WorldList([desk.shown_world(call.request, *found) for found in desk.worlds(None)])


def digest_of(worlds: Sequence[Any]) -> str:
    """Return the SHA-256 of worlds as JSON, with sorted names, no blanks, and whole numbers without a fraction: so
    that whoever kept it may have written it in another way.
    """
    text = json.dumps(_plain(worlds), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _read(desk: Desk, at: int, saved: Mapping[str, Any]) -> SavedWorld:
    service = desk.runtime.services.get(saved["vendor"])
    if service is None:
        raise refused(f"worlds/{at}/vendor", f"is not served; there are: {', '.join(desk.runtime.services)}")
    if saved["id"].rpartition("-")[0] != service.name:
        raise refused(f"worlds/{at}/id", f"is not {service.name}- and one more word")
    documents = [(one["kind"], one["key"], one["value"]) for one in saved["documents"]]
    budgets = [(one["key"], one["window"], one["moments"]) for one in saved["budgets"]]
    if any(kind == KIND for kind, _, _ in documents):
        raise refused(f"worlds/{at}/documents", f"hold one of the kind {KIND}, which is what the plan says")
    try:
        kept = KeptWorld.from_json(saved["plan"])
    except OnmockError as error:
        raise refused(f"worlds/{at}/plan", f"cannot be used: {error}") from None
    return SavedWorld(service, saved["id"], kept, documents, budgets)


def _refuse_other_homes(desk: Desk, world_ids: Sequence[str]) -> None:
    if len(set(world_ids)) < len(world_ids):
        raise refused("worlds", "has two of the same id")
    missing = [one.home_id for one in desk.runtime.services.values() if one.home_id not in world_ids]
    if missing:
        raise refused("worlds", f"lacks the server's own: {', '.join(missing)}")


HANDLERS = (get_snapshot, restore_snapshot)
