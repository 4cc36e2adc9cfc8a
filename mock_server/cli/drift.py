"""`onmock drift`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from mock_server.cli.days import Day
from mock_server.core.errors import ConfigError

_FORMATS = ("text", "json", "junit", "sarif", "markdown", "github", "html")
_SEVERITIES = ("breaking", "dangerous", "informational")
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--vendor", required=True, help="Whose service it is.")
@click.option("--target", envvar="ONMOCK_TARGET", help="Its base URL, such as https://acme.example.")
@click.option(
    "--credentials", type=_FILE, help="JSON or TOML file of credentials.  [default: ONMOCK_VENDOR_... variables]"
)
@click.option("--live-contract", type=_FILE, help="The vendor's own OpenAPI document, to be compared with ours.")
@click.option(
    "--overlay", "overlays", type=_FILE, multiple=True, help="OpenAPI Overlay over our contract; several add up."
)
@click.option("--baseline", type=_FILE, help="File that remembers shapes and counts from run to run; made if need be.")
@click.option(
    "--accepted", type=_FILE, default=Path("drift-accepted.yaml"), show_default=True, help="Drifts that are known."
)
@click.option("--accept", multiple=True, metavar="ID", help="Add a drift to the accepted ones, and look at nothing.")
@click.option("--reason", help="Why it is accepted.")
@click.option("--expires", type=Day(), help="Last day on which it is.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--out", type=_FILE, help="Write the report into a file.")
@click.option("--write-overlay", type=_FILE, help="Write an OpenAPI Overlay that makes our contract say what was seen.")
@click.option(
    "--fail-on", type=click.Choice(_SEVERITIES), default=_SEVERITIES[0], show_default=True, help="Least that counts."
)
@click.option("--rate", type=click.IntRange(1), help="Requests a minute.  [default: half of the vendor's limit]")
@click.option("--max-requests", type=click.IntRange(1), default=60, show_default=True, help="Requests in all.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked, and ask nothing.")
@click.option("--record", type=_FOLDER, help="Keep every exchange, masked, in a new folder.")
@click.option("--replay", type=_FOLDER, help="Judge what was recorded in a folder, without a network.")
def drift(**wish: Any) -> None:
    """Look whether a live service still is what the contract says: read-only, within its limits.

    Ends with 0 where nothing is new, 1 where there is drift, 2 for wrong usage, 3 where it could not tell.
    """
    if wish["accept"]:
        _accept(wish)
        return
    from mock_server.cli.drift_bench import bench_for, known_to
    from mock_server.cli.drift_report import tell

    bench = bench_for(wish, os.environ, datetime.now(UTC))
    if wish["dry_run"]:
        click.echo("\n".join(bench.plan()))
        return
    looked = bench.look(known_to(wish, bench))
    report = looked.report
    if wish["baseline"] and not report.trouble:
        bench.remember(wish["baseline"], looked)
    if wish["write_overlay"] and not report.trouble:
        bench.write_overlay(wish["write_overlay"], report)
    tell(report, bench, form=wish["form"], out=wish["out"], fail_on=wish["fail_on"])
    if report.trouble:
        click.echo(f"onmock: could not tell: {report.trouble}", err=True)
    sys.exit(report.exit_code(wish["fail_on"]))


def _accept(wish: Mapping[str, Any]) -> None:
    from mock_server.drift.history import accept

    if not wish["reason"]:
        raise ConfigError("--accept goes with a --reason")
    accept(wish["accepted"], wish["accept"], wish["reason"], wish["expires"])
    click.echo(f"{wish['accepted']} has {', '.join(wish['accept'])}", err=True)
