"""Records of registrants that were written, changed or forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from mock_server.core.record import NULL
from mock_server.vendors.on24.people.people_ids import event_user_id, user_profile_url
from mock_server.vendors.on24.people.written_people import Entry
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import Registrant

_FLAGS = frozenset({"marketing_email", "event_email", "is_blocked"})
_ATTRIBUTES = frozenset(field.name for field in fields(Registrant))
# What may be known of a person, and is taken away when the person is forgotten.
_PERSONAL = tuple(field.name for field in fields(Registrant) if "Null" in str(field.type) or field.type == "Text")
_FORGOTTEN_NAME = "deleted"


def changed_values(entry: Entry) -> dict[str, Any]:
    """Return the attributes of a registrant that an entry gives other values."""
    values = {name: _value(name, text) for name, text in entry.fields.items() if name in _ATTRIBUTES}
    return {**values, "user_status": entry.status.value, "last_activity": entry.changed}


def written_registrant(event: EventPlan, row: int, entry: Entry) -> Registrant:
    """Return somebody who registered through the API."""
    assert entry.created is not None
    return Registrant(**{**_frame(event, row, entry.created), "email": None, **changed_values(entry)})


def forgotten_registrant(event: EventPlan, row: int, created: datetime, entry: Entry) -> Registrant:
    """Return what the lists show of somebody who was forgotten."""
    values: Mapping[str, Any] = {
        **dict.fromkeys(_PERSONAL, NULL),
        "email": f"{event_user_id(event, row)}-deleted",
        "first_name": _FORGOTTEN_NAME,
        "last_name": _FORGOTTEN_NAME,
        "marketing_email": False,
        "event_email": False,
        "user_status": entry.status.value,
        "last_activity": entry.changed,
    }
    return Registrant(**{**_frame(event, row, created), **values})


def _frame(event: EventPlan, row: int, created: datetime) -> dict[str, Any]:
    """Return what a registrant has beside what a person says."""
    return {
        "event_id": event.id,
        "client_id": event.client_id,
        "event_user_id": event_user_id(event, row),
        "create_timestamp": created,
        "source_event_id": event.id,
        "user_profile_url": user_profile_url(event, row),
        "campaign_code": event.campaign_code,
    }


def _value(name: str, text: str) -> Any:
    if name in _FLAGS:
        return text.upper() == "Y"
    return text or None
