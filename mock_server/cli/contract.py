"""`onmock contract diff` and `onmock contract show`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mock_server.core.errors import ConfigError

if TYPE_CHECKING:
    from mock_server.contract import Contract, Operation
    from mock_server.contract.schemas import Schema
    from mock_server.drift import Finding

_NEVER = "never"
_LEVELS = ("breaking", "dangerous", "informational")
_DRIFTED = 1


@click.group()
def contract() -> None:
    """Contracts: how two of them differ, and what is known of ours."""


@contract.command()
@click.argument("ours", metavar="A")
@click.argument("theirs", metavar="B")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="How.")
@click.option(
    "--fail-on",
    type=click.Choice((*_LEVELS, _NEVER)),
    default=_LEVELS[0],
    show_default=True,
    help="End with 1 where something is as bad as this, or worse.",
)
@click.pass_context
def diff(ctx: click.Context, ours: str, theirs: str, form: str, fail_on: str) -> None:
    """Tell what a client that was written to the document A meets otherwise in B.

    Both are OpenAPI 3.0 to 3.2, in JSON or YAML; the name of a vendor stands for our contract of it.
    """
    from mock_server.drift.documents import compare_documents, read_document

    findings = compare_documents(read_document(_path(ours)), read_document(_path(theirs)))
    click.echo(_as_json(findings) if form == "json" else _as_text(findings))
    counting = () if fail_on == _NEVER else _LEVELS[: _LEVELS.index(fail_on) + 1]
    ctx.exit(_DRIFTED if any(one.severity in counting for one in findings) else 0)


def _path(text: str) -> Path:
    from mock_server.resources import contract_path
    from mock_server.vendors import discover

    known = discover()
    return contract_path(known[text].contract) if text in known and not Path(text).exists() else Path(text)


def _as_json(findings: list[Finding]) -> str:
    return json.dumps([{"id": one.id, **asdict(one)} for one in findings], indent=2)


def _as_text(findings: list[Finding]) -> str:
    lines = [
        f"{one.severity:<14}{one.id}\n{'':<14}{one.says} → {one.seen}{f', {one.count} times' * (one.count > 1)}"
        for one in findings
    ]
    counts = [(level, sum(one.severity == level for one in findings)) for level in _LEVELS]
    told = ", ".join(f"{count} {level}" for level, count in counts if count)
    return "\n".join([*lines, told or "no difference"])


@contract.command()
@click.option("--vendor", help="Only this one's.")
@click.option("--operation", help="Only this operation, by its operationId.")
def show(vendor: str | None, operation: str | None) -> None:
    """List operations, parameters and properties, and how sure we are of each."""
    from mock_server.contract import load_contract
    from mock_server.resources import contract_path
    from mock_server.vendors import discover

    known = discover()
    if vendor is not None and vendor not in known:
        raise ConfigError(f"unknown vendor {vendor!r}; there are: {', '.join(known)}")
    contracts = [load_contract(contract_path(one.contract)) for name, one in known.items() if vendor in (None, name)]
    shown = [(one, each) for one in contracts for each in one.operations.values() if operation in (None, each.id)]
    if not shown:
        raise ConfigError(f"unknown operation {operation!r}; see onmock routes")
    for one, each in shown:
        click.echo(f"{each.id}  {each.method} {each.path}")
        for mark, place, what in _rows(one, each):
            click.echo(f"  {mark or '-':<12}{place}  {what}".rstrip())


def _rows(contract: Contract, operation: Operation) -> Iterator[tuple[str, str, str]]:
    """Yield the places of an operation: mark of evidence, place, type."""
    from mock_server.breaks.declared import error_schemas, headers, mark_of, success_schema
    from mock_server.breaks.place import Place
    from mock_server.contract.schemas import type_of

    declared = contract.declared(operation)
    yield mark_of(declared), str(Place("operation")), ""
    for one in (*contract.document["paths"][operation.path].get("parameters", ()), *declared.get("parameters", ())):
        yield mark_of(one), str(Place(one["in"], one["name"])), type_of(one.get("schema", {}))
    for name, one in headers(contract, operation).items():
        yield mark_of(one), str(Place("header", name)), type_of(one.get("schema", {}))
    for content in declared.get("requestBody", {}).get("content", {}).values():
        yield from _members("request", content["schema"])
    answer = success_schema(contract, operation)
    yield from _members("body", answer) if answer is not None else ()
    for schema in error_schemas(contract, operation)[:1]:
        yield from _members("error", schema)


def _members(family: str, schema: Schema) -> Iterator[tuple[str, str, str]]:
    from mock_server.breaks.declared import mark_of
    from mock_server.breaks.place import Place, pointer_of
    from mock_server.breaks.sites import sites_of

    for site in sites_of(schema):
        if site.is_member:
            place = f"request{pointer_of(site.steps)}" if family == "request" else str(Place(family, steps=site.steps))
            yield mark_of(site.schema), place, " ".join(filter(None, (site.kind, site.form)))
