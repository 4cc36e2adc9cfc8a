"""Pages: what comes of a list, read where the contract has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.drift.behaviour.shape import Shape, value_at
from mock_server.drift.exchange import Answered, NotObserved


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its rows, and what it tells of all of them and of itself; None for what it does not tell.
    `count` is how many rows it says that it has, `pages` how many pages there are.
    """

    rows: Sequence[Mapping[str, Any]]
    total: int | None
    size: int | None
    number: int | None
    count: int | None
    pages: int | None


@dataclass(frozen=True, slots=True)
class Settled:
    """Rows of a list that nobody changed meanwhile, between which numbers its total was, and whether they are all."""

    rows: Sequence[Mapping[str, Any]]
    least: int | None
    most: int | None
    is_whole: bool


def page_of(shape: Shape, answered: Answered) -> Page:
    """Return the page of an answer; raise NotObserved where it is none."""
    document = document_of(answered)
    rows = value_at(document, shape.rows)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotObserved("its rows are not where the contract has them")
    ways = (shape.total, shape.size, shape.number, shape.count, shape.pages)
    return Page(rows, *(count_of(value_at(document, names)) for names in ways))


def document_of(answered: Answered) -> Any:
    """Return the document of a success; raise NotObserved where there is none."""
    if not answered.is_good:
        raise NotObserved(f"it answered {answered.status}")
    try:
        return answered.json()
    except ValueError:
        raise NotObserved("its body is not JSON") from None


def count_of(value: Any) -> int | None:
    """Return a whole number; None for anything else."""
    return value if type(value) is int else None
