"""What was written about registrants: new ones, changed fields, soft deletion, forgetting. It lies over the crowd."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from typing import Any

from mock_server.core.overlay import Overlay
from mock_server.vendors.on24.forms.form_rules import EMAIL
from mock_server.vendors.on24.people.stays import Stay

_KIND = "registrant"
_CODE = "ext_event_user_cd"


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
    written. `stays` are None where what is computed of the registrant's visit counts.
    """

    changed: datetime
    fields: Mapping[str, str] = field(default_factory=dict)
    status: Status = Status.ACTIVE
    created: datetime | None = None
    stays: Sequence[Stay] | None = None

    @property
    def is_forgotten(self) -> bool:
        """Whether nothing is known of the person any more, or never was."""
        return self.status in (Status.FORGOTTEN, Status.VOID)

    def with_fields(self, fields: Mapping[str, str], now: datetime) -> Entry:
        """Return the entry with other values of some fields; a blank one takes the old value away."""
        return replace(self, fields={**self.fields, **fields}, changed=now)

    def forgotten(self, now: datetime) -> Entry:
        """Return what is left when the person is forgotten."""
        return Entry(now, {}, Status.FORGOTTEN, self.created, self.stays)

    def as_json(self) -> dict[str, Any]:
        """Return the entry as the overlay keeps it."""
        kept = {
            "changed": self.changed.isoformat(),
            "fields": dict(self.fields),
            "status": self.status.value,
            "created": self.created.isoformat() if self.created else None,
        }
        return kept if self.stays is None else {**kept, "stays": [stay.as_json() for stay in self.stays]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Entry:
        """Read what `as_json` wrote."""
        created = datetime.fromisoformat(kept["created"]) if kept["created"] else None
        stays = [Stay.from_json(one) for one in kept["stays"]] if "stays" in kept else None
        return cls(datetime.fromisoformat(kept["changed"]), kept["fields"], Status(kept["status"]), created, stays)


Change = tuple[int, int, Entry]


class WrittenEvent:
    """The entries of one event by row, and what is looked up in them; it grows as more is written.

    `version` counts what was written, `last_changed` is the last moment of it or in it. `numbers` are the places of the
    rows in the order in which the rows of all events were first written: of two registrations in the same second the
    later one has the greater.
    """

    def __init__(self) -> None:
        self.entries: dict[int, Entry] = {}
        self.numbers: dict[int, int] = {}
        self.version, self.last_row = 0, -1
        self.last_changed: datetime | None = None
        # Those whose visit was written.
        self.attended: dict[int, Entry] = {}
        # The version in which each row was last written, in order.
        self._written: dict[int, int] = {}
        self._by_email: dict[str, int] = {}
        self._by_code: dict[str, set[int]] = {}

    def find(self, email: str) -> int | None:
        """Return the row that was written with this address and still has it, in any case of letters."""
        return self._by_email.get(email.lower())

    def with_code(self, code: str) -> Collection[int]:
        """Return the rows that have a code of somebody else's system."""
        return self._by_code.get(code, ())

    def since(self, version: int) -> Collection[int]:
        """Return the rows that were written after a version."""
        return {row for row, _ in takewhile(lambda one: one[1] > version, reversed(self._written.items()))}

    def take(self, row: int, entry: Entry, number: int) -> None:
        """Take an entry; `number` is its place if it is the first of its row."""
        self._let_go(row, self.entries.get(row))
        self.entries[row] = entry
        self.numbers.setdefault(row, number)
        self.last_row = max(self.last_row, row)
        self.last_changed = max(self.last_changed or entry.changed, entry.changed)
        self.attended.pop(row, None)
        if entry.stays is not None:
            self.attended[row] = entry
            self.last_changed = max([self.last_changed, *(stay.ended for stay in entry.stays)])
        self.version += 1
        self._written.pop(row, None)
        self._written[row] = self.version
        email, code = _email_of(entry), entry.fields.get(_CODE)
        if email is not None:
            self._by_email[email] = row
        if code:
            self._by_code.setdefault(code, set()).add(row)

    def _let_go(self, row: int, before: Entry | None) -> None:
        if before is None:
            return
        email, code = _email_of(before), before.fields.get(_CODE)
        if email is not None and self._by_email.get(email) == row:
            del self._by_email[email]
        if code:
            self._by_code[code].discard(row)
            if not self._by_code[code]:
                del self._by_code[code]


class WrittenPeople:
    """All entries of an account, by event id and row. What is written together is kept together."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self._events: dict[int, WrittenEvent] = {}
        self._count = 0
        # In the order in which they were first written.
        for key, kept in overlay.items(_KIND):
            event_id, _, row = key.partition("/")
            self._take(int(event_id), int(row), Entry.from_json(kept))

    def of(self, event_id: int) -> Mapping[int, Entry]:
        """Return the entries of an event by row."""
        return self.event(event_id).entries

    def event(self, event_id: int) -> WrittenEvent:
        """Return what was written about the people of an event."""
        return self._events.get(event_id) or WrittenEvent()

    def put(self, changes: Sequence[Change]) -> None:
        """Write entries, as (event id, row, entry): all of them or none."""
        self._overlay.put_all([(_KIND, f"{event_id}/{row}", entry.as_json()) for event_id, row, entry in changes])
        for change in changes:
            self._take(*change)

    def _take(self, event_id: int, row: int, entry: Entry) -> None:
        self._count += 1
        self._events.setdefault(event_id, WrittenEvent()).take(row, entry, self._count)


def _email_of(entry: Entry) -> str | None:
    email = entry.fields.get(EMAIL)
    return email.lower() if email else None
