"""Deep: schemathesis asks in good form, through the same safe transport as everybody, as one more eye.

It knows nothing of the network: it asks a WSGI app, which hands over to `send` what is GET, and refuses the rest before
anything leaves. What it gets is judged by the eye for replies as well; here is told only what its own checks see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

import orjson

from mock_server.breaks.place import Place
from mock_server.contract import Contract, Operation
from mock_server.core.errors import ConfigError
from mock_server.drift.exchange import Answered, Asked, Exchange, NotObserved
from mock_server.drift.finding import SCHEMATHESIS, Finding
from mock_server.drift.kinds import severity_of
from mock_server.drift.walk import PARAMETER, Send, is_at, pattern_of

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_MAY_BE = (304, 400, 403, 404)
_DOCUMENT, _SERVER = "/openapi.json", "http://localhost"
_REFUSED, _UNAVAILABLE = "405 Method Not Allowed", "503 Service Unavailable"

_Start = Callable[[str, list[tuple[str, str]]], Any]


class DeepWalk:
    """Asks by schemathesis. `exchanges` are those that came of it; path parameters are those that were met before."""

    def __init__(self, contract: Contract, send: Send, met: Sequence[Exchange]) -> None:
        self._send = send
        self._operations = [one for one in contract.operations.values() if one.method == "GET"]
        self._document = orjson.dumps(_document(contract, self._operations, met))
        self.exchanges: list[Exchange] = []

    def run(self, examples: int) -> list[Finding]:
        """Ask each operation some times, and return what its checks do not let pass.

        Raises ConfigError where schemathesis is not installed.
        """
        try:
            import schemathesis
            from schemathesis import engine
            from schemathesis.engine import events
        except ImportError:
            raise ConfigError("--deep needs schemathesis: pip install 'onmock[drift]'") from None
        config = schemathesis.Config.from_dict(_settings(examples))
        schema: Any = schemathesis.openapi.from_wsgi(_DOCUMENT, self._app, config=config)
        failed: dict[str, Finding] = {}
        for event in engine.from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                failed |= {one.id: one for one in _failures(event.recorder, self._operations)}
        return list(failed.values())

    def _app(self, environ: Mapping[str, Any], start: _Start) -> Iterable[bytes]:
        target = quote(environ["PATH_INFO"].encode("latin-1"), safe="/:@!$&'()*+,;=~")
        if target == _DOCUMENT:
            start("200 OK", [("Content-Type", "application/json")])
            return [self._document]
        operation = next((one for one in self._operations if is_at(one, target)), None)
        if environ["REQUEST_METHOD"] != "GET" or operation is None:
            start(_REFUSED, [("Content-Type", "text/plain"), ("Allow", "GET")])
            return [b""]
        query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
        answered = self._answered(operation, target + query)
        if answered is None:
            start(_UNAVAILABLE, [("Content-Type", "text/plain")])
            return [b""]
        start(f"{answered.status} -", list(answered.headers))
        return [answered.body]

    def _answered(self, operation: Operation, target: str) -> Answered | None:
        """Ask the service, and keep the exchange; None where no answer can be had."""
        asked = Asked(operation.id, "GET", target, purpose="anything in good form", expects=_expected(operation))
        try:
            answered = self._send(asked)
        except NotObserved:
            return None
        self.exchanges.append(Exchange(asked, answered))
        return answered


def _expected(operation: Operation) -> Sequence[int]:
    """Return the statuses that a request in good form can have: for what may not be there, and where arguments that are
    good each do not go together (a period that ends before it begins).
    """
    return [status for status in operation.responses if status == operation.success or status in _MAY_BE]


def _document(contract: Contract, operations: Sequence[Operation], met: Sequence[Exchange]) -> dict[str, Any]:
    """Return a document of the operations that only read, whose path parameters are those that were met."""
    paths: dict[str, Any] = {}
    for one in operations:
        item = contract.document["paths"].get(one.path)
        if item is None:
            continue
        declared = {name: value for name, value in item["get"].items() if name != "security"}
        shared = [*item.get("parameters", ()), *declared.get("parameters", ())]
        declared["parameters"] = [_known(parameter, _values(one, parameter, met)) for parameter in shared]
        paths[one.path] = {"get": declared}
    return {
        "openapi": contract.document["openapi"],
        "info": contract.document["info"],
        "servers": [{"url": _SERVER}],
        "paths": paths,
    }


def _values(operation: Operation, parameter: Mapping[str, Any], met: Sequence[Exchange]) -> list[str]:
    """Return what stood for a path parameter in requests that were answered well."""
    if parameter["in"] != "path":
        return []
    place = 1 + PARAMETER.findall(operation.path).index(parameter["name"])
    targets = (one.asked.target for one in met if one.asked.operation == operation.id and one.answered.is_good)
    found = (pattern_of(operation).fullmatch(unquote(target.partition("?")[0])) for target in targets)
    return sorted({one[place] for one in found if one is not None})


def _known(parameter: Mapping[str, Any], values: list[str]) -> Mapping[str, Any]:
    if not values:
        return parameter
    is_number = parameter.get("schema", {}).get("type") == "integer"
    return {**parameter, "schema": {"enum": [int(one) if is_number else one for one in values]}}


def _settings(examples: int) -> dict[str, Any]:
    return {
        "seed": 1,
        "continue-on-failure": True,
        "warnings": False,
        "generation": {"deterministic": True, "database": "none", "max-examples": examples, "mode": "positive"},
        "phases": {
            "examples": {"enabled": True},
            # Else it tries every other method, also where only GET is asked for.
            "coverage": {"enabled": True, "unexpected-methods": []},
            "fuzzing": {"enabled": True},
            "stateful": {"enabled": False},
        },
        "checks": {"enabled": False, **{name: {"enabled": True} for name in CHECKS}},
    }


def _failures(recorder: Any, operations: Sequence[Operation]) -> Iterator[Finding]:
    """Yield the failures of a scenario: the check and the kind of failure, never what was answered."""
    labels = {f"{one.method} {one.path}": one for one in operations}
    for case_id, checks in recorder.checks.items():
        interaction = recorder.interactions.get(case_id)
        operation = labels.get(recorder.cases[case_id].value.operation.label)
        status = None if interaction is None or interaction.response is None else interaction.response.status_code
        if operation is None or status in (None, 503):
            continue
        yield from (_failure(check, operation, status) for check in checks if check.failure_info is not None)


def _failure(check: Any, operation: Operation, status: int) -> Finding:
    kind = f"schemathesis-{check.name.replace('_', '-')}"
    place, seen = str(Place("status", str(status))), f"{type(check.failure_info.failure).__name__} with {status}"
    told = (severity_of(kind), f"replies pass {check.name}", seen, SCHEMATHESIS, operation.evidence.get("mark", ""))
    return Finding(kind, operation.id, place, *told)
