"""Pairs: two filters at once pick what meets both, whatever stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mock_server.breaks.place import Place
from mock_server.drift.behaviour import periods
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.filters import is_moment, meets, rows_of, splitting
from mock_server.drift.behaviour.pages import Page
from mock_server.drift.behaviour.periods import Bound
from mock_server.drift.behaviour.probes import SINCE, UNTIL, Filter, Listing
from mock_server.drift.behaviour.shape import names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.behaviour.widest import beside_end
from mock_server.drift.behaviour.words import Words
from mock_server.drift.exchange import NothingThere, NotObserved

_Row = Mapping[str, Any]


def both(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """A value and a bound at once pick what meets both; beside the other end of its period, the bound is one too."""
    plain = _Pair.of(asker, listing)
    day = periods.day_of(asker, listing, plain.bound.filter)
    pair = plain if day is None else plain.by(day)
    alone = rows_of(asker, listing, plain.bound.filter, plain.bound.text)
    end = beside_end(listing, plain.bound.filter)
    together = pair.asked(end)
    if None in (alone.total, together.total):
        raise NotObserved("it does not count its rows")
    if not pair.is_loose(together, alone) and not pair.has_gaps(together):
        return
    name = asker.parameter(listing, pair.bound.filter.argument).name
    if day is not None and not plain.is_loose(plain.asked(end), alone):
        yield Hit(
            "filter-date-differs",
            Place("query", name),
            "a day begins where the contract says",
            "rows tell of another zone",
        )
        return
    pair = plain
    if not pair.is_loose(pair.asked(end), alone):
        return
    if end and not pair.is_loose(pair.asked({}), alone):
        is_date = is_moment(asker.parameter(listing, pair.bound.filter.argument))
        other = " and ".join(asker.parameter(listing, one).name for one in end)
        seen = f"beside {other} rows come that do not meet it"
        yield Hit("filter-date-ignored" if is_date else "filter-ignored", Place("query", name), "it picks rows", seen)
        return
    names = f"{asker.parameter(listing, pair.one.argument).name} and {name}"
    yield Hit("filter-and-became-or", Place("query"), f"{names} both have to be met", "rows come that meet one only")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A filter by a value and one by a bound, of a list."""

    asker: Asker
    listing: Listing
    one: Filter
    value: str
    bound: Bound

    @classmethod
    def of(cls, asker: Asker, listing: Listing) -> _Pair:
        """Return the first two filters of a list that can be asked for at once; raise NothingThere."""
        values = [one for one in listing.filters if one.kind not in (SINCE, UNTIL)]
        ends = [one for one in listing.filters if one.kind in (SINCE, UNTIL)]
        if not values or not ends:
            raise NothingThere("it has no two kinds of filters")
        pair = cls(asker, listing, values[0], "", periods.bound_of(asker, listing, ends[0]))
        return cls(asker, listing, pair.one, pair._on_both_sides(), pair.bound)

    def by(self, bound: Bound) -> _Pair:
        """Return the same with another bound."""
        pair = replace(self, bound=bound)
        return replace(pair, value=pair._on_both_sides())

    def asked(self, end: Mapping[str, str]) -> Page:
        """Return the rows of both at once, beside the other end of the period."""
        other = self.bound.filter
        beside = {**other.beside, **end, other.argument: self.bound.text}
        page: Page = rows_of(self.asker, self.listing, self.one, self.value, **beside)
        return page

    def is_loose(self, page: Page, alone: Page) -> bool:
        """Tell whether rows come that meet one of both only."""
        is_more = (
            not self.bound.is_day and None not in (page.total, alone.total) and (page.total or 0) > (alone.total or 0)
        )
        return is_more or any(
            not meets(self.one, self._words.of(row), self.value) or not self._is_inside(row)
            for row in self._known(page.rows)
        )

    def has_gaps(self, page: Page) -> bool:
        """Tell whether rows that are known, and meet both, do not come on a page that has all of them."""
        if not self.listing.id or len(page.rows) != page.total:
            return False
        names = names_of(self.asker.shape(self.listing).row, self.listing.id)
        rows = self._known(self.asker.known(self.listing)[0].rows)
        wanted = [row for row in rows if meets(self.one, self._words.of(row), self.value) and self._is_inside(row)]
        came = [value_at(row, names) for row in page.rows]
        return None not in came and any(value_at(row, names) not in (None, *came) for row in wanted)

    @property
    def _words(self) -> Words:
        return Words(self.asker, self.listing, self.one)

    def _known(self, rows: Sequence[_Row]) -> Iterator[_Row]:
        """Yield rows whose word is the contract's; of others tells who reads replies."""
        words = self._words
        yield from (row for row in rows if words.names[0] in row and (not words.all or words.of(row) in words.all))

    def _is_inside(self, row: _Row) -> bool:
        read = periods.reader(self.asker, self.listing, self.bound.filter)
        names = names_of(self.asker.shape(self.listing).row, self.bound.filter.attribute)
        return self.bound.meets(read(value_at(row, names)))

    def _on_both_sides(self) -> str:
        """Return a value that rows inside of the bound have, and others outside; any that splits rows where none is
        such.
        """
        value, sides = splitting(self.asker, self.listing, self.one), dict[str, set[bool]]()
        for row in self._known(self.asker.known(self.listing)[0].rows):
            found = self._words.of(row)
            if isinstance(found, str):
                sides.setdefault(found, set()).add(self._is_inside(row))
        return value if len(sides.get(value, ())) > 1 else next((one for one in sides if len(sides[one]) > 1), value)
