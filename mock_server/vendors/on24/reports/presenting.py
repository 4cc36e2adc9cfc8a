"""Presenting: when the speakers of an event were behind its scenes. (conventions, but for the fields)

Where something is live, they practise half an hour on the day before, and come in while the lobby is open, or a little
later, to stay until the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from mock_server.fake import Stream, label
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import Material, Speaker
from mock_server.vendors.on24.records.presenters import PresenterChat, PresenterSession

_A_DAY, _PRACTICE = timedelta(days=1), timedelta(minutes=30)
# Some come in early and some late: up to so many seconds apart.
_LATENESS = 600
# No event has more sessions of speakers.
_SESSIONS = 100


def presenter_sessions(event: EventPlan, as_of: datetime) -> Sequence[PresenterSession]:
    """Return the sessions of an event's speakers that were over at a moment, oldest first."""
    sessions = (one for at, speaker in enumerate(event.speakers) for one in _sessions(event, speaker, at))
    return sorted((one for one in sessions if one.end_time <= as_of), key=lambda one: (one.start_time, one.session_id))


def presenter_chats(event: EventPlan, material: Material) -> Sequence[PresenterChat]:
    """Return what the speakers of an event wrote to each other while it lasted, oldest first."""
    starts = event.starts.astimezone(UTC)
    return [
        PresenterChat(speaker.id, speaker.name, starts + timedelta(minutes=message.minute), message.text)
        for message in material.presenter_chat
        for speaker in (event.speakers[message.presenter],)
    ]


def _sessions(event: EventPlan, speaker: Speaker, at: int) -> Iterator[PresenterSession]:
    if not event.form.is_live:
        return
    draw = Stream(label("on24/presenter"), event.id, speaker.id)
    opens, ends = event.dates.live_start.astimezone(UTC), event.ends.astimezone(UTC)
    practice = opens - _A_DAY + timedelta(seconds=draw.below(_LATENESS))
    came, number = opens + timedelta(seconds=draw.below(_LATENESS)), event.id * _SESSIONS + at * 2
    yield _session(event, speaker, number, (practice, practice + _PRACTICE), is_practice=True)
    yield _session(event, speaker, number + 1, (came, ends), is_practice=False)


def _session(
    event: EventPlan, speaker: Speaker, number: int, times: tuple[datetime, datetime], *, is_practice: bool
) -> PresenterSession:
    return PresenterSession(
        event_id=event.id,
        client_id=event.client_id,
        session_id=number,
        event_title=event.title,
        presenter_id=speaker.id,
        first_name=speaker.first_name,
        last_name=speaker.last_name,
        email=speaker.email,
        access_mode=speaker.access_mode,
        start_time=times[0],
        end_time=times[1],
        is_practice_session=is_practice,
    )
