"""Markdown of GitHub and GitLab: for the summary of a job or the body of an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mock_server.drift.finding import Finding
from mock_server.drift.report import Report
from mock_server.drift.reports.beside import Beside
from mock_server.drift.reports.entries import rows, sections
from mock_server.drift.reports.outline import by_operation, numbered, owner, severities, tally, verdict
from mock_server.drift.reports.plain import day, shown

# The body of an issue holds 65,536 characters at most; what does not fit is counted.
LONGEST = 60_000
# What begins a mark, a tag, an entity, a formula, a link, or a name that people are told of; `www.` is one of a link.
_MARKS = re.compile(r"[\\`*_\[\]<>|~&$@#]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", ":": "&#58;", ".": "&#46;"}
# A space without width ends a name or a number before it begins.
_MENTIONS = {"@": "@&#8203;", "#": "#&#8203;"}


def markdown(report: Report, beside: Beside) -> str:
    """Return a report as Markdown, of at most LONGEST characters and a line that counts what was left out."""
    head = "\n".join(_head(report))
    parts = [*_findings(report, beside), *_rest(report)]
    taken: list[str] = []
    length = len(head)
    for part in parts:
        length += len(part) + 1
        if length > LONGEST:
            left_out = numbered(len(parts) - len(taken), "more entry", "more entries")
            taken.append(f"\n*{left_out} left out here: ask for another format.*")
            break
        taken.append(part)
    return "\n".join([head, *taken]) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is: no mark, tag, link or mention."""
    return _MARKS.sub(_harmless, shown(text))


def code(text: str) -> str:
    """Return a code span of a text, whatever is in it."""
    safe = shown(text)
    ticks = "`" * (max((len(run) for run in re.findall("`+", safe)), default=0) + 1)
    edge = " " if safe.startswith("`") or safe.endswith("`") or not safe.strip() else ""
    return f"{ticks}{edge}{safe}{edge}{ticks}"


def _harmless(found: re.Match[str]) -> str:
    mark = found[0]
    return _MENTIONS.get(mark) or _ENTITIES.get(mark) or f"\\{mark}"


def _head(report: Report) -> Iterator[str]:
    yield f"# Drift of {escaped(report.title)} {escaped(report.version)}: {verdict(report)}"
    yield ""
    if report.trouble:
        yield f"**{escaped(report.trouble)}**"
        yield ""
    # One issue is edited night after night: what has not changed is not written otherwise.
    yield f"{code(report.target)}, {day(report.began)}. {tally(report)}."
    yield ""
    yield "| severity | new | accepted |"
    yield "| --- | ---: | ---: |"
    accepted = severities(finding for finding, _ in report.accepted)
    for severity, count in severities(report.findings).items():
        yield f"| {severity} | {count} | {accepted[severity]} |"


def _findings(report: Report, beside: Beside) -> Iterator[str]:
    for operation, findings in by_operation(report.findings).items():
        heading = f"\n## {escaped(owner(operation))}\n\n"
        for one in findings:
            yield heading + "\n".join(_finding(one, beside))
            heading = ""


def _finding(one: Finding, beside: Beside) -> Iterator[str]:
    yield f"- **{one.severity}** {escaped(one.kind)} at {code(one.pointer)}"
    for row in rows(one, beside):
        yield f"  - {row.name}: {code(row.value) if row.is_code else escaped(row.value)}"


def _rest(report: Report) -> Iterator[str]:
    for title, entries in sections(report):
        heading = f"\n## {title}\n\n"
        for one in entries:
            named = f"{code(one.id)}: " if one.id else ""
            yield f"{heading}- {named}{escaped(one.text)}"
            heading = ""
