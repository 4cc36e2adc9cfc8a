"""One run of schemathesis over all phases and checks, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import orjson
import schemathesis
from schemathesis import engine, hooks
from schemathesis.core.parameters import ParameterLocation
from schemathesis.engine import Status, events
from schemathesis.transport.wsgi import WSGITransport
from werkzeug.wrappers import Response

from mock_server.contract import Operation
from mock_server.contract.references import Resolver, close_objects
from mock_server.resources import contract_path
from tests.contract.lab import Lab
from tests.contract.recipe import Parts
from tests.contract.subjects import declared_in
from tests.contract.test_paths import operations_at

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
_MOST_WORDS = 12
_FEW, _SOME = 12, 4
# What data in good form may meet, and data in bad form must.
_ACCEPTED = ("2xx", "302", "401", "403", "404", "409", "410", "412")
_STATUSES = {"positive_data_acceptance": {"expected-statuses": list(_ACCEPTED)}}
_REFUSALS = ("400", "401", "403", "404", "405", "406", "409", "410", "412", "413", "415", "422")
_SOCKET_SETTINGS = ("max_redirects", "verify", "cert", "proxies")


@dataclass
class Outcome:
    """What a run saw: requests in order, statuses by operation, failures and errors as text, phases that ran."""

    requests: list[tuple[str, str]] = field(default_factory=list)

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    checks: Counter[str] = field(default_factory=Counter)
    phases: set[str] = field(default_factory=set)

    def __iadd__(self, other: Outcome) -> Outcome:
        self.requests += other.requests
        self.statuses += other.statuses
        self.failures += other.failures
        self.checks += other.checks
        self.phases |= other.phases
        return self

    def successes(self, operation: str) -> int:
        """How many 2xx and 3xx answers an operation (`GET /path`) gave."""
        return sum(n for (label, status), n in self.statuses.items() if label == operation and 200 <= status < 400)


def strict_document(file: str, server: str, only: Collection[str] = ()) -> dict[str, Any]:
    """Return a copy of a document that takes no property it does not know in what is answered; `only` are
    operations that are kept of it, with whatever else their paths have, if not all.
    """
    document = orjson.loads(orjson.dumps(Resolver(contract_path(file)).document()))
    paths = document["paths"].items()
    document["paths"] = {
        path: item for path, item in paths if not only or any(one["operationId"] in only for one in declared_in(item))
    }
    kept = {one["operationId"] for item in document["paths"].values() for one in declared_in(item)}
    for item in document["paths"].values():
        for operation in declared_in(item):
            _drop_loose_links(operation["responses"], kept)
            operation["responses"] = close_objects(operation["responses"])
            for part in ("parameters", "requestBody"):
                if part in operation:
                    operation[part] = _shortened(operation[part])
    # It does not test whether oauth2 is enforced; bearer tokens are what that comes to on the wire (RFC 6750).
    schemes = document["components"].get("securitySchemes", {})
    bearer = {"type": "http", "scheme": "bearer"}
    schemes.update({name: bearer for name, scheme in schemes.items() if scheme["type"] == "oauth2"})
    document["servers"] = [{"url": server}]
    return document


def _drop_loose_links(responses: Mapping[str, Any], kept: Collection[str]) -> None:
    for response in responses.values():
        links = response.get("links", {})
        for name in [name for name, link in links.items() if link["operationId"] not in kept]:
            del links[name]


def _shortened(node: Any) -> Any:
    """Return a copy without most words of long enumerations: each is a request of its own in the coverage phase."""
    if isinstance(node, list):
        return [_shortened(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    return {
        key: value[:_MOST_WORDS] if key == "enum" and isinstance(value, list) else _shortened(value)
        for key, value in node.items()
    }


def configuration(lab: Lab, examples: int, **overrides: Any) -> schemathesis.Config:
    """Return settings under which two runs send the same requests."""
    own = dict(lab.recipe.schemathesis(lab))
    checks = {"enabled": True, "object_level_authorization": {"enabled": False}, **_STATUSES, **own.pop("checks", {})}
    return schemathesis.Config.from_dict(
        {
            "seed": 1,
            "continue-on-failure": True,
            "warnings": False,
            "generation": {"deterministic": True, "database": "none", "max-examples": examples, "mode": "all"},
            "phases": {name: {"enabled": True} for name in PHASES},
            "checks": checks,
            "operations": list(_exceptions(lab)),
            **own,
            **overrides,
        }
    )


def _exceptions(lab: Lab) -> Iterator[dict[str, Any]]:
    """Say of operations which checks cannot hold, as the contract tells."""
    for one in lab.contract.operations.values():
        checks: dict[str, Any] = {}
        if _is_left_to_its_handler(one):
            # What its schema says is documentation: the handler may take what that refuses.
            checks["negative_data_rejection"] = {"expected-statuses": [*_REFUSALS, "2xx", "302"]}
        if one.id in lab.recipe.unearned:
            # And may refuse what its schema lets pass.
            checks["positive_data_acceptance"] = {"expected-statuses": [*_ACCEPTED, "400"]}
        if len({other.path for other in operations_at(lab.contract, one.path)}) > 1:
            # The path is another one's as well, whose methods do not stand beside its own.
            checks |= {name: {"enabled": False} for name in ("unsupported_method", "allow_header_conformance")}
        if checks:
            yield {"include-operation-id": one.id, "checks": checks}


def _is_left_to_its_handler(operation: Operation) -> bool:
    """Tell whether a handler checks what a query or a body says."""
    forms = operation.body.forms.values() if operation.body is not None else ()
    said = [*operation.parameters.all, *(one for form in forms for one in form.all)]
    return any(one.place != "path" and not one.is_checked_here for one in said)


def few(lab: Lab) -> list[str]:
    """Return some operations of a subject, or all where there are few: enough to find a fault that all have."""
    operations = lab.contract.operations.values()
    if len(operations) <= _FEW:
        return [one.id for one in operations]
    asking = [one.id for one in operations if any(parameter.place == "query" for parameter in one.parameters.all)]
    return list(lab.recipe.listings)[:_SOME] or asking


def run_in_process(
    lab: Lab, examples: int, *, app: Any = None, until: str | None = None, only: Collection[str] = ()
) -> Outcome:
    """Run every document against a lab's app, or another one in its place, to the end or `until` a check fails."""
    outcome = Outcome()
    for file in lab.subject.documents.values():
        document = strict_document(file, lab.mount, only)
        if not document["paths"]:
            continue
        schema = _schema_in_process(document, app or lab.app, configuration(lab, examples))
        with _probing_in_process():
            outcome += _run(schema, lab, until)
        if _is_found(until, outcome):
            break
    return outcome


def _schema_in_process(document: Mapping[str, Any], app: Any, config: schemathesis.Config) -> Any:
    sent = orjson.dumps(document)

    def serving(environ: Mapping[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] == _DOCUMENT:
            return Response(sent, content_type="application/json")(environ, start_response)
        return app(environ, start_response)

    return schemathesis.openapi.from_wsgi(_DOCUMENT, serving, config=config)


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


def run_over_socket(lab: Lab, base_url: str, examples: int) -> Outcome:
    """Run every document against a server with the same data as a lab."""
    outcome = Outcome()
    for file in lab.subject.documents.values():
        config = configuration(lab, examples, **{"base-url": base_url})
        schema = schemathesis.openapi.from_dict(strict_document(file, base_url), config=config)
        outcome += _run(schema, lab)
    return outcome


def _run(schema: Any, lab: Lab, until: str | None = None) -> Outcome:
    with _mending(lab):
        return _watched(schema, until)


def _watched(schema: Any, until: str | None) -> Outcome:
    outcome = Outcome()
    stream = engine.from_schema(schema).execute()
    for event in stream:
        match event:
            case events.ScenarioFinished():
                outcome.phases.add(event.phase.value)
                _record(event.recorder, outcome)
                if _is_found(until, outcome):
                    stream.stop()
            case events.NonFatalError():
                outcome.failures.append(f"error in {event.label}: {event.value!r}")
            case events.FatalError():
                raise event.exception
            case events.Interrupted() if until is None:
                outcome.failures.append("interrupted")
    return outcome


@contextmanager
def _mending(lab: Lab) -> Iterator[None]:
    """Put right what contradicts itself in those parts of requests that are meant to be right."""

    def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
        query = {name: str(value) for name, value in (case.query or {}).items() if isinstance(value, str | int)}
        fields = case.body if isinstance(case.body, dict) else {}
        sent = Parts(case.path_parameters or {}, query, fields)
        mended = lab.recipe.mend(lab, case.operation.definition.raw["operationId"], sent)
        if mended.path != sent.path and _is_right(case, ParameterLocation.PATH):
            case.path_parameters = dict(mended.path)
        if mended.query != sent.query and _is_right(case, ParameterLocation.QUERY):
            rest = {name: value for name, value in (case.query or {}).items() if name not in query}
            case.query = {**rest, **mended.query}
        if mended.fields != sent.fields and _is_right(case, ParameterLocation.BODY):
            case.body = dict(mended.fields)

    # Only a hook for all schemas sees requests as they are sent.
    schemathesis.hook("before_call")(before_call)
    try:
        yield
    finally:
        hooks.unregister(before_call)


def _is_right(case: Any, location: ParameterLocation) -> bool:
    return case.meta is None or not case.meta.is_negative_at(location)


def _is_found(until: str | None, outcome: Outcome) -> bool:
    return until is not None and any(failure.startswith(until) for failure in outcome.failures)


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
