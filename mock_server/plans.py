"""Plans: what a world shall be a function of, from what the server was told and from what is wished for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.config import DEFAULT_SCENARIO, DEFAULT_SEED, Config
from mock_server.core.clock import Clock
from mock_server.core.errors import ConfigError
from mock_server.core.world import WorldPlan
from mock_server.scenarios import check_against_schema, load_scenario
from mock_server.vendor import Vendor

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a new world shall be; what is None is as in the server's own.

    `scenario` is the name of one that comes with the vendor, or the scenario itself. With an `epoch` the clock starts
    at noon of that day; `is_frozen` lets it stand there.
    """

    seed: int | None = None
    epoch: date | None = None
    scenario: str | Mapping[str, Any] | None = None
    scale: int | None = None
    scopes: Sequence[str] | None = None
    name: str | None = None
    is_frozen: bool = False


class Planner:
    """Makes the plans of one vendor's worlds. A scenario is read once."""

    def __init__(self, config: Config, vendor: Vendor) -> None:
        self._config, self._vendor = config, vendor
        self._scenarios: dict[str, Mapping[str, Any]] = {}

    def clock(self, epoch: date | None = None, *, is_frozen: bool = False) -> Clock:
        """Return a clock that starts at noon of an epoch, or of the server's; the real one where there is none."""
        day = epoch or self._config.epoch
        start = None if day is None else datetime.combine(day, _NOON, ZoneInfo(self._vendor.zone)).astimezone(UTC)
        return Clock(start, frozen=is_frozen)

    def home(self, clock: Clock) -> WorldPlan:
        """Return the plan of the server's own world."""
        return self.wished(Wish(), clock)

    def wished(self, wish: Wish, clock: Clock) -> WorldPlan:
        """Return the plan of a new world, without its credentials; raise an OnmockError where there can be none."""
        config = self._config
        seed = wish.seed if wish.seed is not None else config.seed
        today = clock.now().astimezone(ZoneInfo(self._vendor.zone)).date()
        return WorldPlan(
            seed=DEFAULT_SEED if seed is None else seed,
            epoch=wish.epoch or config.epoch or today,
            scenario=self._scenario(wish.scenario or config.scenario or DEFAULT_SCENARIO),
            scale=config.scale if wish.scale is None else wish.scale,
        )

    def refuse_others(self, kept: WorldPlan) -> None:
        """Refuse options that contradict what a database remembers of the server's own world."""
        config = self._config
        _refuse("seed", config.seed, kept.seed)
        _refuse("epoch", config.epoch, kept.epoch)
        _refuse("scale", config.scale, kept.scale)
        if config.scenario is not None and self._scenario(config.scenario) != kept.scenario:
            raise ConfigError("the database was made with another scenario; leave the option out, or take a new file")

    def _scenario(self, given: str | Mapping[str, Any]) -> Mapping[str, Any]:
        if not isinstance(given, str):
            check_against_schema(self._vendor.scenarios, given, "the scenario")
            return given
        if given not in self._scenarios:
            self._scenarios[given] = load_scenario(self._vendor.scenarios, given)
        return self._scenarios[given]


def _refuse(name: str, given: object, kept: object) -> None:
    if given is not None and given != kept:
        made = f"with {name} {kept}" if kept is not None else f"without {name}"
        raise ConfigError(f"the database was made {made}, not {given}; leave the option out, or take a new file")
