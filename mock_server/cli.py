"""The command line: `onmock serve`, `onmock routes`."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mock_server import __version__
from mock_server.config import DEFAULT_PORT, DEFAULT_SEED, LARGEST_SCALE, Config
from mock_server.core.errors import ConfigError, OnmockError

if TYPE_CHECKING:
    from mock_server.contract import Contract, Operation


class _Commands(click.Group):
    """A group whose commands end with one line and status 2 where an OnmockError is raised."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OnmockError as error:
            click.echo(f"onmock: {error}", err=True)
            sys.exit(2)
        except OSError as error:
            click.echo(f"onmock: cannot write: {error.strerror}", err=True)
            sys.exit(2)


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a day like 2026-05-12", param, ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onmock")
def main() -> None:
    """A stand-in for vendor REST APIs: change one base URL and your client cannot tell the difference."""


@main.command()
@click.argument("vendors", nargs=-1, metavar="[VENDOR ...]", envvar="ONMOCK_VENDORS")
@click.option("--host", default="127.0.0.1", envvar="ONMOCK_HOST", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    envvar="ONMOCK_PORT",
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    envvar="ONMOCK_SEED",
    help=f"What the data are a function of.  [default: {DEFAULT_SEED}]",
)
@click.option(
    "--epoch",
    type=_Day(),
    envvar="ONMOCK_EPOCH",
    help="Day that all dates count from; the clock starts at its noon.  [default: today, the real clock]",
)
@click.option("--scenario", envvar="ONMOCK_SCENARIO", help="Name of a scenario, or a JSON file.  [default: default]")
@click.option(
    "--scale",
    type=click.IntRange(0, LARGEST_SCALE),
    envvar="ONMOCK_SCALE",
    help="How many records the largest collection has.",
)
@click.option(
    "--database",
    type=click.Path(path_type=Path),
    envvar="ONMOCK_DATABASE",
    help="File that keeps what was written.  [default: memory]",
)
@click.option(
    "--limits/--no-limits",
    default=True,
    envvar="ONMOCK_LIMITS",
    show_default=True,
    help="Enforce the contract's rate limits.",
)
@click.option(
    "--limit-headers/--no-limit-headers",
    default=True,
    envvar="ONMOCK_LIMIT_HEADERS",
    show_default=True,
    help="Tell the limits in headers.",
)
@click.option(
    "--trust-proxy/--no-trust-proxy",
    default=False,
    envvar="ONMOCK_TRUST_PROXY",
    show_default=True,
    help="Believe the last X-Forwarded-For entry.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="VENDOR.NAME=VALUE",
    envvar="ONMOCK_SET",
    help="A setting of a vendor; may be repeated.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    envvar="ONMOCK_JSON",
    help="Print one JSON line with base URLs and credentials in place of the banner.",
)
def serve(
    vendors: tuple[str, ...], host: str, port: int, settings: tuple[str, ...], as_json: bool, **world: Any
) -> None:
    """Serve the vendors' APIs (all of them, or those named) until Ctrl-C.

    Every option can also be given as an environment variable: --no-limits is ONMOCK_LIMITS=0, --scale is ONMOCK_SCALE.
    """
    from mock_server.banner import Start
    from mock_server.server import MockServer

    logging.basicConfig(format="onmock: %(message)s", level=logging.WARNING)
    _warn_of_unknown_variables()
    # Python's own answer to SIGTERM would skip the clean end, and what a script starts in the background is deaf to
    # SIGINT.
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: sys.exit(0))
    server = MockServer(Config(vendors=vendors, settings=_settings(settings), **world), host=host, port=port)
    try:
        start = Start.of(server)
        click.echo(json.dumps(start.as_json()) if as_json else start.as_text())
        server.run()
    finally:
        server.stop()


@main.command()
@click.option("--vendor", help="Only this one's.")
@click.option("--pages", is_flag=True, help="The pages beside the API, which browsers open, in place of the API.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def routes(vendor: str | None, pages: bool, as_json: bool) -> None:
    """List every operation: method, path, scopes, limit, and how sure we are of it."""
    rows = list(_routes(vendor, pages))
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
        return
    heads = list(rows[0]) if rows else []
    widths = [max(len(head), *(len(row[head]) for row in rows)) for head in heads]
    for cells in [heads, *(list(row.values()) for row in rows)]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


def _routes(only: str | None, pages: bool) -> Iterable[dict[str, str]]:
    from mock_server.contract import load_contract
    from mock_server.resources import contract_path
    from mock_server.vendors import discover

    known = discover()
    if only is not None and only not in known:
        raise ConfigError(f"unknown vendor {only!r}; there are: {', '.join(known)}")
    chosen = {name: vendor for name, vendor in known.items() if only in (None, name)}
    for name, vendor in chosen.items():
        for document in vendor.pages if pages else (vendor.contract,):
            contract = load_contract(contract_path(document))
            yield from (_route(name, operation, contract) for operation in contract.operations.values())


def _route(vendor: str, operation: Operation, contract: Contract) -> dict[str, str]:
    return {
        "vendor": vendor,
        "operation": operation.id,
        "method": operation.method,
        "path": operation.path,
        "scopes": contract.asked_for(operation),
        "limit": str(operation.rate_limit or "none"),
        "evidence": operation.evidence["mark"],
    }


def _warn_of_unknown_variables() -> None:
    known = {str(option.envvar) for option in serve.params}
    given = {name for name in os.environ if name.startswith("ONMOCK_")}  # noqa: TID251 - only their names
    for name in sorted(given - known):
        click.echo(f"onmock: there is no option for the variable {name}; see onmock serve --help", err=True)


def _settings(texts: tuple[str, ...]) -> dict[str, dict[str, str]]:
    settings: dict[str, dict[str, str]] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        vendor, dot, key = name.partition(".")
        if not (equals and dot and key):
            raise ConfigError(f"--set takes VENDOR.NAME=VALUE, not {text!r}")
        settings.setdefault(vendor, {})[key] = value
    return settings
