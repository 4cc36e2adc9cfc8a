"""`onmock drift`."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mock_server.cli.days import Day
from mock_server.cli.grouped import GroupedCommand, grouped
from mock_server.core.clock import Clock
from mock_server.core.errors import ConfigError, OnmockError

if TYPE_CHECKING:
    from mock_server.cli.drift_wish import Wish

_FORMATS = ("text", "json", "junit", "sarif", "markdown", "github", "html", "slack")
_SEVERITIES = ("breaking", "dangerous", "informational")
_PROFILES = ("client-strict", "vendor-lenient")
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_EXAMPLES = """\b
Examples:
  onmock drift --vendor NAME --target https://acme.example
  onmock drift ... --dry-run
  onmock drift ... --baseline drift-baseline.json --format html --out drift.html
  onmock drift --vendor NAME --accept KIND:OPERATION:PLACE --reason "not read"
"""

_service = grouped("Service and contract")
_asking = grouped("How it is asked")
_known = grouped("What is known before")
_telling = grouped("What is told")
_instead = grouped("In place of a look")


def _tell_kinds(ctx: click.Context, _: click.Parameter, is_wanted: bool) -> None:
    from mock_server.drift.kinds import BY_SUBJECT
    from mock_server.drift.kinds.page import page

    if is_wanted and not ctx.resilient_parsing:
        click.echo(page(BY_SUBJECT), nl=False)
        ctx.exit()


@click.command(cls=GroupedCommand, epilog=_EXAMPLES)
@_service("--vendor", required=True, metavar="NAME", help="Whose service it is; onmock routes has them.")
@_service("--target", envvar="ONMOCK_TARGET", show_envvar=True, metavar="URL", help="Its base URL.")
@_service("--credentials", type=_FILE, help="JSON or TOML file.  [default: the variables ONMOCK_VENDOR_...]")
@_service("--live-contract", metavar="FILE|URL", help="The vendor's own OpenAPI document, compared with ours.")
@_service("--overlay", "overlays", type=_FILE, multiple=True, help="OpenAPI Overlay over our contract; several add up.")
@_service(
    "--operation",
    "operations",
    multiple=True,
    metavar="ID",
    help="Look only at this one, and at the lists that it is found in; several add up.",
)
@_asking("--rate", type=click.IntRange(1), metavar="N", help="Requests a minute.  [default: half of the limit]")
@_asking("--max-requests", type=click.IntRange(1), metavar="N", help="In all.  [default: what the plan needs]")
@_asking("--deep", is_flag=True, help="Let schemathesis ask as well: GET only, anything in good form.")
@_asking("--probe-limits", is_flag=True, help="Go past the limit; it costs the client its budget for a while.")
@_asking("--proxy", default="", metavar="URL", help="HTTP proxy; those of the environment are not used.")
@_asking("--authorities", type=click.Path(dir_okay=False), help="Certificates (PEM) in place of the machine's.")
@_asking("--allow-http", is_flag=True, help="Send credentials over plain HTTP, also to another machine.")
@_asking("--record", type=_FOLDER, help="Keep every exchange, masked, in a new folder.")
@_known("--baseline", type=_FILE, help="File that remembers shapes and counts from run to run; made if need be.")
@_known("--accepted", type=_FILE, default=Path("drift-accepted.yaml"), show_default=True, help="Drifts that are known.")
@_telling(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    metavar="FORMAT",
    default="text",
    show_default=True,
    help=f"One of {', '.join(_FORMATS)}.",
)
@_telling("--out", type=_FILE, help="Write the report into a file.")
@_telling("--write-overlay", type=_FILE, help="Write an OpenAPI Overlay that makes our contract say what was seen.")
@_telling(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    metavar="SEVERITY",
    default=_SEVERITIES[0],
    show_default=True,
    help=f"The least that ends with 1: {', '.join(_SEVERITIES)}.",
)
@_telling(
    "--severity",
    "profile",
    type=click.Choice(_PROFILES),
    metavar="PROFILE",
    default=_PROFILES[0],
    show_default=True,
    help="How bad things are: client-strict, for a client that was right yesterday, or vendor-lenient, by what vendors "
    "call no break: new values of enums, added fields, new operations, the form of ids.",
)
@_instead("--dry-run", is_flag=True, help="Say what would be looked at, and ask nothing.")
@_instead("--replay", type=_FOLDER, help="Judge what was recorded in a folder, without a network.")
@_instead("--accept", multiple=True, metavar="ID", help="Add a drift to the accepted ones; several add up.")
@_instead("--reason", metavar="TEXT", help="With --accept: why that is fine.")
@_instead("--expires", type=Day(), help="With --accept: the last day on which it is.")
@_instead(
    "--kinds",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_kinds,
    help="List every kind of drift that can be told.",
)
def drift(**options: Any) -> None:
    """Look whether a live service still is what the contract says: read-only, within its limits.

    Ends with 0 where nothing is new, 1 where there is drift, 2 for wrong usage, 3 where it could not tell.
    """
    from mock_server.cli.drift_wish import Wish

    wish = Wish(**options)
    if wish.accept:
        _accept(wish)
    else:
        sys.exit(_finished(wish))


def _finished(wish: Wish) -> int:
    """Return how a look ended. One that did not come to its end told nothing, which is never taken for drift."""
    from mock_server.drift.report import COULD_NOT_TELL

    try:
        return _look(wish)
    except KeyboardInterrupt:
        click.echo("onmock: could not tell: it was interrupted", err=True)
    except (OnmockError, OSError):
        raise
    except Exception:  # a fault of our own: Python would end with 1
        click.echo("onmock: could not tell: onmock itself has failed", err=True)
        traceback.print_exc()
    return COULD_NOT_TELL


def _look(wish: Wish) -> int:
    from mock_server.cli.drift_bench import bench_for
    from mock_server.cli.drift_known import known_to
    from mock_server.cli.drift_plan import plan
    from mock_server.cli.drift_report import tell

    wish.check()
    if wish.dry_run:
        click.echo(plan(wish))
        return 0
    # The names of credentials depend on the vendor and its contract, so no option can have them.
    bench = bench_for(wish, os.environ, Clock().now())  # noqa: TID251
    known = known_to(wish, bench)
    looked = bench.look(known, wish)
    report, baseline = looked.report, known.baseline
    if wish.baseline is not None and not report.trouble:
        baseline = bench.remember(wish.baseline, baseline, looked)
    if wish.write_overlay is not None:
        bench.write_overlay(wish.write_overlay, report, known)
    tell(report, bench, wish, baseline)
    # On a terminal it is what the eye met last already.
    if report.trouble and (wish.out is not None or wish.form != "text" or not sys.stdout.isatty()):
        click.echo(f"onmock: could not tell: {report.target}: {report.trouble}", err=True)
    return report.exit_code(wish.fail_on)


def _accept(wish: Wish) -> None:
    from mock_server.cli.drift_bench import vendor_of
    from mock_server.drift.history import accept

    vendor_of(wish.vendor)
    if not wish.reason:
        raise ConfigError("--accept goes with a --reason")
    if wish.expires is not None and wish.expires < Clock().now().date():
        raise ConfigError(f"--expires {wish.expires} has passed: it would accept nothing")
    accept(wish.accepted, wish.accept, wish.reason, wish.expires)
    click.echo(f"{wish.accepted} has {', '.join(wish.accept)}", err=True)
