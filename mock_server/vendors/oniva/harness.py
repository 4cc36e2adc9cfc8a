"""The words of a test that has an Oniva world."""

from __future__ import annotations

from typing import Any

from mock_server.harness import Harness


class OnivaHarness(Harness):
    """An Oniva tenant of a test's own: `client_id`, `client_secret`, and what is in it."""

    def events(self, **query: Any) -> list[dict[str, Any]]:
        """Return the first page of events, as large as there is; `query` are parameters of the operation."""
        return self._page("listEvents", **query)

    def bookings(self, event_id: str, **query: Any) -> list[dict[str, Any]]:
        """Return the first page of an event's bookings, as large as there is."""
        return self._page("listEventBookings", event_id=event_id, **query)

    def add_booking(self, *, email: str | None = None, event_id: str | None = None, **fields: Any) -> dict[str, Any]:
        """Pin a booking; what is not said is made up. `fields` are the booking's, in snake case."""
        contact = {**fields.pop("contact", {}), **({"email": email} if email is not None else {})}
        said = {"contact": contact, "event_id": event_id, **fields}
        return self.add("bookings", **{name: value for name, value in said.items() if value not in (None, {})})

    def check_in(self, booking_id: str) -> dict[str, Any]:
        """Check in whoever a confirmed booking is for; nobody can before the event starts, so advance the clock."""
        return self.change("bookings", booking_id, options=[{"check_in": {"attendance": True}}])

    def cancel_booking(self, booking_id: str) -> dict[str, Any]:
        """Cancel a booking."""
        return self.change("bookings", booking_id, status="canceled")

    def cancel_event(self, event_id: str) -> dict[str, Any]:
        """Cancel an event, and with it its bookings."""
        return self.change("events", event_id, status="cancelled")

    def _page(self, operation: str, **arguments: Any) -> list[dict[str, Any]]:
        limit = self.contracts.largest(self.vendor, operation, "limit")
        return self.rows(operation, **{"limit": limit, **arguments})


HARNESS = OnivaHarness
