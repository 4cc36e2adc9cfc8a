"""Lists of attendees and of their sessions, as they are sent."""

from __future__ import annotations

from dataclasses import dataclass

from mock_server.core.page import Page


@dataclass(frozen=True, slots=True)
class EventAttendees:
    """Attendees of an event."""

    event_id: int
    page: Page


@dataclass(frozen=True, slots=True)
class AccountAttendees:
    """A page of an account's attendees."""

    client_id: int
    page: Page


@dataclass(frozen=True, slots=True)
class AttendeeSessions:
    """A page of the sessions of an event's attendees."""

    page: Page
