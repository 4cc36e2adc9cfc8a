"""What the generic suite has to be told of a vendor: how to log in, which calls lead where, what filters mean."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hypothesis.strategies import SearchStrategy

if TYPE_CHECKING:
    from tests.contract.lab import Lab


@dataclass(frozen=True)
class Ask:
    """A request below a vendor's mount. `path` is already percent-encoded; `query` keeps order and repetitions."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def with_query(self, *pairs: tuple[str, str]) -> Ask:
        """Return the same request with another query."""
        return replace(self, query=pairs)

    def with_method(self, method: str) -> Ask:
        """Return the same request with another method."""
        return replace(self, method=method)

    def with_body(self, body: bytes) -> Ask:
        """Return the same request with a body."""
        return replace(self, body=body)

    def with_headers(self, headers: Mapping[str, str]) -> Ask:
        """Return the same request with more headers."""
        return replace(self, headers={**self.headers, **headers})


Query = Mapping[str, str]


@dataclass(frozen=True)
class Filter:
    """One filter of a list: `draw` makes queries for it from the unfiltered items, `keeps` is its meaning.

    `edges` are queries that are all tried: where a wrong filter would be wrong by one.
    """

    name: str
    draw: Callable[[Sequence[Any]], SearchStrategy[Query]]
    keeps: Callable[[Any, Query], bool]
    edges: Callable[[Sequence[Any]], Iterable[Query]]


@dataclass(frozen=True)
class Listing:
    """How an operation pages: the names of its parameters and of its envelope's members, and what its filters mean."""

    page: str
    limit: str
    items: str
    count: str
    total: str
    filters: Sequence[Filter] = ()


@dataclass(frozen=True)
class Recipe:
    """A vendor's recipe. Its functions are given the lab they work in.

    - `login`: headers that let in.
    - `success`: by operation, a request that is answered with the success status.
    - `cases`: by (operation, status), a request that is answered so. What the suite can make of the contract alone
      (success, 401 of a secured operation, 405, 413, 429, 500) needs none.
    - `listings`: by operation, how it pages.
    - `contradicts`: the parameters of a query that only together are wrong, which no schema can tell; `mend` puts
      them right.
    - `schemathesis`: configuration keys for authentication.
    """

    login: Callable[[Lab], dict[str, str]]
    success: Mapping[str, Callable[[Lab], Ask]]
    cases: Mapping[tuple[str, int], Callable[[Lab], Ask]]
    listings: Mapping[str, Listing]
    schemathesis: Mapping[str, Any]
    contradicts: Callable[[Query], Sequence[str]] = lambda query: ()
    mend: Callable[[Query], Query] = lambda query: query


def recipe_of(vendor: str) -> Recipe:
    """Return the recipe of a vendor, found by its name."""
    module = importlib.import_module(f"tests.contract.recipes.{vendor}")
    recipe = module.RECIPE
    assert isinstance(recipe, Recipe)
    return recipe
