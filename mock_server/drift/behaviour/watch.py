"""Watch: what is looked at, how it ended, and what was found; nothing is said that was seen once only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mock_server.breaks.catalogue import CatalogueEntry, entries_of
from mock_server.breaks.place import Place
from mock_server.contract import Contract
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.exchange import Exchange, NothingThere, NotObserved
from mock_server.drift.finding import BEHAVIOUR, Finding
from mock_server.drift.kinds import severity_of
from mock_server.drift.report import DRIFT, OK, UNSEEN, Observation
from mock_server.drift.walk import Walk


@dataclass(frozen=True, slots=True)
class Hit:
    """A drift as a check sees it; see Finding. `operation` is "" for the one that is looked at."""

    kind: str
    place: Place
    says: str
    seen: str
    operation: str = ""
    actions: Sequence[Mapping[str, Any]] = ()


Look = Callable[[Asker], Iterable[Hit]]
# So often is looked again for what was seen once, while answers are otherwise each time.
_MOST_LOOKS = 3


class Watch:
    """Looks, and collects `observations` and `findings`."""

    def __init__(self, walk: Walk, probes: Probes) -> None:
        self.asker = Asker(walk, probes)
        self.observations: list[Observation] = []
        self.findings: dict[str, Finding] = {}
        self._entry = cache(lambda operation: _entries(walk.contract, operation))

    def see(self, name: str, operation: str, look: Look, unless: Collection[str] = ()) -> None:
        """Look at something of an operation, unless it drifted in one of these kinds, on which that is built. What is
        not there to be looked at is no observation.

        Where it drifted, look again at answers that are new, before saying so: others write meanwhile.
        """
        try:
            self._check(operation, unless)
            hits = self._looked(look)
        except NothingThere:
            return
        except NotObserved as reason:
            self.observations.append(Observation(name, operation, BEHAVIOUR, UNSEEN, str(reason)))
            return
        for hit in hits:
            finding = self._finding(hit, hit.operation or operation)
            self.findings.setdefault(finding.id, finding)
        self.observations.append(Observation(name, operation, BEHAVIOUR, DRIFT if hits else OK))

    def _check(self, operation: str, unless: Collection[str]) -> None:
        for one in self.findings.values():
            if one.operation == operation and one.kind in unless:
                raise NotObserved(f"it cannot be told: {one.kind}")

    def _looked(self, look: Look) -> list[Hit]:
        """Return what is seen each time that is looked: twice, more often where others write meanwhile."""
        hits, is_moving = list(look(self.asker)), True
        for _ in range(_MOST_LOOKS):
            if not hits or not is_moving:
                break
            known = len(self.asker.walk.exchanges)
            again = {(hit.kind, hit.place) for hit in look(self.asker.anew())}
            kept = [hit for hit in hits if (hit.kind, hit.place) in again]
            if again and not kept:
                raise NotObserved("it was otherwise each time")
            hits, is_moving = kept, self._is_moving(known)
        return hits

    def _is_moving(self, known: int) -> bool:
        """Tell whether a good answer after so many exchanges is another one than it was before."""
        before = {_request(one): one.answered.body for one in self.asker.walk.exchanges[:known]}
        return any(
            one.answered.is_good and before.get(_request(one), one.answered.body) != one.answered.body
            for one in self.asker.walk.exchanges[known:]
        )

    def _finding(self, hit: Hit, operation: str) -> Finding:
        pointer = str(hit.place)
        entry = self._entry(operation).get((hit.kind, pointer))
        severity = severity_of(hit.kind)
        evidence = entry.evidence if entry is not None else self._mark(operation)
        told = (hit.says, hit.seen, BEHAVIOUR, evidence)
        return Finding(hit.kind, operation, pointer, severity, *told, actions=hit.actions)

    def _mark(self, operation: str) -> str:
        found = self.asker.walk.contract.operations.get(operation)
        return found.evidence.get("mark", "") if found is not None else ""


def _request(exchange: Exchange) -> tuple[object, ...]:
    asked = exchange.asked
    return (asked.method, asked.target, asked.credentials, *sorted(asked.headers.items()))


def _entries(contract: Contract, operation: str) -> dict[tuple[str, str], CatalogueEntry]:
    if operation not in contract.operations:
        return {}
    return {(one.kind, one.pointer): one for one in entries_of(contract, contract.operations[operation])}
