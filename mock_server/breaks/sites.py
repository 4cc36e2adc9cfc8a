"""Sites: every place of a document that a schema describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.breaks.casing import words_of
from mock_server.breaks.declared import source_at
from mock_server.breaks.place import EVERY, Step
from mock_server.breaks.shape import alternatives
from mock_server.contract.schemas import Schema, is_nullable, type_of

_FEW = 8


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a document. `name` is "" for the root, an item or a member of a map; `holder` is the site of what it
    is in, None for the root.
    """

    steps: tuple[Step, ...]
    schema: Schema
    name: str = ""
    required: bool = False
    nullable: bool = False
    holder: Site | None = None

    @property
    def kind(self) -> str:
        """The JSON type beside null."""
        return type_of(self.schema)

    @property
    def form(self) -> str:
        """The format, or ""."""
        return str(self.schema.get("format", ""))

    @property
    def words(self) -> list[str]:
        """The words of its name."""
        return words_of(self.name)

    @property
    def neighbours(self) -> Mapping[str, Any]:
        """The members of the object that it is in."""
        properties: Mapping[str, Any] = self.holder.schema.get("properties", {}) if self.holder is not None else {}
        return properties

    @property
    def is_in_list(self) -> bool:
        """Whether it is there once a row."""
        return EVERY in self.steps

    @property
    def is_member(self) -> bool:
        """Whether it has a name that the contract gives it."""
        return self.name != ""

    @property
    def is_text(self) -> bool:
        """Whether it is a text of people: no date, id, link or word of a list."""
        return self.kind == "string" and not {"enum", "const", "pattern", "format"} & self.schema.keys()

    @property
    def is_id(self) -> bool:
        """Whether its name says that it is an id: `id`, `eventId`, `eventid` where it is a number."""
        if self.kind not in ("string", "integer") or "enum" in self.schema or not self.words:
            return False
        return self.words[-1] == "id" or (self.kind == "integer" and self.words[-1].endswith("id"))

    @property
    def items(self) -> Schema:
        """What an array has in it."""
        return alternatives(self.schema.get("items", {}))[0]

    @property
    def is_rows(self) -> bool:
        """Whether it is an array of objects."""
        return self.kind == "array" and type_of(self.items) == "object"

    @property
    def is_moment(self) -> bool:
        """Whether it is a date with a time."""
        return self.form in ("date-time", "local-time")


def sites_of(schema: Schema) -> list[Site]:
    """Return the sites of a document, from its root on, each place once."""
    seen: dict[tuple[Step, ...], Site] = {}
    for site in _below(Site((), alternatives(schema)[0], nullable=is_nullable(schema))):
        seen.setdefault(site.steps, site)
    return [*seen.values()]


def _below(site: Site) -> Iterator[Site]:
    yield site
    if site.kind == "array":
        yield from _each(site, EVERY, "", site.schema.get("items", {}))
        return
    required = site.schema.get("required", ())
    for name, declared in site.schema.get("properties", {}).items():
        yield from _each(site, name, name, declared, required=name in required)
    rest = site.schema.get("additionalProperties")
    if isinstance(rest, dict) and not site.schema.get("properties"):
        yield from _each(site, EVERY, "", rest)


def _each(holder: Site, step: Step, name: str, declared: Schema, *, required: bool = False) -> Iterator[Site]:
    for schema in alternatives(declared):
        yield from _below(Site((*holder.steps, step), schema, name, required, is_nullable(declared), holder))


def list_of(sites: list[Site]) -> Site | None:
    """Return the rows of a reply that is a list: a page's items, or the one array of objects of a small document."""
    first = [site for site in sites if len(site.steps) == 1 and site.is_rows]
    for site in first:
        if source_at(site.name, site.schema) == "items":
            return site
    is_small = len(sites[0].schema.get("properties", {})) <= _FEW
    return first[0] if len(first) == 1 and is_small else None
