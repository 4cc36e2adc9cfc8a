"""`onmock serve`."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

import click

from mock_server.cli.days import Day
from mock_server.cli.drift import drift
from mock_server.config import DEFAULT_PORT, DEFAULT_SEED, LARGEST_SCALE, Config
from mock_server.core.errors import ConfigError
from mock_server.core.variables import variable_prefix
from mock_server.vendors import vendor_names


@click.command()
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
    type=Day(),
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
    "--break",
    "breaks",
    multiple=True,
    metavar="BREAK",
    envvar="ONMOCK_BREAKS",
    help="Rehearse a change of the contract: operation:place:edit, or an id of `onmock breaks`; may be repeated.",
)
@click.option(
    "--overlay",
    "overlays",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="ONMOCK_OVERLAYS",
    help="Re-shape a contract by an OpenAPI Overlay 1.0, which names it by `extends` where several vendors are served; "
    "may be repeated.",
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


def _warn_of_unknown_variables() -> None:
    """Tell of variables that nobody reads; credentials of live services are for `onmock drift`."""
    known = {str(option.envvar) for command in (serve, drift) for option in command.params}
    credentials = tuple(map(variable_prefix, vendor_names()))
    given = {name for name in os.environ if name.startswith("ONMOCK_")}  # noqa: TID251 - only their names
    for name in sorted(one for one in given - known if not one.startswith(credentials)):
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
