"""Requests: parameters and bodies of an operation compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mock_server.breaks.casing import words_of
from mock_server.drift.documents.adopting import Unwritable
from mock_server.drift.documents.contents import paired_contents
from mock_server.drift.documents.model import Operation, Parameter
from mock_server.drift.documents.notes import Note, Spot
from mock_server.drift.documents.parameters import PAGES, paired_parameters
from mock_server.drift.documents.schemas import Schemas
from mock_server.drift.documents.words import media, word, words
from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL

_Key = tuple[str, str]
_ORDER = {"sort", "order", "orderby", "filterorder", "sortby"}


def request_notes(schemas: Schemas, ours: Operation, theirs: Operation) -> Iterator[Note]:
    """Yield what a request has to say otherwise."""
    pairs = _paired(ours, theirs)
    for key, other in pairs.items():
        yield from _parameter(schemas, ours, ours.parameters[key], theirs.parameters[other], is_renamed=key != other)
    for key, one in ours.parameters.items():
        if key not in pairs:
            how = "required" if one.required else "optional"
            yield Note("param-removed", BREAKING, _spot(ours, one), f"{how} {word(one.name)}", "no such parameter")
    for key, one in theirs.parameters.items():
        if key not in pairs.values():
            yield _new(ours, one)
    yield from _body(schemas, ours, theirs)


def _spot(operation: Operation, one: Parameter) -> Spot:
    source = one.source if one.place == "query" else ""
    return Spot(operation.id, one.place, one.name, is_reply=False, mark=one.mark, source=source)


def _paired(ours: Operation, theirs: Operation) -> dict[_Key, _Key]:
    try:
        return paired_parameters(ours, theirs)
    except Unwritable:
        return {key: key for key in ours.parameters if key in theirs.parameters}


def _parameter(
    schemas: Schemas, operation: Operation, ours: Parameter, theirs: Parameter, *, is_renamed: bool
) -> Iterator[Note]:
    spot = _spot(operation, ours)
    if is_renamed and ours.place != "path":
        yield Note(_rename(ours), BREAKING, spot, f"the name {word(ours.name)}", f"the name {word(theirs.name)}")
    if ours.required != theirs.required:
        kind, severity = (_required(ours), BREAKING) if theirs.required else ("param-optional", INFORMATIONAL)
        says, seen = ("required" if one.required else "optional" for one in (ours, theirs))
        yield Note(kind, severity, spot, says, seen)
    if ours.deprecated != theirs.deprecated:
        kind, severity = ("deprecated", DANGEROUS) if theirs.deprecated else ("undeprecated", INFORMATIONAL)
        says, seen = ("deprecated" if one.deprecated else "not deprecated" for one in (ours, theirs))
        yield Note(kind, severity, spot, says, seen)
    if _is_styled_otherwise(schemas, ours, theirs):
        yield Note("param-style-changed", BREAKING, spot, f"style {media(ours.style)}", f"style {media(theirs.style)}")
    yield from _counted(spot, [*schemas.compare(spot, ours.schema, theirs.schema)], ours, theirs)


def _is_styled_otherwise(schemas: Schemas, ours: Parameter, theirs: Parameter) -> bool:
    """Whether values are written otherwise; what is one value has no style, unless it is a document of its own."""
    kinds = [schemas.shaper.shape(one.schema).types for one in (ours, theirs)]
    is_of_several = all(one & {"array", "object"} for one in kinds)
    return ours.style != theirs.style and (is_of_several or "/" in ours.style + theirs.style)


def _counted(spot: Spot, notes: list[Note], ours: Parameter, theirs: Parameter) -> list[Note]:
    """Return notes of a parameter; of a page that is counted from another number, that alone."""
    first, other = (one.schema.get("default", one.schema.get("minimum")) for one in (ours, theirs))
    kinds = {(1, 0): "zero-based-pages", (0, 1): "one-based-pages"}
    if ours.source not in PAGES or (first, other) not in kinds:
        return notes
    said = [one for one in notes if one.kind in ("default-changed", "bound-widened", "bound-narrowed")]
    note = Note(kinds[first, other], BREAKING, spot, f"pages from {first}", f"pages from {other}")
    return [note, *(one for one in notes if one not in said)]


def _required(one: Parameter) -> str:
    return "header-required" if one.place == "header" else "param-required"


def _rename(one: Parameter) -> str:
    """Return the catalogue's word for another name of a parameter, by what it is for."""
    if one.place != "query" or _ORDER & {*words_of(one.name)}:
        return "param-renamed"
    if one.source == "limit":
        return "per-page-param-renamed"
    return "page-param-renamed" if one.source in PAGES else "filter-renamed"


def _new(operation: Operation, one: Parameter) -> Note:
    spot = replace(_spot(operation, one), name=word(one.name), mark=operation.mark)
    if one.required:
        return Note(_required(one), BREAKING, spot, "no such parameter", f"required {word(one.name)}")
    return Note("param-added", INFORMATIONAL, spot, "no such parameter", f"optional {word(one.name)}")


def _body(schemas: Schemas, ours: Operation, theirs: Operation) -> Iterator[Note]:
    spot = Spot(ours.id, "request", is_reply=False, mark=ours.mark)
    before, after = ours.body, theirs.body
    if before is None or after is None:
        if before is not None:
            yield Note("request-body-removed", BREAKING, spot, "a body", "no body")
        elif after is not None:
            severity = BREAKING if after.required else INFORMATIONAL
            yield Note(
                "request-body-added", severity, spot, "no body", "a required body" if after.required else "a body"
            )
        return
    if before.required != after.required:
        severity = BREAKING if after.required else INFORMATIONAL
        kind = "request-body-required" if after.required else "request-body-optional"
        says, seen = ("a required body" if one.required else "a body that may be left out" for one in (before, after))
        yield Note(kind, severity, spot, says, seen)
    pairs, went, came = paired_contents(before.contents, after.contents)
    for one, other in pairs.items():
        yield from schemas.compare(spot, before.contents[one], after.contents[other])
    if went:
        seen = words(map(media, came)) if came else "not this one"
        yield Note("request-type-removed", BREAKING, spot, f"media type {', '.join(map(media, went))}", seen)
    elif came:
        yield Note("request-type-added", INFORMATIONAL, spot, "no such media type", ", ".join(map(media, came)))
