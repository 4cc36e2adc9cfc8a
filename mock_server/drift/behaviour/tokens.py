"""Tokens: what a token operation says to good credentials and to wrong ones. Two requests a run."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.breaks.declared import responses
from mock_server.breaks.place import Place
from mock_server.contract.document import SecurityScheme
from mock_server.drift.behaviour.asker import Asker, document_of
from mock_server.drift.behaviour.limits import of_answer
from mock_server.drift.behaviour.shape import document_schema
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import OWN, WRONG, Answered, NotObserved

# By RFC 6749 section 5.1. A token that was given before has less of its life left.
_EXPIRES, _SHARE = "expires_in", 0.95
_UNAUTHENTICATED, _CHALLENGE = 401, "WWW-Authenticate"


def lifetime(asker: Asker, operation: str) -> Iterator[Hit]:
    """A token lives as long as the contract says."""
    seconds = next(one.token_lifetime for one in _schemes(asker) if one.token_operation == operation)
    document = document_of(_answer(asker, operation, OWN))
    told = document.get(_EXPIRES) if isinstance(document, dict) else None
    if type(told) is not int:
        raise NotObserved("it does not tell a number of seconds where the contract has it")
    if not seconds * _SHARE <= told <= seconds:
        yield Hit("token-ttl", Place("token"), f"tokens live for {seconds} s", f"it tells {told} s")


def members(asker: Asker, operation: str) -> Iterator[Hit]:
    """The answer has the scopes, where the contract says so."""
    document = document_of(_answer(asker, operation, OWN))
    schema = document_schema(asker.walk.contract, operation)
    if "scope" in schema.get("required", ()) and isinstance(document, dict) and "scope" not in document:
        yield Hit("token-scope-removed", Place("body", steps=("scope",)), "it tells the scopes", "it does not")


def wrong(asker: Asker, operation: str) -> Iterator[Hit]:
    """Wrong credentials are refused, with a challenge. Once a run: services count failures."""
    declared = asker.walk.contract.operations[operation]
    answered = _answer(asker, operation, WRONG)
    told = responses(asker.walk.contract, declared).get(_UNAUTHENTICATED, {}).get("headers", {})
    place, says = Place("status", "401"), "bad credentials are 401"
    if answered.is_good:
        yield Hit("auth-not-enforced", place, says, "they are taken")
    elif answered.status != _UNAUTHENTICATED:
        yield Hit(f"401-to-{answered.status}", place, says, f"they are {answered.status}")
    elif _CHALLENGE in told and answered.header(_CHALLENGE) is None:
        if any(value.startswith("Basic ") for _, value in answered.headers):
            raise NotObserved("the challenge is in another header")
        yield Hit("www-authenticate-removed", Place("header", _CHALLENGE), "401 has a challenge", "it has none")


def limit(asker: Asker, operation: str) -> Iterator[Hit]:
    """What it announces of its budget is the contract's."""
    yield from of_answer(asker, operation, _answer(asker, operation, OWN))


def _answer(asker: Asker, operation: str, credentials: str) -> Answered:
    """Return what is said to credentials, asked once a run: a second answer would cost a turn of few."""
    expects = (_UNAUTHENTICATED,) if credentials == WRONG else None
    return asker.walk.ask(operation, credentials=credentials, expects=expects).answered


def _schemes(asker: Asker) -> list[SecurityScheme]:
    return [*asker.walk.contract.security.values()]
