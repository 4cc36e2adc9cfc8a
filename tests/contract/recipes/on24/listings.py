"""How lists page, and what their filters mean, by brute force on what is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from tests.contract.recipe import Filter, Listing, Query
from tests.contract.recipes.on24.dates import PACIFIC, moment

_SECOND = timedelta(seconds=1)


def within(field: str) -> Callable[[Any, Query], bool]:
    """Return what tells whether an item's moment lies in the period of a query, both ends counting."""

    def keeps(item: Any, query: Query) -> bool:
        shown = datetime.fromisoformat(item[field])
        start, end = moment(query["startdate"]), moment(query["enddate"], is_end=True)
        return start is not None and start <= shown and end is not None and shown <= end

    return keeps


def periods(field: str) -> Callable[[Sequence[Any]], st.SearchStrategy[Query]]:
    """Return what draws periods inside that of the unfiltered list, in all ways to write them."""

    def draw(items: Sequence[Any]) -> st.SearchStrategy[Query]:
        moments = [datetime.fromisoformat(item[field]) for item in items]
        lowest, highest = min(moments), max(moments)
        beside = st.sampled_from([-86_400, -3600, -1, 0, 0, 1, 3600, 86_400]).map(lambda step: step * _SECOND)
        drawn = st.builds(lambda at, step: min(max(at + step, lowest), highest), st.sampled_from(moments), beside)
        pair = st.tuples(drawn, drawn).map(sorted)
        return st.builds(_written, pair, st.sampled_from(["wall", "+00:00", "-08:00", "+05:45"]))

    return draw


def _written(pair: list[datetime], way: str) -> Query:
    start, end = (_text(one, way) for one in pair)
    return {"startdate": start, "enddate": end}


def _text(moment: datetime, way: str) -> str:
    if way == "wall":
        return moment.astimezone(PACIFIC).strftime("%Y-%m-%dT%H:%M:%S")
    sign = -1 if way[0] == "-" else 1
    zone = timezone(sign * timedelta(hours=int(way[1:3]), minutes=int(way[4:])))
    return moment.astimezone(zone).isoformat(timespec="seconds")


def moments_alone(field: str) -> Callable[[Sequence[Any]], Iterator[Query]]:
    """Return what asks for single seconds: the first, the last, one in the middle."""

    def edges(items: Sequence[Any]) -> Iterator[Query]:
        moments = sorted(datetime.fromisoformat(item[field]) for item in items)
        for at in (moments[0], moments[-1], moments[len(moments) // 2]):
            yield _written([at, at], "wall")
            yield _written([at, at], "+05:45")

    return edges


def period(field: str) -> Filter:
    """Return the filter by a moment."""
    return Filter("period", periods(field), within(field), moments_alone(field))


def same(parameter: str, field: str, *others: str) -> Filter:
    """Return a filter by a value that items have, in the case it is written in; `others` are values nobody has."""

    def draw(items: Sequence[Any]) -> st.SearchStrategy[Query]:
        return st.sampled_from([*_values(items), *others]).map(lambda text: {parameter: text})

    def _values(items: Sequence[Any]) -> list[str]:
        return sorted({item[field] for item in items if field in item})

    def edges(items: Sequence[Any]) -> Iterator[Query]:
        yield from ({parameter: value} for value in _values(items)[:10])

    return Filter(parameter, draw, lambda item, query: item.get(field) == query[parameter], edges)


def in_any_case(one: Filter, parameter: str, field: str) -> Filter:
    """Return a filter that looks at no case."""

    def draw(items: Sequence[Any]) -> st.SearchStrategy[Query]:
        spell = st.sampled_from([str, str.upper, str.swapcase])
        return st.builds(lambda query, case: {parameter: case(query[parameter])}, one.draw(items), spell)

    def keeps(item: Any, query: Query) -> bool:
        return str(item.get(field, "")).lower() == query[parameter].lower()

    return Filter(one.name, draw, keeps, one.edges)


def _session_type() -> Filter:
    usage = {"live": "Live", "ondemand": "Archived"}

    def keeps(item: Any, query: Query) -> bool:
        asked = query["sessiontype"].lower()
        return asked == "all" or item["usage"] == usage[asked]

    asked = [{"sessiontype": text} for text in ("all", "live", "ondemand", "LIVE", "OnDemand")]
    return Filter("sessiontype", lambda _: st.sampled_from(asked), keeps, lambda _: asked)


def _list(items: str, total: str, *filters: Filter, past_end: int = 400, **query: str) -> Listing:
    return Listing("pageoffset", "itemsperpage", items, total, past_end=past_end, query=query, filters=filters)


_EMAIL = in_any_case(same("email", "email", "nobody@example.com"), "email", "email")
_CONTENT = in_any_case(same("contenttype", "contenttype", "pdf"), "contenttype", "contenttype")

LISTINGS = {
    "listEvents": _list("events", "totalevents", _CONTENT, period("goodafter"), past_end=200),
    "listEventRegistrants": _list(
        "registrants",
        "totalregistrants",
        _EMAIL,
        same("partnerref", "partnerref", "nowhere"),
        period("createtimestamp"),
        past_end=200,
    ),
    "listRegistrants": _list(
        "registrants", "totalregistrants", same("partnerref", "partnerref", "nowhere"), period("createtimestamp")
    ),
    "listEventAttendees": _list("attendees", "totalattendees", past_end=200),
    "listAttendees": _list("attendees", "totalattendees"),
    "listAttendeeSessions": _list("attendeesession", "totalattendeesessions", _session_type(), period("starttime")),
    "listLeads": _list("leads", "totalleads"),
    "listMedia": _list("media", "totalmedia"),
    "listRegistrantEvents": _list("registrants", "totalregistrants"),
    "listAttendeeEvents": _list("attendees", "totalattendees"),
}
