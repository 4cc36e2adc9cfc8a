"""Finding: one way in which a live service is not what the contract says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# How bad it is for a client that was right yesterday, the worst first.
SEVERITIES = BREAKING, DANGEROUS, INFORMATIONAL = ("breaking", "dangerous", "informational")
# Who can see it.
DOCUMENTS, REPLIES, BEHAVIOUR, HISTORY = "documents", "replies", "behaviour", "history"
SCHEMATHESIS = "schemathesis"
# Marks of evidence behind which somebody stands; others are guesses of the contract's writers.
_FACTS = ("stated", "observed")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is otherwise, where, and how bad that is.

    - `kind` is a word of the catalogue (`onmock breaks` has those that can be rehearsed); `operation` an operationId,
      "" for the API as a whole; `pointer` a place as `breaks.place` writes it (`/items/*/status`, `query/limit`,
      `header/ETag`, `status/404`, `error/detail`, `token`, `limit`, `operation`).
    - `says` is what the contract says there, `seen` what was seen: names, types, formats, numbers of things, and never
      a value of a record. Both are half sentences.
    - `eye` is who saw it; `evidence` the contract's mark for the place, "" where it has none.
    - `again` is a command line that shows it again, with names of variables in place of secrets.
    - `count` is in how many rows or replies it was seen.
    - `actions` are the actions of an OpenAPI Overlay (1.0) that make the contract say what was seen.
    """

    kind: str
    operation: str
    pointer: str
    severity: str
    says: str
    seen: str
    eye: str = ""
    evidence: str = ""
    again: str = ""
    count: int = 1
    actions: Sequence[Mapping[str, Any]] = ()

    @property
    def id(self) -> str:
        """The stable name: the catalogue of breaks has the same."""
        return f"{self.kind}:{self.operation}:{self.pointer}"

    @property
    def is_guess(self) -> bool:
        """Whether it only shows that a guess of ours was wrong; else what somebody stated has changed."""
        return self.evidence not in _FACTS
