"""Remedies: the actions of an overlay for what is told of a whole reply or request, by the finding alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from mock_server.breaks.declared import responses
from mock_server.contract import Contract, Operation
from mock_server.drift.documents.adopting import plain
from mock_server.drift.exchange import Exchange
from mock_server.drift.finding import DOCUMENTS, Finding
from mock_server.drift.links import parts_of
from mock_server.drift.replies.actions import operation_target, parameter_target, reply_target
from mock_server.drift.replies.spots import step_of
from mock_server.drift.replies.telling import Action
from mock_server.drift.walk import PARAMETER, pattern_of
from mock_server.drift.wire_remedies import find_remedy

_MOVED = ("endpoint-redirect", "trailing-slash")
# What a redirect has that is not for this time only (RFC 9110 section 15.4).
_FOR_GOOD = (301, 308)
# A step of a path that is a word of an interface, or a parameter.
_STEP = re.compile(r"[A-Za-z0-9_.-]{0,32}|\{[^{}]*\}")
_STATUSES = re.compile(r"(\d{3})-to-(\d{3})")
_WORD = re.compile(r"called ([A-Za-z][A-Za-z0-9_.-]*)")
_HEADERS_GONE = ("header-removed", "www-authenticate-removed", "ratelimit-headers-removed", "retry-after-missing")
_HEADERS_CALLED = ("header-renamed", "ratelimit-headers-renamed")
_REFUSED = ("filter-removed-strict", "page-param-renamed-strict", "param-refused")
# Statuses that say something else than another one did of the same error or success; 200 in place of an error does not.
_OTHERS = ("status-changed",)


@dataclass(frozen=True, slots=True)
class Remedies:
    """Knows what puts a finding right; `url` is the base URL of the service that the exchanges were with."""

    contract: Contract
    exchanges: Sequence[Exchange]
    url: str

    def of(self, finding: Finding) -> Finding:
        """Return a finding with the actions that put it right, where it has none and there are some."""
        operation = self.contract.operations.get(finding.operation)
        if finding.actions or finding.eye == DOCUMENTS or operation is None:
            return finding
        if finding.kind in _MOVED:
            return replace(finding, actions=self._moved(operation))
        family, _, name = finding.pointer.partition("/")
        find = _FAMILIES.get(family)
        actions = [] if find is None else [*find(self.contract, operation, name, finding)]
        return replace(finding, actions=actions or find_remedy(self.contract, operation, finding, self.exchanges))

    def _moved(self, operation: Operation) -> list[Action]:
        """Return what puts an operation where the service says that it is for good."""
        for one in self.exchanges:
            if one.asked.operation == operation.id and one.answered.status in _FOR_GOOD:
                path = self._path(operation, one)
                if path not in ("", operation.path):
                    there = {path: {operation.method.lower(): plain(self.contract.declared(operation))}}
                    gone = {"target": operation_target(operation), "remove": True}
                    return [gone, {"target": "$.paths", "update": there}]
        return []

    def _path(self, operation: Operation, exchange: Exchange) -> str:
        """Return the path where a redirect leads, its parameters by their names; "" where it leads elsewhere."""
        base, there = parts_of(self.url), parts_of(exchange.answered.header("Location") or "")
        found = pattern_of(operation).fullmatch(unquote(exchange.asked.target.partition("?")[0]))
        is_here = there.netloc in ("", base.netloc) and there.path.startswith(f"{base.path.rstrip('/')}/")
        if found is None or not is_here:
            return ""
        steps = unquote(there.path.removeprefix(base.path.rstrip("/"))).split("/")
        for name, value in zip(PARAMETER.findall(operation.path), found.groups(), strict=True):
            if steps.count(value) != 1:
                return ""
            steps[steps.index(value)] = f"{{{name}}}"
        return "/".join(steps) if all(map(_STEP.fullmatch, steps)) else ""


def _status(contract: Contract, operation: Operation, name: str, finding: Finding) -> Iterator[Action]:
    """Yield what answers with another status: the same reply under it."""
    found = _STATUSES.fullmatch(finding.kind)
    after = found[2] if found else finding.seen if finding.kind in _OTHERS else ""
    known = responses(contract, operation)
    is_error = name.isdigit() and int(name) >= 400
    if not (name.isdigit() and after.isdigit() and int(name) in known):
        return
    if is_error != (int(after) >= 400) or int(after) == 204 or not (is_error or int(after) not in known):
        return
    target = f"{operation_target(operation)}.responses"
    if int(after) in known:
        kinds = [kind for one in (after, name) for kind in _kinds(known[int(one)])]
        yield {"target": f"{target}{step_of(after)}['x-error']", "remove": True}
        yield {"target": f"{target}{step_of(after)}", "update": {"x-error": kinds}}
    else:
        yield {"target": target, "update": {after: plain(known[int(name)])}}
    yield {"target": f"{target}{step_of(name)}", "remove": True}


def _kinds(reply: Mapping[str, Any]) -> list[str]:
    """Return the kinds of errors that a reply answers."""
    kinds = reply.get("x-error", [])
    return [kinds] if isinstance(kinds, str) else [*kinds]


def _header(contract: Contract, operation: Operation, name: str, finding: Finding) -> Iterator[Action]:
    """Yield what leaves out a header of all replies that have it, or gives it another name."""
    called = _WORD.match(finding.seen) if finding.kind in _HEADERS_CALLED else None
    if finding.kind not in _HEADERS_GONE and called is None:
        return
    for status, reply in responses(contract, operation).items():
        declared = reply.get("headers", {}).get(name)
        if declared is None:
            continue
        target = f"{reply_target(operation, status)}.headers"
        if called is not None:
            yield {"target": target, "update": {called[1]: {"x-source": _source(name), **plain(declared)}}}
        yield {"target": f"{target}{step_of(name)}", "remove": True}


def _source(name: str) -> str:
    return name.replace("-", "_").lower()


def _query(contract: Contract, operation: Operation, name: str, finding: Finding) -> Iterator[Action]:
    """Yield what has to be sent, and what is refused."""
    target = parameter_target(operation, name)
    if finding.kind == "param-required":
        yield {"target": target, "update": {"required": True}}
    elif finding.kind in _REFUSED:
        yield {"target": target, "update": {"x-refused": True}}
    elif finding.kind == "400-to-200-ignored":
        yield {"target": target, "update": {"x-invalid": "ignored"}}
    elif finding.kind == "unknown-param-refused":
        yield {"target": "$", "update": {"x-unknown-parameters": "refused"}}


_FAMILIES: Mapping[str, Callable[[Contract, Operation, str, Finding], Iterator[Any]]] = {
    "status": _status,
    "header": _header,
    "query": _query,
}
