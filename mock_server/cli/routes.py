"""`onmock routes`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from mock_server.core.errors import ConfigError

if TYPE_CHECKING:
    from mock_server.contract import Contract, Operation


@click.command()
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
