"""What was written about registrants: new ones, changed fields, soft deletion, forgetting. It lies over the crowd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from mock_server.core.overlay import Overlay

_KIND = "registrant"
EMAIL = "email"


class Status(StrEnum):
    """Whether a registrant counts. VOID is a computed one that never comes, because somebody else has the address."""

    ACTIVE = "active"
    DELETED = "deleted"
    FORGOTTEN = "forgotten"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written about one registrant of one event.

    `fields` are texts by argument; `created` is None for a computed registrant; `changed` is the last time anything was
    written.
    """

    changed: datetime
    fields: Mapping[str, str] = field(default_factory=dict)
    status: Status = Status.ACTIVE
    created: datetime | None = None

    @property
    def is_forgotten(self) -> bool:
        """Whether nothing is known of the person any more, or never was."""
        return self.status in (Status.FORGOTTEN, Status.VOID)

    def with_fields(self, fields: Mapping[str, str], now: datetime) -> Entry:
        """Return the entry with other values of some fields; a blank one takes the old value away."""
        return replace(self, fields={**self.fields, **fields}, changed=now)

    def forgotten(self, now: datetime) -> Entry:
        """Return what is left when the person is forgotten."""
        return Entry(now, {}, Status.FORGOTTEN, self.created)

    def as_json(self) -> dict[str, Any]:
        """Return the entry as the overlay keeps it."""
        return {
            "changed": self.changed.isoformat(),
            "fields": dict(self.fields),
            "status": self.status.value,
            "created": self.created.isoformat() if self.created else None,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Entry:
        """Read what `as_json` wrote."""
        created = datetime.fromisoformat(kept["created"]) if kept["created"] else None
        return cls(datetime.fromisoformat(kept["changed"]), kept["fields"], Status(kept["status"]), created)


Change = tuple[int, int, Entry]


class WrittenPeople:
    """All entries of an account, by event id and row. What is written together is kept together."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self._entries: dict[int, dict[int, Entry]] = {}
        self._by_email: dict[int, dict[str, int]] = {}
        self._versions: dict[int, int] = {}
        for key, kept in overlay.items(_KIND):
            event_id, _, row = key.partition("/")
            self._take(int(event_id), int(row), Entry.from_json(kept))

    def of(self, event_id: int) -> Mapping[int, Entry]:
        """Return the entries of an event by row."""
        return self._entries.get(event_id, {})

    def find(self, event_id: int, email: str) -> int | None:
        """Return the row of an event that was written with this address and still has it, in any case of letters."""
        return self._by_email.get(event_id, {}).get(email.lower())

    def put(self, changes: Sequence[Change]) -> None:
        """Write entries, as (event id, row, entry): all of them or none."""
        self._overlay.put_all([(_KIND, f"{event_id}/{row}", entry.as_json()) for event_id, row, entry in changes])
        for change in changes:
            self._take(*change)

    def version(self, event_id: int) -> int:
        """Return how often something was written for an event."""
        return self._versions.get(event_id, 0)

    def _take(self, event_id: int, row: int, entry: Entry) -> None:
        entries, emails = self._entries.setdefault(event_id, {}), self._by_email.setdefault(event_id, {})
        self._versions[event_id] = self.version(event_id) + 1
        before = _email_of(entries.get(row))
        if before is not None and emails.get(before) == row:
            del emails[before]
        entries[row] = entry
        email = _email_of(entry)
        if email is not None:
            emails[email] = row


def _email_of(entry: Entry | None) -> str | None:
    email = entry.fields.get(EMAIL) if entry is not None else None
    return email.lower() if email else None
