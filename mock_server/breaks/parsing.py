"""Parsing: a break from its short form, or from its id in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from mock_server.breaks.breaks import Break, make_break
from mock_server.breaks.catalogue import CatalogueEntry, entries_of
from mock_server.breaks.order import EVERYWHERE, Order
from mock_server.breaks.place import Place, shown
from mock_server.breaks.shape import shortened
from mock_server.contract import Contract
from mock_server.core.errors import ConfigError


def parse_break(text: str, contract: Contract) -> Break:
    """Return the break that a text orders.

    Raises ConfigError, in one line that tells what there is: for a text that is neither a short form nor an id, an
    operation or a place that the contract does not have, an edit that the place does not take.
    """
    entry = _entry(text, contract)
    if entry is None:
        return make_break(Order.parse(text), contract)
    order = Order.parse(entry.order)
    return make_break(replace(order, operation=EVERYWHERE) if _parts(text)[1] == EVERYWHERE else order, contract)


def _parts(text: str) -> tuple[str, str, str]:
    kind, _, rest = text.partition(":")
    operation, _, pointer = rest.partition(":")
    return kind, operation, pointer


def _entry(text: str, contract: Contract) -> CatalogueEntry | None:
    """Return the entry of the catalogue that a text names: with `*` for the operation, the first one of that place."""
    kind, named, pointer = _parts(text)
    if kind in contract.operations or kind == EVERYWHERE:
        return None
    entries = [*_entries(named, contract)]
    known = [one for one in entries if one.kind == kind]
    if not entries:
        return None
    if not known:
        kinds = [*dict.fromkeys(one.kind for one in entries)]
        likely = get_close_matches(kind, kinds) or kinds
        raise ConfigError(
            f"{shown(kind)} is no operation, and no kind of break of {named}; there are {shortened(likely)}"
        )
    place = str(Place.parse(pointer))
    for entry in known:
        if entry.pointer == place:
            return entry
    raise ConfigError(f"the catalogue has {shown(kind)} of {named} at {_few(known)}, not at {shown(pointer)}")


def _entries(named: str, contract: Contract) -> Iterator[CatalogueEntry]:
    for operation in contract.operations.values():
        if named in (EVERYWHERE, operation.id):
            yield from entries_of(contract, operation)


def _few(entries: list[CatalogueEntry]) -> str:
    places = list(dict.fromkeys(one.pointer for one in entries))
    return ", ".join(places[:12]) + (f" and {len(places) - 12} places more" if len(places) > 12 else "")
