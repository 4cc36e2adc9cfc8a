"""Counts: what counts and words of records were, if a service changed all of them in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.breaks.sites import Site
from mock_server.drift.history.digest import Digester

# Between units of time, of money and of measures.
_FACTORS = (10, 60, 100, 1000, 3600)
# What follows a place in the marks of a record: of its value, beside whether there is one.
_VALUE = "="


def mark_at(pointer: str) -> str:
    """Return under which name a record's marks have a count."""
    return pointer + _VALUE


def marked(value: Any, site: Site, key: str, pointer: str, digester: Digester) -> tuple[str, Mapping[str, str]]:
    """Return the mark of a value, and by the marks that it would have had before how it changed then."""

    def mark(one: Any) -> str:
        return digester.short("count", key, pointer, repr(float(one)) if _is_number(one) else repr(one))

    return mark(value), {mark(before): how for how, before in _earlier(value, site)}


def _earlier(value: Any, site: Site) -> Iterator[tuple[str, Any]]:
    if _is_number(value):
        for factor in _FACTORS if value else ():
            yield f"{factor} times what it was", value / factor
            yield f"a part of {factor} of what it was", value * factor
    words = site.schema.get("enum", (True, False) if site.kind == "boolean" else ())
    yield from ((f"{value} for {word}", word) for word in words if word != value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
