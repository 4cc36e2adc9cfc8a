"""Access: who is let in, who is not, and what they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mock_server.breaks.declared import responses
from mock_server.breaks.place import Place
from mock_server.contract import Operation
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.pages import document_of
from mock_server.drift.behaviour.probes import Value
from mock_server.drift.behaviour.refused import blamed, is_refused, texts_in
from mock_server.drift.behaviour.shape import document_schema, names_of, value_at
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import WRONG, Answered, Exchange, NothingThere, NotObserved

_UNAUTHENTICATED, _FORBIDDEN = 401, 403
_CHALLENGE = "WWW-Authenticate"
_SCHEMES = ("Basic ", "Bearer ")
_SILENT = re.compile(r"bearer\b(?!.*\berror=)", re.IGNORECASE)
_SCOPES = re.compile(r'\bscope="([^"]*)"')
_HEADER = re.compile(r"\b[A-Z][A-Za-z0-9]*(?:-[A-Z][A-Za-z0-9]*)+\b")
# As integrators send it: no Accept, a library's own name.
MINIMAL = {"Accept": "", "User-Agent": "python-requests/2.32.3", "Accept-Encoding": "identity"}

# No name of a parameter.
NO_NAME = "onmockUnknown"
# What is said to clients that do not say what they accept, or who they are: it is told here.
_CHOOSY = (400, 403, 406)

Path = Mapping[str, Value]


def _asked(asker: Asker, operation: str, path: Path, query: Mapping[str, str], **options: object) -> Exchange:
    return asker.ask(operation, path, query, **options)


def let_in(asker: Asker, operation: str, path: Path, query: Mapping[str, str]) -> Iterator[Hit]:
    """A client with the scopes of the contract is let in, with nothing but what the contract asks for."""
    declared = asker.walk.contract.operations[operation]
    answered = _asked(asker, operation, path, query).answered
    if answered.status == _FORBIDDEN and declared.scopes:
        yield _scope(asker, answered, declared)
    elif is_refused(answered):
        yield from _needed(answered, declared, {*query})
    elif not answered.is_good:
        raise NotObserved(f"it answered {answered.status}")


def _scope(asker: Asker, answered: Answered, declared: Operation) -> Hit:
    """Tell what is asked for now, by the challenge (RFC 6750 section 3)."""
    told = _SCOPES.search(answered.header(_CHALLENGE) or "")
    wanted, ours = {*(told[1].split() if told else ())}, {*(declared.scopes or ())}
    says = f"it asks for {' '.join(sorted(ours))}"
    if not wanted - ours:
        return Hit("scope-lost", Place("scope"), says, "the client is refused for want of scope")
    if ours <= wanted:
        return Hit("scope-required", Place("scope"), says, "it asks for more")
    return Hit("scope-renamed", Place("scope"), says, "it asks for another")


def _needed(answered: Answered, declared: Operation, sent: set[str]) -> Iterator[Hit]:
    names = {one.name: one for one in declared.parameters.all if one.place == "query"}
    for name in sorted(blamed(answered, declared)):
        if names[name].argument not in sent and not names[name].required:
            says, seen = "it may be left out", f"without it the request is {answered.status}"
            yield Hit("param-required", Place("query", name), says, seen)
    for name in _headers(answered):
        says, seen = "it may be left out", f"without it the request is {answered.status}"
        yield Hit("header-required", Place("header", name), says, seen)


def _headers(answered: Answered) -> list[str]:
    """Return names of headers that a refusal blames."""
    try:
        document = answered.json()
    except ValueError:
        return []
    return sorted({word for text in texts_in(document) for word in _HEADER.findall(text)})


def takes_unknown(asker: Asker) -> bool:
    """Tell whether the contract passes over parameters that it does not know."""
    return bool(asker.walk.contract.document.get("x-unknown-parameters") != "refused")


def bare(asker: Asker, operation: str, path: Path, query: Mapping[str, str]) -> Answered:
    """Return the answer to a request with few headers and a parameter that nobody knows, which is as good as any: where
    it is refused, each of both has to be tried alone.
    """
    expects = (asker.walk.contract.operations[operation].success, *_CHOOSY)
    return _asked(asker, operation, path, {**query, NO_NAME: "1"}, headers=MINIMAL, expects=expects).answered


def minimal(asker: Asker, operation: str, path: Path, query: Mapping[str, str]) -> Iterator[Hit]:
    """Nothing has to be said in headers but credentials, and what is not asked for is not compressed."""
    if not _asked(asker, operation, path, query).answered.is_good:
        raise NotObserved("it does not answer with success anyway")
    success = asker.walk.contract.operations[operation].success
    needed = asker.walk.contract.operations[operation].parameters.all
    if any(one.place == "header" and one.required and MINIMAL.get(one.name) == "" for one in needed):
        raise NothingThere("the contract asks for more")
    expects = (success, *_CHOOSY)
    is_list = takes_unknown(asker) and any(one.operation == operation for one in asker.probes.listings)
    answered = bare(asker, operation, path, query) if is_list else None
    if answered is None or not answered.is_good:
        answered = _asked(asker, operation, path, query, headers=MINIMAL, expects=expects).answered
    if 400 <= answered.status < 500:
        with_accept = {**MINIMAL, "Accept": "*/*"}
        is_accept = _asked(asker, operation, path, query, headers=with_accept).answered.is_good
        name, kind = ("Accept", "accept-required") if is_accept else ("User-Agent", "user-agent-required")
        yield Hit(kind, Place("header", name), "any will do", f"without a known one it is {answered.status}")
    coding = (answered.header("Content-Encoding") or "identity").lower()
    if coding != "identity":
        yield Hit("gzip-forced", Place("body"), "what is not asked for is not compressed", "the body is compressed")


def stranger(asker: Asker, operation: str, path: Path, query: Mapping[str, str], who: str) -> Iterator[Hit]:
    """Who shows no credentials, or wrong ones, is 401 with a challenge."""
    declared = asker.walk.contract.operations[operation]
    if _UNAUTHENTICATED not in declared.responses:
        raise NothingThere("the contract does not refuse strangers there")
    document_of(_asked(asker, operation, path, query).answered)
    told = responses(asker.walk.contract, declared)[_UNAUTHENTICATED].get("headers", {})
    asked = _asked(asker, operation, path, query, credentials=who, expects=(_UNAUTHENTICATED,))
    place, says = Place("status", "401"), "bad credentials are 401"
    if asked.answered.is_good:
        yield Hit("auth-not-enforced", place, says, "it is answered")
    elif asked.answered.status != _UNAUTHENTICATED:
        yield Hit(f"401-to-{asked.answered.status}", place, says, f"they are {asked.answered.status}")
    elif asked.answered.header(_CHALLENGE) is None and _CHALLENGE in told:
        if any(value.startswith(_SCHEMES) for _, value in asked.answered.headers):
            raise NotObserved("the challenge is in another header")
        yield Hit("www-authenticate-removed", Place("header", _CHALLENGE), "401 has a challenge", "it has none")
    elif who == WRONG and _SILENT.match(asked.answered.header(_CHALLENGE) or ""):
        says, seen = "a challenge to a bad token tells an error (RFC 6750 section 3.1)", "it tells none"
        yield Hit("www-authenticate-changed", Place("header", _CHALLENGE), says, seen)


def own_scopes(asker: Asker, operation: str, attribute: str) -> tuple[set[str] | None, Place]:
    """Return what a client may do by what it reads of itself, None where that is no list of texts, and its place."""
    names = names_of(document_schema(asker.walk.contract, operation), attribute)
    scopes = value_at(document_of(asker.ask(operation, {}, {}).answered), names)
    is_told = isinstance(scopes, list) and all(isinstance(one, str) for one in scopes)
    return {*scopes} if is_told else None, Place("body", steps=names)


def granted(asker: Asker) -> Iterator[Hit]:
    """What a client may do by what it reads of itself is what the operations ask for."""
    if asker.probes.granted is None:
        raise NothingThere("nothing tells what a client may do")
    scopes, _ = own_scopes(asker, *asker.probes.granted)
    if scopes is None:
        raise NotObserved("scopes are not where the contract has them")
    for one in asker.probes.listings:
        wanted = {*(asker.walk.contract.operations[one.operation].scopes or ())}
        if wanted - scopes and asker.ask_list(one, {}).answered.is_good:
            says, seen = f"it asks for {' '.join(sorted(wanted))}", "a client without that is let in"
            yield Hit("scope-not-enforced", Place("scope"), says, seen, one.operation)
