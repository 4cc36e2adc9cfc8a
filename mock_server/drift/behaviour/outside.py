"""Outside: what is said of a path that is not there, and to HEAD."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.breaks.declared import responses, schema_of
from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import Value
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import LOWER, Asked, NothingThere, NotObserved

_UNAUTHENTICATED, _NOT_FOUND, _NOT_ALLOWED = 401, 404, 405


def no_such_path(asker: Asker) -> Iterator[Hit]:
    """A path that is not there is 404, with an error of the API."""
    contract = asker.walk.contract
    known = [one for one in asker.probes.details if _NOT_FOUND in contract.operations[one.operation].responses]
    if not known:
        raise NothingThere("the contract does not tell what is said of what is not there")
    # A record's refusal is the nearest that the contract has.
    operation = contract.operations[known[0].operation]
    target = asker.probes.unknown_path
    asked = Asked(operation.id, "GET", target, purpose="to see an unknown path", expects=(_NOT_FOUND,))
    answered = asker.walk.send(asked, afresh=asker.fresh).answered
    place, says = Place("status", "404"), "a path that is not there is 404"
    if answered.status != _NOT_FOUND:
        yield Hit("status-changed", place, says, f"it is {answered.status}", operation.id)
        return
    schema = schema_of(responses(contract, operation)[_NOT_FOUND])
    if schema is not None and not answered.media_type.endswith("json"):
        yield Hit("error-html", Place("error"), "an error is JSON", "it is of another type", operation.id)


def head(asker: Asker, operation: str, path: Mapping[str, Value], query: Mapping[str, str]) -> Iterator[Hit]:
    """HEAD is answered as GET is, and credentials are good in whatever case their scheme is."""
    good = asker.ask(operation, path, query).answered
    if not good.is_good:
        raise NotObserved("GET does not answer with success")
    expects = (good.status, _NOT_FOUND, _NOT_ALLOWED)
    # The scheme of a token is a word in any case (RFC 9110 section 11.1): one request asks both.
    lower = {"credentials": LOWER, "expects": (*expects, _UNAUTHENTICATED)}
    answered = asker.ask(operation, path, query, method="HEAD", **lower).answered
    if answered.status == _UNAUTHENTICATED:
        answered = asker.ask(operation, path, query, method="HEAD", expects=expects).answered
        if answered.status == good.status:
            place = Place("header", "Authorization")
            yield Hit("scheme-case", place, "a scheme is a word in any case", "in small letters it is 401")
    if answered.status != good.status:
        says, seen = "HEAD is as GET, without a body", f"it is {answered.status}"
        kind = "head-405" if answered.status == _NOT_ALLOWED else "head-refused"
        yield Hit(kind, Place("operation"), says, seen)
