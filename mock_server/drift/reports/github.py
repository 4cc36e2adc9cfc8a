"""GitHub: workflow commands, which become annotations of a run."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL, Finding
from mock_server.drift.report import Report
from mock_server.drift.reports.beside import Beside
from mock_server.drift.reports.outline import owner, summary, tally, unseen, verdict, worst_first
from mock_server.drift.reports.plain import shown

_COMMANDS = {BREAKING: "error", DANGEROUS: "warning", INFORMATIONAL: "notice"}
# What ends a message, and what ends a property of a command beside that.
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_MESSAGE, **str.maketrans({":": "%3A", ",": "%2C"})}


def github(report: Report, beside: Beside) -> str:
    """Return a report as a command a line, the worst first: a run shows ten of each level."""
    return "".join(f"{line}\n" for line in _lines(report, beside))


def _lines(report: Report, beside: Beside) -> Iterator[str]:
    if report.trouble:
        yield _command("error", {"title": "Drift: could not tell"}, shown(report.trouble))
    for one in worst_first(report.findings):
        yield _finding(one, beside)
    for gone in report.gone:
        yield _command("notice", {"title": "Accepted drift is gone"}, shown(gone.id))
    yield _command("notice", {"title": f"Drift of {shown(report.vendor)}: {verdict(report)}"}, _whole(report))


def _finding(one: Finding, beside: Beside) -> str:
    properties = {"title": f"{shown(one.kind)} in {owner(one.operation)}"}
    if beside.sources is not None:
        line = beside.sources.line(one.operation, one.pointer)
        properties = {"file": line.file, "line": str(line.number), **properties}
    again = f"\nagain: {shown(one.again)}" if one.again else ""
    return _command(_COMMANDS[one.severity], properties, f"{shown(one.id)}\n{summary(one)}{again}")


def _whole(report: Report) -> str:
    missed = [f"not observed: {owner(one.operation)}: {shown(one.name)}: {shown(one.why)}" for one in unseen(report)]
    return "\n".join([tally(report), *missed, *map(shown, report.weather)])


def _command(name: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {told}::{message.translate(_MESSAGE)}"
