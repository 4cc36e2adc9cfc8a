"""Text for a terminal: lines of marked spans. Whoever prints them chooses colours; here there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mock_server.drift.finding import Finding
from mock_server.drift.report import Report
from mock_server.drift.reports.beside import Beside
from mock_server.drift.reports.entries import rows, sections
from mock_server.drift.reports.outline import by_operation, found, looked, owner, verdict
from mock_server.drift.reports.plain import moment, shown

# What a span is, beside the severities and verdicts: a heading, something by the way, nothing special.
HEADING, FAINT, PLAIN = "heading", "faint", ""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line; `mark` is a severity, a verdict, or one of the words above."""

    text: str
    mark: str = PLAIN


Line = Sequence[Span]


def text(report: Report, beside: Beside) -> str:
    """Return a report as plain text."""
    return "".join("".join(span.text for span in line) + "\n" for line in lines(report, beside))


def lines(report: Report, beside: Beside) -> Iterator[Line]:
    """Yield the lines of a report. No text of a stranger is at the beginning of one."""
    yield [Span(f"Drift of {shown(report.title)} {shown(report.version)}", HEADING)]
    yield [Span(f"{shown(report.vendor)} at {shown(report.target)}, {moment(report.began)}", FAINT)]
    for operation, findings in by_operation(report.findings).items():
        yield []
        yield [Span(f"In {owner(operation)}", HEADING)]
        told = ""
        for one in findings:
            # The same request shows many drifts; it is long, and told of the first of them.
            yield from _finding(replace(one, again="") if one.again == told else one, beside)
            told = one.again
    for title, entries in sections(report, is_short=True):
        yield []
        yield [Span(title, HEADING)]
        yield from ([Span("  - " + ": ".join(filter(None, (shown(one.id), shown(one.text)))))] for one in entries)
    yield []
    yield from _end(report, beside)


def _end(report: Report, beside: Beside) -> Iterator[Line]:
    """Yield what the eye meets last: the verdict, and why."""
    said = verdict(report)
    code = f"exit {report.exit_code(beside.fail_on)}, where {beside.fail_on} drift counts ({beside.profile})"
    yield [Span(f"{looked(report)}; {code}", FAINT)]
    if report.trouble:
        yield [Span(found(report))]
    yield [Span(said, said), Span(f": {shown(report.trouble) or found(report)}")]


def _finding(one: Finding, beside: Beside) -> Iterator[Line]:
    yield [Span("  "), Span(f"{one.severity:<15}", one.severity), Span(f"{shown(one.kind)} at {shown(one.pointer)}")]
    yield from (
        [Span(f"    {row.name:<11}", FAINT), Span(shown(row.value))] for row in rows(one, beside, is_short=True)
    )
