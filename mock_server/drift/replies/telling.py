"""Telling: differences between one operation's contract and its replies become findings, each told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mock_server.breaks.declared import mark_of
from mock_server.breaks.place import Place, Step
from mock_server.contract import Contract, Operation
from mock_server.drift.finding import REPLIES, Finding
from mock_server.drift.kinds import severity_of

# Words of an interface: too short and too plain to be a person, a secret or an id.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z_.-]{0,31}\Z")

Action = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of one operation."""

    contract: Contract
    operation: Operation

    def tell(
        self,
        kind: str,
        place: Place,
        says: str,
        seen: str,
        declared: Mapping[str, Any] | None = None,
        count: int = 1,
        actions: Sequence[Action] = (),
    ) -> Finding:
        """Return a finding; `declared` is what the contract has at the place, for its mark of evidence."""
        mark = mark_of(declared or {}, {"x-evidence": self.operation.evidence})
        return Finding(
            kind, self.operation.id, str(place), severity_of(kind), says, seen, REPLIES, mark, "", count, actions
        )


def in_document(family: str, steps: Sequence[Step]) -> Place:
    """Return a place in a document: of `body` or of `error`."""
    return Place(family, steps=tuple(steps))


def word(text: str, instead: str = "a text") -> str:
    """Return a stranger's text if it is a plain word of an interface, else what is said instead."""
    return text if _PLAIN.match(text) else instead


def word_like(text: str, known: Iterable[Any]) -> str:
    """Return a word if it is written as known ones are, without dots or capitals of its own; else only its length."""
    styles = {_style(one) for one in known if isinstance(one, str)}
    return text if _PLAIN.match(text) and _style(text) in styles else f"a text of {len(text)} characters"


def _style(text: str) -> tuple[bool, bool, bool]:
    return text == text.lower(), text == text.upper(), "." in text


def words(texts: Iterable[str], most: int = 6) -> str:
    """Return strangers' words with commas between, and how many more there are."""
    known = [*dict.fromkeys(word(one, "a name that is not plain") for one in texts)]
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return ", ".join(known[:most]) + more


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """Return each finding once, in the order in which they came, with the counts added up."""
    first: dict[str, Finding] = {}
    for one in findings:
        known = first.get(one.id)
        first[one.id] = one if known is None else _both(known, one)
    return [*first.values()]


def _both(one: Finding, other: Finding) -> Finding:
    more = [action for action in other.actions if action not in one.actions]
    return replace(one, count=one.count + other.count, actions=[*one.actions, *more])
