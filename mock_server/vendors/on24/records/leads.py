"""Records of leads: people over all events of an account, and the companies they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_server.vendors.on24.records.deeds import (
    AnsweredPoll,
    AnsweredSurvey,
    AskedQuestion,
    ClickedCallToAction,
    ViewedResource,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead in the list. Segments and predictions, which the vendor's sales tools make, there are none."""

    email: str
    business_interests: Sequence[str]
    engagement_level: str
    user_profile_url: str
    segments: None = None
    engagement_prediction: None = None


@dataclass(frozen=True, slots=True)
class LifetimeActivity:
    """What a lead did in all events together."""

    resources: int
    engagement_level: str
    total_engagement_minutes: int
    total_engagement_seconds: int
    total_touches: int
    webinars_attended: int
    videos_watched: int
    documents_read: int
    webpages_viewed: int


@dataclass(frozen=True, slots=True)
class BusinessInterests:
    """What a lead is interested in, by the events; `last_updated` is when that was last added to."""

    keywords: Sequence[str]
    last_updated: datetime | None


@dataclass(frozen=True, slots=True)
class RecentActivity:
    """What a lead did in one event. Times are in minutes; `total_pages`, which documents have, is of no event."""

    event_id: int
    event_title: str
    event_user_id: int
    ext_event_user_cd: str | None
    live_time: int
    live_seconds: int
    on_demand_time: int
    on_demand_seconds: int
    attended_live: bool
    attended_archive: bool
    last_activity: datetime
    registration_date: datetime
    asked_questions: int
    answered_polls: int
    answered_surveys: int
    ctas_accessed: int
    resources_downloaded: int
    resources: Sequence[ViewedResource]
    questions: Sequence[AskedQuestion]
    polls: Sequence[AnsweredPoll]
    surveys: Sequence[AnsweredSurvey]
    call_to_actions: Sequence[ClickedCallToAction]
    total_pages: None = None


@dataclass(frozen=True, slots=True)
class LeadProfile:
    """All there is to know about a lead."""

    email: str
    first_name: str | None
    last_name: str | None
    company: str | None
    job_title: str | None
    work_phone: str | None
    notes: str | None
    lifetime_activity: LifetimeActivity
    business_interests: BusinessInterests
    recent_activities: Sequence[RecentActivity]


@dataclass(frozen=True, slots=True)
class EngagedAccount:
    """A company whose people come to events, and their domains."""

    name: str
    domains: Sequence[str]
    profile_url: str


@dataclass(frozen=True, slots=True)
class EngagedAccounts:
    """The most engaged companies, the first first."""

    accounts: Sequence[EngagedAccount]
