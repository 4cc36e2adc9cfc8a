"""One run of schemathesis over all phases and checks, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import orjson
import schemathesis
from schemathesis import engine
from schemathesis.engine import Status, events
from schemathesis.transport.wsgi import WSGITransport
from werkzeug.wrappers import Response

from mock_server.contract.references import Resolver, close_objects
from mock_server.resources import contract_path
from mock_server.vendor import Vendor
from tests.contract.recipe import Query, recipe_of

PHASES = frozenset({"examples", "coverage", "fuzzing", "stateful"})
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
)
_DOCUMENT = "/openapi.json"
_SOCKET_SETTINGS = ("max_redirects", "verify", "cert", "proxies")


@dataclass
class Outcome:
    """What a run saw: requests in order, statuses by operation, failures and errors as text, phases that ran."""

    requests: list[tuple[str, str]] = field(default_factory=list)

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    checks: Counter[str] = field(default_factory=Counter)
    phases: set[str] = field(default_factory=set)

    def successes(self, operation: str) -> int:
        """How many 2xx answers an operation (`GET /path`) gave."""
        return sum(n for (label, status), n in self.statuses.items() if label == operation and 200 <= status < 300)


def strict_document(vendor: Vendor, server: str) -> dict[str, Any]:
    """Return a copy of the contract that takes no property it does not know in what is answered."""
    document = orjson.loads(orjson.dumps(Resolver(contract_path(vendor.contract)).document()))
    for item in document["paths"].values():
        for operation in item.values():
            operation["responses"] = close_objects(operation["responses"])
    # It does not test whether oauth2 is enforced; bearer tokens are what that comes to on the wire (RFC 6750).
    schemes = document["components"]["securitySchemes"]
    bearer = {"type": "http", "scheme": "bearer"}
    schemes.update({name: bearer for name, scheme in schemes.items() if scheme["type"] == "oauth2"})
    document["servers"] = [{"url": server}]
    return document


def configuration(vendor: Vendor, examples: int, **overrides: Any) -> schemathesis.Config:
    """Return settings under which two runs send the same requests."""
    return schemathesis.Config.from_dict(
        {
            "seed": 1,
            "continue-on-failure": True,
            "warnings": False,
            "generation": {"deterministic": True, "database": "none", "max-examples": examples, "mode": "all"},
            "phases": {name: {"enabled": True} for name in PHASES},
            "checks": {"enabled": True, "object_level_authorization": {"enabled": False}},
            **recipe_of(vendor.name).schemathesis,
            **overrides,
        }
    )


def run_in_process(vendor: Vendor, app: Any, examples: int, *, until: str | None = None) -> Outcome:
    """Run against a WSGI app, to the end or `until` a check fails."""
    config = configuration(vendor, examples)
    document = orjson.dumps(strict_document(vendor, f"/{vendor.name}"))

    def serving(environ: Mapping[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] == _DOCUMENT:
            return Response(document, content_type="application/json")(environ, start_response)
        return app(environ, start_response)

    schema = schemathesis.openapi.from_wsgi(_DOCUMENT, serving, config=config)
    with _probing_in_process():
        return _run(schema, recipe_of(vendor.name).mend, until)


@contextmanager
def _probing_in_process() -> Iterator[None]:
    """Let `ignored_auth` probe a WSGI app: 4.32 hands its probes settings of sockets, which no WSGI client takes."""
    send = WSGITransport.send

    def send_without(self: WSGITransport, case: Any, *, session: Any = None, **kwargs: Any) -> Any:
        if session is None:
            kwargs = {name: value for name, value in kwargs.items() if name not in _SOCKET_SETTINGS}
        return send(self, case, session=session, **kwargs)

    with patch.object(WSGITransport, "send", send_without):
        yield


def run_over_socket(vendor: Vendor, base_url: str, examples: int) -> Outcome:
    """Run against a server."""
    config = configuration(vendor, examples, **{"base-url": base_url})
    schema = schemathesis.openapi.from_dict(strict_document(vendor, base_url), config=config)
    return _run(schema, recipe_of(vendor.name).mend)


def _run(schema: Any, mend: Callable[[Query], Query], until: str | None = None) -> Outcome:
    def map_query(context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
        texts = {name: value for name, value in (query or {}).items() if isinstance(value, str)}
        return {**query, **mend(texts)} if query else query

    schema.hook("map_query")(map_query)
    outcome = Outcome()
    stream = engine.from_schema(schema).execute()
    for event in stream:
        match event:
            case events.ScenarioFinished():
                outcome.phases.add(event.phase.value)
                _record(event.recorder, outcome)
                if until is not None and any(failure.startswith(until) for failure in outcome.failures):
                    stream.stop()
            case events.NonFatalError():
                outcome.failures.append(f"error in {event.label}: {event.value!r}")
            case events.FatalError():
                raise event.exception
            case events.Interrupted() if until is None:
                outcome.failures.append("interrupted")
    return outcome


def _record(recorder: Any, outcome: Outcome) -> None:
    for case_id, interaction in recorder.interactions.items():
        if interaction.response is not None:
            case = recorder.cases[case_id].value
            outcome.statuses[case.operation.label, interaction.response.status_code] += 1
            outcome.requests.append((interaction.request.method, interaction.request.uri))
    for checks in recorder.checks.values():
        for check in checks:
            outcome.checks[check.name] += 1
            if check.status is Status.FAILURE:
                failure = check.failure_info
                outcome.failures.append(f"{check.name}: {failure.failure!r} {failure.code_sample}")
