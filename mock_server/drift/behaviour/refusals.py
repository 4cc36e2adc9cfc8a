"""Refusals: bad values are refused, each of them, and names that nobody knows are as the contract says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.breaks.declared import responses, schema_of
from mock_server.breaks.place import Place
from mock_server.contract import Operation
from mock_server.contract.parameters import Parameter
from mock_server.contract.schemas import options_of
from mock_server.drift.behaviour.access import NO_NAME, bare, takes_unknown
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import WHOLE, Listing
from mock_server.drift.behaviour.refused import blamed, is_refusal, is_refused
from mock_server.drift.behaviour.shape import names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import Answered, NothingThere, NotObserved

# A word that no list of words has.
_NO_WORD = "no-such-word"
_MOMENTS = ("date", "date-time", "unix-seconds", "unix-milliseconds")
_REFUSED = 400
# So many parameters of a list are asked alone, where a refusal names several at once, but not them.
_ALONE = 3


def bad_values(asker: Asker, listing: Listing) -> Mapping[str, str]:
    """Return values that the contract refuses, by argument."""
    parameters = asker.walk.contract.operations[listing.operation].parameters.all
    asked = [one for one in parameters if one.place == "query" and not one.is_ignored and not one.is_lenient]
    found = {one.argument: _bad(one) for one in asked if one.is_checked_here}
    return {argument: text for argument, text in found.items() if text is not None}


def _bad(parameter: Parameter) -> str | None:
    schema = parameter.schema.get("items", {}) if parameter.is_list else parameter.schema
    if schema.get("enum"):
        return _NO_WORD
    if schema.get("type") in ("integer", "number"):
        if schema.get("maximum", 2**31) < 10_000:
            return str(schema["maximum"] + 1)
        # One less than the least says more than a word: services that know numbers may still not know their bounds.
        return str(schema["minimum"] - 1) if "minimum" in schema else _NO_WORD
    forms = {one.get("format") for one in (schema, *options_of(schema))}
    if forms & {*_MOMENTS} or "email" in forms:
        return _NO_WORD
    return "" if schema.get("minLength") else None


def _asked_badly(asker: Asker, listing: Listing) -> tuple[Operation, Mapping[str, str], Answered]:
    """Return what a list answers to bad values all over, with these; raise NothingThere where it refuses none."""
    operation = asker.walk.contract.operations[listing.operation]
    bad = bad_values(asker, listing)
    if not bad or _REFUSED not in operation.responses:
        raise NothingThere("the contract refuses no value")
    asker.page(listing)
    return operation, bad, asker.ask_list(listing, bad, (_REFUSED,)).answered


def refused(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """A request with bad values all over is refused, and its faults are named."""
    operation, bad, answered = _asked_badly(asker, listing)
    if is_refusal(answered) and not is_refused(answered):
        yield _other_status(answered.status)
        return
    if answered.status != _REFUSED and is_refused(answered):
        yield _other_status(answered.status)
    if answered.is_good and not _is_list(asker, listing, bad):
        yield Hit("400-to-200", Place("status", "400"), "a bad request is 400", "it is 200 with an error in it")
        return
    if answered.status == _REFUSED:
        yield from _unnamed(asker, operation, answered)


def each_refused(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """Bad values that a refusal of all does not name are refused alone.

    Many services name the first only: what that costs comes last, so that nothing else goes without.
    """
    operation, bad, answered = _asked_badly(asker, listing)
    if not is_refused(answered) and not (answered.is_good and _is_list(asker, listing, bad)):
        raise NothingThere("no refusal tells what it is of")
    if listing.extent != WHOLE and not answered.is_good:
        return
    named = blamed(answered, operation) if is_refused(answered) else frozenset()
    rest = [one for one in bad if asker.parameter(listing, one).name not in named]
    ignored = [
        one for one in rest[: _ALONE if len(named) > 1 else len(rest)] if _is_taken(asker, listing, one, bad[one])
    ]
    for argument in ignored:
        place = Place("query", asker.parameter(listing, argument).name)
        yield Hit("400-to-200-ignored", place, "a bad value is refused", "it is taken")


def _unnamed(asker: Asker, operation: Operation, answered: Answered) -> Iterator[Hit]:
    """A refusal has what names the values that are bad, where the vendor promises that."""
    schema = schema_of(responses(asker.walk.contract, operation)[_REFUSED]) or {}
    if not asker.probes.faults or not isinstance(answered.document, dict):
        return
    names = names_of(schema, asker.probes.faults)
    if not value_at(answered.document, names):
        yield Hit("error-field-removed", Place("error", steps=names), "it names what is bad", "it is not sent")


def _other_status(status: int) -> Hit:
    return Hit(f"400-to-{status}", Place("status", "400"), "a bad request is 400", f"it is {status}")


def _is_taken(asker: Asker, listing: Listing, argument: str, text: str) -> bool:
    answered = asker.ask_list(listing, {argument: text}, (_REFUSED,)).answered
    return answered.is_good


def _is_list(asker: Asker, listing: Listing, bad: Mapping[str, str]) -> bool:
    """Tell whether the answer to bad values is a page."""
    try:
        asker.read(listing, asker.ask_list(listing, bad, (_REFUSED,)).answered)
    except NotObserved:
        return False
    return True


def unknown_name(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """A parameter that nobody knows is passed over, where the contract does not say that it is refused."""
    if not takes_unknown(asker):
        raise NothingThere("the contract refuses them")
    asker.page(listing)
    if bare(asker, listing.operation, listing.path, listing.query).is_good:
        return
    answered = asker.ask_list(listing, {NO_NAME: "1"}).answered
    if is_refusal(answered):
        says, seen = "parameters that are not known are passed over", f"one is {answered.status}"
        yield Hit("unknown-param-refused", Place("query"), says, seen)
