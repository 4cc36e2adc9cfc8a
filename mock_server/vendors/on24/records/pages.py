"""Pages of rows, under what they are of."""

from __future__ import annotations

from dataclasses import dataclass

from mock_server.core.page import Page


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of what belongs to an event."""

    event_id: int
    page: Page


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A page of what belongs to an account."""

    client_id: int
    page: Page


@dataclass(frozen=True, slots=True)
class BarePage:
    """A page that does not say of what."""

    page: Page
