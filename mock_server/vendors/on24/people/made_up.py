"""Somebody with an address, made up as far as nothing else is said: the same for the address each time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_server.vendors.on24.people.registrant_factory import prediction, told_by
from mock_server.vendors.on24.people.roll import Roll


def made_up(roll: Roll, email: str) -> dict[str, str]:
    """Return the fields of a registration that somebody with an address might have sent for an event."""
    contacts = roll.computed.contacts
    person = contacts.person_at(email)
    told: Mapping[str, Any] = {
        **told_by(person, contacts),
        "engagement_prediction": prediction(person),
        "attendee_type": "Virtual" if roll.event.is_hybrid else "",
    }
    return {name: {True: "Y", False: "N"}.get(value, value) for name, value in told.items() if value != ""}
