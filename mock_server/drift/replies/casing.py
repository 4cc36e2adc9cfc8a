"""Casing: all names of a document in another case are one change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mock_server.breaks.casing import STYLES, in_case
from mock_server.drift.finding import Finding
from mock_server.drift.replies.naming import RECASED, Change
from mock_server.drift.replies.telling import Teller, in_document, words


class Casing:
    """Names that are in another case, and those that are as they were."""

    def __init__(self) -> None:
        self._pairs: dict[str, str] = {}
        self._kept: set[str] = set()
        self._count = 0

    def note(self, properties: Mapping[str, Any], objects: list[dict[str, Any]], changes: Iterable[Change]) -> None:
        """Take note of the members of objects of one place."""
        recased = {one.old: one.new[0] for one in changes if one.how == RECASED}
        self._pairs |= recased
        self._kept |= {name for one in objects for name in one if name in properties}
        self._count += len(objects) if recased else 0

    def tell(self, teller: Teller, family: str) -> Iterator[Finding]:
        """Yield what has happened to names."""
        if not self._pairs:
            return
        style = next((one for one in STYLES if all(in_case(old, one) == new for old, new in self._pairs.items())), "")
        seen = f"{words(self._pairs.values(), 3)}" + (f", as {style} case has it" if style else "")
        says = words(self._pairs, 3)
        kind = "casing-changed" if family == "body" else "error-casing"
        yield teller.tell(kind, in_document(family, ()), says, seen, None, self._count)
