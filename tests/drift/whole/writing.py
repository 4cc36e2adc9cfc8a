"""Others who write while somebody looks: into a world, whatever its owner may, by chance."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any

from mock_server.client import ControlError
from mock_server.drift import Answered
from tests.drift.whole.tenants import Tenant

# Texts that people write, and that nobody expects.
TEXTS = (
    "Über uns: 10 % günstiger",
    "Жизнь 生活 🎉👩‍👩‍👧",
    "e\u0301te\u0301 \u202eright to left\u202c",
    "long " * 400,
    "null",
    "0",
    "[]",
    "Tom & <Jerry>",
    "a\\b \"c\" 'd'",
    "2026-03-02T10:00:00",
)
_STATUSES = ("confirmed", "confirmed", "canceled", "reserved", "expired", "requested", "tentative")


class Writer:
    """Writes into a tenant whatever comes to its mind; `written` counts what was taken, `refused` what was not."""

    def __init__(self, tenant: Tenant, seed: int = 1) -> None:
        self.tenant, self.random = tenant, Random(seed)
        self.written = self.refused = 0
        self._deeds: tuple[Callable[[], tuple[str, str, dict[str, Any]]], ...] = {
            "oniva": (self._booking, self._booking, self._changed_booking, self._event, self._changed_event),
            "on24": (self._registrant, self._registrant, self._attendee, self._session, self._changed_session),
        }[tenant.vendor]

    def write(self) -> None:
        """Write once, if that is allowed."""
        kind, record, fields = self.random.choice(self._deeds)()
        control, world = self.tenant.world.control, self.tenant.world.id
        try:
            if record:
                control.change_record(world, kind, record, fields)
            else:
                control.create_record(world, kind, fields)
        except ControlError as error:
            if error.status not in (400, 404):
                raise
            self.refused += 1
        else:
            self.written += 1

    def some(self, kind: str) -> str:
        """Return the id of a record that an answer had, "" where there is none."""
        found = [*self.tenant.met(kind, latest=60)]
        return self.random.choice(found) if found else ""

    def _text(self) -> str:
        return self.random.choice((*TEXTS, f"Changed {self.random.random()}"))

    def _email(self) -> str:
        return f"p{self.random.randrange(50)}@writers.example"

    def _day(self, most: int = 30) -> str:
        days = timedelta(days=self.random.randint(-most, most), minutes=self.random.randrange(1440))
        return (self.tenant.clock.now() + days).replace(microsecond=0).isoformat()

    # Oniva

    def _booking(self) -> tuple[str, str, dict[str, Any]]:
        fields: dict[str, Any] = {"status": self.random.choice(_STATUSES), "contact": {"email": self._email()}}
        event = self.some("events")
        return "bookings", "", {**fields, **({"event_id": event} if event else {})}

    def _changed_booking(self) -> tuple[str, str, dict[str, Any]]:
        changes: tuple[dict[str, Any], ...] = (
            {"status": self.random.choice(_STATUSES)},
            {"contact": {"company": self._text(), "lastName": self._text()}},
            {"contact": {"email": self._email()}},
            {"options": [{"checkIn": {"attendance": self.random.random() < 0.5}}]},
        )
        return "bookings", self.some("bookings"), self.random.choice(changes)

    def _event(self) -> tuple[str, str, dict[str, Any]]:
        return "events", "", {"title": self._text()}

    def _changed_event(self) -> tuple[str, str, dict[str, Any]]:
        changes: tuple[dict[str, Any], ...] = (
            {"title": self._text()},
            {"title": self._text()},
            {"startDate": self._day()},
            {"status": "cancelled"},
        )
        return "events", self.some("events"), self.random.choice(changes)

    # ON24

    def _registrant(self) -> tuple[str, str, dict[str, Any]]:
        changed = self.random.random() < 0.5
        record = self.some("registrants") if changed else ""
        fields: dict[str, Any] = {"company": self._text()[:100]}
        if record and self.random.random() < 0.3:
            fields = {"user_status": self.random.choice(("deleted", "active", "forgotten"))}
        if not record:
            fields |= {"email": self._email()}
        return "registrants", record, fields

    def _attendee(self) -> tuple[str, str, dict[str, Any]]:
        return "attendees", "", {"email": self._email(), "live_minutes": self.random.randint(1, 50)}

    def _session(self) -> tuple[str, str, dict[str, Any]]:
        return "events", "", {"description": self._text()[:120], "good_after": self._day(60)}

    def _changed_session(self) -> tuple[str, str, dict[str, Any]]:
        changes: tuple[dict[str, Any], ...] = (
            {"description": self._text()[:120]},
            {"event_name": self._text()},
            {"campaign_code": None, "tags": None},
            {"is_active": self.random.random() < 0.7},
            {"good_after": self._day()},
        )
        return "events", self.some("events"), self.random.choice(changes)


@contextmanager
def writing(tenant: Tenant, seed: int = 1, every: int = 1) -> Iterator[Writer]:
    """Let somebody write between requests, before each `every`th."""
    writer, turn = Writer(tenant, seed), 0

    def between(answered: Answered | None) -> None:
        nonlocal turn
        turn += 1
        if turn % every == 0:
            writer.write()

    tenant.between = between
    yield writer
    tenant.between = lambda answered: None


@contextmanager
def writing_beside(tenant: Tenant, seed: int = 1) -> Iterator[Writer]:
    """Let somebody write while a request is on its way, from a thread, once for each."""
    writer, turns, is_over = Writer(tenant, seed), threading.Semaphore(0), threading.Event()
    failures: list[BaseException] = []

    def write() -> None:
        try:
            while turns.acquire() and not is_over.is_set():
                writer.write()
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=write, name="writer")
    thread.start()
    tenant.between = lambda answered: turns.release()
    try:
        yield writer
    finally:
        tenant.between = lambda answered: None
        is_over.set()
        turns.release()
        thread.join()
    assert failures == []
