"""Kinds of breaks in what a success sends: members, types, spellings, the envelope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.breaks.declared import Schema, success_schema
from mock_server.breaks.pointer import EVERY, leaves, may_be_null, members_of, pointer_to, schema_at
from mock_server.breaks.ready import BREAKING, DANGEROUS, INFORMATIONAL, Ready
from mock_server.breaks.values import cased
from mock_server.contract import Contract
from mock_server.contract.schemas import type_of, without_null

_DEEPEST = 6


def body_breaks(contract: Contract, operation: str) -> Iterator[Ready]:
    """Yield the ready breaks of an operation's success body."""
    schema = success_schema(contract, operation)
    if schema is None or not members_of(schema):
        return
    yield from _of_whole(schema)
    for steps, below in leaves(schema):
        if len(steps) <= _DEEPEST and steps[-1] != EVERY:
            yield from _of_member(steps, below, _is_required(schema, steps))


def _of_whole(schema: Schema) -> Iterator[Ready]:
    names = [steps[-1] for steps, _ in leaves(schema) if steps[-1] != EVERY]
    if names:
        other = next(case for case in ("snake", "camel", "upper") if any(cased(name, case) != name for name in names))
        yield Ready("casing-changed", "", f"case={other}", BREAKING, f"every member is in {other} case")
    rows = _rows(schema)
    if rows is None:
        yield Ready("detail-wrapped", "", "wrap=data", BREAKING, "the record is inside data")
        yield Ready("field-added", "", "add=addedMember", INFORMATIONAL, "there is a new member")
        return
    place = f"/{rows}"
    yield Ready(
        "envelope-renamed", place, f"rename={_other_name(rows, 'results')}", BREAKING, "the rows have another name"
    )
    yield Ready("envelope-flattened", place, "flatten", BREAKING, "the rows are the whole reply")
    yield Ready("envelope-wrapped", "", "wrap=data", BREAKING, "the page is inside data")
    yield Ready("array-became-map", place, "retype=map", BREAKING, "the rows are an object by number")
    yield Ready("default-order-reversed", place, "reverse", DANGEROUS, "the rows come in the other order")
    yield Ready("field-added", f"{place}/*", "add=addedMember", INFORMATIONAL, "each row has a new member")
    for name, declared in schema.get("properties", {}).items():
        if type_of(without_null(declared)) == "integer":
            yield Ready("meta-total-removed", f"/{name}", "drop", BREAKING, "a count of the page is gone")
            yield Ready("total-is-page-count", f"/{name}", "count", BREAKING, "a count is the page's own")


def _rows(schema: Schema) -> str | None:
    """Return the name of a page's rows: the one list of objects at its top."""
    properties: Mapping[str, Any] = schema.get("properties", {})
    lists = [name for name, one in properties.items() if type_of(one) == "array" and members_of(one.get("items", {}))]
    return lists[0] if len(lists) == 1 else None


def _is_required(schema: Schema, steps: Sequence[str]) -> bool:
    return steps[-1] in without_null(schema_at(schema, steps[:-1])).get("required", ())


def _of_member(steps: Sequence[str], schema: Schema, is_required: bool) -> Iterator[Ready]:
    place, plain = pointer_to(steps), without_null(schema)
    gone, renamed = ("field-required-removed", "field-renamed")
    if not is_required:
        gone, renamed = ("field-optional-removed", "field-optional-renamed")
    yield Ready(gone, place, "drop", BREAKING, "the member is gone")
    yield Ready(renamed, place, f"rename={_other_name(steps[-1], 'value')}", BREAKING, "the member has another name")
    if may_be_null(schema):
        yield Ready("null-became-missing", place, "drop-null", DANGEROUS, "null is left out")
        if type_of(plain) == "string":
            yield Ready("null-became-empty", place, "empty", DANGEROUS, "null is an empty text")
    else:
        yield Ready("became-nullable-all", place, "null", BREAKING, "the member is null")
        if EVERY in steps:
            yield Ready("became-nullable-rare", place, "null=first", BREAKING, "the member is null in one row")
    yield from _OF_TYPE.get(type_of(plain), _of_nothing)(place, plain)


def _of_nothing(place: str, schema: Schema) -> Iterator[Ready]:
    return iter(())


def _of_string(place: str, schema: Schema) -> Iterator[Ready]:
    form = schema.get("format", "")
    if "enum" in schema:
        yield Ready("enum-new-rare", place, "enum=addedWord", DANGEROUS, "one row has a word that is not documented")
        yield Ready("enum-new-common", place, "enum-all=addedWord", DANGEROUS, "there is a word that is not documented")
        yield Ready("enum-case", place, f"case={_other_case(schema['enum'])}", BREAKING, "words are in another case")
    elif form in ("date-time", "local-time"):
        yield Ready("datetime-no-tz", place, "format=no-zone", BREAKING, "the zone is gone")
        yield Ready("datetime-epoch", place, "format=epoch", BREAKING, "it is in Unix seconds")
        yield Ready("datetime-epoch-ms", place, "format=epoch-ms", BREAKING, "it is in Unix milliseconds")
        yield Ready("datetime-space", place, "format=space", BREAKING, "a blank stands for the T")
        yield Ready("datetime-offset", place, "format=utc", DANGEROUS, "the same moment in UTC, with a Z")
        yield Ready("datetime-fraction", place, "format=fraction", DANGEROUS, "there are fractions of seconds")
        yield Ready("datetime-date-only", place, "format=date", BREAKING, "the time is gone")
    elif form == "uuid":
        yield Ready("id-uuid-to-int", place, "retype=integer", BREAKING, "the id is a number")
        yield Ready("id-prefixed", place, "prefix=id_", DANGEROUS, "the id has a prefix")
    elif form == "email":
        yield Ready("pii-masked", place, "mask", DANGEROUS, "the address is masked")
    else:
        yield Ready("string-truncated", place, "truncate=3", DANGEROUS, "the text is cut")
        yield Ready("string-to-object", place, "retype=object", BREAKING, "the text is inside an object")


def _of_integer(place: str, schema: Schema) -> Iterator[Ready]:
    yield Ready("int-to-string", place, "retype=string", BREAKING, "the number is a text")


def _of_number(place: str, schema: Schema) -> Iterator[Ready]:
    yield Ready("money-float-to-string", place, "money=string", BREAKING, "the number is a text")
    yield Ready("money-minor-units", place, "money=minor-units", BREAKING, "the amount is in hundredths")
    yield Ready("money-decimal-comma", place, "money=comma", BREAKING, "the amount is a text with a comma")


def _of_boolean(place: str, schema: Schema) -> Iterator[Ready]:
    yield Ready("bool-to-int", place, "retype=integer", BREAKING, "yes and no are 1 and 0")
    yield Ready("bool-to-string", place, "retype=string", BREAKING, "yes and no are texts")


def _of_array(place: str, schema: Schema) -> Iterator[Ready]:
    if type_of(schema.get("items", {})) == "string":
        yield Ready("array-to-csv", place, "retype=csv", BREAKING, "the list is a text with commas")
    yield Ready("array-emptied", place, "value=[]", DANGEROUS, "the list is empty")


def _of_object(place: str, schema: Schema) -> Iterator[Ready]:
    yield Ready("object-to-string", place, "retype=string", BREAKING, "the object is a text")
    if schema.get("properties"):
        yield Ready("field-added-nested", place, "add=addedMember", INFORMATIONAL, "the object has a new member")


def _other_name(name: str, suffix: str) -> str:
    """Return a name that a member could have had as well: in another case or, where it has but one, longer."""
    other = cased(name, "snake") if name != name.lower() else cased(name, "camel")
    return other if other != name else f"{name}_{suffix}"


def _other_case(words: Sequence[Any]) -> str:
    return "upper" if any(str(word) != str(word).upper() for word in words if word is not None) else "snake"


_OF_TYPE = {
    "string": _of_string,
    "integer": _of_integer,
    "number": _of_number,
    "boolean": _of_boolean,
    "array": _of_array,
    "object": _of_object,
}
