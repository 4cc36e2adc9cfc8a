"""Asker: asks lists and records by their descriptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from mock_server.contract.parameters import Parameter
from mock_server.drift.behaviour.pages import Page, Settled, count_of, page_of
from mock_server.drift.behaviour.probes import WHOLE, Given, Listing, Of, Probes, Value
from mock_server.drift.behaviour.shape import Shape, names_of, value_at
from mock_server.drift.exchange import OWN, Answered, Exchange, NothingThere, NotObserved
from mock_server.drift.replies.actions import parameter_target
from mock_server.drift.walk import Walk

# Of a list below records: so many records are tried, and so many rows are enough.
_TRIED, _ENOUGH = 5, 20
# So many other records are asked for where one is refused: several may be taken away at once.
_OTHERS = 3
# What is said of a record that was taken away, or shut, since it was seen in its list.
_TAKEN = (403, 404, 410)


@dataclass
class Asker:
    """Asks over a walk. One that is `fresh` takes no answer from before its time; `chosen` are the records that lists
    and details are asked of, by list and attribute, which all askers of a run share. What is said of `firm` ones is
    said of others too.
    """

    walk: Walk
    probes: Probes
    chosen: dict[tuple[object, ...], str] = field(default_factory=dict)
    firm: set[tuple[object, ...]] = field(default_factory=set)
    fresh: bool = False
    _own: dict[str, Exchange | NotObserved] = field(default_factory=dict)
    _shapes: dict[tuple[str, ...], Shape] = field(default_factory=dict)

    @property
    def once(self) -> Asker:
        """One that takes answers from before, for what does not change with what others write."""
        return replace(self, fresh=False)

    def anew(self) -> Asker:
        """Return one that takes no answer from before now."""
        return replace(self, fresh=True, _own={})

    def ask(self, operation: str, path: Mapping[str, Value], query: Mapping[str, object], **options: Any) -> Exchange:
        """Return the exchange of a request; raise NotObserved where no answer can be had.

        Where a record of a list is refused, another one is asked for: somebody may have taken it away meanwhile.
        """
        if operation in self.probes.may_lack:
            options = {"expects": (self.walk.contract.operations[operation].success, 404), **options}
        outcome = self._once(operation, path, query, options)
        sources = [one for one in path.values() if isinstance(one, Of) and _key(one) not in self.firm]
        if sources and isinstance(outcome, Exchange) and _is_taken(outcome):
            outcome = self._of_another(sources[0], partial(self._once, operation, path, query, options), outcome)
        if isinstance(outcome, NotObserved):
            raise outcome
        return outcome

    def _once(
        self, operation: str, path: Mapping[str, Value], query: Mapping[str, object], options: Mapping[str, Any]
    ) -> Exchange | NotObserved:
        resolved = {name: self.value(one) for name, one in path.items()}
        key = repr((operation, resolved, query, options))
        if key not in self._own:
            self._own[key] = self._outcome(operation, resolved, query, options)
        return self._own[key]

    def _of_another(
        self, source: Of, ask: Callable[[], Exchange | NotObserved], outcome: Exchange
    ) -> Exchange | NotObserved:
        """Return what is answered of another record, which is the chosen one from then on, unless all are as bad."""
        key = _key(source)
        before = self.chosen[key]
        try:
            ids = self.anew()._ids(source)
        except NotObserved:
            ids = []
        for one in [one for one in ids if one != before][:_OTHERS]:
            self.chosen[key] = one
            found = ask()
            if not _is_taken(found):
                return found
        self.chosen[key] = before
        if ids:
            self.firm.add(key)
        if before not in ids and self._is_listed(source):
            self.walk.excuse(outcome)
        return outcome

    def _is_listed(self, source: Of) -> bool:
        """Tell whether the list of records can be had at all, though it may be empty."""
        try:
            self.anew().page(self.listing(source.listing), **source.query)
        except NotObserved:
            return False
        return True

    def _outcome(
        self, operation: str, path: Mapping[str, str], query: Mapping[str, object], options: Mapping[str, Any]
    ) -> Exchange | NotObserved:
        """Return an exchange, or why there is none: nobody is to ask for that again."""
        try:
            return self.walk.ask(operation, path, query, afresh=self.fresh, **options)
        except NotObserved as reason:
            return reason

    def ask_list(self, listing: Listing, query: Mapping[str, object], expects: Sequence[int] | None = None) -> Exchange:
        """Return the exchange of a request for a list."""
        return self.ask(listing.operation, listing.path, {**listing.query, **query}, expects=expects)

    def page(self, listing: Listing, **query: object) -> Page:
        """Return a page of a list; raise NotObserved where none comes."""
        return self.read(listing, self.ask_list(listing, query).answered)

    def read(self, listing: Listing, answered: Answered) -> Page:
        """Return the page of an answer; raise NotObserved where it is none."""
        return page_of(self.shape(listing), answered)

    def shape(self, listing: Listing) -> Shape:
        """Return where things are in a list."""
        key = (listing.operation, listing.rows, listing.total, listing.limit, listing.page, listing.count)
        if key not in self._shapes:
            self._shapes[key] = Shape(self.walk.contract, listing)
        return self._shapes[key]

    def parameter(self, listing: Listing, argument: str) -> Parameter:
        """Return a parameter of a list; raise NotObserved where the contract has none."""
        found = self.walk.contract.operations[listing.operation].parameters.all
        for one in found:
            if one.argument == argument and not one.is_ignored:
                return one
        raise NothingThere(f"it has no argument {argument or 'of this kind'}")

    def target_of(self, listing: Listing, parameter: Parameter) -> str:
        """Return the JSONPath of a parameter's schema."""
        return f"{self.place_of(listing, parameter)}.schema"

    def place_of(self, listing: Listing, parameter: Parameter) -> str:
        """Return the JSONPath of a parameter."""
        return parameter_target(self.walk.contract.operations[listing.operation], parameter.name)

    def most(self, listing: Listing) -> int:
        """Return the largest page that the contract allows."""
        schema = self.parameter(listing, listing.limit).schema
        return int(schema.get("maximum", schema.get("x-cap", schema.get("default", 100))))

    def largest(self, listing: Listing) -> Mapping[str, int]:
        """Return the argument that asks for the largest page; nothing where a list has none of sizes."""
        return {listing.limit: self.most(listing)} if listing.limit else {}

    def large(self, listing: Listing) -> Page:
        """Return a first page that is as large as there is one, the usual one where not all is looked at."""
        return self.page(listing, **self._large(listing))

    def _large(self, listing: Listing) -> Mapping[str, int]:
        return self.largest(listing) if listing.extent == WHOLE else {}

    def known(self, listing: Listing) -> tuple[Page, bool]:
        """Return a first page, the largest or the usual one, and whether that is the whole list."""
        try:
            page = self.large(listing)
        except NotObserved:
            page = self.page(listing)
        if not page.rows:
            raise NotObserved("the list is empty")
        return page, page.total is not None and len(page.rows) >= page.total

    def totals(self, listing: Listing) -> tuple[int, int]:
        """Return between which numbers the total was since it was first asked for; raise NotObserved without one."""
        totals = [self.page(listing).total]
        if self.fresh:
            path = {name: self.value(one) for name, one in listing.path.items()}
            again = self.walk.ask(listing.operation, path, listing.query, afresh=True)
            totals.append(self.read(listing, again.answered).total)
        known = [one for one in totals if one is not None]
        if len(known) < len(totals):
            raise NotObserved("it does not count its rows")
        return min(known), max(known)

    def settled(self, listing: Listing) -> Settled:
        """Return the rows that are the same now as they were before whatever was asked since, and between which
        numbers their total was. Only one that is fresh asks again.
        """
        before, is_whole = self.known(listing)
        if not self.fresh:
            return Settled(before.rows, before.total, before.total, is_whole)
        path = {name: self.value(one) for name, one in listing.path.items()}
        exchange = self.walk.ask(listing.operation, path, {**listing.query, **self._large(listing)}, afresh=True)
        after = self.read(listing, exchange.answered)
        rows = [row for row in before.rows if row in after.rows]
        totals = sorted(one for one in (before.total, after.total) if one is not None)
        return Settled(rows, totals[0] if totals else None, totals[-1] if totals else None, is_whole)

    def value(self, value: Value) -> str:
        """Return what a path argument is here; raise NotObserved where no list has one."""
        if isinstance(value, Given):
            if value.name not in self.probes.given:
                raise NotObserved(f"nobody told its {value.name}")
            return self.probes.given[value.name]
        if not isinstance(value, Of):
            return value
        if _key(value) not in self.chosen:
            self.chosen[_key(value)] = self._choose(value)
        return self.chosen[_key(value)]

    def listing(self, operation: str) -> Listing:
        """Return the description of a list; raise NotObserved where the contract has it no more."""
        for one in (*self.probes.listings, *self.probes.lookups):
            if one.operation == operation:
                return one
        raise NotObserved(f"the contract has no {operation}")

    def _choose(self, source: Of) -> str:
        ids = self._ids(source)
        below = [one for one in self.probes.listings if source in one.path.values()]
        return self._busiest(below[0], source, ids) if below and not source.most and not source.query else ids[0]

    def _ids(self, source: Of) -> list[str]:
        """Return what names the records of a list, the best first; raise NotObserved where nothing does."""
        listing = self.listing(source.listing)
        page = self.page(listing, **source.query) if source.query else self.known(listing)[0]
        row = self.shape(listing).row
        names, ranked = names_of(row, source.attribute), page.rows
        if source.most:
            counts = names_of(row, source.most)
            ranked = sorted(page.rows, key=lambda one: count_of(value_at(one, counts)) or 0, reverse=True)
        ids = [str(one) for one in (value_at(row, names) for row in ranked) if isinstance(one, str | int)]
        if not ids:
            raise NotObserved(f"no row of {source.listing} has what names it")
        return ids

    def _busiest(self, below: Listing, source: Of, ids: Sequence[str]) -> str:
        """Return the record with the most rows of a list below it, of some from everywhere in its own list."""
        places = [len(ids) * part // 12 for part in (6, 3, 8, 0, 11)][:_TRIED]
        best, most = ids[len(ids) // 2], -1
        for one in dict.fromkeys(ids[place] for place in places):
            path = {name: one if value == source else value for name, value in below.path.items()}
            try:
                page = self.read(below, self.ask(below.operation, path, below.query).answered)
            except NotObserved:
                continue
            size = page.total if page.total is not None else len(page.rows)
            if size > most:
                best, most = one, size
            if most >= _ENOUGH:
                break
        return best


def _key(source: Of) -> tuple[object, ...]:
    return (source.listing, source.attribute, source.most, *source.query.items())


def _is_taken(outcome: Exchange | NotObserved) -> bool:
    if isinstance(outcome, NotObserved):
        return False
    status, expects = outcome.answered.status, outcome.asked.expects
    return status in _TAKEN and status not in expects and outcome.asked.credentials == OWN
