"""Text for a terminal: lines of marked spans. Whoever prints them chooses colours; here there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mock_server.drift.finding import Finding
from mock_server.drift.report import Report
from mock_server.drift.reports.beside import NOTHING, Beside
from mock_server.drift.reports.outline import (
    because,
    by_operation,
    corrections,
    meaning,
    numbered,
    owner,
    tally,
    unseen,
    verdict,
)
from mock_server.drift.reports.plain import moment, shown

# What a span is, beside the severities and verdicts: a heading, something by the way, nothing special.
HEADING, FAINT, PLAIN = "heading", "faint", ""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line; `mark` is a severity, a verdict, or one of the words above."""

    text: str
    mark: str = PLAIN


Line = Sequence[Span]


def text(report: Report, beside: Beside = NOTHING) -> str:
    """Return a report as plain text."""
    return "".join("".join(span.text for span in line) + "\n" for line in lines(report, beside))


def lines(report: Report, beside: Beside = NOTHING) -> Iterator[Line]:
    """Yield the lines of a report. No text of a stranger is at the beginning of one."""
    yield [Span(f"Drift of {shown(report.title)} {shown(report.version)}", HEADING)]
    yield [Span(f"{shown(report.vendor)} at {shown(report.target)}, {moment(report.began)}", FAINT)]
    for operation, findings in by_operation(report.findings).items():
        yield []
        yield [Span(f"In {owner(operation)}", HEADING)]
        for one in findings:
            yield from _finding(one, beside)
    yield from _known(report)
    yield from _gone(report)
    yield from _untold(report)
    yield []
    yield [Span(verdict(report), verdict(report)), *([Span(f": {shown(report.trouble)}")] if report.trouble else [])]
    yield [Span(tally(report))]
    code = report.exit_code(beside.fail_on)
    yield [Span(f"exit {code}, where {beside.fail_on} drift counts", FAINT)]


def _finding(one: Finding, beside: Beside) -> Iterator[Line]:
    yield [Span("  "), Span(f"{one.severity:<15}", one.severity), Span(f"{shown(one.kind)} at {shown(one.pointer)}")]
    yield _row("contract", shown(one.says))
    yield _row("seen", shown(one.seen) + (f", {one.count} times" if one.count > 1 else ""))
    yield _row("means", meaning(one))
    if beside.sources is not None:
        yield _row("written", str(beside.sources.line(one.operation, one.pointer)))
    yield from (_row("overlay", shown(action)) for action in corrections(one))
    if one.again:
        yield _row("again", shown(one.again))
    yield _row("accept", shown(one.id))


def _row(name: str, value: str) -> Line:
    return [Span(f"    {name:<11}", FAINT), Span(value)]


def _known(report: Report) -> Iterator[Line]:
    if report.accepted:
        yield []
        yield [Span("Accepted", HEADING)]
    for finding, accepted in report.accepted:
        yield [Span(f"  {finding.severity:<15}", FAINT), Span(shown(finding.id))]
        yield _row("because", because(accepted))


def _gone(report: Report) -> Iterator[Line]:
    if report.gone:
        yield []
        yield [Span("Gone: accepted, and not there any more", HEADING)]
    for accepted in report.gone:
        yield [Span(f"  - {shown(accepted.id)}")]
        yield _row("because", because(accepted))


def _untold(report: Report) -> Iterator[Line]:
    missed = unseen(report)
    if missed:
        yield []
        yield [Span(f"Not observed: {numbered(len(missed), 'observation')}", HEADING)]
    for one in missed:
        yield [Span(f"  - {owner(one.operation)}: {shown(one.name)}"), Span(f": {shown(one.why)}", FAINT)]
    if report.weather:
        yield []
        yield [Span("Asked again", HEADING)]
    for told in report.weather:
        yield [Span("  - "), Span(shown(told), FAINT)]
