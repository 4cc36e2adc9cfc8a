"""The words of a test that has an ON24 world."""

from __future__ import annotations

from typing import Any

from mock_server.harness import Harness


class On24Harness(Harness):
    """An ON24 account of a test's own: `client_id`, `access_token_key`, `access_token_secret`, and `event_id`: the
    event that takes registrations.
    """

    def events(self, **query: Any) -> list[dict[str, Any]]:
        """Return the account's events; `query` are parameters of the operation."""
        return self._rows(self.get("listEvents", query, clientId=self.client_id))

    def registrants(self, event_id: int | str | None = None, **query: Any) -> list[dict[str, Any]]:
        """Return the registrants of an event, of the one that takes registrations if none is named."""
        event = str(event_id or self.event_id)
        return self._rows(self.get("listEventRegistrants", query, clientId=self.client_id, eventId=event))

    def add_registrant(self, email: str, event_id: int | None = None, **fields: Any) -> dict[str, Any]:
        """Pin a registrant; what is not said is made up. `fields` are the registrant's, in snake case."""
        return self.add("registrants", **self._who(email, event_id), **fields)

    def add_attendee(self, email: str, event_id: int | None = None, **fields: Any) -> dict[str, Any]:
        """Pin that somebody came to an event, to the last that has taken place if none is named. `fields` are the
        attendee's, in snake case: live_minutes, archive_minutes and when they began.
        """
        return self.add("attendees", **self._who(email, event_id), **fields)

    def add_event(self, title: str, **fields: Any) -> dict[str, Any]:
        """Pin an event without people. `fields` are the event's, in snake case: good_after is its start."""
        return self.add("events", description=title, **fields)

    @staticmethod
    def _who(email: str, event_id: int | None) -> dict[str, Any]:
        return {"email": email} if event_id is None else {"email": email, "event_id": event_id}

    @staticmethod
    def _rows(page: Any) -> list[dict[str, Any]]:
        """Return the rows of a page: the one list of objects in it."""
        (rows,) = (value for value in page.values() if isinstance(value, list))
        return list(rows)


HARNESS = On24Harness
