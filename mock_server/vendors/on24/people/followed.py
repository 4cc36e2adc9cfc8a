"""What is worked out of the written people of an event, and brought up to date with what is written since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from mock_server.vendors.on24.people.rows import Rows
from mock_server.vendors.on24.people.written_people import Entry, WrittenEvent
from mock_server.vendors.on24.records.people import Attendee, Registrant

Value = TypeVar("Value")
# The moment of a registration, and whose it is.
Line = tuple[datetime, int]
# How many answers are kept of one kind; what clients may name is without end.
_REMEMBERED = 32
# How many records are kept.
_RECORDS = 4096


class Followed(Generic[Value]):
    """Values by key, each with the version of the written people that it was made for; the one used last stays."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[int, Value]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def of(
        self,
        key: Hashable,
        written: WrittenEvent,
        make: Callable[[], Value],
        follow: Callable[[Value, Collection[int]], Value],
    ) -> Value:
        """Return a value as of now; `follow` makes it anew after something was written about some rows."""
        known = self._kept.pop(key, None)
        if known is None:
            value = make()
        elif known[0] == written.version:
            value = known[1]
        else:
            value = follow(known[1], written.since(known[0]))
        while len(self._kept) >= _REMEMBERED:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = written.version, value
        return value


class Made(Generic[Value]):
    """Records of rows about which something was written, each as long as that is the last; the oldest are let go."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Entry, Value]] = {}

    def of(self, row: int, entry: Entry, make: Callable[[], Value]) -> Value:
        """Return the record of a row with an entry."""
        known = self._kept.get(row)
        if known is not None and known[0] is entry:
            return known[1]
        value = make()
        if row not in self._kept and len(self._kept) >= _RECORDS:
            del self._kept[next(iter(self._kept))]
        self._kept[row] = entry, value
        return value


@dataclass(frozen=True, slots=True)
class Memory:
    """What the rolls of one event have in common while a day lasts.

    `columns` are the written rows of a list by their registration, `untouched` those of whom nothing was written.
    """

    columns: Followed[Sequence[Line]] = field(default_factory=Followed)
    untouched: Followed[Rows] = field(default_factory=Followed)
    registrants: Made[Registrant] = field(default_factory=Made)
    attendees: Made[Attendee] = field(default_factory=Made)
