"""Paging: a window on a sequence, and the page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: `offset` rows lie before it, `limit` is the size asked for, `total_count` is of the whole."""

    items: Sequence[Any]
    total_count: int
    offset: int
    limit: int

    @property
    def page(self) -> int:
        """Which page it is, from 1."""
        return self.offset // self.limit + 1

    @property
    def page_index(self) -> int:
        """Which page it is, from 0."""
        return self.offset // self.limit

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return -(-self.total_count // self.limit)

    @property
    def item_count(self) -> int:
        """How many items this page has."""
        return len(self.items)

    @classmethod
    def of(cls, rows: Sequence[Any], arguments: Mapping[str, Any], show: Callable[[Any], Any]) -> Page:
        """Cut the page that is asked for out of `rows`; `show` makes an item of a row.

        The contract decides how it is asked for: by `offset`, by `page_index` (from 0) or by `page` (from 1), each with
        `limit`; without any of them it is the first, without `limit` it is all. A page past the end is empty; only the
        rows of the page are ever touched.
        """
        limit = arguments.get("limit") or max(1, len(rows))
        first = arguments.get("page_index") or (arguments.get("page") or 1) - 1
        offset = arguments.get("offset") or first * limit
        start = min(offset, len(rows))
        return cls([show(row) for row in rows[start : start + limit]], len(rows), offset, limit)


def is_empty(answer: object) -> bool:
    """Tell whether an answer is a page without rows, or has one."""
    page = answer if isinstance(answer, Page) else getattr(answer, "page", None)
    return isinstance(page, Page) and not page.items
