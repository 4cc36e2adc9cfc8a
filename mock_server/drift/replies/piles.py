"""Piles: all documents of one kind that an operation sent, judged together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from mock_server.breaks.declared import responses
from mock_server.breaks.place import Place
from mock_server.breaks.sites import Site, list_of, sites_of
from mock_server.contract.schemas import Schema
from mock_server.drift.finding import Finding
from mock_server.drift.replies import envelope
from mock_server.drift.replies.actions import filter_steps, schema_target, shared, steps_between
from mock_server.drift.replies.documents import Reading
from mock_server.drift.replies.languages import judge_language
from mock_server.drift.replies.reshaping import reshaped
from mock_server.drift.replies.spots import Choice, Spot
from mock_server.drift.replies.telling import Teller, folded
from mock_server.drift.replies.tokens import judge_lifetime


@dataclass
class Pile:
    """Documents of a schema: `family` is `body` or `error`, `status` that of the first of them."""

    teller: Teller
    family: str
    schema: Schema
    status: int
    documents: list[Any] = field(default_factory=list)

    @property
    def choice(self) -> Choice:
        """The root of the documents."""
        known = responses(self.teller.contract, self.teller.operation)
        status = self.status if self.status in known else self.teller.operation.success
        media = next(iter(known[status].get("content", {})), "")
        return Choice(self.schema, schema_target(self.teller.operation, status, media))

    @cached_property
    def rows(self) -> Site | None:
        """The site of a list's rows."""
        return list_of(sites_of(self.schema)) if self.family == "body" else None

    def judge(self) -> list[Finding]:
        """Return what the documents have otherwise than the schema says, with what makes it say that."""
        reading = Reading(self.teller, self.family, self.rows)
        found = folded(self._read(reading))
        if not found or self.status not in responses(self.teller.contract, self.teller.operation):
            return found
        new, declared = self._reshaped(), self.teller.contract.declared(self.teller.operation)
        steps = [
            *steps_between(self.choice.target, self.schema, new),
            *filter_steps(self.teller.operation, declared, self.schema, new),
        ]
        places = [reading.targets.get(one.id, self.choice.target) for one in found]
        return [replace(one, actions=actions) for one, actions in zip(found, shared(steps, places), strict=True)]

    def _reshaped(self) -> Schema:
        """Return the schema that the documents meet, those that are objects where it wants one."""
        root = self.choice.spots[0]
        names = {envelope.wrapper_of(root, one) for one in self.documents}
        name = names.pop() if len(names) == 1 else None
        plain = [one[name] if name else one for one in self.documents]
        if self.rows is not None:
            plain = [one for one in plain if not envelope.is_bare(root, one)]
        if self.family == "error":
            plain = [one for one in plain if not envelope.is_foreign(root, one)]
        schema = reshaped(self.choice, plain)
        return envelope.wrapped(name, schema) if name else schema

    def _read(self, reading: Reading) -> Iterator[Finding]:
        root, rows, plain, lists = self.choice.spots[0], self.rows, [], []
        for one in self.documents:
            document, wrapped = envelope.unwrapped(self.teller, self.family, root, one, rows)
            yield from [wrapped] if wrapped is not None else []
            if rows is not None and envelope.is_bare(root, document):
                yield envelope.bare(self.teller, rows)
                lists.append(document)
            elif self.family == "error" and envelope.is_foreign(root, document):
                yield self.teller.tell("error-shape", Place("error"), "the members of an error", "other members")
            else:
                yield from self._beside(root, document)
                plain.append(document)
        if lists and rows is not None:
            yield from reading.values(root.member(rows.name), lists)
        yield from reading.read(self.choice, plain)

    def _beside(self, root: Spot, document: Any) -> Iterator[Finding]:
        if self.family == "error":
            yield from judge_language(self.teller, document)
            return
        for found in (
            envelope.zero_total(self.teller, root, document, self.rows),
            judge_lifetime(self.teller, document),
        ):
            if found is not None:
                yield found
