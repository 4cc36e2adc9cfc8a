"""Kinds of break of a query: pages, filters, and how strictly it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mock_server.breaks.casing import words_of
from mock_server.breaks.declared import mark_of, query_parameters
from mock_server.breaks.place import Place
from mock_server.breaks.rules import BREAKING, DANGEROUS, Finding, Rule, always, apply, new_name, where
from mock_server.contract import Contract, Operation
from mock_server.contract.parameters import Parameter
from mock_server.contract.schemas import Schema, options_of

_LIMIT, _PAGES = "limit", ("page", "page_index", "offset")
_SORT = {"sort", "order", "orderby", "filterorder", "sortby"}
_MOMENTS = ("date", "date-time", "unix-seconds", "unix-milliseconds")


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter of a query, among all of its operation."""

    parameter: Parameter
    names: dict[str, None] = field(default_factory=dict)

    @property
    def schema(self) -> Schema:
        """The schema of one value."""
        schema: Schema = self.parameter.schema.get("items", {}) if self.parameter.is_list else self.parameter.schema
        return schema

    @property
    def most(self) -> int:
        """The largest page that there is, or the usual one."""
        schema = self.schema
        return int(schema.get("maximum", schema.get("x-cap", schema.get("default", 100))))

    @property
    def is_limit(self) -> bool:
        """Whether it is the size of a page."""
        return self.parameter.argument == _LIMIT

    @property
    def is_page(self) -> bool:
        """Whether it is which page."""
        return self.parameter.argument in _PAGES

    @property
    def is_sort(self) -> bool:
        """Whether it is an order."""
        return bool(_SORT & {*words_of(self.parameter.name)})

    @property
    def is_moment(self) -> bool:
        """Whether it is a date."""
        return any(one.get("format") in _MOMENTS for one in (self.schema, *options_of(self.schema)))

    @property
    def words(self) -> list[str]:
        """The words that it takes."""
        return [one for one in self.schema.get("enum", ()) if isinstance(one, str)]

    @property
    def is_filter(self) -> bool:
        """Whether it picks rows."""
        return not (self.is_limit or self.is_page or self.is_sort)


def _ignored(query: Query) -> bool:
    return query.is_filter and not query.is_moment and not query.words


def _default_size(query: Query) -> str | None:
    if not query.is_limit:
        return None
    size = max(1, int(query.schema.get("default", query.most)) // 2)
    return f"default={size}"


def _bound(word: str) -> Rule[Query]:
    kind = {"maximum": "max-page-size", "clamp": "max-page-clamped"}[word]
    tells = {"maximum": "a larger {} is refused", "clamp": "a larger {} counts as half of what was the most"}[word]
    return Rule(kind, BREAKING, tells, lambda one: f"{word}={max(1, one.most // 2)}" if one.is_limit else None)


def _optional(query: Query) -> bool:
    return not query.parameter.required


RULES: tuple[Rule[Query], ...] = (
    Rule("default-page-size", DANGEROUS, "without {} a page is half as long", _default_size),
    _bound("maximum"),
    _bound("clamp"),
    Rule("per-page-param-ignored", BREAKING, "{} has no effect", where(lambda one: one.is_limit, "ignore")),
    Rule("per-page-param-renamed", BREAKING, "{} has another name, and has no effect itself",
         lambda one: f"rename={new_name(one.parameter.name, one.names)}" if one.is_limit else None),
    Rule("zero-based-pages", BREAKING, "pages are counted from 0",
         where(lambda one: one.parameter.argument == "page", "shift=1")),
    Rule("one-based-pages", BREAKING, "pages are counted from 1",
         where(lambda one: one.parameter.argument == "page_index", "shift=-1")),
    Rule("page-param-ignored", BREAKING, "{} has no effect", where(lambda one: one.is_page, "ignore")),
    Rule("page-param-renamed", BREAKING, "{} has another name, and has no effect itself",
         lambda one: f"rename={new_name(one.parameter.name, one.names)}" if one.is_page else None),
    Rule("page-param-renamed-strict", BREAKING, "{} is refused", where(lambda one: one.is_page, "refuse")),
    Rule("sort-ignored", BREAKING, "{} has no effect", where(lambda one: one.is_sort, "ignore")),
    Rule("filter-status-ignored", BREAKING, "{} has no effect",
         where(lambda one: one.is_filter and bool(one.words), "ignore")),
    Rule("filter-date-ignored", BREAKING, "{} has no effect",
         where(lambda one: one.is_filter and one.is_moment, "ignore")),
    Rule("filter-ignored", BREAKING, "{} has no effect", where(_ignored, "ignore")),
    Rule("filter-renamed", BREAKING, "{} has another name, and has no effect itself",
         lambda one: f"rename={new_name(one.parameter.name, one.names)}" if one.is_filter else None),
    Rule("filter-removed-strict", BREAKING, "{} is refused",
         where(lambda one: one.is_filter and _optional(one), "refuse")),
    Rule("filter-value-removed", BREAKING, "the first value of {} is refused",
         lambda one: f"refuse={one.words[0]}" if one.words else None),
    Rule("default-filter", BREAKING, "{} has a value where none is sent",
         lambda one: f"default={one.words[-1]}" if one.words and one.is_filter and _optional(one) else None),
    Rule("param-required", BREAKING, "{} has to be sent", where(_optional, "require")),
    Rule("400-to-200-ignored", DANGEROUS, "a bad {} has no effect",
         where(lambda one: one.parameter.is_checked_here, "lenient")),
)  # fmt: skip
WHOLE: tuple[Rule[None], ...] = (
    Rule("unknown-param-refused", DANGEROUS, "parameters that are not known are refused", always("strict")),
)


def query_findings(contract: Contract, operation: Operation) -> Iterator[Finding]:
    """Yield the breaks of an operation's query."""
    known = [one for one in operation.parameters.all if one.place == "query"]
    names = dict.fromkeys(one.name for one in known)
    evidence = {"x-evidence": operation.evidence}
    declared = query_parameters(contract, operation)

    def place(query: Query) -> tuple[Place, str, str]:
        name = query.parameter.name
        return Place("query", name), name, mark_of(declared.get(name, {}), evidence)

    yield from apply(RULES, [Query(one, names) for one in known], place)
    if known:
        yield from apply(WHOLE, [None], lambda _: (Place("query"), "the query", mark_of(evidence)))
