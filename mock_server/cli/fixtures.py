"""`onmock fixtures export`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mock_server.cli.days import Day
from mock_server.config import DEFAULT_SEED

_FORMATS = ("json", "har", "wiremock", "postman", "responses")
_EPOCH = date(2026, 3, 2)


@click.group()
def fixtures() -> None:
    """Recorded exchanges, for tests that run without a server."""


@fixtures.command("export")
@click.option("--vendor", required=True, help="Whose API.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="json", show_default=True, help="For which tool."
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder to write; an earlier export is replaced."
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=DEFAULT_SEED, show_default=True, help="Of the data.")
@click.option(
    "--epoch", type=Day(), default=_EPOCH.isoformat(), show_default=True, help="Day that all dates count from."
)
@click.option("--scenario", help="Name of a scenario, or a JSON file.  [default: default]")
@click.option("--base-url", help="What the requests are sent to.  [default: where onmock serves the vendor]")
@click.option("--force", is_flag=True, help="Replace a folder that holds something else.")
def export(
    vendor: str, form: str, out: Path, seed: int, epoch: date, scenario: str | None, base_url: str | None, force: bool
) -> None:
    """Write an exchange of every operation and documented status."""
    from mock_server.exports import export as write

    done = write(vendor, form, out, seed=seed, epoch=epoch, scenario=scenario, base_url=base_url, force=force)
    click.echo(f"{out}: {done.exchanges} exchanges ({done.ordered} ordered as faults) in {done.files} files")
