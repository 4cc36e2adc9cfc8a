"""Records: what a list has in a row is what the record itself says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.breaks.place import EVERY, Place, Step
from mock_server.breaks.shape import alternatives
from mock_server.contract.decoders import decoder_of
from mock_server.contract.encoders import compile_encoder
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import Schema, new_validator
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.differing import told_apart
from mock_server.drift.behaviour.pages import document_of
from mock_server.drift.behaviour.probes import Detail, Listing, Of
from mock_server.drift.behaviour.shape import document_schema, names_of, schema_at, value_at
from mock_server.drift.behaviour.variety import most_unlike
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere, NotObserved
from mock_server.drift.replies.moment_forms import LOCAL_AS_UTC
from mock_server.drift.replies.restating import MINOR_UNITS, restated
from mock_server.drift.replies.telling import Action

# What says how a value is printed.
_FORM = ("type", "format", "x-zone", "x-strftime", "x-timespec", "x-values")
# A row that lacks so much of what its record has is a summary of it.
_MUCH = 0.5
# What is said where nobody has that name.
_NOT_FOUND = (400, 404)


def agrees(asker: Asker, detail: Detail) -> Iterator[Hit]:
    """Members that both have are the same."""
    yield from _agrees(asker, detail, asker.value(_source(detail)))


def another_agrees(asker: Asker, detail: Detail) -> Iterator[Hit]:
    """The same, of the record that by its row is the least like the first: it has values of other kinds."""
    source = _source(detail)
    listing = asker.listing(source.listing)
    other = most_unlike(asker.known(listing)[0].rows, _row(asker, detail, asker.value(source)))
    if other is None:
        raise NothingThere("all records are of one kind")
    yield from _agrees(asker, detail, str(value_at(other, names_of(asker.shape(listing).row, source.attribute))))


def _agrees(asker: Asker, detail: Detail, wanted: str) -> Iterator[Hit]:
    row, source = _row(asker, detail, wanted), _source(detail)
    path = {name: wanted if one == source else one for name, one in detail.path.items()}
    record = document_of(asker.ask(detail.operation, path, detail.query).answered)
    if not isinstance(record, dict):
        raise NotObserved("the record is not an object")
    if asker.fresh and _row(asker, detail, wanted, is_new=True) != row:
        raise NotObserved("the record was changed meanwhile")
    yield from _compared(asker, detail, row, record)


def _compared(asker: Asker, detail: Detail, row: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[Hit]:
    source = _source(detail)
    shape = asker.shape(asker.listing(source.listing))
    ours, record, around = _bare(document_schema(asker.walk.contract, detail.operation), record)
    _refuse_another(source, ours, row, record)
    left_out = {names_of({"properties": ours}, one)[0] for one in detail.leaves_out}
    shared = [name for name in shape.row.get("properties", {}) if name in ours and name not in left_out]
    missing = [name for name in shared if name in record and name not in row]
    if len(missing) > len(shared) * _MUCH:
        says, seen = "rows have what records have", f"they lack {len(missing)} of {len(shared)} members"
        yield Hit("list-became-summary", shape.place_of_row, says, seen, source.listing)
        return
    for name in shared:
        # What breaks the contract is told by who reads replies, better.
        theirs = shape.row["properties"][name]
        if name in row and name in record and _is_good(theirs, row[name]) and _is_good(ours[name], record[name]):
            for steps, one, other in differences(row[name], record[name], (name,)):
                if _mean_the_same(schema_at(shape.row, steps), one, schema_at(ours[name], steps[1:]), other):
                    continue
                kind, is_row = told_apart(one, other, schema_at(ours[name], steps[1:]))
                known = (steps[0], *_known(ours[name], steps[1:]))
                place = Place("body", steps=(*(shape.place_of_row.steps if is_row else around), *known))
                operation = source.listing if is_row else detail.operation
                actions = _printed(asker, operation, place, kind, schema_at(ours[name], steps[1:]))
                yield Hit(kind, place, "a row is as its record is", "they differ there", operation, actions)


def _bare(schema: Schema, record: Mapping[str, Any]) -> tuple[Schema, Mapping[str, Any], tuple[str, ...]]:
    """Return the members of a record, with what it has of them and the name that it is under, if it is under one."""
    properties: Schema = schema.get("properties", {})
    for name, one in properties.items():
        if one.get("x-source") == "." and isinstance(record.get(name), dict):
            return alternatives(one)[0].get("properties", {}), record[name], (name,)
    return properties, record, ()


def _refuse_another(source: Of, ours: Schema, row: Mapping[str, Any], record: Mapping[str, Any]) -> None:
    """Raise NotObserved where what is named by no id is not the record of the row: there may be several of one name."""
    if source.attribute.endswith("id"):
        return
    ids = [name for name, schema in ours.items() if source_of(name, schema).endswith("_id") and name in row]
    if any(name in record and record[name] != row[name] for name in ids):
        raise NotObserved("the record is of another row")


def differences(one: Any, other: Any, at: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Any, Any]]:
    """Yield places where two values differ, with both; what only one has is for others to tell."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() & other.keys():
            yield from differences(one[name], other[name], (*at, name))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for left, right in zip(one, other, strict=False):
            yield from differences(left, right, (*at, EVERY))
    elif (one is None) != (other is None) or ((type(one) is type(other) or _is_scalar(one, other)) and one != other):
        yield at, one, other


def _printed(asker: Asker, operation: str, place: Place, kind: str, schema: Schema) -> Sequence[Action]:
    """Return what prints a place as it came, where the kind of the difference tells that."""
    if kind == "money-minor-units":
        return restated(asker.walk.contract, operation, place.steps, MINOR_UNITS)
    if kind == "datetime-local-as-z" and "x-zone" in schema:
        return restated(asker.walk.contract, operation, place.steps, {**LOCAL_AS_UTC, "x-zone": schema["x-zone"]})
    return ()


def _mean_the_same(row: Schema, one: Any, record: Schema, other: Any) -> bool:
    """Tell whether two values are one, which the contract prints in a row otherwise than in a record."""
    if one is None or other is None or all(row.get(key) == record.get(key) for key in _FORM):
        return False
    encode, decode = compile_encoder(row), decoder_of(record)
    try:
        return bool((decode(other) if encode is None else encode(decode(other))) == one)
    except (ValueError, TypeError, AttributeError):
        return False


def _is_scalar(one: Any, other: Any) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    empty = (one is None and other in ("", 0, [], {})) or (other is None and one in ("", 0, [], {}))
    return (numbers and not isinstance(one, bool) and not isinstance(other, bool)) or empty


def _is_good(schema: Schema, value: Any) -> bool:
    return bool(new_validator(schema).is_valid(value))


def _known(schema: Schema, steps: Sequence[Step]) -> Iterator[Step]:
    """Yield steps as the contract has them: it names no member of an object whose members are free."""
    for number, step in enumerate(steps):
        here = schema_at(schema, steps[:number])
        is_free = step is not EVERY and step not in here.get("properties", {})
        yield EVERY if is_free else step


def _row(asker: Asker, detail: Detail, wanted: str, *, is_new: bool = False) -> Mapping[str, Any]:
    """Return the row of the list that a record is asked for by."""
    source = _source(detail)
    listing = asker.listing(source.listing)
    rows = asker.settled(listing).rows if is_new else asker.known(listing)[0].rows
    names = names_of(asker.shape(listing).row, source.attribute)
    for row in rows:
        if str(value_at(row, names)) == wanted:
            return row
    raise NotObserved("its row is not in the list any more")


def _source(detail: Detail) -> Of:
    for value in detail.path.values():
        if isinstance(value, Of):
            return value
    raise NotObserved("no list names it")


def unknown(asker: Asker, detail: Detail | Listing) -> Iterator[Hit]:
    """What is not there is not found."""
    operation = asker.walk.contract.operations[detail.operation]
    if not detail.unknown or 404 not in operation.responses:
        raise NothingThere("the contract does not tell what is said of a record that is not there")
    good = asker.ask(detail.operation, detail.path, detail.query).answered
    if not good.is_good:
        raise NotObserved(f"it answered {good.status}")
    path = {**detail.path, **detail.unknown}
    answered = asker.ask(detail.operation, path, detail.query, expects=(404,)).answered
    if answered.status == 404:
        return
    place = Place("status", "404")
    kind = f"404-to-{answered.status}"
    if answered.is_good:
        kind = "404-to-200-null" if answered.body.strip() in (b"null", b"") else "404-to-200-error"
    yield Hit(kind, place, "what is not there is 404", f"it is {answered.status}")


def is_first(asker: Asker, detail: Detail) -> Iterator[Hit]:
    """A record is the first row of a list of its own."""
    if not detail.first_of:
        raise NothingThere("it has no list of its own")
    listing = asker.listing(detail.first_of)
    rows = asker.page(listing).rows
    record = document_of(asker.ask(detail.operation, detail.path, detail.query).answered)
    ours = document_schema(asker.walk.contract, detail.operation).get("properties", {})
    if not rows or not isinstance(record, dict):
        raise NotObserved("there are no rows")
    ids = [name for name, schema in ours.items() if source_of(name, schema).endswith("_id")]
    other = next((name for name in ids if name in record and rows[0].get(name, record[name]) != record[name]), None)
    if other is not None and any(all(row.get(name) == record.get(name) for name in ids) for row in rows[1:]):
        says, seen = "it is the first of its own rows", "it is a later one"
        yield Hit("list-differs-from-detail", Place("body", steps=(other,)), says, seen)


def elsewhere(asker: Asker, detail: Detail) -> Iterator[Hit]:
    """A record is not found where it is asked for in what it is not in."""
    if not detail.elsewhere:
        raise NothingThere("it is in everything")
    if not asker.ask(detail.operation, detail.path, detail.query).answered.is_good:
        raise NotObserved("it is not found")
    query = {**detail.query, **detail.elsewhere}
    success = asker.walk.contract.operations[detail.operation].success
    answered = asker.ask(detail.operation, detail.path, query, expects=(success, *_NOT_FOUND)).answered
    if answered.is_good:
        known = asker.walk.contract.operations[detail.operation].parameters.all
        names = [one.name for one in known if one.argument in detail.elsewhere]
        yield Hit("filter-ignored", Place("query", names[0]), "it picks records", "one comes that does not meet it")


def in_any_case(asker: Asker, detail: Detail) -> Iterator[Hit]:
    """A record is found by its name in capitals too."""
    if not detail.any_case:
        raise NothingThere("its name is what it is")
    good = asker.ask(detail.operation, detail.path, detail.query).answered
    name = asker.value(detail.path[detail.any_case])
    if not good.is_good or name.upper() == name:
        raise NotObserved("its name has no letters, or it is not found")
    path = {**detail.path, detail.any_case: name.upper()}
    success = asker.walk.contract.operations[detail.operation].success
    answered = asker.ask(detail.operation, path, detail.query, expects=(success, *_NOT_FOUND)).answered
    if answered.status in _NOT_FOUND:
        says, seen = "it is found in any case", f"in capitals it is {answered.status}"
        yield Hit("filter-case", Place("operation"), says, seen)
