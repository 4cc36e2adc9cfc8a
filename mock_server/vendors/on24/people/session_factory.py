"""Sessions of attendees, made when they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from mock_server.vendors.on24.people.attendee_factory import launch_mode
from mock_server.vendors.on24.people.contacts import Contacts
from mock_server.vendors.on24.people.people_ids import event_user_id
from mock_server.vendors.on24.people.visits import Session, Watchers
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import AttendeeSession


def new_session(
    plan: EventPlan, watchers: Watchers, contacts: Contacts, row: int, session: Session, **changed: Any
) -> AttendeeSession:
    """Return a session of a computed row; `changed` are attributes that have other values by now."""
    person = contacts.person(row)
    device, began = contacts.device(person), watchers.moment(row, session)
    made = AttendeeSession(
        event_user_id=event_user_id(plan, row),
        email=person.email,
        first_name=person.first_name,
        last_name=person.last_name,
        duration=duration(session.seconds),
        start_time=began,
        end_time=began + timedelta(seconds=session.seconds),
        usage="live" if session.is_live else "on_demand",
        media_stream="video",
        os=device.os,
        browser=device.browser,
        stream_source="CDN",
        ip_address=device.ip_address,
        ext_event_user_cd=None,
        launch_mode=launch_mode(plan, watchers.visit(row)),
    )
    return replace(made, **changed) if changed else made


def duration(seconds: int) -> str:
    """Return a time as hours, minutes and seconds."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
