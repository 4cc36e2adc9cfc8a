"""`onmock drift`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mock_server.cli.days import Day
from mock_server.core.clock import Clock
from mock_server.core.errors import ConfigError

if TYPE_CHECKING:
    from mock_server.cli.drift_wish import Wish

_FORMATS = ("text", "json", "junit", "sarif", "markdown", "github", "html", "slack")
_SEVERITIES = ("breaking", "dangerous", "informational")
_PROFILES = ("client-strict", "vendor-lenient")
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--vendor", required=True, help="Whose service it is.")
@click.option("--target", envvar="ONMOCK_TARGET", help="Its base URL, such as https://acme.example.")
@click.option(
    "--credentials", type=_FILE, help="JSON or TOML file of credentials.  [default: ONMOCK_VENDOR_... variables]"
)
@click.option("--live-contract", metavar="FILE|URL", help="The vendor's own OpenAPI document, compared with ours.")
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
@click.option(
    "--severity",
    "profile",
    type=click.Choice(_PROFILES),
    default=_PROFILES[0],
    show_default=True,
    help="How bad things are: for a client that was right yesterday, or by what vendors call no break: new values of "
    "enums, added fields, new operations, the form of ids.",
)
@click.option("--rate", type=click.IntRange(1), help="Requests a minute.  [default: half of the vendor's limit]")
@click.option("--max-requests", type=click.IntRange(1), help="Requests in all.  [default: what the plan needs]")
@click.option("--deep", is_flag=True, help="Let schemathesis ask as well: GET only, anything in good form.")
@click.option("--probe-limits", is_flag=True, help="Go past the limit; it costs the client its budget for a while.")
@click.option("--dry-run", is_flag=True, help="Say what would be looked at, and ask nothing.")
@click.option("--record", type=_FOLDER, help="Keep every exchange, masked, in a new folder.")
@click.option("--replay", type=_FOLDER, help="Judge what was recorded in a folder, without a network.")
@click.option("--proxy", default="", metavar="URL", help="HTTP proxy; those of the environment are not used.")
@click.option(
    "--authorities",
    type=click.Path(dir_okay=False),
    help="Certificates (PEM) that are trusted in place of the machine's.",
)
@click.option("--allow-http", is_flag=True, help="Send credentials over plain HTTP, also to another machine.")
def drift(**options: Any) -> None:
    """Look whether a live service still is what the contract says: read-only, within its limits.

    Ends with 0 where nothing is new, 1 where there is drift, 2 for wrong usage, 3 where it could not tell.
    """
    from mock_server.cli.drift_wish import Wish

    wish = Wish(**options)
    if wish.accept:
        _accept(wish)
    else:
        sys.exit(_look(wish))


def _look(wish: Wish) -> int:
    from mock_server.cli.drift_bench import bench_for, known_to, plan
    from mock_server.cli.drift_report import tell

    wish.check()
    if wish.dry_run:
        click.echo("\n".join(plan(wish)))
        return 0
    # The names of credentials depend on the vendor and its contract, so no option can have them.
    bench = bench_for(wish, os.environ, Clock().now())  # noqa: TID251
    known = known_to(wish, bench)
    looked = bench.look(known, wish)
    report, baseline = looked.report, known.baseline
    if wish.baseline is not None and not report.trouble:
        baseline = bench.remember(wish.baseline, baseline, looked)
    # A token operation that has moved is trouble, and the vendor's own document, or a redirect, says where to.
    is_told = known.documents is not None or any(
        one.kind == "endpoint-redirect" and one.actions for one in report.findings
    )
    if wish.write_overlay is not None and (not report.trouble or is_told):
        bench.write_overlay(wish.write_overlay, report)
    tell(report, bench, wish, baseline)
    if report.trouble:
        click.echo(f"onmock: could not tell: {report.trouble}", err=True)
    return report.exit_code(wish.fail_on)


def _accept(wish: Wish) -> None:
    from mock_server.drift.history import accept

    if not wish.reason:
        raise ConfigError("--accept goes with a --reason")
    accept(wish.accepted, wish.accept, wish.reason, wish.expires)
    click.echo(f"{wish.accepted} has {', '.join(wish.accept)}", err=True)
