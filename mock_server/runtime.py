"""Runtime: everything that changes while a server runs, built from a Config. Two runtimes share nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.config import DEFAULT_SCENARIO, DEFAULT_SEED, Config, read_settings
from mock_server.contract import Contract, load_contract
from mock_server.core.clock import Clock
from mock_server.core.errors import ConfigError, ContractError
from mock_server.core.overlay import Overlay
from mock_server.core.world import World, WorldPlan
from mock_server.journal import Journal
from mock_server.ratelimit import RateLimiter
from mock_server.resources import contract_path
from mock_server.scenarios import is_scenario_file, load_scenario
from mock_server.store import Database, MemoryOverlay
from mock_server.vendor import Authenticator, Handler, Vendor
from mock_server.vendors import discover, vendor_names

_NOON = time(12)


@dataclass(slots=True)
class Service:
    """One vendor at work: its contract, who may come in, its worlds by id, its budgets."""

    vendor: Vendor
    contract: Contract
    authenticator: Authenticator
    handlers: Mapping[str, Handler]
    settings: Any
    worlds: dict[str, World] = field(default_factory=dict)
    limiter: RateLimiter = field(default_factory=RateLimiter)

    @property
    def home(self) -> World:
        """The world that the server itself owns."""
        return next(iter(self.worlds.values()))


class Runtime:
    """All mutable state of one server.

    Raises an OnmockError, in one line, when the config, a contract, a scenario or the database cannot be used.
    """

    def __init__(self, config: Config, clock: Clock | None = None) -> None:
        self.config = config
        self.journal = Journal()
        self._given_clock = clock
        _refuse_shared_scenario(config)
        self._database = Database(config.database) if config.database is not None else None
        try:
            self.services = {name: self._service(vendor) for name, vendor in _chosen(config).items()}
        except BaseException:
            self.close()
            raise

    @cached_property
    def clock(self) -> Clock:
        """The clock of the first world, which times what belongs to no world."""
        return next(iter(self.services.values())).home.clock

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()

    def _service(self, vendor: Vendor) -> Service:
        contract = load_contract(*map(contract_path, (vendor.contract, *vendor.pages)))
        authenticator = vendor.new_authenticator(contract)
        handlers = vendor.handlers(authenticator)
        missing = {operation.handler_name for operation in contract.operations.values()} - set(handlers)
        if missing:
            raise ContractError(f"{vendor.name} has no handler for {', '.join(sorted(missing))}")
        settings = read_settings(vendor.settings, self.config.settings.get(vendor.name, {}), vendor.name)
        service = Service(vendor, contract, authenticator, handlers, settings)
        self._admit(service, self._new_world(vendor, settings, contract))
        return service

    @staticmethod
    def _admit(service: Service, world: World) -> None:
        service.worlds[world.id] = world
        service.authenticator.admit(world)

    def _new_world(self, vendor: Vendor, settings: Any, contract: Contract) -> World:
        world_id = f"{vendor.name}-1"
        overlay = self._database.overlay(world_id) if self._database is not None else MemoryOverlay()
        kept = _KeptPlan(overlay)
        clock = self._given_clock or kept.clock() or _clock_from(self.config.epoch, vendor.zone)
        plan = kept.plan(self.config, vendor, clock)
        kept.keep(plan, clock)
        return World(world_id, plan, clock, overlay, vendor.new_state(plan, overlay, settings, contract))


class _KeptPlan:
    """What a database remembers of the world it was made with."""

    _KIND, _KEY = "world", "plan"

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self._kept: dict[str, Any] | None = dict(overlay.items(self._KIND)).get(self._KEY)

    def clock(self) -> Clock | None:
        """Return a clock as far ahead of real time as it was, or None for a new world."""
        if self._kept is None:
            return None
        clock = Clock()
        clock.advance(self._kept["clock_offset"])
        return clock

    def plan(self, config: Config, vendor: Vendor, clock: Clock) -> WorldPlan:
        """Return the plan of the kept world, or a new one; options that contradict a kept one are refused."""
        kept = self._kept
        scenario_name = config.scenario or DEFAULT_SCENARIO
        if kept is None:
            epoch = config.epoch or clock.now().astimezone(ZoneInfo(vendor.zone)).date()
            seed = DEFAULT_SEED if config.seed is None else config.seed
            return WorldPlan(seed, epoch, load_scenario(vendor.scenarios, scenario_name), config.scale)
        plan = WorldPlan(kept["seed"], date.fromisoformat(kept["epoch"]), kept["scenario"], kept["scale"])
        self._refuse("seed", config.seed, plan.seed)
        self._refuse("epoch", config.epoch, plan.epoch)
        self._refuse("scale", config.scale, plan.scale)
        if config.scenario is not None and load_scenario(vendor.scenarios, config.scenario) != plan.scenario:
            raise ConfigError("the database was made with another scenario; leave the option out, or take a new file")
        return plan

    def keep(self, plan: WorldPlan, clock: Clock) -> None:
        """Write a new world's plan down."""
        if self._kept is None:
            row = {
                "seed": plan.seed,
                "epoch": plan.epoch.isoformat(),
                "scenario": dict(plan.scenario),
                "scale": plan.scale,
                "clock_offset": clock.offset,
            }
            self._overlay.put(self._KIND, self._KEY, row)

    @staticmethod
    def _refuse(name: str, given: object, kept: object) -> None:
        if given is not None and given != kept:
            made = f"with {name} {kept}" if kept is not None else f"without {name}"
            raise ConfigError(f"the database was made {made}, not {given}; leave the option out, or take a new file")


def _chosen(config: Config) -> dict[str, Vendor]:
    chosen = discover(config.vendors)
    for name in (*config.vendors, *config.settings):
        if name not in chosen and name not in vendor_names():
            raise ConfigError(f"unknown vendor {name!r}; there are: {', '.join(vendor_names())}")
    for name in config.settings:
        if name not in chosen:
            raise ConfigError(f"a setting is for {name}, which is not served")
    return chosen


def _refuse_shared_scenario(config: Config) -> None:
    serves_several = len(set(config.vendors or vendor_names())) > 1
    if config.scenario is not None and is_scenario_file(config.scenario) and serves_several:
        raise ConfigError("a scenario file is one vendor's; name the vendor to serve")


def _clock_from(epoch: date | None, zone: str) -> Clock:
    """Return a clock that stands at noon of the epoch and ticks on, or the real one."""
    if epoch is None:
        return Clock()
    return Clock(datetime.combine(epoch, _NOON, ZoneInfo(zone)).astimezone(UTC))
