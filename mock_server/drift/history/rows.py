"""Rows: a bounded sample of an operation's records as keyed digests, so that they can be compared with themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_server.breaks.sites import Site
from mock_server.drift.history.counts import mark_at, marked
from mock_server.drift.history.digest import Digester
from mock_server.drift.history.layout import Layout
from mock_server.drift.history.reach import reach
from mock_server.drift.history.undo import ABSENT, canonical, is_declared, undone

MOST_ROWS = 60
# What a mark begins with: the one value is null, missing, or there; there are none, or several.
NULL, ABSENT_MARK, VALUE, NONE, MANY = "n", "a", "v", "z", "m"
_HEAD = 8
# What items are that come the other way round.
REVERSED = "order-changed"


@dataclass(frozen=True, slots=True)
class Guess:
    """What is known of a row's member in the run that saw it, and is written nowhere: by the mark that it would have
    had before, the kind of drift that explains it; a digest of the value alone; the longest text's length; whether a
    count is nothing.
    """

    before: Mapping[str, str]
    plain: str
    length: int
    is_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A record. `stamp` is of when it was last changed, "" where nothing tells; `twin` is of all that is followed but
    ids; `marks` are of its members by place, `heads` of how texts begin; `day` is when it was seen (ISO 8601).
    """

    stamp: str
    twin: str
    marks: Mapping[str, str]
    heads: Mapping[str, str]
    day: str = ""
    guesses: Mapping[str, Guess] = field(default_factory=dict, compare=False)


def rows_of(documents: Sequence[Any], layout: Layout, digester: Digester) -> dict[str, Row]:
    """Return the sampled rows of documents by their keys; one that is seen in two states is left out."""
    records: dict[str, list[Any]] = {}
    for record in reach(documents, layout.row):
        known = records.setdefault(_key(record, layout, digester), [])
        if record not in known:
            known.append(record)
    records.pop("", None)
    return {key: _row(records[key][0], key, layout, digester) for key in _sample(records) if len(records[key]) == 1}


def sampled(rows: Mapping[str, Row]) -> dict[str, Row]:
    """Return so many rows as are kept: those with the smallest keys, which are the same in each run."""
    return {key: rows[key] for key in _sample(rows)}


def _sample(keys: Iterable[str]) -> list[str]:
    return sorted(keys)[:MOST_ROWS]


def merged_rows(one: Mapping[str, Row], other: Mapping[str, Row]) -> dict[str, Row]:
    """Return the rows of both, each as it was seen last."""
    return sampled(
        {key: max((known[key] for known in (one, other) if key in known), key=_age) for key in {*one, *other}}
    )


def _age(row: Row) -> tuple[str, ...]:
    marks = (f"{pointer} {mark}" for side in (row.marks, row.heads) for pointer, mark in sorted(side.items()))
    return (row.day, row.stamp, row.twin, *marks)


def _key(record: Any, layout: Layout, digester: Digester) -> str:
    if not isinstance(record, dict):
        return ""
    ids = [record.get(site.name) for site in layout.ids]
    return digester.long("row", ids) if any(one is not None for one in ids) else ""


def _row(record: Any, key: str, layout: Layout, digester: Digester) -> Row:
    marks: dict[str, str] = {}
    heads: dict[str, str] = {}
    guesses: dict[str, Guess] = {}
    told: list[object] = []
    for pointer, site in layout.followed.items():
        values = values_of([record], site, len(layout.row))
        if all(is_declared(one, site) for one in values):
            marks[pointer], guesses[pointer] = _marked(values, site, (key, pointer), digester)
            told.append((pointer, [_plain(canonical(one, site)) for one in values]))
            texts = [one[:_HEAD] if isinstance(one, str) else "" for one in values]
            if site.is_text and any(texts):
                heads[pointer] = digester.short("head", key, pointer, texts)
    for pointer, site in layout.counted.items():
        value = record.get(site.name)
        if value is not None and is_declared(value, site):
            at = mark_at(pointer)
            marks[at], before = marked(value, site, key, pointer, digester)
            guesses[at] = Guess(before, digester.short(pointer, repr(value)), 0, not value)
    moments = [canonical(record[site.name], site) for site in layout.stamps if record.get(site.name) is not None]
    stamp = digester.long("stamp", key, moments) if moments else ""
    return Row(stamp, digester.long("twin", told), marks, heads, guesses=guesses)


def values_of(records: Sequence[Any], site: Site, deep: int) -> list[Any]:
    """Return the values of a member in records, ABSENT for each object that does not have it; or those of items."""
    if not site.is_member:
        return reach(records, site.steps[deep:])
    holders = reach(records, site.steps[deep:-1])
    return [one.get(site.name, ABSENT) for one in holders if isinstance(one, dict)]


def _marked(values: Sequence[Any], site: Site, salt: tuple[str, str], digester: Digester) -> tuple[str, Guess]:
    told = [canonical(one, site) for one in values]
    before: dict[str, str] = {}
    # The first that explains a mark does: local time that is said to be UTC is an hour off in some zones.
    for kind, made in _earlier(values, site):
        before.setdefault(_mark(made, salt, digester), kind)
    if len(told) > 1 and told != told[::-1]:
        before.setdefault(_mark(told[::-1], salt, digester), REVERSED)
    length = max((len(one) for one in values if isinstance(one, str)), default=0)
    return _mark(told, salt, digester), Guess(before, digester.short(salt[1], [*map(_plain, told)]), length)


def _earlier(values: Sequence[Any], site: Site) -> Iterator[tuple[str, list[Any]]]:
    """Yield what the values were if one kind of drift changed them."""
    ways = [dict(undone(one, site)) for one in values]
    for kind in dict.fromkeys(kind for way in ways for kind in way):
        made = [way.get(kind, one) for way, one in zip(ways, values, strict=True)]
        yield kind, [canonical(one, site) for one in made]


def _mark(told: Sequence[Any], salt: tuple[str, str], digester: Digester) -> str:
    if not told:
        return NONE
    if all(one is ABSENT for one in told):
        return ABSENT_MARK
    states = [NULL if one is None else ABSENT_MARK if one is ABSENT else VALUE for one in told]
    first = states[0] if len(told) == 1 else MANY + digester.short(states)[:4]
    if all(state != VALUE for state in states) and len(told) == 1:
        return first
    return f"{first}.{digester.short(*salt, [*map(_plain, told)])}"


def _plain(value: Any) -> str:
    return "absent" if value is ABSENT else repr(value)


def form_of(mark: str) -> str:
    """Return what a mark tells of nulls and absent members: changes of values leave it as it is."""
    return mark.partition(".")[0]
