"""Editing: registrants, events and attendees, pinned and changed by whoever owns the world."""

from collections.abc import Mapping

from mock_server.vendor import RecordEditor
from mock_server.vendors.on24.editing.attendees import change_attendee, create_attendee
from mock_server.vendors.on24.editing.events import change_event, create_event
from mock_server.vendors.on24.editing.registrants import change_registrant, create_registrant

RECORDS: Mapping[str, RecordEditor] = {
    "registrants": RecordEditor("PinnedRegistrant", create_registrant, change_registrant),
    "events": RecordEditor("EventWithUsage", create_event, change_event),
    "attendees": RecordEditor("Attendee", create_attendee, change_attendee),
}
