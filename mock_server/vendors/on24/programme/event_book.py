"""All events of an account as they are now: the programme, with what was created, changed and deleted over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.core.overlay import Overlay
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import EventForm

_KIND = "event"

Document = tuple[str, str, Any]


@dataclass(frozen=True, slots=True)
class EventNote:
    """What was written about one event.

    `changes` are new values of an `EventPlan`'s attributes as JSON; `index` is that of a created one, and
    `material_of` the index of the computed event whose material it shares, if it is a copy.
    """

    changes: Mapping[str, Any]
    index: int | None = None
    material_of: int | None = None
    is_deleted: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the note as the overlay keeps it."""
        return {
            "changes": dict(self.changes),
            "index": self.index,
            "material_of": self.material_of,
            "is_deleted": self.is_deleted,
        }


class EventBook:
    """Events by their id. `blank` makes the plan of an event that somebody creates, by index, id and the index of the
    event whose material it shares; `new_id` makes its id of its index.
    """

    def __init__(
        self,
        programme: Sequence[EventPlan],
        overlay: Overlay,
        blank: Callable[[int, int, int | None], EventPlan],
        new_id: Callable[[int], int],
    ) -> None:
        self._overlay, self._blank, self._new_id = overlay, blank, new_id
        self._computed = {plan.id: plan for plan in programme}
        self._events = dict(self._computed)
        self._notes: dict[int, EventNote] = {}
        for key, kept in overlay.items(_KIND):
            self._take(int(key), EventNote(**kept))

    def __iter__(self) -> Iterator[EventPlan]:
        return (plan for plan in self._events.values() if not self.is_deleted(plan.id))

    def find(self, text: object) -> EventPlan | None:
        """Return the event whose id is written so, or None; deleted ones are not found."""
        plan = self.find_ever(text)
        return plan if plan is not None and not self.is_deleted(plan.id) else None

    def find_ever(self, text: object) -> EventPlan | None:
        """Return the event whose id is written so, deleted or not, or None."""
        return self._events.get(number_of(text))

    def is_deleted(self, event_id: int) -> bool:
        """Tell whether there was such an event."""
        return event_id in self._notes and self._notes[event_id].is_deleted

    def create(
        self, changes: Mapping[str, Any], source: EventPlan | None, beside: Callable[[int], Sequence[Document]]
    ) -> EventPlan:
        """Write a new event down; `changes` are attributes of its plan.

        What `beside` makes of its id is kept with it: all of it or nothing.
        """
        index = max((plan.index for plan in self._events.values()), default=-1) + 1
        event_id = self._new_id(index)
        note = EventNote(_written(changes), index, self._material_of(source))
        self._put(event_id, note, beside(event_id))
        return self._events[event_id]

    def change(self, plan: EventPlan, changes: Mapping[str, Any]) -> EventPlan:
        """Write new attributes of an event down."""
        known = self._notes.get(plan.id, EventNote({}))
        self._put(plan.id, replace(known, changes={**known.changes, **_written(changes)}))
        return self._events[plan.id]

    def delete(self, plan: EventPlan) -> None:
        """Write down that an event is no more."""
        self._put(plan.id, replace(self._notes.get(plan.id, EventNote({})), is_deleted=True))

    def _put(self, event_id: int, note: EventNote, beside: Sequence[Document] = ()) -> None:
        self._overlay.put_all([(_KIND, str(event_id), note.as_json()), *beside])
        self._take(event_id, note)

    def _take(self, event_id: int, note: EventNote) -> None:
        base = self._computed.get(event_id)
        if base is None and note.index is not None:
            base = self._blank(note.index, event_id, note.material_of)
        if base is not None:
            self._notes[event_id] = note
            plan = replace(base, enrolled_as=self._computed.get(event_id), **_read(note.changes))
            self._events[event_id] = replace(plan, starts=plan.starts.astimezone(plan.zone))

    def _material_of(self, source: EventPlan | None) -> int | None:
        if source is None or source.id in self._computed:
            return source.index if source is not None else None
        return self._notes[source.id].material_of


def number_of(text: object) -> int:
    """Return the number that an id is written with, 0 where it is none, or written otherwise than it is shown."""
    digits = str(text)
    is_plain = digits.isascii() and digits.isdigit() and digits[0] != "0" and len(digits) < 16
    return int(digits) if is_plain else 0


def _written(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes as JSON: moments in ISO 8601, zones by name."""
    return {name: _as_json(value) for name, value in changes.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, ZoneInfo):
        return value.key
    if isinstance(value, EventForm):
        return value.value
    return list(value) if isinstance(value, tuple) else value


_MOMENTS = frozenset({"created", "opens", "starts", "closes", "modified"})


def _read(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes from JSON."""
    read = dict(changes)
    if "form" in read:
        read["form"] = EventForm(read["form"])
    if "zone" in read:
        read["zone"] = ZoneInfo(read["zone"])
    for name in _MOMENTS & read.keys():
        read[name] = datetime.fromisoformat(read[name])
    return read
