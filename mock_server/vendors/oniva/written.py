"""Written: all notes of a tenant, kept in its world's overlay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mock_server.core.overlay import Overlay
from mock_server.vendors.oniva.notes import PINNED, BookingNote, EventNote, Note, PersonNote, as_json, from_json

_KINDS: tuple[tuple[str, type[Note]], ...] = (("booking", BookingNote), ("person", PersonNote), ("event", EventNote))


class Written:
    """Notes by event, and by the key of the person. `version` counts what was written."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self.version = 0
        self.bookings: dict[int, dict[int, BookingNote]] = {}
        self.people: Mapping[str, PersonNote] = {}
        self.events: dict[int, EventNote] = {}
        self._by_email: dict[str, str] = {}
        for name, kind in _KINDS:
            for _, kept in overlay.items(name):
                self._take(from_json(kind, kept))

    def put(self, notes: Sequence[Note]) -> None:
        """Write notes: all of them or none. What is held is what would be read back."""
        names = {kind: name for name, kind in _KINDS}
        kept = [as_json(note) for note in notes]
        self._overlay.put_all([(names[type(note)], note.key, one) for note, one in zip(notes, kept, strict=True)])
        for note, one in zip(notes, kept, strict=True):
            self._take(from_json(type(note), one))

    def with_email(self, email: str) -> str | None:
        """Return the key of the person who was written about and has an address, in any case of letters, or None."""
        return self._by_email.get(email.lower())

    def next_pinned(self, event: int) -> int:
        """Return the row of the next booking that is pinned in an event."""
        return max([row + 1 for row in self.bookings.get(event, ()) if row >= PINNED], default=PINNED)

    def _take(self, note: Note) -> None:
        self.version += 1
        if isinstance(note, BookingNote):
            self.bookings.setdefault(note.event, {})[note.row] = note
        elif isinstance(note, EventNote):
            self.events[note.event] = note
        else:
            before = self.people.get(note.key)
            if before is not None:
                del self._by_email[before.email.lower()]
            # A new one, so that whoever reads meanwhile sees the one before.
            self.people = {**self.people, note.key: note}
            self._by_email[note.email.lower()] = note.key
