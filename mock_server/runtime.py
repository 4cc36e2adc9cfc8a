"""Runtime: everything that changes while a server runs, built from a Config. Two runtimes share nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mock_server.breaks import parse_break
from mock_server.config import Config, read_settings
from mock_server.contract import Contract, OverlayDocument, load_contract, read_overlay
from mock_server.contract.made_up import made_up_reply
from mock_server.core.clock import Clock
from mock_server.core.errors import ConfigError, ContractError
from mock_server.faults import Rule
from mock_server.journal import Journal
from mock_server.resources import contract_path
from mock_server.scenarios import is_scenario_file
from mock_server.store import Database
from mock_server.vendor import Handler, Vendor
from mock_server.vendors import discover, vendor_names
from mock_server.worlds import VendorService, Worlds


class Runtime:
    """All mutable state of one server.

    Raises an OnmockError, in one line, when the config, a contract, a scenario or the database cannot be used.
    """

    def __init__(self, config: Config, clock: Clock | None = None) -> None:
        self.config = config
        self.journal = Journal()
        _refuse_shared_scenario(config)
        self._database = Database(config.database) if config.database is not None else None
        self.worlds = Worlds(config, self.journal, self._database)
        try:
            vendors = _chosen(config)
            contracts = _read(vendors, config.overlays)
            standing = standing_breaks(config.breaks, contracts)
            self.services = {
                name: self._opened(vendor, contracts[name], standing[name], clock) for name, vendor in vendors.items()
            }
        except BaseException:
            self.close()
            raise

    @property
    def clock(self) -> Clock:
        """The clock of the first world, which times what belongs to no world."""
        return next(iter(self.services.values())).home.world.clock

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()

    def _opened(
        self, vendor: Vendor, contract: Contract, standing: Sequence[Rule], clock: Clock | None
    ) -> VendorService:
        try:
            return self._service(vendor, contract, standing, clock)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # Our own contracts have all that is asked of them; an overlay may have taken it away.
            if not self.config.overlays:
                raise
            raise ContractError(
                f"{vendor.name} cannot be served under {', '.join(map(str, self.config.overlays))}: the contract lacks"
                f" or misspells {' '.join(str(error).split())}"
            ) from error

    def _service(
        self, vendor: Vendor, contract: Contract, standing: Sequence[Rule], clock: Clock | None
    ) -> VendorService:
        settings = read_settings(vendor.settings, self.config.settings.get(vendor.name, {}), vendor.name)
        authenticator = vendor.new_authenticator(contract)
        service = VendorService(
            name=vendor.name,
            vendor=vendor,
            contract=contract,
            authenticator=authenticator,
            handlers=bound(vendor.name, contract, vendor.handlers(authenticator)),
            render=vendor.render,
            settings=settings,
            standing=standing,
        )
        self.worlds.open(service, clock)
        return service


def _read(vendors: Mapping[str, Vendor], overlays: Sequence[Path]) -> dict[str, Contract]:
    """Read the contracts, each re-shaped by its overlays; raise ConfigError for an overlay of a contract not served."""
    documents = {name: (vendor.contract, *vendor.pages) for name, vendor in vendors.items()}
    shaped: dict[Path, list[OverlayDocument]] = {}
    for overlay in map(read_overlay, overlays):
        shaped.setdefault(contract_path(_document_of(overlay, documents)), []).append(overlay)
    # What has no overlays is loaded as ever: it may be at hand already.
    how: dict[str, Any] = {"overlays": shaped} if shaped else {}
    return {name: load_contract(*map(contract_path, paths), **how) for name, paths in documents.items()}


def _document_of(overlay: OverlayDocument, documents: Mapping[str, Sequence[str]]) -> str:
    named = [one for paths in documents.values() for one in paths if overlay.is_for(one)]
    if len(named) == 1:
        return named[0]
    if overlay.extends is None and len(documents) == 1:
        return next(paths[0] for paths in documents.values())
    known = ", ".join(one for paths in documents.values() for one in paths)
    raise ConfigError(
        f"the overlay {overlay.path} says extends: {overlay.extends}, which is none of {known}"
        if overlay.extends is not None
        else f"the overlay {overlay.path} has to say by extends which contract it is for: {known}"
    )


def standing_breaks(texts: Sequence[str], contracts: Mapping[str, Contract]) -> Mapping[str, Sequence[Rule]]:
    """Return the breaks that were told at the start, by vendor; raise ConfigError for one that is no vendor's."""
    standing: dict[str, list[Rule]] = {name: [] for name in contracts}
    for number, text in enumerate(texts, start=1):
        problems = []
        for name, contract in contracts.items():
            try:
                parse_break(text, contract)
            except ConfigError as problem:
                problems.append(problem)
            else:
                standing[name].append(Rule(f"break-{number}", {"break": text}))
        if len(problems) == len(contracts):
            # The one that knows the operation has more to say.
            raise max(problems, key=lambda problem: "is no operation" not in str(problem))
    return standing


def bound(name: str, contract: Contract, handlers: Mapping[str, Handler]) -> Mapping[str, Handler]:
    """Return handlers, if there is one for each operation that is not made up; raise ContractError otherwise."""
    made_up = {one.handler_name: made_up_reply for one in contract.operations.values() if one.made_up}
    missing = {operation.handler_name for operation in contract.operations.values()} - {*handlers, *made_up}
    if missing:
        raise ContractError(f"{name} has no handler for {', '.join(sorted(missing))}")
    return {**made_up, **handlers}


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
