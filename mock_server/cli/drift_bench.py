"""What `onmock drift` looks with: a contract, probes, a live service or a recording of one."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from mock_server.contract import Contract, load_contract
from mock_server.core.errors import ConfigError
from mock_server.drift.asking import Credentials, Recorder, Replay, Rules, Service, Target, from_environment, from_file
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.behaviour.run import run_behaviour
from mock_server.drift.documents import read_document
from mock_server.drift.exchange import Answered, Asked, NotObserved
from mock_server.drift.history import Baseline, read_accepted, read_baseline, write_baseline
from mock_server.drift.look import Known, Looked, look
from mock_server.drift.overlay_file import overlay_document, overlay_text
from mock_server.drift.report import Report
from mock_server.drift.reports import write
from mock_server.drift.walk import Walk
from mock_server.resources import contract_path
from mock_server.vendor import Vendor
from mock_server.vendors import discover

_SECRETS = ("client_secret", "access_token_secret")


@dataclass(frozen=True, slots=True)
class Bench:
    """One look, prepared. `began` is when it began, or when what is replayed did."""

    vendor: Vendor
    contract: Contract
    probes: Probes
    service: Service | Replay
    send: Callable[[Asked], Answered]
    began: datetime

    def look(self, known: Known) -> Looked:
        """Look, and hang up."""
        try:
            return look(
                self.vendor.name, self.contract, self.probes, self.service, _counting(self.send), self.began, known
            )
        finally:
            self.service.close()

    def plan(self) -> list[str]:
        """Return what would be looked at; nothing is asked."""

        def unasked(asked: Asked) -> Answered:
            raise NotObserved("nothing is asked")

        planned, _ = run_behaviour(Walk(self.contract, unasked), self.probes)
        return [f"{one.operation}: {one.name}" for one in planned]

    def remember(self, path: Path, looked: Looked) -> None:
        """Write into a baseline what was seen."""
        known = read_baseline(path, self.vendor.name, self.contract.version)
        baseline = known or Baseline.begin(self.vendor.name, self.contract.version, looked.profile)
        write_baseline(path, baseline.with_run(looked.profile, self.began.date(), looked.report.findings))

    def write_overlay(self, path: Path, report: Report) -> None:
        """Write the overlay that makes the contract say what was seen, accepted or not."""
        findings = [*report.findings, *(one for one, _ in report.accepted)]
        write(path, overlay_text(overlay_document(findings, self.vendor.contract, self.contract.title)))


def bench_for(wish: Mapping[str, Any], environment: Mapping[str, str], now: datetime) -> Bench:
    """Return the bench for options of the command; raise ConfigError where they are not enough."""
    known = discover()
    if wish["vendor"] not in known:
        raise ConfigError(f"unknown vendor {wish['vendor']!r}; there are: {', '.join(known)}")
    vendor = known[wish["vendor"]]
    contract = load_contract(contract_path(vendor.contract))
    if wish["replay"] is not None:
        replay = Replay(wish["replay"], contract, vendor.name)
        return Bench(vendor, contract, _probes(vendor, replay.credentials), replay, replay.send, replay.began)
    if not wish["target"]:
        raise ConfigError("--target is missing: the base URL of the service")
    credentials = _credentials(wish, environment)
    rules = Rules(rate=wish["rate"], max_requests=wish["max_requests"])
    service = Service(contract, Target.parse(wish["target"]), credentials, rules)
    send = service.send if wish["record"] is None else Recorder(wish["record"], service, now).send
    return Bench(vendor, contract, _probes(vendor, credentials), service, send, now)


def known_to(wish: Mapping[str, Any], bench: Bench) -> Known:
    """Return what is known before, from the files that options name."""
    document, baseline = wish["live_contract"], wish["baseline"]
    credentials = bench.service.credentials
    secret = next((credentials[name] for name in _SECRETS if name in credentials), "")
    return Known(
        documents=None
        if document is None
        else (read_document(contract_path(bench.vendor.contract)), read_document(document)),
        baseline=None if baseline is None else read_baseline(baseline, bench.vendor.name, bench.contract.version),
        accepted=read_accepted(wish["accepted"]),
        secret=secret.encode(),
    )


def _credentials(wish: Mapping[str, Any], environment: Mapping[str, str]) -> Credentials:
    file = wish["credentials"]
    found = from_environment(wish["vendor"], environment) if file is None else from_file(wish["vendor"], file)
    if found.warning:
        click.echo(f"onmock: {found.warning}", err=True)
    return found


def _probes(vendor: Vendor, credentials: Credentials) -> Probes:
    """Return what a vendor's API is asked, with those credentials that are part of it (the number of an account)."""
    probes: Probes = importlib.import_module(f"mock_server.vendors.{vendor.name}.probes").PROBES
    given = {"client_id": credentials["client_id"]} if "client_id" in credentials else {}
    return replace(probes, given={**given, **probes.given})


def _counting(send: Callable[[Asked], Answered]) -> Callable[[Asked], Answered]:
    """Return a `send` that shows on a terminal how far it is."""
    sent: Counter[str] = Counter()
    if not sys.stderr.isatty():
        return send

    def counting(asked: Asked) -> Answered:
        sent[""] += 1
        click.echo(f"\r{sent['']:>4} {asked.operation[:40]:<40}", nl=False, err=True)
        return send(asked)

    return counting
