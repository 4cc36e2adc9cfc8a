"""A ready break of one operation."""

from __future__ import annotations

from dataclasses import dataclass

BREAKING, DANGEROUS, INFORMATIONAL = "breaking", "dangerous", "informational"


@dataclass(frozen=True, slots=True)
class Ready:
    """A kind, the place, the edit, how bad it is for a client, and what changes, in a few words."""

    kind: str
    place: str
    edit: str
    severity: str
    change: str
