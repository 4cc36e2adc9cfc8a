"""Piles: all documents of one kind that an operation sent, judged together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mock_server.breaks.declared import responses
from mock_server.breaks.place import Place
from mock_server.breaks.sites import Site, list_of, sites_of
from mock_server.contract.schemas import Schema
from mock_server.drift.finding import Finding
from mock_server.drift.replies import envelope
from mock_server.drift.replies.actions import schema_target
from mock_server.drift.replies.documents import Reading
from mock_server.drift.replies.languages import judge_language
from mock_server.drift.replies.spots import Choice, Spot
from mock_server.drift.replies.telling import Teller
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

    def judge(self) -> Iterator[Finding]:
        """Yield what the documents have otherwise than the schema says."""
        root, rows = self.choice.spots[0], self.rows
        reading, plain, lists = Reading(self.teller, self.family, rows), [], []
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
