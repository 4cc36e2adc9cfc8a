"""Attendees, made from an event's plan, crowd and contacts when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mock_server.vendors.on24.people.contacts import Contacts
from mock_server.vendors.on24.people.deed_factory import Doings
from mock_server.vendors.on24.people.people_ids import event_user_id, user_profile_url
from mock_server.vendors.on24.people.score import score_in_tenths
from mock_server.vendors.on24.people.visits import ActKind, Session, Visit, Watchers
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import Attendee


def new_attendee(plan: EventPlan, watchers: Watchers, contacts: Contacts, row: int, **changed: Any) -> Attendee:
    """Return the attendee of a computed row that has come; `changed` are attributes that have other values by now."""
    visit, doings = watchers.visit(row), Doings(plan, watchers, row)
    live, on_demand = _activity(watchers, row, visit.live), _activity(watchers, row, visit.on_demand)
    attendee = Attendee(
        event_id=plan.id,
        client_id=plan.client_id,
        event_user_id=event_user_id(plan, row),
        email=contacts.person(row).email,
        source_event_id=plan.id,
        user_profile_url=user_profile_url(plan, row),
        launch_mode=launch_mode(plan, visit),
        live_viewed=bool(visit.live),
        archive_viewed=bool(visit.on_demand),
        live_minutes=visit.live_minutes,
        archive_minutes=visit.archive_minutes,
        live_media_player_minutes=visit.live_player_minutes,
        archive_media_player_minutes=visit.archive_player_minutes,
        attendee_sessions=len(visit.sessions),
        questions=doings.questions(),
        polls=doings.polls(),
        resources=doings.resources(),
        surveys=doings.surveys(),
        call_to_actions=doings.calls_to_action() or None,
        certifications=doings.certifications() or None,
        reactions=doings.reactions() or None,
        engagement_score=score_in_tenths(visit, plan.minutes) / 10,
        cumulative_live_minutes=visit.cumulative_live_minutes,
        cumulative_archive_minutes=visit.cumulative_archive_minutes,
        asked_questions=visit.count(ActKind.QUESTION),
        resources_downloaded=visit.count(ActKind.RESOURCE),
        answered_polls=visit.count(ActKind.POLL),
        answered_surveys=visit.count(ActKind.SURVEY),
        answered_survey_questions=sum(bool(one) for _, act in visit.acts(ActKind.SURVEY) for one in act.answers),
        first_live_activity=live[0] if live else None,
        last_live_activity=live[1] if live else None,
        first_archive_activity=on_demand[0] if on_demand else None,
        last_archive_activity=on_demand[1] if on_demand else None,
    )
    return replace(attendee, **changed) if changed else attendee


def real_time_only(attendee: Attendee) -> Attendee:
    """Return an attendee without what the warehouse knows."""
    return replace(
        attendee,
        engagement_score=None,
        cumulative_live_minutes=None,
        cumulative_archive_minutes=None,
        asked_questions=None,
        resources_downloaded=None,
        answered_polls=None,
        answered_surveys=None,
        first_live_activity=None,
        last_live_activity=None,
        first_archive_activity=None,
        last_archive_activity=None,
    )


def launch_mode(plan: EventPlan, visit: Visit) -> str | None:
    """Return whether somebody was at the venue of a hybrid event."""
    if not plan.is_hybrid:
        return None
    return "at_the_venue" if visit.is_in_person and visit.live else "remote"


def _activity(watchers: Watchers, row: int, sessions: Sequence[Session]) -> tuple[datetime, datetime] | None:
    """Return when the first session began and the last one ended."""
    if not sessions:
        return None
    ends = [watchers.moment(row, session) + timedelta(seconds=session.seconds) for session in sessions]
    return watchers.moment(row, sessions[0]), max(ends)
