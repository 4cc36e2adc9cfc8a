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
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.documents import Document, parse_document, read_document
from mock_server.drift.exchange import Answered, Asked
from mock_server.drift.look import Known, look
from mock_server.drift.more import NO_MORE, More
from mock_server.drift.overlay_file import overlay_document, overlay_text
from mock_server.drift.report import Report
from mock_server.resources import contract_path
from mock_server.vendors.on24 import probes as on24
from mock_server.vendors.oniva import probes as oniva

Json = Any
# Lists are found before what is below them, so a service that is otherwise everywhere takes some rounds.
ROUNDS = 8


@dataclass(frozen=True, eq=False)
class Subject:
    """A vendor to loop over: its contract, and how somebody asks it."""

    name: str
    file: str
    probes: Probes
    secrets: tuple[tuple[str, str], ...]

    @property
    def contract(self) -> Path:
        """The file of its contract."""
        return contract_path(self.file)

    def asked_as(self) -> Probes:
        """What is asked, with the number of the client where it is part of that."""
        client = next(text for name, text in self.secrets if name.endswith("_CLIENT_ID"))
        return replace(self.probes, given={"client_id": client})


ONIVA = Subject(
    "oniva",
    "oniva.yaml",
    oniva.PROBES,
    (("ONMOCK_ONIVA_CLIENT_ID", "onmock-crm"), ("ONMOCK_ONIVA_CLIENT_SECRET", "onmock-crm-secret")),
)
ON24 = Subject(
    "on24",
    "on24/openapi.yaml",
    on24.PROBES,
    (
        ("ONMOCK_ON24_CLIENT_ID", "4497"),
        ("ONMOCK_ON24_ACCESS_TOKEN_KEY", f"A{'1' * 29}"),
        ("ONMOCK_ON24_ACCESS_TOKEN_SECRET", f"9f6f7{'1' * 50}"),
    ),
)


@dataclass(frozen=True)
class Seen:
    """What one look came to: its report, and all that was asked."""

    report: Report
    asked: Sequence[Asked]


@cache
def ours(subject: Subject = ONIVA) -> Document:
    """Our contract as a document."""
    return read_document(subject.contract)


def resolved(*overlays: Path, subject: Subject = ONIVA) -> Json:
    """Our contract as JSON under overlays."""
    draft = Draft(subject.contract)
    for path in overlays:
        read_overlay(path).apply(draft)
    return Resolver(draft.path, draft.files).document()


def published(*overlays: Path, subject: Subject = ONIVA) -> Document:
    """The same as a vendor would publish it: without a word of where data come from."""
    return parse_document(orjson.dumps(without_extensions(resolved(*overlays, subject=subject))), "theirs")


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


def compiled(overlays: Sequence[Path], subject: Subject = ONIVA) -> Contract:
    """Our contract under overlays."""
    path = subject.contract
    return load_contract(path, overlays={path: [read_overlay(one) for one in overlays]})


def service_at(server: MockServer, contract: Contract, subject: Subject = ONIVA, url: str = "") -> Service:
    """Somebody who asks, in a hurry; at a URL, where something stands before the server."""
    clock = server.app.runtime.clock
    rules = Rules(rate=1e6, max_requests=400, sleep=clock.advance, monotonic=clock.seconds)
    target = Target.parse(url or server.base_url(subject.name))
    return Service(contract, target, from_environment(subject.name, dict(subject.secrets)), rules)


def seen_at(
    server: MockServer,
    overlays: Sequence[Path],
    theirs: Document | None = None,
    subject: Subject = ONIVA,
    url: str = "",
    more: More = NO_MORE,
) -> Seen:
    """Look at a server with our contract under overlays, and with the vendor's own document if there is one."""
    contract = compiled(overlays, subject)
    service, everything = service_at(server, contract, subject, url), list[Asked]()

    def send(asked: Asked) -> Answered:
        everything.append(asked)
        return service.send(asked)

    known = Known(documents=None if theirs is None else (ours(subject), theirs))
    report = look(subject.name, contract, subject.asked_as(), service, send, datetime.now(UTC), known, more).report
    service.close()
    return Seen(report, everything)


def looped(
    server: MockServer,
    folder: Path,
    theirs: Document | None = None,
    subject: Subject = ONIVA,
    url: str = "",
    more: More = NO_MORE,
) -> tuple[list[Path], Seen]:
    """Look and write until there is nothing more to write; return the overlays, and what was seen at last."""
    overlays: list[Path] = []
    for number in range(ROUNDS):
        seen = seen_at(server, overlays, theirs if number == 0 else None, subject, url, more)
        document = overlay_document(seen.report.findings, subject.file, subject.name)
        if not document["actions"]:
            break
        overlays.append(folder / f"seen-{number}.yaml")
        overlays[-1].write_text(overlay_text(document), encoding="utf-8")
    return overlays, seen


def differing(
    asked: Sequence[Asked],
    servers: tuple[MockServer, MockServer],
    overlays: Sequence[Path],
    subject: Subject = ONIVA,
) -> list[str]:
    """Return the requests that two servers answer otherwise, status or document, at the same moment by their clocks."""
    first, second = (one.app.runtime.clock for one in servers)
    first.advance(3600)
    second.set(first.now())
    contract = compiled(overlays, subject)
    services = [service_at(one, contract, subject) for one in servers]
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
