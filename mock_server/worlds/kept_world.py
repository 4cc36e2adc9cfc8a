"""What an overlay remembers of its world: the plan that it was made with, and how its clock was turned."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from mock_server.core.clock import Clock, Hands
from mock_server.core.errors import StorageError
from mock_server.core.overlay import Overlay
from mock_server.core.world import WorldPlan

KIND = "world"
_KEY = "plan"


@dataclass(frozen=True, slots=True)
class Start:
    """How a world's clock began: at `moment` (Unix seconds) or, where that is None, with real time."""

    moment: float | None = None
    frozen: bool = False

    @classmethod
    def of(cls, clock: Clock) -> Start:
        """Return how a clock begins that is as it is."""
        hands = clock.hands
        return cls() if hands == Hands() else cls(clock.seconds(), hands.stands_at is not None)

    def hands(self) -> Hands:
        """Return where the hands of a clock are that begins now."""
        moment = None if self.moment is None else datetime.fromtimestamp(self.moment, UTC)
        return Clock(moment, frozen=self.frozen).hands


@dataclass(frozen=True, slots=True)
class KeptWorld:
    """A world as it is written down: how its clock began, and where its hands are."""

    plan: WorldPlan
    name: str | None
    start: Start
    hands: Hands

    @classmethod
    def read(cls, overlay: Overlay) -> KeptWorld | None:
        """Return what an overlay remembers, or None for a new world."""
        row = dict(overlay.items(KIND)).get(_KEY)
        return None if row is None else cls.from_json(row)

    def document(self) -> tuple[str, str, Any]:
        """Return what an overlay keeps."""
        return KIND, _KEY, self.as_json()

    def clock(self) -> Clock:
        """Return a clock as it was turned."""
        clock = Clock()
        clock.turn(self.hands)
        return clock

    def from_start(self) -> KeptWorld:
        """Return the world with its clock as it was when it began."""
        return replace(self, hands=self.start.hands())

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
            started = cls(plan, row.get("name"), Start(), hands)
            start = Start(**row["start"]) if "start" in row else Start.of(started.clock())
            return replace(started, start=start)
        except (KeyError, TypeError, ValueError) as error:
            raise StorageError("cannot use the database: the plan of a world in it is damaged") from error
