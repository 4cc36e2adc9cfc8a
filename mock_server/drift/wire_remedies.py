"""Wire remedies: the actions of an overlay for what is told of media types, headers, budgets, tokens and operations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mock_server.breaks.declared import responses
from mock_server.breaks.login_words import FORM
from mock_server.breaks.place import Place
from mock_server.contract import Contract, Operation
from mock_server.drift.documents.adopting import plain
from mock_server.drift.exchange import Answered, Exchange
from mock_server.drift.finding import Finding
from mock_server.drift.replies.actions import operation_target, reply_target
from mock_server.drift.replies.naming import similarity
from mock_server.drift.replies.restating import restated
from mock_server.drift.replies.spots import step_of
from mock_server.drift.replies.telling import Action

Find = Callable[[Contract, Operation, Finding, Sequence[Exchange]], Iterator[Action]]
_SECONDS = re.compile(r"\b(\d{1,9}) s(?:econds)?\b")
_REQUESTS = re.compile(r"\b(\d{1,9}) requests\b")
_MEDIA = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,60}(; ?charset=[a-z0-9-]{1,20})?", re.ASCII)
# Values that are words of an interface: versions and days. Others are whoever knows whose.
_VERSION = re.compile(r"v?\d{1,4}([.-]\d{1,4}){0,3}", re.ASCII)
_DATE = re.compile(r"@\d{1,12}|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT", re.ASCII)
_NO_CONTENT = 204
_SIMILAR = 0.8
_SCHEMES = "$.components.securitySchemes"


def find_remedy(
    contract: Contract, operation: Operation, finding: Finding, exchanges: Sequence[Exchange]
) -> list[Action]:
    """Return what puts a finding right, by its kind and what was answered; nothing where that is not known."""
    find = _KINDS.get(finding.kind)
    own = [one for one in exchanges if one.asked.operation == operation.id]
    return [] if find is None else [*find(contract, operation, finding, own)]


def _token_life(contract: Contract, operation: Operation, finding: Finding, _: Sequence[Exchange]) -> Iterator[Action]:
    told = _SECONDS.search(finding.seen)
    for name, scheme in contract.security.items():
        if scheme.token_operation == operation.id and told is not None:
            yield {"target": f"{_SCHEMES}{step_of(name)}", "update": {"x-token-lifetime": int(told[1])}}


def _json_token(contract: Contract, operation: Operation, _: Finding, __: Sequence[Exchange]) -> Iterator[Action]:
    content = contract.declared(operation)["requestBody"]["content"]
    place = f"{operation_target(operation)}.requestBody.content"
    if FORM in content:
        yield {"target": f"{place}{step_of(FORM)}", "remove": True}
        yield {"target": place, "update": {"application/json": plain(content[FORM])}}


def _budget(key: str, pattern: re.Pattern[str]) -> Find:
    """Return what gives an operation another budget; those that share its bucket are told of by themselves."""

    def find(contract: Contract, operation: Operation, finding: Finding, _: Sequence[Exchange]) -> Iterator[Action]:
        told, declared = pattern.search(finding.seen), contract.declared(operation).get("x-rate-limit")
        if told is not None and declared is not None:
            target = operation_target(operation)
            yield {"target": f"{target}['x-rate-limit']", "remove": True}
            yield {"target": target, "update": {"x-rate-limit": {**plain(declared), key: int(told[1])}}}

    return find


def _moment(source: str, schema: Mapping[str, Any]) -> Find:
    """Return what makes a header of seconds one of the moment when they are over."""

    def find(contract: Contract, operation: Operation, finding: Finding, _: Sequence[Exchange]) -> Iterator[Action]:
        name = Place.parse(finding.pointer).name
        for status, reply in responses(contract, operation).items():
            declared = reply.get("headers", {}).get(name)
            if declared is not None:
                place = f"{reply_target(operation, status)}.headers"
                yield {"target": f"{place}{step_of(name)}", "remove": True}
                yield {"target": place, "update": {name: {**plain(declared), "x-source": source, "schema": schema}}}

    return find


def _media(contract: Contract, operation: Operation, _: Finding, own: Sequence[Exchange]) -> Iterator[Action]:
    """Yield what gives replies the media type that they came with, as far as each came with one."""
    for status, reply in responses(contract, operation).items():
        content = reply.get("content", {})
        written = {_type(one.answered) for one in own if one.answered.status == status and one.answered.body}
        if len(content) != 1 or len(written) != 1:
            continue
        (media,), (before,) = written, content
        if media != before and _MEDIA.fullmatch(media):
            place = f"{reply_target(operation, status)}.content"
            yield {"target": f"{place}{step_of(before)}", "remove": True}
            yield {"target": place, "update": {media: plain(content[before])}}


def _type(answered: Answered) -> str:
    return (answered.header("Content-Type") or "").strip().lower()


def _new_header(
    contract: Contract, operation: Operation, finding: Finding, own: Sequence[Exchange]
) -> Iterator[Action]:
    name = Place.parse(finding.pointer).name
    if not _takes_a_place(contract, operation, name, own):
        yield from _headers(contract, operation, name, own, _VERSION)


def _takes_a_place(contract: Contract, operation: Operation, name: str, own: Sequence[Exchange]) -> bool:
    """Whether a header is one of ours by another name: one of like words that no reply has. That is told as such."""
    known = {each for reply in responses(contract, operation).values() for each in reply.get("headers", {})}
    gone = [one for one in known if not any(each.answered.header(one) is not None for each in own)]
    return any(similarity(_words(one), _words(name)) >= _SIMILAR for one in gone)


def _words(header: str) -> str:
    return header.lower().removeprefix("x-")


def _headers(
    contract: Contract, operation: Operation, name: str, own: Sequence[Exchange], known: re.Pattern[str]
) -> Iterator[Action]:
    """Yield what adds a header to the replies that it came with; its value too, where that is always the same word of
    an interface.
    """
    values = {text for one in own if (text := one.answered.header(name)) is not None}
    words = [one for one in values if known.fullmatch(one)]
    schema = {"type": "string", **({"const": words[0]} if len(words) == len(values) == 1 else {})}
    known_replies = responses(contract, operation)
    statuses = {one.answered.status for one in own if one.answered.header(name) is not None}
    for status in sorted(statuses & known_replies.keys()):
        place = reply_target(operation, status)
        yield {"target": place, "update": {"headers": {name: {"schema": schema}}}}


def _deprecated(contract: Contract, operation: Operation, _: Finding, own: Sequence[Exchange]) -> Iterator[Action]:
    yield {"target": operation_target(operation), "update": {"deprecated": True}}
    for name in ("Deprecation", "Sunset"):
        yield from _headers(contract, operation, name, own, _DATE)


def _gone(contract: Contract, operation: Operation, finding: Finding, _: Sequence[Exchange]) -> Iterator[Action]:
    """Yield what takes an operation away, unless it could be the record that is not there."""
    has_record = any(one.place == "path" for one in operation.parameters.all)
    if operation.id not in contract.token_operations and not (has_record and finding.kind == "endpoint-removed"):
        yield {"target": operation_target(operation), "remove": True}


def _turned(_: Contract, operation: Operation, __: Finding, ___: Sequence[Exchange]) -> Iterator[Action]:
    target = operation_target(operation)
    if operation.reversed:
        yield {"target": f"{target}['x-rows']", "remove": True}
    else:
        yield {"target": target, "update": {"x-rows": "reversed"}}


def _total(said: Mapping[str, Any]) -> Find:
    def find(contract: Contract, operation: Operation, finding: Finding, _: Sequence[Exchange]) -> Iterator[Action]:
        steps = Place.parse(finding.pointer).steps
        yield from restated(contract, operation.id, steps, {**said})

    return find


def _needed(_: Contract, operation: Operation, finding: Finding, __: Sequence[Exchange]) -> Iterator[Action]:
    """Yield what asks for a header, which is any text."""
    name = Place.parse(finding.pointer).name
    needed = {"in": "header", "name": name, "required": True, "schema": {"type": "string"}}
    yield {"target": operation_target(operation), "update": {"parameters": [needed]}}


def _empty(contract: Contract, operation: Operation, _: Finding, __: Sequence[Exchange]) -> Iterator[Action]:
    """Yield what answers a list without rows with a status that has no body."""
    bare = {"description": "There is nothing"} if _NO_CONTENT not in responses(contract, operation) else {}
    said = {"x-when-empty": _NO_CONTENT, **({"responses": {str(_NO_CONTENT): bare}} if bare else {})}
    yield {"target": operation_target(operation), "update": said}


_KINDS: Mapping[str, Find] = {
    "204-empty-list": _empty,
    **dict.fromkeys(("accept-required", "header-required"), _needed),
    "token-ttl": _token_life,
    "token-json-body": _json_token,
    "ratelimit-lowered": _budget("limit", _REQUESTS),
    "ratelimit-raised": _budget("limit", _REQUESTS),
    "ratelimit-window": _budget("window", _SECONDS),
    "ratelimit-reset-epoch": _moment("rate_limit_reset_at", {"type": "integer", "format": "unix-seconds"}),
    "retry-after-date": _moment("retry_after_at", {"type": "string", "format": "http-date"}),
    **dict.fromkeys(("charset-added", "content-type-vendor", "content-type-text"), _media),
    "header-added": _new_header,
    "endpoint-deprecated": _deprecated,
    **dict.fromkeys(("endpoint-removed", "endpoint-gone", "endpoint-501"), _gone),
    "default-order-reversed": _turned,
    "total-is-page-count": _total({"x-source": "item_count"}),
    # A constant comes from nothing.
    "total-zero": _total({"x-source": "nothing", "const": 0}),
}
