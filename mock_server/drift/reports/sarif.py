"""SARIF 2.1.0 (OASIS): rules are kinds, results are findings, at the contract's lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL, Finding
from mock_server.drift.report import Accepted, Report
from mock_server.drift.reports.beside import Beside
from mock_server.drift.reports.json_document import printed
from mock_server.drift.reports.outline import because, owner, summary, unseen, worst_first
from mock_server.drift.reports.plain import moment, shown

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {BREAKING: "error", DANGEROUS: "warning", INFORMATIONAL: "note"}
# The name and version of how a fingerprint is made: it is a finding's id.
_FINGERPRINT = "onmockDrift/v1"
_HELP = (
    "Look at the contract's line and at what was seen. If that is fine, accept the finding by its id, which is the "
    "fingerprint; if not, change the client, and let the contract say what is so now."
)

Json = dict[str, Any]


def sarif(report: Report, beside: Beside) -> str:
    """Return a report as a SARIF log.

    Accepted findings are suppressed results; what was not observed, is gone or was asked again are notifications.
    """
    known = {finding.id: accepted for finding, accepted in report.accepted}
    findings = [*worst_first(report.findings), *worst_first(finding for finding, _ in report.accepted)]
    rules = _rules(findings)
    order = {rule["id"]: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "onmock drift", "rules": rules}},
        "automationDetails": {"id": f"onmock-drift/{shown(report.vendor)}/"},
        "invocations": [
            {
                "executionSuccessful": not report.trouble,
                "startTimeUtc": moment(report.began),
                "toolExecutionNotifications": [*_notifications(report)],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, order[shown(one.kind)], known.get(one.id), beside) for one in findings],
    }
    return printed({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(findings: Sequence[Finding]) -> list[Json]:
    """Return a rule for each kind in order; its level is the worst that was seen."""
    levels: dict[str, str] = {}
    for one in worst_first(findings):
        levels.setdefault(shown(one.kind), one.severity)
    return [
        {
            "id": kind,
            "shortDescription": {"text": kind.replace("-", " ").capitalize()},
            "fullDescription": {"text": f"{severity.capitalize()} for a client that was right yesterday."},
            "help": {"text": _HELP},
            "defaultConfiguration": {"level": _LEVELS[severity]},
            "properties": {"severity": severity, "tags": ["drift", severity]},
        }
        for kind, severity in sorted(levels.items())
    ]


def _result(one: Finding, rule: int, accepted: Accepted | None, beside: Beside) -> Json:
    again = f" See it again: {shown(one.again)}" if one.again else ""
    result: Json = {
        "ruleId": shown(one.kind),
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": _message(f"{owner(one.operation)}, {shown(one.pointer)}: {summary(one)}.{again}"),
        "locations": [_location(one, beside)],
        "fingerprints": {_FINGERPRINT: shown(one.id)},
        "partialFingerprints": {_FINGERPRINT: shown(one.id)},
        "properties": {"eye": one.eye, "evidence": one.evidence, "isGuess": one.is_guess, "count": one.count},
    }
    if accepted is not None:
        result["suppressions"] = [{"kind": "external", "justification": because(accepted)}]
    return result


def _message(text: str) -> Json:
    """Return a message without links and places for arguments, which SARIF has in plain text, too (3.11.5, 3.11.6)."""
    return {"text": re.sub(r"\](?=\()|\{(?=[0-9])", r"\g<0> ", text)}


def _location(one: Finding, beside: Beside) -> Json:
    name = f"{owner(one.operation)} {shown(one.pointer)}"
    location: Json = {"logicalLocations": [{"fullyQualifiedName": name, "kind": "member"}]}
    if beside.sources is not None:
        line = beside.sources.line(one.operation, one.pointer)
        location["physicalLocation"] = {
            "artifactLocation": {"uri": quote(line.file), "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": line.number},
        }
    return location


def _notifications(report: Report) -> Iterable[Json]:
    if report.trouble:
        yield _notification("error", report.trouble)
    for one in unseen(report):
        yield _notification("note", f"not observed: {owner(one.operation)}: {one.name}: {one.why}")
    for accepted in report.gone:
        yield _notification("note", f"accepted, and gone: {accepted.id}: {because(accepted)}")
    for told in report.weather:
        yield _notification("note", told)


def _notification(level: str, text: str) -> Json:
    return {"level": level, "message": _message(shown(text))}
