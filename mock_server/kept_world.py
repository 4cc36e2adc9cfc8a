"""What an overlay remembers of its world: the plan that it was made with, and how its clock was turned."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from mock_server.core.clock import Clock, Hands
from mock_server.core.errors import StorageError
from mock_server.core.overlay import Overlay
from mock_server.core.world import WorldPlan

KIND = "world"
_KEY = "plan"


@dataclass(frozen=True, slots=True)
class KeptWorld:
    """A world as it is written down: where its clock's hands began, and where they are."""

    plan: WorldPlan
    name: str | None
    start: Hands
    hands: Hands

    @classmethod
    def read(cls, overlay: Overlay) -> KeptWorld | None:
        """Return what an overlay remembers, or None for a new world."""
        row = dict(overlay.items(KIND)).get(_KEY)
        return None if row is None else cls.from_json(row)

    def document(self) -> tuple[str, str, Any]:
        """Return what an overlay keeps."""
        return KIND, _KEY, self.as_json()

    def write(self, overlay: Overlay) -> None:
        """Write it down."""
        overlay.put(*self.document())

    def clock(self) -> Clock:
        """Return a clock as it was turned."""
        clock = Clock()
        clock.turn(self.hands)
        return clock

    def from_start(self) -> KeptWorld:
        """Return the world with its clock turned back to its start."""
        return replace(self, hands=self.start)

    def as_json(self) -> dict[str, Any]:
        """Return the row."""
        plan = self.plan
        return {
            "seed": plan.seed,
            "epoch": plan.epoch.isoformat(),
            "scenario": dict(plan.scenario),
            "scale": plan.scale,
            "credentials": None if plan.credentials is None else [dict(one) for one in plan.credentials],
            "name": self.name,
            "start": asdict(self.start),
            "hands": asdict(self.hands),
        }

    @classmethod
    def from_json(cls, row: Any) -> KeptWorld:
        """Read what `as_json` wrote, now or before there were hands; raise StorageError for anything else."""
        try:
            epoch = date.fromisoformat(row["epoch"])
            plan = WorldPlan(int(row["seed"]), epoch, row["scenario"], row["scale"], row.get("credentials"))
            hands = Hands(**row["hands"]) if "hands" in row else Hands(float(row["clock_offset"]))
            return cls(plan, row.get("name"), Hands(**row["start"]) if "start" in row else hands, hands)
        except (KeyError, TypeError, ValueError) as error:
            raise StorageError("cannot use the database: the plan of a world in it is damaged") from error
