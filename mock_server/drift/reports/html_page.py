"""HTML: a report as one file, without scripts and without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from mock_server.drift.finding import SEVERITIES, Finding
from mock_server.drift.report import Report
from mock_server.drift.reports.beside import Beside, Day
from mock_server.drift.reports.entries import rows, sections
from mock_server.drift.reports.outline import by_operation, numbered, owner, severities, tally, verdict
from mock_server.drift.reports.plain import moment, shown

_CHOICE = 2
_STYLE = Path(__file__).with_name("page.css")
# Nothing is loaded, whatever gets in.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(report: Report, beside: Beside) -> str:
    """Return a report as a page."""
    title = f"Drift of {_safe(report.title)} {_safe(report.version)}: {verdict(report)}"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#findings">Skip to the findings</a>',
        *_header(title, report),
        "<main>",
        *_timeline(beside.timeline),
        *_findings(report, beside),
        *_rest(report),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _safe(text: str) -> str:
    return escape(shown(text))


def _header(title: str, report: Report) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{title}</h1>"
    if report.trouble:
        yield f'<p class="trouble" role="alert">{_safe(report.trouble)}</p>'
    at = moment(report.began)
    yield f'<p><code>{_safe(report.target)}</code>, <time datetime="{at}">{at}</time></p>'
    yield f"<p>{tally(report)}</p>"
    yield "</header>"


def _timeline(days: Sequence[Day]) -> Iterator[str]:
    """Yield a table of days whose cells are bars as long as their numbers."""
    if not days:
        return
    most = max(max(day.new.values(), default=0) for day in days) or 1
    yield '<section aria-labelledby="timeline">'
    yield '<h2 id="timeline">New findings by day</h2>'
    yield '<div class="wide"><table class="timeline">'
    heads = "".join(f'<th scope="col">{severity}</th>' for severity in SEVERITIES)
    yield f'<thead><tr><th scope="col">day</th>{heads}</tr></thead>'
    yield "<tbody>"
    for day in days:
        cells = "".join(_bar(severity, day.new.get(severity, 0), most) for severity in SEVERITIES)
        yield f'<tr><th scope="row">{day.day.isoformat()}</th>{cells}</tr>'
    yield "</tbody>"
    yield "</table></div>"
    yield "</section>"


def _bar(severity: str, count: int, most: int) -> str:
    bar = f'<i class="bar {severity}" style="width:{100 * count // most}%"></i>' if count else ""
    return f"<td>{count}{bar}</td>"


def _findings(report: Report, beside: Beside) -> Iterator[str]:
    yield '<section id="findings" aria-labelledby="new" tabindex="-1">'
    yield '<h2 id="new">New findings</h2>'
    yield from _choice(report)
    if not report.findings:
        yield f"<p>{verdict(report).capitalize()}.</p>"
    for operation, findings in by_operation(report.findings).items():
        yield f"<h3>{_safe(owner(operation))}</h3>"
        for one in findings:
            yield from _finding(one, beside)
    yield "</section>"


def _choice(report: Report) -> Iterator[str]:
    """Yield a box a severity that shows or hides its findings, where there is something to choose."""
    counts = {severity: count for severity, count in severities(report.findings).items() if count}
    if len(counts) < _CHOICE:
        return
    yield '<fieldset class="choice">'
    yield "<legend>Show</legend>"
    for severity, count in counts.items():
        box = f'<input type="checkbox" id="show-{severity}" checked>'
        yield f'<label class="{severity}">{box} {count} {severity}</label>'
    yield "</fieldset>"


def _finding(one: Finding, beside: Beside) -> Iterator[str]:
    yield f'<details class="finding {one.severity}" open>'
    kind = f"{_safe(one.kind)} at <code>{_safe(one.pointer)}</code>"
    yield f'<summary><strong class="severity">{one.severity}</strong> {kind}</summary>'
    yield "<dl>"
    for row in rows(one, beside):
        value = f"<code>{_safe(row.value)}</code>" if row.is_code else _safe(row.value)
        yield f"<dt>{row.name}</dt><dd>{value}</dd>"
    yield "</dl>"
    yield "</details>"


def _rest(report: Report) -> Iterator[str]:
    for title, entries in sections(report):
        yield "<section>"
        yield f"<h2>{title}</h2>"
        yield "<ul>"
        for one in entries:
            named = f"<code>{_safe(one.id)}</code>: " if one.id else ""
            yield f"<li>{named}{_safe(one.text)}</li>"
        yield "</ul>"
        yield "</section>"
    yield from _observations(report)


def _observations(report: Report) -> Iterator[str]:
    if not report.observations:
        return
    yield "<section>"
    yield "<details>"
    yield f"<summary>All {numbered(len(report.observations), 'observation')}</summary>"
    yield '<div class="wide"><table>'
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("operation", "observation", "eye", "outcome", "why"))
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for one in report.observations:
        cells = (owner(one.operation), shown(one.name), shown(one.eye), one.outcome, shown(one.why))
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody>"
    yield "</table></div>"
    yield "</details>"
    yield "</section>"
