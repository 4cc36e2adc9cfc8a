"""JSON: a report as a document, described by `report.schema.json` beside this file."""

from __future__ import annotations

import json
from typing import Any

from mock_server.drift.finding import Finding
from mock_server.drift.report import Accepted, Report
from mock_server.drift.reports.beside import Beside
from mock_server.drift.reports.outline import outcomes, severities, verdict, worst_first
from mock_server.drift.reports.plain import moment, storable_tree

# The version of the schema; it grows when a reader of the last one would stumble.
FORMAT = 1


def json_text(report: Report, beside: Beside) -> str:
    """Return a report as JSON: ASCII only, texts as they were but for half surrogate pairs."""
    return printed(
        {
            "format": FORMAT,
            "verdict": verdict(report),
            "exit_code": report.exit_code(beside.fail_on),
            "fail_on": beside.fail_on,
            "profile": beside.profile,
            "vendor": report.vendor,
            "target": report.target,
            "contract": {"title": report.title, "version": report.version},
            "began": moment(report.began),
            "requests": report.requests,
            "trouble": report.trouble,
            "findings_by_severity": severities(report.findings),
            "observations_by_outcome": outcomes(report),
            "findings": [_finding(one, beside) for one in worst_first(report.findings)],
            "accepted": [{**_accepted(why), "finding": _finding(one, beside)} for one, why in report.accepted],
            "gone": [_accepted(one) for one in report.gone],
            "observations": [
                {"name": one.name, "operation": one.operation, "eye": one.eye, "outcome": one.outcome, "why": one.why}
                for one in report.observations
            ],
            "weather": list(report.weather),
            "timeline": [{"day": one.day.isoformat(), "new": dict(one.new)} for one in beside.timeline],
        }
    )


def printed(document: Any) -> str:
    """Return a document as text, the same every time."""
    return json.dumps(storable_tree(document), indent=2) + "\n"


def _finding(one: Finding, beside: Beside) -> dict[str, Any]:
    line = beside.sources.line(one.operation, one.pointer) if beside.sources is not None else None
    return {
        "id": one.id,
        "kind": one.kind,
        "operation": one.operation,
        "pointer": one.pointer,
        "severity": one.severity,
        "says": one.says,
        "seen": one.seen,
        "eye": one.eye,
        "evidence": one.evidence,
        "is_guess": one.is_guess,
        "again": one.again,
        "count": one.count,
        "written": {"file": line.file, "line": line.number} if line is not None else None,
        "actions": list(one.actions),
    }


def _accepted(one: Accepted) -> dict[str, Any]:
    return {"id": one.id, "reason": one.reason, "expires": one.expires}
