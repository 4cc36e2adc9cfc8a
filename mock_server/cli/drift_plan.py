"""What `onmock drift --dry-run` says: what would be asked of each operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from mock_server.cli.drift_bench import contract_of, most_requests, probes_of, vendor_of
from mock_server.cli.drift_wish import Wish
from mock_server.drift.behaviour.run import run_behaviour
from mock_server.drift.exchange import Answered, Asked, NotObserved
from mock_server.drift.report import Observation
from mock_server.drift.reports.outline import numbered, owner
from mock_server.drift.walk import Walk

_WIDTH, _INDENT = 100, "  "


def plan(wish: Wish) -> str:
    """Return what would be looked at, operations of which the same is asked together; nothing is sent."""
    vendor = vendor_of(wish.vendor)
    contract = contract_of(vendor, wish)
    probes = probes_of(vendor, {})
    planned, _ = run_behaviour(Walk(contract, _unasked), probes)
    most = numbered(most_requests(wish, contract, probes), "request")
    rate = f"{wish.rate} a minute" if wish.rate is not None else "half of the vendor's limit"
    paragraphs = [
        f"At most {most}, {rate}: GET and HEAD, and POST for a token.\n"
        "Every reply is held against the contract. Beside that, what is looked at on purpose:",
        *(_paragraph(operations, names) for names, operations in _alike(planned).items()),
        *_beside(wish),
    ]
    return "\n\n".join(paragraphs)


def _unasked(_: Asked) -> Answered:
    raise NotObserved("nothing is asked")


def _alike(planned: Iterable[Observation]) -> Mapping[Sequence[str], Sequence[str]]:
    """Return the operations of each list of looks, in the order in which they are first met."""
    looks: dict[str, list[str]] = {}
    for one in planned:
        looks.setdefault(owner(one.operation), []).append(one.name)
    alike: dict[Sequence[str], list[str]] = {}
    for operation, names in looks.items():
        alike.setdefault(tuple(names), []).append(operation)
    return alike


def _paragraph(operations: Sequence[str], names: Sequence[str]) -> str:
    heads = click.wrap_text(", ".join(operations), _WIDTH)
    return f"{heads}\n{click.wrap_text(', '.join(names), _WIDTH, _INDENT, _INDENT)}"


def _beside(wish: Wish) -> Iterator[str]:
    if wish.deep:
        yield "Every operation that reads: what schemathesis makes up, in good form."
    if wish.probe_limits:
        yield "One operation, past its limit."
    if wish.live_contract is not None:
        yield "The vendor's own document, against the contract."
    if wish.baseline is not None:
        yield "What is there, against what the baseline remembers."
