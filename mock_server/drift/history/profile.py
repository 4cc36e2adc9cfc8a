"""Profile: what a run saw, as statistics and shapes. No value of a record is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from mock_server.breaks.place import Place, pointer_of
from mock_server.breaks.sites import Site
from mock_server.contract import Contract
from mock_server.drift.discretion import may_be_told
from mock_server.drift.exchange import OWN, Exchange
from mock_server.drift.history.digest import Digester
from mock_server.drift.history.layout import Layout, layout_of
from mock_server.drift.history.reach import reach
from mock_server.drift.history.rows import Row, merged_rows, rows_of, values_of
from mock_server.drift.history.tally import Counts, Tally, added
from mock_server.drift.history.undo import ABSENT
from mock_server.drift.people import People

# Names beside those of the contract, of one object.
_MOST_NEW = 30


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of an operation: its statuses, the header names of its good replies in small letters, how many rows
    its lists had, the places of its documents, and a sample of its records. `fresh` are places that no contract names.
    """

    statuses: Counts = field(default_factory=dict)
    replies: int = 0
    headers: Counts = field(default_factory=dict)
    sizes: Counts = field(default_factory=dict)
    places: Mapping[str, Tally] = field(default_factory=dict)
    fresh: Mapping[str, Tally] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)

    def merged(self, other: Seen) -> Seen:
        """Return what was seen in both."""
        return Seen(
            added(self.statuses, other.statuses),
            self.replies + other.replies,
            added(self.headers, other.headers),
            added(self.sizes, other.sizes),
            _merged(self.places, other.places),
            _merged(self.fresh, other.fresh),
            merged_rows(self.rows, other.rows),
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """What was seen, by operation. `tenant` is how the vendor calls the tenant, and is written nowhere; `check` is the
    mark of the key of digests, "" where there was no secret to make one of.
    """

    operations: Mapping[str, Seen] = field(default_factory=dict)
    tenant: str = ""
    check: str = ""

    def merged(self, other: Profile) -> Profile:
        """Return what was seen in both; rows can only be compared where both have the same key, else the later's stay.

        The order of several does not matter where they have one key.
        """
        mine = self.operations if self.check == other.check else _without_rows(self.operations)
        names = {**mine, **other.operations}
        merged = {name: mine.get(name, Seen()).merged(other.operations.get(name, Seen())) for name in names}
        return Profile(merged, other.tenant or self.tenant, other.check)

    def dated(self, day: str) -> Profile:
        """Return the profile with the day of its run on every row."""
        return replace(self, operations={name: _dated(seen, day) for name, seen in self.operations.items()})


def profile_of(contract: Contract, exchanges: Sequence[Exchange], *, secret: bytes = b"", tenant: str = "") -> Profile:
    """Return the profile of exchanges with a tenant; of `secret` (the client's) comes the key of its digests.

    Without a secret, no records are sampled; without a `tenant`, it is looked for in the exchanges.
    """
    told = tenant or tenant_of(contract, exchanges)
    digester = Digester.of(secret) if secret else None
    by_operation: dict[str, list[Exchange]] = {}
    for exchange in exchanges:
        by_operation.setdefault(exchange.asked.operation, []).append(exchange)
    seen = {
        name: _seen(layout_of(contract, contract.operations[name]), those, contract.operations[name].success, digester)
        for name, those in by_operation.items()
        if name in contract.operations
    }
    people = People(contract, exchanges)
    kept = {name: _without_people(one, people) for name, one in seen.items()}
    return Profile(kept, told, digester.check if digester else "")


def _without_people(seen: Seen, people: People) -> Seen:
    """Return what was seen without words that are somebody's name elsewhere."""

    def kept(pointer: str, tally: Tally) -> Tally:
        at = pointer.rpartition("/")[2]
        return replace(tally, words={word: count for word, count in tally.words.items() if not people.have(word, at)})

    fresh = {pointer: one for pointer, one in seen.fresh.items() if not people.have(pointer.rpartition("/")[2])}
    return replace(seen, places={pointer: kept(pointer, one) for pointer, one in seen.places.items()}, fresh=fresh)


def tenant_of(contract: Contract, exchanges: Sequence[Exchange]) -> str:
    """Return how the vendor calls the tenant: the id of the tenant in some reply, or the part of the path that every
    operation below it has; "" where nothing tells.
    """
    for name in dict.fromkeys(one.asked.operation for one in exchanges if one.asked.operation in contract.operations):
        layout = layout_of(contract, contract.operations[name])
        site = None if layout is None else next(filter(_is_tenant, layout.members), None)
        answers = [one.answered.document for one in exchanges if one.asked.operation == name and one.answered.is_good]
        found = [str(value) for value in reach(answers, site.steps)] if site is not None else []
        if found:
            return found[0]
    return _account_of(contract, exchanges)


def _is_tenant(site: Site) -> bool:
    return site.words == ["id"] and site.holder is not None and site.holder.words == ["tenant"]


def _account_of(contract: Contract, exchanges: Sequence[Exchange]) -> str:
    """Return what the paths have in the place of the parameter with which all paths of the contract begin."""
    beginnings = {path.partition("}")[0] for path in contract.document["paths"]}
    first, brace, _ = beginnings.pop().partition("{")
    if beginnings or not brace:
        return ""
    paths = [urlsplit(one.asked.target).path for one in exchanges if one.asked.operation in contract.operations]
    found = {path.removeprefix(first).partition("/")[0] for path in paths if path.startswith(first)}
    return found.pop() if len(found) == 1 else ""


def _seen(layout: Layout | None, exchanges: Sequence[Exchange], success: int, digester: Digester | None) -> Seen:
    own = [one for one in exchanges if one.asked.credentials == OWN and one.asked.method != "HEAD"]
    good = [one for one in own if one.answered.status == success]
    documents = [one.answered.document for one in good if one.answered.document is not None]
    names = Counter(
        name for one in good for name in {name.lower() for name, _ in one.answered.headers if may_be_told(name)}
    )
    seen = Seen(Counter(str(one.answered.status) for one in own), len(good), names)
    if layout is None:
        return seen
    return replace(
        seen,
        sizes=_sizes(layout, documents),
        places=_places(layout, documents),
        fresh=_fresh(layout, documents),
        rows=rows_of(documents, layout, digester) if digester is not None else {},
    )


def _sizes(layout: Layout, documents: Sequence[Any]) -> Counts:
    lists = reach(documents, layout.row[:-1]) if layout.row else []
    return Counter(str(len(rows)) for rows in lists if isinstance(rows, list))


def _places(layout: Layout, documents: Sequence[Any]) -> dict[str, Tally]:
    found = {}
    for site in layout.values:
        values = values_of(documents, site, 0)
        there = [value for value in values if value is not ABSENT]
        if values:
            found[pointer_of(site.steps)] = Tally.of(there, len(values) - len(there), site)
    return found


def _fresh(layout: Layout, documents: Sequence[Any]) -> dict[str, Tally]:
    """Return the members that no contract names, in objects whose members it does name."""
    found: dict[str, Tally] = {}
    for site in layout.objects:
        holders = [one for one in reach(documents, site.steps) if isinstance(one, dict)]
        names = Counter(name for one in holders for name in one.keys() - site.schema["properties"].keys())
        for name in sorted(name for name in names if may_be_told(name))[:_MOST_NEW]:
            values = [one[name] for one in holders if name in one]
            found[str(Place("body", steps=(*site.steps, name)))] = Tally.of(values, len(holders) - len(values), None)
    return found


def _merged(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> dict[str, Tally]:
    return {name: one.get(name, Tally()).merged(other.get(name, Tally())) for name in {**one, **other}}


def _without_rows(operations: Mapping[str, Seen]) -> dict[str, Seen]:
    return {name: replace(seen, rows={}) for name, seen in operations.items()}


def _dated(seen: Seen, day: str) -> Seen:
    return replace(seen, rows={key: replace(row, day=day) for key, row in seen.rows.items()})
