"""Tokens: what a token operation says to good credentials and to wrong ones. Two requests a run, of which one is in the
way that the login is not: whoever may show credentials in a header may do so in the form (RFC 6749 section 2.3.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.breaks.declared import responses
from mock_server.breaks.login_words import FORM
from mock_server.breaks.place import Place
from mock_server.contract.security import SecurityScheme
from mock_server.drift.behaviour.access import own_scopes
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.limits import of_answer
from mock_server.drift.behaviour.pages import document_of
from mock_server.drift.behaviour.plain import Target
from mock_server.drift.behaviour.shape import document_schema
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import OWN, WRONG, Answered, NothingThere, NotObserved

# By RFC 6749 section 5.1. A token that was given before has less of its life left.
_EXPIRES, _SHARE = "expires_in", 0.95
_UNAUTHENTICATED, _CHALLENGE = 401, "WWW-Authenticate"
_IN_FORM = {"Authorization": ""}
_AS_JSON = {"Authorization": "", "Content-Type": "application/json"}
_REFUSED = (400, 401, 415, 422)
# What a request may be refused with that says not what it accepts.
_UNACCEPTABLE = (400, 406)


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
    told = document.get("scope") if isinstance(document, dict) else None
    if isinstance(told, str) and told.strip():
        yield from _renamed(asker, {*told.split()})
        yield from _lacking(asker, {*told.split()})


def _renamed(asker: Asker, told: set[str]) -> Iterator[Hit]:
    """The scopes that it tells are those by which the client is let in."""
    operations = asker.walk.contract.operations
    known = {scope for one in operations.values() for scope in one.scopes or ()}
    used = {
        scope
        for listing in asker.probes.listings
        if asker.ask_list(listing, listing.query).answered.is_good
        for scope in operations[listing.operation].scopes or ()
    }
    if used - told and told - known:
        says, seen = "it tells the scopes of the contract", "scopes that are in force have another name there"
        yield Hit("scope-renamed", Place("body", steps=("scope",)), says, seen)


def _lacking(asker: Asker, told: set[str]) -> Iterator[Hit]:
    """What a client reads of itself lacks none of the scopes that its token has."""
    if asker.probes.granted is None:
        return
    scopes, place = own_scopes(asker, *asker.probes.granted)
    if scopes is not None and scopes < told:
        says, seen = "it tells all that the token may do", "it lacks scopes that the token has"
        yield Hit("scope-lost", place, says, seen, asker.probes.granted[0])


def ways(asker: Asker, operation: str) -> Iterator[Hit]:
    """Credentials may be in the form as well as in the header, where the contract says so."""
    if not _has_form(asker, operation):
        raise NothingThere("the contract has no credentials in the form")
    answered = _answer(asker, operation, OWN)
    if answered.status in _REFUSED and asker.walk.ask(operation).answered.is_good:
        says, seen = "credentials may be in the form", f"they are {answered.status} there"
        yield Hit("token-body-refused", Place("operation"), says, seen)


def form(asker: Asker, operation: str) -> Iterator[Hit]:
    """A token is given for a form. Where none is taken in either way, JSON is tried in its place."""
    if FORM not in _content(asker, operation):
        raise NothingThere("the contract has no form for a token")
    answered = _answer(asker, operation, OWN)
    if answered.is_good or asker.walk.ask(operation).answered.is_good:
        return
    success = asker.walk.contract.operations[operation].success
    if not asker.walk.ask(operation, headers=_AS_JSON, expects=(success, *_REFUSED)).answered.is_good:
        raise NotObserved("a token is given neither for a form nor for JSON")
    says, seen = "a token is asked for with a form", f"a form is {answered.status}, and JSON is taken"
    yield Hit("token-json-body", Place("operation"), says, seen)


def wrong(asker: Asker, operation: str) -> Iterator[Hit]:
    """Wrong credentials are refused, with a challenge, whatever is accepted. Once a run: services count failures."""
    declared = asker.walk.contract.operations[operation]
    answered = _answer(asker, operation, WRONG)
    told = responses(asker.walk.contract, declared).get(_UNAUTHENTICATED, {}).get("headers", {})
    place, says = Place("status", "401"), "bad credentials are 401"
    if answered.is_good:
        yield Hit("auth-not-enforced", place, says, "they are taken")
    elif answered.status in _UNACCEPTABLE and _told_what_is_accepted(asker, operation):
        seen = f"without it the request is {answered.status}"
        yield Hit("accept-required", Place("header", "Accept"), "it may be left out", seen)
    elif answered.status != _UNAUTHENTICATED:
        yield Hit(f"401-to-{answered.status}", place, says, f"they are {answered.status}")
    elif _CHALLENGE in told and answered.header(_CHALLENGE) is None:
        if any(value.startswith("Basic ") for _, value in answered.headers):
            raise NotObserved("the challenge is in another header")
        yield Hit("www-authenticate-removed", Place("header", _CHALLENGE), "401 has a challenge", "it has none")


def _told_what_is_accepted(asker: Asker, operation: str) -> bool:
    """Tell whether wrong credentials are 401 where the request says what it accepts."""
    asked = asker.walk.ask(operation, credentials=WRONG, expects=(_UNAUTHENTICATED,))
    return asked.answered.status == _UNAUTHENTICATED


def older(asker: Asker, operation: str, target: Target) -> Iterator[Hit]:
    """A token is good beside a newer one: programs of one client know nothing of each other."""
    name, path, query = target
    if not _has_form(asker, operation) or not _answer(asker, operation, OWN).is_good:
        raise NotObserved("no newer token was given")
    expects = (asker.walk.contract.operations[name].success, _UNAUTHENTICATED)
    # Whoever expects a refusal gets no new token in its place.
    if asker.anew().ask(name, path, query, expects=expects).answered.status == _UNAUTHENTICATED:
        yield Hit("token-revoked-by-newer", Place("token"), "a token lives beside newer ones", "a newer one ends it")


def limit(asker: Asker, operation: str) -> Iterator[Hit]:
    """What it announces of its budget is the contract's."""
    yield from of_answer(asker, operation, _answer(asker, operation, OWN))


def _answer(asker: Asker, operation: str, credentials: str) -> Answered:
    """Return what is said to credentials, asked once a run: a second answer would cost a turn of few."""
    if credentials == WRONG:
        bare = {"Accept": ""}
        expects = (_UNAUTHENTICATED, *_UNACCEPTABLE)
        return asker.walk.ask(operation, credentials=WRONG, headers=bare, expects=expects).answered
    if not _has_form(asker, operation):
        return asker.walk.ask(operation).answered
    success = asker.walk.contract.operations[operation].success
    return asker.walk.ask(operation, headers=_IN_FORM, expects=(success, *_REFUSED)).answered


def _has_form(asker: Asker, operation: str) -> bool:
    """Tell whether the contract has credentials in the form."""
    content = _content(asker, operation)
    return any("client_secret" in one.get("schema", {}).get("properties", {}) for one in content.values())


def _content(asker: Asker, operation: str) -> Mapping[str, Any]:
    contract = asker.walk.contract
    content: Mapping[str, Any] = contract.declared(contract.operations[operation])["requestBody"]["content"]
    return content


def _schemes(asker: Asker) -> list[SecurityScheme]:
    return [*asker.walk.contract.security.values()]
