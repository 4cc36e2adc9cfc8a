"""Edits of the third set of Oniva's drifts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any

from tests.drift.audit.changing import Edit, document, is_of, together
from tests.drift.audit.editing import at, some
from tests.drift.audit.held_edits import each
from tests.drift.whole.proxy import Behind, Drift, Sent

OF: dict[str, str] = {"listEvents": "getEvent", "listEventBookings": "getBooking"}


def same(operation: str, pointer: str, change: Callable[[Any], Any]) -> Drift:
    """Change what is at a place of the rows of a list and of their records, null or not."""
    rows, record = is_of("oniva", operation), is_of("oniva", OF[operation])
    return together(document(rows, at(f"/items/*{pointer}", change)), document(record, at(pointer, change)))


def alike(operation: str, edit: Edit, pointer: str = "") -> Drift:
    """Change objects in the rows of a list and in their records."""
    rows, record = is_of("oniva", operation), is_of("oniva", OF[operation])
    return together(
        document(rows, each(f"/items/*{pointer}", edit)), document(record, each(pointer, edit) if pointer else edit)
    )


def where(holds: Callable[[Any], bool], edit: Edit, pointer: str = "/items/*") -> Edit:
    """Change those objects of which something holds."""

    def change(one: Any) -> Any:
        if isinstance(one, dict) and holds(one):
            edit(one)
        return one

    return at(pointer, change)


def swapped(first: str, second: str) -> Edit:
    """Have the value of one member in the other."""

    def change(one: Any) -> None:
        one[first], one[second] = one[second], one[first]

    return change


def copied(source: str, target: str) -> Edit:
    """Have the value of one member in another one too."""

    def change(one: Any) -> None:
        one[target] = one[source]

    return change


def moved(pointer: str, by: timedelta) -> Edit:
    """Move a moment, in the zone that it is in."""
    return some(pointer, lambda one: (datetime.fromisoformat(one) + by).isoformat())


def winter(text: str) -> str:
    """A moment at the offset of winter, all year."""
    return datetime.fromisoformat(text).astimezone(timezone(timedelta(hours=1))).isoformat()


def every(turn: int, drift: Drift) -> Drift:
    """Drift in one of so many requests, as half of a fleet does that is being replaced."""
    turns: dict[str, Any] = {}

    def sometimes(sent: Sent, behind: Behind) -> Any:
        number = next(turns.setdefault(sent.path.rsplit("/", 1)[-1][-9:], count()))
        return drift(sent, behind) if number % turn == turn - 1 else behind(sent)

    return sometimes
