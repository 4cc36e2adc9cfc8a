"""Leads and their profiles, made from the appearances of a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mock_server.vendors.on24.people.people_ids import user_profile_url
from mock_server.vendors.on24.people.visits import ActKind, covered
from mock_server.vendors.on24.records.leads import Lead, LeadProfile, RecentActivity
from mock_server.vendors.on24.reports.appearances import Appearance
from mock_server.vendors.on24.reports.engagement import Engagement


def new_lead(email: str, appearances: Sequence[Appearance]) -> Lead:
    """Return a person as lead; `appearances` are all there are, the last activity first."""
    engagement, last = Engagement(appearances), appearances[0]
    return Lead(email, engagement.keywords, engagement.level, user_profile_url(last.roll.event, last.row))


def new_lead_profile(appearances: Sequence[Appearance]) -> LeadProfile:
    """Return all there is to know about a person; what somebody told last counts."""
    engagement = Engagement(appearances)
    told = max(appearances, key=lambda one: one.roll.last_activity(one.row)).registrant
    return LeadProfile(
        email=told.email or "",
        first_name=told.first_name,
        last_name=told.last_name,
        company=_text(told.company),
        job_title=_text(told.job_title),
        work_phone=_text(told.work_phone),
        notes=_text(told.notes),
        lifetime_activity=engagement.lifetime,
        business_interests=engagement.interests,
        recent_activities=[_recent_activity(one) for one in appearances],
    )


def _recent_activity(one: Appearance) -> RecentActivity:
    event, visit, registrant = one.roll.event, one.visit, one.registrant
    attendee = one.attendee if one.has_come else None
    return RecentActivity(
        event_id=event.id,
        event_title=event.title,
        event_user_id=registrant.event_user_id,
        ext_event_user_cd=_text(registrant.ext_event_user_cd),
        live_time=visit.live_minutes,
        live_seconds=covered(visit.live),
        on_demand_time=visit.archive_minutes,
        on_demand_seconds=covered(visit.on_demand),
        attended_live=bool(visit.live),
        attended_archive=bool(visit.on_demand),
        last_activity=one.last,
        registration_date=one.roll.created(one.row),
        asked_questions=visit.count(ActKind.QUESTION),
        answered_polls=visit.count(ActKind.POLL),
        answered_surveys=visit.count(ActKind.SURVEY),
        ctas_accessed=visit.count(ActKind.CALL_TO_ACTION),
        resources_downloaded=visit.count(ActKind.RESOURCE),
        resources=attendee.resources if attendee else (),
        questions=attendee.questions if attendee else (),
        polls=attendee.polls if attendee else (),
        surveys=attendee.surveys if attendee else (),
        call_to_actions=(attendee.call_to_actions if attendee else None) or (),
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
