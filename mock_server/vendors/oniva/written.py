"""Written: all notes of a tenant, kept in its world's overlay."""

from __future__ import annotations

from collections.abc import Sequence

from mock_server.core.overlay import Overlay
from mock_server.vendors.oniva.notes import PINNED, BookingNote, EventNote, as_json, from_json

_BOOKING, _EVENT = "booking", "event"


class Written:
    """Notes by event. `version` counts what was written."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self.version = 0
        self.bookings: dict[int, dict[int, BookingNote]] = {}
        self.events: dict[int, EventNote] = {}
        for _, kept in overlay.items(_BOOKING):
            self._take(from_json(BookingNote, kept))
        for _, kept in overlay.items(_EVENT):
            self._take(from_json(EventNote, kept))

    def put(self, notes: Sequence[BookingNote | EventNote]) -> None:
        """Write notes: all of them or none."""
        kinds = [(_BOOKING if isinstance(note, BookingNote) else _EVENT, note) for note in notes]
        self._overlay.put_all([(kind, note.key, as_json(note)) for kind, note in kinds])
        for note in notes:
            self._take(note)

    def next_pinned(self, event: int) -> int:
        """Return the row of the next booking that is pinned in an event."""
        return max([row + 1 for row in self.bookings.get(event, ()) if row >= PINNED], default=PINNED)

    def _take(self, note: BookingNote | EventNote) -> None:
        self.version += 1
        if isinstance(note, BookingNote):
            self.bookings.setdefault(note.event, {})[note.row] = note
        else:
            self.events[note.event] = note
