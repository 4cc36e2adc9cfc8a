"""Layout: which places of an operation's document history looks at, and which members tell a record's id and change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mock_server.breaks.casing import words_of
from mock_server.breaks.declared import success_schema
from mock_server.breaks.place import EVERY, Step, pointer_of
from mock_server.breaks.sites import Site, list_of, sites_of
from mock_server.contract import Contract, Operation
from mock_server.contract.naming import source_of
from mock_server.drift.history.undo import is_followed

_CHANGED = ("updated", "modified", "changed")
_SCALARS = ("string", "integer", "number", "boolean")


@dataclass(frozen=True)
class Layout:
    """The sites of an operation's successful document, and the steps to its records: the rows of a list, or itself."""

    sites: Sequence[Site]
    row: tuple[Step, ...]

    @cached_property
    def by_pointer(self) -> dict[str, Site]:
        """The sites by their places."""
        return {pointer_of(site.steps): site for site in self.sites}

    @cached_property
    def members(self) -> Sequence[Site]:
        """The members that the contract names."""
        return [site for site in self.sites if site.is_member]

    @cached_property
    def values(self) -> Sequence[Site]:
        """The members, and the items of lists and maps of plain values."""
        items = [one for one in self.sites if one.steps and one.steps[-1] is EVERY and one.kind in _SCALARS]
        return [*self.members, *items]

    @cached_property
    def objects(self) -> Sequence[Site]:
        """Objects whose members the contract names: another name in them is new, and no key of a map."""
        return [site for site in self.sites if site.schema.get("properties")]

    @cached_property
    def ids(self) -> Sequence[Site]:
        """The members that tell one record from the others: its `id`, or all ids that it has."""
        own = [site for site in self._own if site.is_id]
        return [site for site in own if site.words == ["id"]] or own

    @cached_property
    def stamps(self) -> Sequence[Site]:
        """The members that tell when a record was last changed."""
        return [one for one in self._own if one.is_moment and _tells_change(one)]

    @cached_property
    def followed(self) -> dict[str, Site]:
        """What is followed from run to run of each record, by its place: values, and of the others whether they are
        there or null.
        """
        below = [site for site in self.values if site.steps[: len(self.row)] == self.row and not site.is_id]
        kept = {
            site.steps
            for site in below
            if is_followed(site) or (site.is_member and (site.nullable or not site.required))
        }
        return {pointer: site for pointer, site in self.by_pointer.items() if site.steps in kept}

    @cached_property
    def counted(self) -> dict[str, Site]:
        """The counts, measures and words of each record, by their places: those change by themselves, but not all at
        once and in the same way.
        """
        kinds = ("integer", "number", "boolean")
        kept = [one for one in self._own if one.kind in kinds or "enum" in one.schema]
        return {pointer_of(one.steps): one for one in kept if not one.is_id and not is_followed(one)}

    @property
    def _own(self) -> Sequence[Site]:
        deep = len(self.row) + 1
        return [
            one
            for one in self.members
            if len(one.steps) == deep and one.steps[:-1] == self.row and one.kind in _SCALARS
        ]


def _tells_change(site: Site) -> bool:
    name = source_of(site.name, site.schema)
    return any(word.endswith(one) for word in words_of(name) for one in _CHANGED)


def layout_of(contract: Contract, operation: Operation) -> Layout | None:
    """Return the layout of an operation; None for one without a document."""
    schema = success_schema(contract, operation)
    if schema is None:
        return None
    sites = sites_of(schema)
    listed = list_of(sites)
    return Layout(sites, () if listed is None else (*listed.steps, EVERY))
