"""Notes: differences as they are found, and what becomes of those that are one difference in several places."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mock_server.breaks.place import EVERY, Place, Step, pointer_of
from mock_server.drift.documents.words import shown, words
from mock_server.drift.finding import DOCUMENTS, SEVERITIES, Finding

_DOCUMENTS = ("body", "error", "request")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where both documents are looked at: an operation, the family of a place, a name or steps in a document.

    `is_reply` tells who sends what is there; `mark` is the evidence for it.
    """

    operation: str
    family: str
    name: str = ""
    steps: tuple[Step, ...] = ()
    is_reply: bool = True
    mark: str = ""
    source: str = ""

    @property
    def pointer(self) -> str:
        """The place as `breaks.place` writes it, and `path/NAME`, `cookie/NAME`, `request/POINTER` besides."""
        if self.family == "request":
            return f"request{pointer_of(self.steps)}"
        return str(Place(self.family, self.name, self.steps))

    @property
    def tail(self) -> str:
        """What is the same in every place of one schema: the last name, and what is in it."""
        if self.family not in _DOCUMENTS:
            return self.pointer
        named = max((at for at, step in enumerate(self.steps) if step is not EVERY), default=0)
        return pointer_of(self.steps[named:])

    @property
    def is_error(self) -> bool:
        """Whether it is in the document of an error."""
        return self.family == "error"

    def below(self, step: Step, mark: str = "") -> Spot:
        """Return a part of the document; what has no place of its own, like a part of a parameter, is where that is."""
        steps = (*self.steps, step) if self.family in _DOCUMENTS else ()
        return replace(self, steps=steps, mark=mark or self.mark)

    def at(self, family: str, name: str = "", mark: str = "") -> Spot:
        """Return another place of the operation."""
        return Spot(self.operation, family, name, mark=mark or self.mark)


@dataclass(frozen=True, slots=True)
class Note:
    """A difference. `around` is what has to be the same for two places to be one schema; `actions` are those of an
    overlay that make our document say what the other one does.
    """

    kind: str
    severity: str
    spot: Spot
    says: str
    seen: str
    around: Hashable = ()
    actions: Sequence[Mapping[str, Any]] = ()

    @property
    def signature(self) -> Hashable:
        """What is the same for notes that are one difference."""
        return self.kind, self.severity, self.says, self.seen, self.spot.is_error, self.spot.tail, self.around


def folded(notes: Iterable[Note]) -> list[Finding]:
    """Return the findings: notes of one difference are one, where it was met first, with a count."""
    groups: dict[Hashable, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.signature, []).append(note)
    findings: dict[str, Finding] = {}
    for group in groups.values():
        one = _finding(group)
        known = findings.get(one.id)
        findings[one.id] = one if known is None else _both(known, one)
    return list(findings.values())


def _both(first: Finding, second: Finding) -> Finding:
    """Join two that have one id: a place can differ in several ways of one kind, as by two bounds."""
    says, seen = (
        before if after in before else f"{before}; {after}"
        for before, after in ((first.says, second.says), (first.seen, second.seen))
    )
    worst = min(first.severity, second.severity, key=SEVERITIES.index)
    count, actions = max(first.count, second.count), [*first.actions, *second.actions]
    return replace(first, severity=worst, says=says, seen=seen, count=count, actions=actions)


def _finding(group: list[Note]) -> Finding:
    first = group[0]
    others = [one for one in dict.fromkeys(note.spot.operation for note in group) if one != first.spot.operation]
    return Finding(
        kind=first.kind,
        operation=shown(first.spot.operation),
        pointer=shown(first.spot.pointer),
        severity=first.severity,
        says=first.says,
        seen=first.seen + (f" (also in {words(others)})" if others else ""),
        eye=DOCUMENTS,
        evidence=first.spot.mark,
        count=len(group),
        actions=[action for note in group for action in note.actions],
    )
