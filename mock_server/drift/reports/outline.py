"""Outline: what every format says of a report: verdict, counts, groups, and words for what a finding means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mock_server.drift.finding import SEVERITIES, Finding
from mock_server.drift.report import DRIFT, OK, OUTCOMES, UNSEEN, Accepted, Observation, Report
from mock_server.drift.reports.plain import shown

API = "the API as a whole"


def verdict(report: Report) -> str:
    """Return the outcome in words."""
    if report.trouble:
        return "could not tell"
    return "drift" if report.findings else "nothing new"


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity, then by id; equal ones in their order."""
    return sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), one.id))


def by_operation(findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
    """Return the findings of each operation, the worst first; the API as a whole is ""."""
    groups: dict[str, list[Finding]] = {}
    for one in worst_first(findings):
        groups.setdefault(one.operation, []).append(one)
    return groups


def severities(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity, the worst first."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for one in findings:
        counts[one.severity] += 1
    return counts


def outcomes(report: Report) -> dict[str, int]:
    """Return how many observations ended in each way."""
    counts = dict.fromkeys(OUTCOMES, 0)
    for one in report.observations:
        counts[one.outcome] += 1
    return counts


def unseen(report: Report) -> list[Observation]:
    """Return the observations that could not be made."""
    return [one for one in report.observations if one.outcome == UNSEEN]


def tally(report: Report) -> str:
    """Return all counts as a sentence without a full stop."""
    return f"{found(report)}; {looked(report)}"


def found(report: Report) -> str:
    """Return how many findings there are, of each severity, and how many of before."""
    told = ", ".join(f"{count} {severity}" for severity, count in severities(report.findings).items())
    return f"{told}; {len(report.accepted)} accepted, {len(report.gone)} gone"


def looked(report: Report) -> str:
    """Return how many observations there are, of each outcome, and what they took."""
    ends = outcomes(report)
    told = f"{ends[OK]} ok, {ends[DRIFT]} drift, {ends[UNSEEN]} not observed"
    return f"{numbered(len(report.observations), 'observation')}: {told}; {numbered(report.requests, 'request')}"


def numbered(count: int, word: str, words: str = "") -> str:
    """Return a number with its noun; `words` are the noun for many, where that is not the word with an s."""
    return f"{count} {word if count == 1 else words or f'{word}s'}"


def meaning(finding: Finding) -> str:
    """Say whether a stated fact changed or a guess of ours was wrong."""
    if not finding.is_guess:
        return f"a fact has changed: {shown(finding.evidence)}"
    return f"a guess of ours was wrong: {shown(finding.evidence) or 'no evidence'}"


def summary(finding: Finding) -> str:
    """Return one line: what the contract says, what was seen."""
    says, seen = shown(finding.says), shown(finding.seen)
    return f"contract: {says}; seen: {seen}; {meaning(finding)}"


def because(accepted: Accepted) -> str:
    """Say why a drift is accepted, and until when."""
    until = f"until {shown(accepted.expires)}" if accepted.expires else "for good"
    return f"{shown(accepted.reason)}, {until}"


def owner(operation: str) -> str:
    """Return an operation for people."""
    return shown(operation) or API
