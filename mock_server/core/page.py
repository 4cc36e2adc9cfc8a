"""Paging: a window on a sequence, and the page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: `page` counts from 1, `limit` is the size asked for, `total_count` is of the whole."""

    items: Sequence[Any]
    total_count: int
    page: int
    limit: int

    @property
    def item_count(self) -> int:
        """How many items this page has."""
        return len(self.items)

    @classmethod
    def of(cls, rows: Sequence[Any], arguments: Mapping[str, Any], show: Callable[[Any], Any]) -> Page:
        """Cut the page that `arguments` (page, limit) ask for out of `rows`; `show` makes an item of a row.

        A page past the end is empty; only the rows of the page are ever touched.
        """
        page, limit = arguments["page"], arguments["limit"]
        start = min((page - 1) * limit, len(rows))
        return cls([show(row) for row in rows[start : start + limit]], len(rows), page, limit)
