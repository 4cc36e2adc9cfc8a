"""Outside: what is said of a path that is not there, to HEAD, and to a scheme in small letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.pages import document_of
from mock_server.drift.behaviour.probes import Value
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import OWN, SMALL_SCHEME, Answered, Asked, NothingThere, NotObserved

_NOT_FOUND, _NOT_ALLOWED = 404, 405
# What is said to credentials that nobody can read.
_UNTAKEN = (400, 401, 403)

Path = Mapping[str, Value]


def no_such_path(asker: Asker) -> Iterator[Hit]:
    """A path that is not there is 404: with an error of the API, or with a page of whatever stands before it."""
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


def head(asker: Asker, operation: str, path: Path, query: Mapping[str, str]) -> Iterator[Hit]:
    """HEAD is answered as GET is."""
    good = asker.ask(operation, path, query).answered
    if not good.is_good:
        raise NotObserved("GET does not answer with success")
    answered = _head(asker, operation, path, query, SMALL_SCHEME)
    if answered.status != good.status:
        answered = _head(asker, operation, path, query, OWN)
    if answered.status != good.status:
        says, seen = "HEAD is as GET, without a body", f"it is {answered.status}"
        kind = "head-405" if answered.status == _NOT_ALLOWED else "head-refused"
        yield Hit(kind, Place("operation"), says, seen)


def any_case(asker: Asker, operation: str, path: Path, query: Mapping[str, str]) -> Iterator[Hit]:
    """The scheme of a token may be written in small letters: it has no case (RFC 9110 section 11.1)."""
    if not asker.walk.contract.token_operations:
        raise NothingThere("no tokens are shown there")
    good = asker.ask(operation, path, query).answered
    document_of(good)
    # HEAD is asked for anyway; where it is not as GET, only GET tells why.
    if _head(asker, operation, path, query, SMALL_SCHEME).status == good.status:
        return
    expects = (good.status, *_UNTAKEN)
    answered = asker.ask(operation, path, query, credentials=SMALL_SCHEME, expects=expects).answered
    if answered.status in _UNTAKEN:
        says, seen = "the scheme of a token has no case", f"in small letters it is {answered.status}"
        yield Hit("scheme-case", Place("token"), says, seen, asker.walk.contract.token_operations[0])


def _head(asker: Asker, operation: str, path: Path, query: Mapping[str, str], credentials: str) -> Answered:
    success = asker.walk.contract.operations[operation].success
    expects = (success, *_UNTAKEN, _NOT_FOUND, _NOT_ALLOWED)
    return asker.ask(operation, path, query, method="HEAD", credentials=credentials, expects=expects).answered
