"""Periods: filters by a moment count their bound in, whatever zone it is written in, and agree with the rows."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from operator import ge, le
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.breaks.place import Place
from mock_server.contract.moments import is_in
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.filters import is_moment, name_that_picks, rows_of, taken
from mock_server.drift.behaviour.moments import moment, reader_of
from mock_server.drift.behaviour.other_names import renamed, told
from mock_server.drift.behaviour.probes import SINCE, Filter, Listing
from mock_server.drift.behaviour.shape import names_of, schema_at, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NotObserved
from mock_server.drift.replies.moment_forms import LOCAL_AS_UTC
from mock_server.drift.replies.restating import restated

# How far zones are apart, in minutes.
_SHIFTS = [timedelta(minutes=minutes) for minutes in range(-14 * 60, 14 * 60 + 1, 30) if minutes]


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound as it is sent: a moment in UTC, or a day in a zone."""

    filter: Filter
    text: str
    moment: datetime
    is_day: bool

    @property
    def edge(self) -> datetime:
        """Where what is inside begins, or ends."""
        return self.moment + timedelta(days=self.is_day and self.filter.kind != SINCE)

    def meets(self, found: datetime) -> bool:
        """Tell whether a moment is inside."""
        if self.is_day:
            zone = ZoneInfo(self.filter.zone)
            there, here = found.astimezone(zone).date(), self.moment.astimezone(zone).date()
            return there >= here if self.filter.kind == SINCE else there <= here
        return found >= self.moment if self.filter.kind == SINCE else found <= self.moment


def bound_of(asker: Asker, listing: Listing, one: Filter) -> Bound:
    """Return a bound that leaves rows on both sides: the moment of a row, and a day for the end of a period where
    days are taken. Raises NotObserved.
    """
    moments = sorted({*_moments(asker, listing, one)})
    if len(moments) < 2:
        raise NotObserved("all rows are of the same moment")
    day = _day(one, moments) if one.kind != SINCE else None
    return day or _moment(one, moments)


def day_of(asker: Asker, listing: Listing, one: Filter) -> Bound | None:
    """Return a day as a bound that leaves rows on both sides; None where none does, or days are not taken."""
    return _day(one, sorted({*_moments(asker, listing, one)}))


def _moment(one: Filter, moments: Sequence[datetime]) -> Bound:
    at = moments[len(moments) // 2 if one.kind == SINCE else (len(moments) - 1) // 2]
    return Bound(one, at.astimezone(UTC).isoformat(), at, False)


def _day(one: Filter, moments: Sequence[datetime]) -> Bound | None:
    """Return the day that tells its zone from UTC, where rows have such a one, else that with a row the nearest to its
    edge.
    """
    if not one.zone or not moments:
        return None
    zone = ZoneInfo(one.zone)
    here, there = ([at.astimezone(each).date() for at in moments] for each in (zone, UTC))
    is_inside = ge if one.kind == SINCE else le
    days = sorted({*here, *there})
    sides = [(day, [is_inside(at, day) for at in here], [is_inside(at, day) for at in there]) for day in days]
    bounds = [(_from_midnight(one, day, zone), mine == utc) for day, mine, utc in sides if len({*mine}) > 1]
    bounds.sort(key=lambda each: (each[1], _distance(each[0].edge, moments)))
    return bounds[0][0] if bounds else None


def _distance(edge: datetime, moments: Sequence[datetime]) -> timedelta:
    """Return how far the nearest of moments, which are in order, is from an edge."""
    at = bisect(moments, edge)
    return min(abs(near - edge) for near in moments[max(at - 1, 0) : at + 1])


def _from_midnight(one: Filter, day: date, zone: tzinfo) -> Bound:
    return Bound(one, day.isoformat(), datetime.combine(day, time(), zone), True)


def cuts(asker: Asker, listing: Listing, one: Filter) -> Iterator[Hit]:
    """The rows inside the bound come, the row at the bound too, and no others."""
    bound = bound_of(asker, listing, one)
    refusals = [*taken(asker, listing, one, bound.text)]
    yield from refusals
    if refusals:
        return
    page = rows_of(asker, listing, one, bound.text)
    names = names_of(asker.shape(listing).row, one.attribute)
    read = reader(asker, listing, one)
    inside = [read(value_at(row, names)) for row in page.rows]
    settled = asker.settled(listing)
    known = {id_of(asker, listing, row): read(value_at(row, names)) for row in settled.rows}
    place = Place("query", asker.parameter(listing, one.argument).name)
    came = {id_of(asker, listing, row) for row in page.rows}
    if known and page.rows and not all(map(bound.meets, inside)) and _is_as_before(page, settled.rows):
        kind = "filter-date-ignored" if is_moment(asker.parameter(listing, one.argument)) else "filter-ignored"
        name = name_that_picks(asker, listing, one, bound.text, lambda row: bound.meets(read(value_at(row, names))))
        seen = f"rows come that do not meet it: {told(name)}"
        actions = renamed(asker, listing, asker.parameter(listing, one.argument), name)
        yield Hit(kind, place, "it picks rows by their date", seen, actions=actions)
        return
    # A page that is cut tells nothing of the rows behind it.
    is_cut = page.total is not None and page.total > len(page.rows)
    wrong = [found for found in inside if not bound.meets(found)]
    far = [found for found in known.values() if is_cut and not _is_among(asker, listing, one, found, inside)]
    missing = [known[one_id] for one_id in known if bound.meets(known[one_id]) and one_id not in came]
    missing = [found for found in missing if found not in far]
    if wrong or missing:
        yield _differing(asker, listing, bound, known, came, missing, wrong)
    elif page.rows and len(known) > len(came) and not bound.is_day:
        yield from _foreign(asker, listing, bound, {known[one_id]: one_id in came for one_id in known})


def _is_among(asker: Asker, listing: Listing, one: Filter, found: datetime, inside: Sequence[datetime]) -> bool:
    """Tell whether a row of a moment belongs on a page that is cut: before its last row, by the order of the list."""
    is_down = listing.descending != asker.walk.contract.operations[listing.operation].reversed
    if listing.order != one.attribute or not inside or [*inside] != sorted(inside, reverse=is_down):
        return False
    return found > inside[-1] if is_down else found < inside[-1]


def _foreign(asker: Asker, listing: Listing, bound: Bound, picked: Mapping[datetime, bool]) -> Iterator[Hit]:
    """Where a filter agrees with moments, they are those that they say, in whatever zone they are written; unless it
    would agree with local ones as well.
    """
    one = bound.filter
    names = names_of(asker.shape(listing).row, one.attribute)
    place = asker.shape(listing).place(*names)
    zone = schema_at(asker.shape(listing).row, names).get("x-zone", "own")
    # What is printed without an offset is in no zone by itself.
    if zone == "own" or reader(asker, listing, one) is not moment:
        return
    is_foreign = not all(is_in(at, zone) for at in picked)
    if is_foreign and any(bound.meets(at.replace(tzinfo=ZoneInfo(zone))) != came for at, came in picked.items()):
        yield Hit("datetime-offset", place, f"a moment in the zone {zone}", "the same moment in another zone")


def reader(asker: Asker, listing: Listing, one: Filter) -> Callable[[Any], datetime]:
    """Return what reads the moments that a filter is about, as `reader_of` does."""
    row = asker.shape(listing).row
    return reader_of(schema_at(row, names_of(row, one.attribute)))


def _differing(
    asker: Asker,
    listing: Listing,
    bound: Bound,
    known: dict[str, datetime],
    came: set[str],
    missing: Sequence[datetime],
    wrong: Sequence[datetime],
) -> Hit:
    name = asker.parameter(listing, bound.filter.argument).name
    place = Place("query", name)
    if not wrong and set(missing) == {bound.moment} and not bound.is_day and _comes_beside(asker, listing, bound):
        return Hit("filter-bound-exclusive", place, "its bound counts in", "a row at the bound does not come")
    for shift in () if bound.is_day and _agrees(asker, listing, bound.filter) else _SHIFTS:
        if all(bound.meets(found - shift) == (one in came) for one, found in known.items()):
            names = names_of(asker.shape(listing).row, bound.filter.attribute)
            says, what = "dates are moments with their zone", f"{name} takes them for others"
            found = asker.shape(listing).place(*names)
            said = {**LOCAL_AS_UTC, "x-zone": bound.filter.zone}
            actions = restated(asker.walk.contract, listing.operation, found.steps, said) if bound.filter.zone else []
            return Hit("datetime-local-as-z", found, says, what, actions=actions)
    return Hit("filter-date-differs", place, "it picks rows by their date", "rows do not agree with it")


def _agrees(asker: Asker, listing: Listing, one: Filter) -> bool:
    """Tell whether the rows that come inside of a moment are: where they are, only days are taken for others."""
    bound = _moment(one, sorted({*_moments(asker, listing, one)}))
    page, read = rows_of(asker, listing, one, bound.text), reader(asker, listing, one)
    names = names_of(asker.shape(listing).row, one.attribute)
    return all(bound.meets(read(value_at(row, names))) for row in page.rows) and any(
        read(value_at(row, names)) == bound.moment for row in page.rows
    )


def _comes_beside(asker: Asker, listing: Listing, bound: Bound) -> bool:
    """Tell whether the row at a bound comes where the bound is a second further out."""
    step = timedelta(seconds=-1 if bound.filter.kind == SINCE else 1)
    page = rows_of(asker, listing, bound.filter, (bound.moment + step).astimezone(UTC).isoformat())
    names = names_of(asker.shape(listing).row, bound.filter.attribute)
    read = reader(asker, listing, bound.filter)
    return any(read(value_at(row, names)) == bound.moment for row in page.rows)


def _is_as_before(page: Any, rows: Sequence[Any]) -> bool:
    """Tell whether a filtered page is the unfiltered one."""
    return len(page.rows) >= len(rows) and all(row in page.rows for row in rows)


def _moments(asker: Asker, listing: Listing, one: Filter) -> list[datetime]:
    page, _ = asker.known(listing)
    names = names_of(asker.shape(listing).row, one.attribute)
    read = reader(asker, listing, one)
    return [read(value_at(row, names)) for row in page.rows]


def id_of(asker: Asker, listing: Listing, row: Any) -> str:
    """Return what tells a row from others; raise NotObserved where it has none."""
    found = value_at(row, names_of(asker.shape(listing).row, listing.id))
    if found is None:
        raise NotObserved("a row has no id where the contract has it")
    return str(found)
