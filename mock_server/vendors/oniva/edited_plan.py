"""The plan of an event as somebody has edited it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mock_server.vendors.oniva.notes import EventNote
from mock_server.vendors.oniva.options import OptionPlan
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.zone import ZURICH, midnight


def edited_plan(plan: EventPlan, note: EventNote) -> EventPlan:
    """Return the plan with what a note says: how it is shown, when and where it is, whether it was called off."""
    starts, ends = note.starts or plan.starts, note.ends or plan.ends
    return replace(
        plan,
        title=note.title or plan.title,
        topic={**plan.topic, **note.topic},
        location=replace(plan.location, **note.place) if plan.location is not None else None,
        starts=starts,
        ends=ends,
        shows_end=plan.shows_end if note.shows_end is None else note.shows_end,
        registrations=list(_moved(plan, starts, ends)),
        cancelled=note.cancelled or plan.cancelled,
        edited=note.edited,
    )


def booked_plan(plan: EventPlan, note: EventNote) -> EventPlan:
    """Return the plan that bookings come in by: the days of booking stay, until the event begins or is called off."""
    ends = [
        midnight(moment.astimezone(ZURICH).date()) for moment in (note.cancelled, note.starts) if moment is not None
    ]
    return replace(plan, cancelled=note.cancelled or plan.cancelled, stopped=min(ends, default=None))


def booked_until(note: EventNote, as_of: datetime) -> datetime:
    """Return the moment up to which things have happened to computed bookings: none after a moved event has begun, but
    for what had happened before it was moved.
    """
    if note.cancelled is not None:
        return max(as_of, note.cancelled)
    if note.starts is None or note.moved is None:
        return as_of
    return min(as_of, max(note.starts, midnight(note.moved.astimezone(ZURICH).date())))


def _moved(plan: EventPlan, starts: datetime, ends: datetime) -> Iterator[OptionPlan]:
    """Yield the registration options, moved with the event; none ends after it."""
    for option in plan.registrations:
        if option.starts is None or option.ends is None:
            yield option
        else:
            first, last = option.starts + (starts - plan.starts), option.ends + (starts - plan.starts)
            yield replace(option, starts=first, ends=ends if option.ends == plan.ends else min(last, ends))
