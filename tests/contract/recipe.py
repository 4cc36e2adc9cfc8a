"""What the generic suite has to be told of a subject: how to log in, which calls lead where, what filters mean."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis.strategies import SearchStrategy

from tests.contract.ask import Ask

if TYPE_CHECKING:
    from mock_server.app import App
    from tests.contract.lab import Lab

Make = Callable[["Lab"], Ask]
Query = Mapping[str, str]


@dataclass(frozen=True)
class Parts:
    """What a generated request says, part by part; `fields` is empty where the body is no object."""

    path: Mapping[str, Any]
    query: Query
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A request that is answered with a certain status.

    `is_bad_in_form` tells whether its schema refuses it already, or whether each judge says so; None is what the status
    says. `config` are Config
    values of the lab it needs. One that `writes` on its way has a lab to itself.
    """

    make: Make
    is_bad_in_form: bool | tuple[bool, bool] | None = None
    config: Mapping[str, Any] = field(default_factory=dict)
    writes: bool = False


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
    """How an operation pages: the names of its parameters and of its envelope's members, and what its filters mean.

    `count` is left out where the envelope does not tell a page's own. `past_end` is the status of a page past the end:
    with 200 it is empty. `query` is sent with every request: what makes the list long.
    """

    page: str
    limit: str
    items: str
    total: str
    count: str | None = None
    past_end: int = 200
    query: Query = field(default_factory=dict)
    filters: Sequence[Filter] = ()


def _without_contradictions(lab: Lab, operation_id: str, query: Query) -> Sequence[str]:
    return ()


def _nothing(app: App) -> None:
    """Leave an app as it is."""


def _as_it_is(lab: Lab, operation_id: str, parts: Parts) -> Parts:
    return parts


@dataclass(frozen=True)
class Recipe:
    """A subject's recipe. Its functions are given the lab they work in.

    - `prepare`: puts into a new app what has to be there, the same in each.
    - `login`: headers that let in.
    - `success`: by operation, a request that is answered with the success status. It is made without writing anything.
    - `cases`: by (operation, status), a request that is answered so. What the suite can make of the contract alone
      (success, 401 of a secured operation, 405, 413, 415 of a body, 429, 500) needs none.
    - `configs`: by status, Config values without which it is not answered.
    - `reads`: operations that write nothing though their method does not say so; `writes`: those that do write.
    - `tells_all`: whether a refusal names each parameter that is wrong; the first one alone otherwise.
    - `listings`: by operation, how it pages.
    - `contradicts`: the parameters of an operation's query that its handler refuses: for what they say, or for what
      they say together, which no schema can tell.
    - `mend` puts parts of a generated request right that contradict themselves or each other, and lets it ask for what
      is there. `unearned` are operations whose success no generated request earns, mended or not.
    - `generated`: (class, property) of what is sent though no record knows it.
    - `schemathesis`: its configuration keys: for authentication, and for what is there to be asked for.
    """

    login: Callable[[Lab], dict[str, str]]
    success: Mapping[str, Make]
    cases: Mapping[tuple[str, int], Case | Make]
    listings: Mapping[str, Listing]
    schemathesis: Callable[[Lab], Mapping[str, Any]]
    prepare: Callable[[App], None] = _nothing
    configs: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    reads: Collection[str] = ()
    writes: Collection[str] = ()
    tells_all: bool = True
    contradicts: Callable[[Lab, str, Query], Sequence[str]] = _without_contradictions
    mend: Callable[[Lab, str, Parts], Parts] = _as_it_is
    unearned: Collection[str] = ()
    generated: Collection[tuple[str, str]] = ()

    def case(self, operation_id: str, status: int) -> Case | None:
        """Return the case of a status, if one was written for it."""
        case = self.cases.get((operation_id, status))
        return case if isinstance(case, Case | None) else Case(case)


def recipe_of(subject: str) -> Recipe:
    """Return the recipe of a subject, found by its name."""
    module = importlib.import_module(f"tests.contract.recipes.{subject}")
    recipe = module.RECIPE
    assert isinstance(recipe, Recipe)
    return recipe
