"""What `onmock drift` looks with: a contract, probes, a live service or a recording of one."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import click

from mock_server.cli.drift_wish import Wish
from mock_server.cli.progress import Progress
from mock_server.contract import Contract, load_contract, read_overlay
from mock_server.core.errors import ConfigError
from mock_server.drift.asking import (
    Credentials,
    Recorder,
    Replay,
    Rules,
    Service,
    Target,
    from_environment,
    from_file,
)
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.exchange import Answered, Asked
from mock_server.drift.history import Baseline, read_baseline, write_baseline
from mock_server.drift.look import Known, Looked, look
from mock_server.drift.more import More
from mock_server.drift.narrowing import narrowed
from mock_server.drift.overlay_file import overlay_document, overlay_text
from mock_server.drift.profiles import rated
from mock_server.drift.report import Report
from mock_server.drift.writing import write
from mock_server.resources import contract_path
from mock_server.vendor import Vendor
from mock_server.vendors import discover

# What schemathesis makes up for each operation, and what that may cost.
_EXAMPLES, _REQUESTS_AN_OPERATION = 10, 20


@dataclass(frozen=True, slots=True)
class Bench:
    """One look, prepared. `began` is when it began, or when what is replayed did."""

    vendor: Vendor
    contract: Contract
    probes: Probes
    service: Service | Replay
    send: Callable[[Asked], Answered]
    began: datetime
    progress: Progress = field(default_factory=Progress)

    def look(self, known: Known, wish: Wish) -> Looked:
        """Look, and hang up."""
        more = More(_EXAMPLES if wish.deep else 0, wish.probe_limits)
        with self.progress:
            send = self.progress.showing(self.send)
            try:
                looked = look(self.vendor.name, self.contract, self.probes, self.service, send, self.began, known, more)
                return replace(looked, report=rated(looked.report, wish.profile))
            finally:
                self.service.close()

    def remember(self, path: Path, known: Baseline | None, looked: Looked) -> Baseline:
        """Write into a baseline what was seen, and return it."""
        # Another look may have written it meanwhile.
        known = read_baseline(path, self.vendor.name, self.contract.version) or known
        baseline = known or Baseline.begin(self.vendor.name, self.contract.version, looked.profile)
        after = baseline.with_run(looked.profile, self.began.date(), looked.report.findings)
        write_baseline(path, after)
        return after

    def write_overlay(self, path: Path, report: Report, known: Known) -> None:
        """Write the overlay that makes the contract say what was seen, accepted or not, where enough was seen."""
        # A token operation that has moved is trouble, and the vendor's own document, or a redirect, says where to.
        is_moved = any(one.kind == "endpoint-redirect" and one.actions for one in report.findings)
        if report.trouble and known.documents is None and not is_moved:
            return
        findings = [*report.findings, *(one for one, _ in report.accepted)]
        write(path, overlay_text(overlay_document(findings, self.vendor.contract, self.contract.title)))


def bench_for(wish: Wish, environment: Mapping[str, str], now: datetime) -> Bench:
    """Return the bench for options of the command; raise ConfigError where they are not enough."""
    vendor = vendor_of(wish.vendor)
    contract = contract_of(vendor, wish)
    if wish.replay is not None:
        replay = Replay(wish.replay, contract, vendor.name)
        return Bench(vendor, contract, probes_of(vendor, replay.credentials), replay, replay.send, replay.began)
    credentials = _credentials(wish, environment)
    probes = probes_of(vendor, credentials)
    most = most_requests(wish, contract, probes)
    progress = Progress(most)
    service = Service(
        contract,
        Target.parse(wish.target or "", is_plain_allowed=wish.allow_http),
        credentials,
        Rules(rate=wish.rate, max_requests=most, sleep=progress.waiting),
        proxy=wish.proxy,
        authorities=wish.authorities,
    )
    send = service.send if wish.record is None else Recorder(wish.record, service, now).send
    return Bench(vendor, contract, probes, service, send, now, progress)


def vendor_of(name: str) -> Vendor:
    """Return a vendor by its name; raise ConfigError, which says whose there are, where there is none."""
    known = discover()
    if name not in known:
        raise ConfigError(f"unknown vendor {name!r}; there are: {', '.join(known)}")
    return known[name]


def contract_of(vendor: Vendor, wish: Wish) -> Contract:
    """Return a vendor's contract, as it is under overlays, of the operations that are looked at; raise ConfigError
    where there are none, or an overlay is for another.
    """
    path, shaped = contract_path(vendor.contract), [read_overlay(one) for one in wish.overlays]
    for one in shaped:
        if one.extends is not None and not one.is_for(vendor.contract):
            raise ConfigError(f"the overlay {one.path} says extends: {one.extends}, and not {vendor.contract}")
    contract = load_contract(path, overlays={path: shaped})
    return narrowed(contract, probes_of(vendor, {}), wish.operations)


def most_requests(wish: Wish, contract: Contract, probes: Probes) -> int:
    """Return how many requests may be sent in all."""
    if wish.max_requests is not None:
        return wish.max_requests
    reading = sum(one.method == "GET" for one in contract.operations.values())
    return probes.requests + (_REQUESTS_AN_OPERATION * reading if wish.deep else 0)


def _credentials(wish: Wish, environment: Mapping[str, str]) -> Credentials:
    file = wish.credentials
    found = from_environment(wish.vendor, environment) if file is None else from_file(wish.vendor, file)
    if found.warning:
        click.echo(f"onmock: {found.warning}", err=True)
    return found


def probes_of(vendor: Vendor, credentials: Mapping[str, str]) -> Probes:
    """Return what a vendor's API is asked, with those credentials that are part of it (the number of an account)."""
    probes: Probes = importlib.import_module(f"mock_server.vendors.{vendor.name}.probes").PROBES
    given = {"client_id": credentials["client_id"]} if "client_id" in credentials else {}
    return replace(probes, given={**given, **probes.given})
