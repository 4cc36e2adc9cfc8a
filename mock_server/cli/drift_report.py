"""How `onmock drift` tells what it found."""

from __future__ import annotations

from datetime import date

import click

from mock_server.cli.colours import coloured
from mock_server.cli.drift_bench import Bench
from mock_server.cli.drift_wish import Wish
from mock_server.drift.history import Baseline
from mock_server.drift.report import Report
from mock_server.drift.reports import FORMATS, Beside, Day, Sources, lines
from mock_server.drift.writing import write
from mock_server.resources import contract_path


def tell(report: Report, bench: Bench, wish: Wish, baseline: Baseline | None) -> None:
    """Print a report, or write it into a file: in colours where somebody reads it on a terminal, with the days that a
    baseline remembers, each as its last look left it.
    """
    last = {run.day: run.findings for run in baseline.runs} if baseline is not None else {}
    days = [Day(date.fromisoformat(day), findings) for day, findings in last.items()]
    sources = Sources(contract_path(bench.vendor.contract), contract_path("").parent)
    beside = Beside(sources, wish.fail_on, days, wish.profile)
    if wish.out is not None:
        write(wish.out, FORMATS[wish.form](report, beside))
    elif wish.form == "text":
        click.echo(coloured(lines(report, beside)), nl=False)
    else:
        click.echo(FORMATS[wish.form](report, beside), nl=False)
