"""How `onmock drift` tells what it found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mock_server.cli.drift_bench import Bench
from mock_server.drift.history import Baseline
from mock_server.drift.report import Report
from mock_server.drift.reports import FORMATS, Beside, Day, Line, Sources, lines, write
from mock_server.resources import contract_path

_COLOURS = {
    "breaking": "red",
    "drift": "red",
    "dangerous": "yellow",
    "could not tell": "yellow",
    "informational": "blue",
    "nothing new": "green",
}


def tell(
    report: Report, bench: Bench, *, form: str, out: Path | None, fail_on: str, baseline: Baseline | None = None
) -> None:
    """Print a report, or write it into a file: in colours where somebody reads it on a terminal."""
    days = [Day(date.fromisoformat(run.day), run.findings) for run in baseline.runs] if baseline is not None else []
    beside = Beside(Sources(contract_path(bench.vendor.contract), contract_path("").parent), fail_on, days)
    if out is not None:
        write(out, FORMATS[form](report, beside))
    elif form == "text":
        for line in lines(report, beside):
            click.echo(_coloured(line))
    else:
        click.echo(FORMATS[form](report, beside), nl=False)


def _coloured(line: Line) -> str:
    return "".join(
        click.style(span.text, fg=_COLOURS.get(span.mark), bold=span.mark == "heading", dim=span.mark == "faint")
        for span in line
    )
