"""`onmock breaks`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mock_server.core.errors import ConfigError

if TYPE_CHECKING:
    from mock_server.breaks import CatalogueEntry


@click.command()
@click.option("--vendor", help="Only this one's.")
@click.option("--operation", help="Only this operation's, by its operationId.")
@click.option("--kind", help="Only breaks of this kind.")
@click.option("--all", "every", is_flag=True, help="Every place; without it the first of each kind and operation.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def breaks(vendor: str | None, operation: str | None, kind: str | None, every: bool, as_json: bool) -> None:
    """List breaks of the contract that can be rehearsed: `onmock serve --break ID`, or the text in the last column."""
    rows = [one for one in _entries(vendor, operation) if kind in (None, one.kind)]
    if not rows:
        raise ConfigError(f"there is no break of the kind {kind!r}; see onmock breaks --json")
    shown = rows if every else list({(one.kind, one.operation): one for one in reversed(rows)}.values())[::-1]
    if as_json:
        for row in shown:
            click.echo(json.dumps({"id": row.id, **asdict(row)}))
        return
    for row in shown:
        click.echo(f"{row.severity:<14}{row.id}\n{'':<14}{row.tells}; {row.order}")
    click.echo(f"{len({one.kind for one in rows})} kinds, {len(rows)} breaks", err=True)


def _entries(vendor: str | None, operation: str | None) -> Iterable[CatalogueEntry]:
    from mock_server.breaks import catalogue
    from mock_server.contract import load_contract
    from mock_server.resources import contract_path
    from mock_server.vendors import discover

    known = discover()
    if vendor is not None and vendor not in known:
        raise ConfigError(f"unknown vendor {vendor!r}; there are: {', '.join(known)}")
    contracts = [load_contract(contract_path(one.contract)) for name, one in known.items() if vendor in (None, name)]
    having = [contract for contract in contracts if operation is None or operation in contract.operations]
    if not having:
        raise ConfigError(f"unknown operation {operation!r}; see onmock routes")
    return [one for contract in having for one in catalogue(contract) if operation in (None, one.operation)]
