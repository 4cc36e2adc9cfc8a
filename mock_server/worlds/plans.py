"""Plans: what a world shall be a function of, from what the server was told and from what is wished for it."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.config import DEFAULT_SCENARIO, DEFAULT_SEED, Config
from mock_server.core.clock import Clock
from mock_server.core.errors import ConfigError
from mock_server.core.world import WorldPlan
from mock_server.scenarios import check_against_schema, load_scenario, scenario_validator
from mock_server.vendor import Vendor

_NOON = time(12)
# How many scenarios that were given are remembered.
_MOST_GIVEN = 8


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
    """Makes the plans of one vendor's worlds. A scenario is read and checked once, also one that is given."""

    def __init__(self, config: Config, vendor: Vendor) -> None:
        self._config, self._vendor = config, vendor
        self._zone = ZoneInfo(vendor.zone)
        self._validator = scenario_validator(vendor.scenarios)
        self._by_name: dict[str, Mapping[str, Any]] = {}
        self._given: OrderedDict[bytes, Mapping[str, Any]] = OrderedDict()
        self._digests: dict[int, bytes] = {}

    def clock(self, epoch: date | None = None, *, is_frozen: bool = False) -> Clock:
        """Return a clock that starts at noon of an epoch, or of the server's; the real one where there is none."""
        day = epoch or self._config.epoch
        start = None if day is None else datetime.combine(day, _NOON, self._zone).astimezone(UTC)
        return Clock(start, frozen=is_frozen)

    def home(self, clock: Clock) -> WorldPlan:
        """Return the plan of the server's own world."""
        return self.wished(Wish(), clock)

    def wished(self, wish: Wish, clock: Clock) -> WorldPlan:
        """Return the plan of a new world, without its credentials; raise an OnmockError where there can be none."""
        config = self._config
        seed = wish.seed if wish.seed is not None else config.seed
        scenario = wish.scenario if wish.scenario is not None else config.scenario or DEFAULT_SCENARIO
        today = clock.now().astimezone(self._zone).date()
        return WorldPlan(
            seed=DEFAULT_SEED if seed is None else seed,
            epoch=wish.epoch or config.epoch or today,
            scenario=self._scenario(scenario),
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

    def digest(self, scenario: Mapping[str, Any]) -> bytes:
        """Return what tells one scenario from another."""
        return self._digests.get(id(scenario)) or _digest(scenario)

    def _scenario(self, given: str | Mapping[str, Any]) -> Mapping[str, Any]:
        if not isinstance(given, str):
            return self._checked(given)
        if given not in self._by_name:
            self._by_name[given] = scenario = load_scenario(self._vendor.scenarios, given)
            # It is never let go, so nothing else can ever be known by its id.
            self._digests[id(scenario)] = _digest(scenario)
        return self._by_name[given]

    def _checked(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Check a scenario that is not known yet; a suite of tests gives the same one again and again."""
        key = _digest(given)
        known = self._given.get(key)
        if known is not None:
            return known
        check_against_schema(self._validator, given, "the scenario")
        self._given[key] = given
        while len(self._given) > _MOST_GIVEN:
            self._given.popitem(last=False)
        return given


def _digest(scenario: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(json.dumps(scenario, sort_keys=True).encode()).digest()


def _refuse(name: str, given: object, kept: object) -> None:
    if given is not None and given != kept:
        made = f"with {name} {kept}" if kept is not None else f"without {name}"
        raise ConfigError(f"the database was made {made}, not {given}; leave the option out, or take a new file")
