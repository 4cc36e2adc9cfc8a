"""The loop: look at a service, write what was seen, look again under it, until there is nothing to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from mock_server import MockServer
from mock_server.contract import Contract, load_contract
from mock_server.contract.draft import Draft
from mock_server.contract.overlay import read_overlay
from mock_server.contract.references import Resolver
from mock_server.drift.asking import Rules, Service, Target, from_environment
from mock_server.drift.documents import Document, parse_document, read_document
from mock_server.drift.exchange import Answered, Asked
from mock_server.drift.look import Known, look
from mock_server.drift.overlay_file import overlay_document, overlay_text
from mock_server.drift.report import Report
from mock_server.resources import contract_path
from mock_server.vendors.oniva.probes import PROBES

Json = Any
CONTRACT = contract_path("oniva.yaml")
SECRETS = {"ONMOCK_ONIVA_CLIENT_ID": "onmock-crm", "ONMOCK_ONIVA_CLIENT_SECRET": "onmock-crm-secret"}
# Lists are found before what is below them, so a service that is otherwise everywhere takes some rounds.
ROUNDS = 6


@dataclass(frozen=True)
class Seen:
    """What one look came to: its report, and all that was asked."""

    report: Report
    asked: Sequence[Asked]


@cache
def ours() -> Document:
    """Our contract as a document."""
    return read_document(CONTRACT)


def resolved(*overlays: Path) -> Json:
    """Our contract as JSON under overlays."""
    draft = Draft(CONTRACT)
    for path in overlays:
        read_overlay(path).apply(draft)
    return Resolver(draft.path, draft.files).document()


def published(*overlays: Path) -> Document:
    """The same as a vendor would publish it: without a word of where data come from."""
    return parse_document(orjson.dumps(without_extensions(resolved(*overlays))), "theirs")


def without_extensions(node: Json, *, is_named: bool = False) -> Json:
    """JSON without keys that begin with x-, but for names of headers and members."""
    if isinstance(node, list):
        return [without_extensions(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {key: one for key, one in node.items() if is_named or not key.startswith("x-")}
    return {
        key: without_extensions(one, is_named=not is_named and key in ("headers", "properties"))
        for key, one in kept.items()
    }


def compiled(overlays: Sequence[Path]) -> Contract:
    """Our contract under overlays."""
    return load_contract(CONTRACT, overlays={CONTRACT: [read_overlay(one) for one in overlays]})


def service_at(server: MockServer, contract: Contract) -> Service:
    """Somebody who asks, in a hurry."""
    clock = server.app.runtime.clock
    rules = Rules(rate=1e6, max_requests=400, sleep=clock.advance, monotonic=clock.seconds)
    return Service(contract, Target.parse(server.base_url("oniva")), from_environment("oniva", SECRETS), rules)


def seen_at(server: MockServer, overlays: Sequence[Path], theirs: Document | None = None) -> Seen:
    """Look at a server with our contract under overlays, and with the vendor's own document if there is one."""
    contract = compiled(overlays)
    service, everything = service_at(server, contract), list[Asked]()

    def send(asked: Asked) -> Answered:
        everything.append(asked)
        return service.send(asked)

    known = Known(documents=None if theirs is None else (ours(), theirs))
    probes = replace(PROBES, given={"client_id": "onmock-crm"})
    report = look("oniva", contract, probes, service, send, datetime.now(UTC), known).report
    service.close()
    return Seen(report, everything)


def looped(server: MockServer, folder: Path, theirs: Document | None = None) -> tuple[list[Path], Seen]:
    """Look and write until there is nothing more to write; return the overlays, and what was seen at last."""
    overlays: list[Path] = []
    for number in range(ROUNDS):
        seen = seen_at(server, overlays, theirs if number == 0 else None)
        document = overlay_document(seen.report.findings, "oniva.yaml", "Oniva")
        if not document["actions"]:
            break
        overlays.append(folder / f"seen-{number}.yaml")
        overlays[-1].write_text(overlay_text(document), encoding="utf-8")
    return overlays, seen


def differing(asked: Sequence[Asked], servers: tuple[MockServer, MockServer], overlays: Sequence[Path]) -> list[str]:
    """Return the requests that two servers answer otherwise, status or document, at the same moment by their clocks."""
    first, second = (one.app.runtime.clock for one in servers)
    first.advance(3600)
    second.set(first.now())
    services = [service_at(one, compiled(overlays)) for one in servers]
    answers = [[(one.target, *_told(service.send(one))) for one in asked] for service in services]
    for service in services:
        service.close()
    return [one[0] for one, other in zip(*answers, strict=True) if one != other]


def _told(answered: Answered) -> tuple[int, Json]:
    return answered.status, meant(answered)


def meant(answered: Answered) -> Json:
    """What a reply says, in which the order of members is nothing, and a token is any."""
    try:
        document = answered.json()
    except ValueError:
        return answered.body
    return document | {"access_token": ""} if isinstance(document, dict) and "access_token" in document else document
