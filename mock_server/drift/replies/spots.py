"""Spots: places of a document that a schema describes, and where in the contract that schema stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.breaks.place import EVERY, Step
from mock_server.breaks.sites import Site
from mock_server.contract.schemas import Schema, is_nullable, options_of, types_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with one alternative of its schema; `target` is the JSONPath of that in the resolved contract."""

    site: Site
    target: str

    @property
    def schema(self) -> Schema:
        """The schema of a value that is not null."""
        return self.site.schema

    def member(self, name: str) -> Choice:
        """Return a member that the contract gives a name."""
        declared = self.schema["properties"][name]
        required = name in self.schema.get("required", ())
        return Choice(declared, f"{self.target}.properties{step_of(name)}", self.site, name, name, required)

    @property
    def items(self) -> Choice:
        """The items of an array."""
        return Choice(self.schema.get("items", {}), f"{self.target}.items", self.site, EVERY)

    @property
    def others(self) -> Choice | None:
        """The members of a map; None where the names are the contract's, or may be any with any value."""
        rest = self.schema.get("additionalProperties")
        return Choice(rest, f"{self.target}.additionalProperties", self.site, EVERY) if isinstance(rest, dict) else None

    @property
    def takes_others(self) -> bool:
        """Whether an object may have members that have no name in the contract."""
        return not self.schema.get("properties") or bool(self.schema.get("additionalProperties"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A place with everything that its schema allows there: null, and one or more alternatives."""

    declared: Schema
    target: str
    holder: Site | None = None
    step: Step = EVERY
    name: str = ""
    required: bool = False

    @property
    def nullable(self) -> bool:
        """Whether null is allowed; nothing is said where no type is."""
        return is_nullable(self.declared) or not (types_of(self.declared) or options_of(self.declared) or self._tells)

    @property
    def _tells(self) -> bool:
        return bool({"properties", "enum", "const"} & self.declared.keys())

    @property
    def spots(self) -> list[Spot]:
        """The place once for each alternative that is not null alone."""
        return [Spot(self._site(schema), target) for schema, target in self._alternatives()]

    def _alternatives(self) -> Iterator[tuple[Schema, str]]:
        options = options_of(self.declared)
        if not options:
            yield self.declared, self.target
        keyword = "oneOf" if "oneOf" in self.declared else "anyOf"
        beside = {key: value for key, value in self.declared.items() if key != keyword}
        for at, option in enumerate(options):
            if types_of(option) != ["null"]:
                yield {**beside, **option}, f"{self.target}.{keyword}[{at}]"

    def _site(self, schema: Schema) -> Site:
        steps = () if self.holder is None else (*self.holder.steps, self.step)
        return Site(steps, schema, self.name, self.required, self.nullable, self.holder)


def step_of(name: str) -> str:
    """Return a name as a step of a JSONPath (RFC 9535)."""
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{escaped}']"


def split(spots: list[Spot], values: list[Any]) -> list[tuple[Spot, list[Any]]]:
    """Give each value to the alternative that it is most like."""
    if len(spots) < 2:
        return [(spot, values) for spot in spots]
    shares: list[list[Any]] = [[] for _ in spots]
    for value in values:
        likeness = [_likeness(spot, value) for spot in spots]
        shares[likeness.index(max(likeness))].append(value)
    return [*zip(spots, shares, strict=True)]


def _likeness(spot: Spot, value: Any) -> float:
    if not fits(spot.schema, value):
        return 0.0
    properties = spot.schema.get("properties", {})
    if not isinstance(value, dict) or not properties:
        return 1.0 + ("const" in spot.schema and spot.schema["const"] == value)
    same = sum(1 for name in value if name in properties)
    constants = sum(1 for name, one in properties.items() if "const" in one and value.get(name) == one["const"])
    return 1.0 + same / max(len(properties), len(value), 1) + constants


def fits(schema: Schema, value: Any) -> bool:
    """Whether a value that is not null is of a type that the schema names; any value is where it names none."""
    return fitting(schema)(value)


def fitting(schema: Schema) -> Callable[[Any], bool]:
    """Return what tells whether values that are not null are of a type that the schema names."""
    kinds = [kind for kind in types_of(schema) if kind != "null"] or (["object"] if "properties" in schema else [])
    known = [_IS[kind] for kind in kinds]
    if len(known) == 1:
        return known[0]
    return lambda value: not known or any(one(value) for one in known)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_IS: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    # A whole number with a point is one by JSON Schema, and another type in half of the languages.
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}
