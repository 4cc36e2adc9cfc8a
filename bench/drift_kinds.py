"""Which breaks of a catalogue are tried on a sandbox, and whether a look named one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

import orjson

from bench.drifting import NOON, Sandbox
from mock_server.breaks import CatalogueEntry, ResponseView, catalogue, parse_break
from mock_server.breaks.declared import headers
from mock_server.breaks.place import Place
from mock_server.contract import Contract
from mock_server.contract.naming import source_of
from mock_server.drift import Exchange, Finding
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.behaviour.shape import Shape
from mock_server.drift.finding import INFORMATIONAL
from mock_server.drift.limited import limit_status
from mock_server.drift.look import Looked

# No client can tell these apart: what is sent is the same, to the byte, or the other name says more of it.
SAME: Mapping[str, Sequence[str]] = {
    # A parameter of another name, which nobody knows, is one without effect.
    "page-param-renamed": ("page-param-ignored",),
    "per-page-param-renamed": ("per-page-param-ignored",),
    "filter-renamed": ("filter-ignored", "filter-status-ignored", "filter-date-ignored"),
    # One row in ten, or in twenty, of so few that it is each.
    "became-nullable-rare": ("became-nullable-all",),
    "enum-new-rare": ("enum-new-common",),
    # A list of one text, and that text.
    "array-to-csv": ("array-single-unlisted",),
    # Null wherever it is.
    "null-became-missing": ("field-required-removed", "field-optional-removed"),
    # The same change of a place that has a name of its own.
    "field-required-removed": ("meta-total-removed", "expires-in-removed", "token-scope-removed"),
    "field-moved": ("meta-moved",),
    "int-to-string": ("expires-in-string",),
}
# What is as true as the break itself, by kind.
BESIDE: Mapping[str, Sequence[str]] = {
    # It is put on every reply, those of errors too, whose media type is another one.
    "charset-added": ("content-type-vendor",),
    # A page that nothing is asked of is no larger than the largest.
    "max-page-clamped": ("default-page-size",),
    "max-page-size": ("default-page-size",),
}
# What is counted past the limit, where no header tells it.
_COUNTED = ("ratelimit-lowered", "ratelimit-window")
# What is tried out of some operations only, where there are many.
_TRIED = ("header/Accept", "status/401", "header/WWW-Authenticate")
# What is told of lists that are described, and of nothing else.
_ORDER = "default-order-reversed"
_OF_LISTS = frozenset({_ORDER, "page-shortened", "total-is-page-count"})
# What changes requests, or how they are taken: no reply of before tells whether it will show.
_OF_REQUESTS = frozenset({"query", "limit", "scope", "token", "operation"})


# What shows, and is not told by its name, with why; `*` is any operation.
NOT_SEEN: Mapping[str, str] = {
    "header-required:issueToken:header/API-Version": "a refusal that does not say which header it misses; told as "
    "`status-changed`, and the look ends as one that could not tell",
    "id-prefixed:getMe:/clientId": "by the contract any text is one, there is one record, and nothing tells that it is "
    "what a client shows for a token",
    "links-other-host:getEvent:/url": "row and record are not alike, and neither tells which of them changed: it is "
    "told of the row",
    "string-truncated:issueToken:/scope": "a scope that is cut is another word, and the token is good as before",
    "max-page-clamped:listEvents:query/itemsperpage": "a list that is shorter than the largest page",
    "string-truncated:listSubClients:/clientname": "there is one, nothing tells when it was changed, and who changes a "
    "name may well leave its end out",
    "default-page-size:listEvents:query/itemsperpage": "the list sends everything unasked: how much is always said",
    "default-page-size:listEventRegistrants:query/itemsperpage": "as that of listEvents",
}
_NO_LIMIT = "past its limit it refuses with 403, and 429 is sent with a setting of the vendor's only"
_ALL_SCOPES = "who has all scopes is never forbidden, and a token of fewer would be one request for a token more"
_NO_HEADER = "the one header of the contract comes with a refusal of methods that are never sent"
_NO_NULL = "nobody of the default account left out what would be null"
_WRITES = "only who writes is answered so"
# Kinds of which nothing shows, with why, by vendor.
NOWHERE: Mapping[str, Mapping[str, str]] = {
    "oniva": {"403-to-401": _ALL_SCOPES, "403-to-404": _ALL_SCOPES},
    "on24": {
        "410-to-404": _WRITES,
        "412-to-409": _WRITES,
        "429-to-403": _NO_LIMIT,
        "429-to-503": _NO_LIMIT,
        "header-removed": _NO_HEADER,
        "header-renamed": _NO_HEADER,
        "null-became-empty": _NO_NULL,
        "null-became-missing": _NO_NULL,
        "object-to-id": _WRITES,
    },
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a look at one break ended: `told` is what named it, None where nothing did; `beside` is what else
    was said.
    """

    entry: CatalogueEntry
    told: Finding | None
    beside: Sequence[Finding]
    requests: int

    @property
    def is_named(self) -> bool:
        """Whether it was named."""
        return self.told is not None

    @property
    def eye(self) -> str:
        """Who named it, "" where nobody did."""
        return self.told.eye if self.told is not None else ""

    @property
    def otherwise(self) -> str:
        """How severity and evidence are told otherwise than the catalogue has them, "" where they are not."""
        if self.told is None or self.told.kind != self.entry.kind:
            return ""
        told, known = ((one.severity, one.evidence) for one in (self.told, self.entry))
        return "" if told == known else f"{' '.join(told)} where the catalogue has {' '.join(known)}"


def try_out(sandbox: Sandbox, entry: CatalogueEntry, *, remembers: bool = True) -> Verdict:
    """Look at a sandbox with a break in it."""
    looked = sandbox.look(entry.order, is_past_limit=is_past_limit(sandbox.contract, entry), remembers=remembers)
    return verdict(entry.id, entry, looked)


def verdict(wanted: str, entry: CatalogueEntry, looked: Looked) -> Verdict:
    """Judge what a look said of a break."""
    names = {_folded(entry.id.replace(entry.kind, one, 1)) for one in (entry.kind, *SAME.get(entry.kind, ()))}
    found = looked.report.findings
    telling = [one for one in found if _folded(one.id) in names]
    others = [one for one in found if one not in telling and one.kind not in BESIDE.get(entry.kind, ())]
    beside = [one for one in others if one.severity != INFORMATIONAL]
    return Verdict(entry, telling[0] if telling else None, beside, looked.report.requests)


def is_past_limit(contract: Contract, entry: CatalogueEntry) -> bool:
    """Tell whether a break shows past the limit only, where nobody goes unasked."""
    operation = contract.operations[entry.operation]
    if entry.kind in _COUNTED:
        names = (source_of(name, one) for name, one in headers(contract, operation).items())
        return not any(one.startswith("rate_limit") for one in names)
    return entry.pointer in ("header/Retry-After", f"status/{limit_status(operation)}")


def is_not_seen(entry: CatalogueEntry) -> bool:
    """Tell whether a break is known not to be told by its name."""
    return entry.id in NOT_SEEN or entry.id.replace(f":{entry.operation}:", ":*:", 1) in NOT_SEEN


class Choice:
    """The breaks of a contract, and which of them change something of what is asked and answered in a look."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._known: dict[str, dict[str, list[CatalogueEntry]]] = {}
        self._exchanges: dict[str, list[Exchange]] = {}
        for entry in catalogue(sandbox.contract):
            self._known.setdefault(entry.kind, {}).setdefault(entry.operation, []).append(entry)
        for one in sandbox.exchanges:
            self._exchanges.setdefault(one.asked.operation, []).append(one)

    @property
    def kinds(self) -> list[str]:
        """All kinds, in the order of the alphabet."""
        return sorted(self._known)

    def of(self, kind: str, most: int) -> list[CatalogueEntry]:
        """Return some breaks of a kind, at most; none where nothing of the kind would show."""
        return [*islice(self.shown(kind), most)]

    def shown(self, kind: str) -> Iterator[CatalogueEntry]:
        """Yield the breaks of a kind, of one operation after the other, without those that are known not to be seen."""
        entries = _in_turns(self._known[kind].values())
        return (one for one in entries if not is_not_seen(one) and self._shows(one))

    def _shows(self, entry: CatalogueEntry) -> bool:
        exchanges = self._exchanges.get(entry.operation, [])
        is_of_a_list = entry.pointer.startswith("query") or entry.kind in _OF_LISTS
        if is_of_a_list and entry.kind != "param-required" and entry.pointer not in self._asked(entry.operation):
            return False
        if entry.kind == _ORDER and not any(one.order for one in self._listings(entry.operation)):
            return False
        tried = self._sandbox.probes.tried
        if tried and entry.operation not in tried and entry.pointer in _TRIED:
            return False
        if is_past_limit(self._sandbox.contract, entry):
            return entry.operation == self._sandbox.spent
        is_of_requests = Place.parse(entry.pointer).family in _OF_REQUESTS or entry.order.endswith(":require")
        if is_of_requests or not exchanges:
            return bool(exchanges)
        change = parse_break(entry.order, self._sandbox.contract)
        return any(_is_other(view, change.after(view)[0]) for view in map(_view, exchanges))

    def _asked(self, operation: str) -> set[str]:
        """Return the places of an operation that are asked on purpose: parameters that are described, and rows."""
        return {place for one in self._listings(operation) for place in _places(self._sandbox.contract, one)}

    def _listings(self, operation: str) -> list[Listing]:
        return [one for one in self._sandbox.probes.listings if one.operation == operation]


def _places(contract: Contract, listing: Listing) -> Iterator[str]:
    described = {listing.page, listing.limit, *listing.turned, *(one.argument for one in listing.filters)}
    shape = Shape(contract, listing)
    yield from map(str, (Place("query"), shape.place(), Place("body", steps=shape.total)))
    for one in contract.operations[listing.operation].parameters.all:
        if one.place == "query" and one.argument in described:
            yield str(Place("query", one.name))


def _in_turns(lists: Iterable[Sequence[CatalogueEntry]]) -> Iterator[CatalogueEntry]:
    for row in zip_longest(*lists):
        yield from (one for one in row if one is not None)


def _is_other(before: ResponseView, after: ResponseView) -> bool:
    """Tell whether a reply is another one, beside how its JSON is written: a fee of 0 is 0 in any unit."""
    try:
        bodies = (orjson.loads(before.body), orjson.loads(after.body))
    except ValueError:
        bodies = (before.body, after.body)
    is_same = bodies[0] == bodies[1] and repr(bodies[0]) == repr(bodies[1])
    return replace(before, body=b"") != replace(after, body=b"") or not is_same or before.body[:1] != after.body[:1]


def _view(exchange: Exchange) -> ResponseView:
    answered = exchange.answered
    headers = tuple((name, text) for name, text in answered.headers if name.lower() not in _OF_BODIES)
    media = answered.header("Content-Type")
    return ResponseView(
        exchange.asked.operation,
        answered.status,
        headers,
        media,
        answered.body,
        NOON.timestamp(),
        exchange.asked.target,
    )


_OF_BODIES = ("content-type", "content-length")


def _folded(name: str) -> str:
    """Return an id in which the name of a header has no case: servers write it as they like."""
    before, mark, header = name.partition(":header/")
    return f"{before}{mark}{header.lower()}"
