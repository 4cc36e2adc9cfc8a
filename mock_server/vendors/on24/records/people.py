"""Records of people: registrants, attendees with what they did, their sessions.

Attributes of people that may be forgotten are None where there never was a value and NULL where it was taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_server.core.record import Null, Record
from mock_server.vendors.on24.records.deeds import (
    AnsweredPoll,
    AnsweredSurvey,
    AskedQuestion,
    ClickedCallToAction,
    EarnedCertification,
    Reaction,
    ViewedResource,
)

Text = str | Null | None


@dataclass(frozen=True, eq=False, slots=True)
class Registrant(Record):
    """Somebody who registered for an event. `last_activity` is when the data were last written through the API."""

    event_id: int
    client_id: int
    event_user_id: int
    email: str | None
    create_timestamp: datetime
    source_event_id: int
    first_name: str | None = None
    last_name: str | None = None
    company: Text = None
    job_title: Text = None
    address_street1: Text = None
    address_street2: Text = None
    city: Text = None
    state: Text = None
    zip: Text = None
    country: Text = None
    home_phone: Text = None
    work_phone: Text = None
    fax: Text = None
    username: Text = None
    ext_event_user_cd: Text = None
    other: Text = None
    notes: Text = None
    job_function: Text = None
    company_industry: Text = None
    company_size: Text = None
    std1: Text = None
    std2: Text = None
    std3: Text = None
    std4: Text = None
    std5: Text = None
    std6: Text = None
    std7: Text = None
    std8: Text = None
    std9: Text = None
    std10: Text = None
    marketing_email: bool = False
    event_email: bool = True
    is_blocked: bool = False
    user_status: str = "active"
    email_format: str | None = "text"
    user_profile_url: str | None = None
    ip_address: Text = None
    os: str | None = None
    browser: str | None = None
    partner_ref: str | None = None
    last_activity: datetime | None = None
    engagement_prediction: str | None = None
    campaign_code: str | None = None
    source_campaign_code: str | None = None
    utm_source: str | None = None
    utm_medium: str | None = None
    utm_campaign: str | None = None
    utm_term: str | None = None
    utm_content: str | None = None
    attendee_type: str | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Attendee(Record):
    """Somebody who came, live or on demand, and what that adds up to.

    What the warehouse knows is None in a list that asks for real-time data only. Widgets that no event here has are
    never there.
    """

    event_id: int
    client_id: int
    event_user_id: int
    email: str | None
    source_event_id: int
    user_profile_url: str | None
    launch_mode: str | None
    live_viewed: bool
    archive_viewed: bool
    live_minutes: int
    archive_minutes: int
    live_media_player_minutes: int
    archive_media_player_minutes: int
    attendee_sessions: int
    questions: Sequence[AskedQuestion]
    polls: Sequence[AnsweredPoll]
    resources: Sequence[ViewedResource]
    surveys: Sequence[AnsweredSurvey]
    call_to_actions: Sequence[ClickedCallToAction] | None
    certifications: Sequence[EarnedCertification] | None
    reactions: Sequence[Reaction] | None
    engagement_score: float | None
    cumulative_live_minutes: int | None
    cumulative_archive_minutes: int | None
    asked_questions: int | None
    resources_downloaded: int | None
    answered_polls: int | None
    answered_surveys: int | None
    answered_survey_questions: int | None
    first_live_activity: datetime | None
    last_live_activity: datetime | None
    first_archive_activity: datetime | None
    last_archive_activity: datetime | None
    is_blocked: bool = False
    user_status: str = "active"
    test_widgets: None = None
    twitter_widget: None = None
    meeting_conversions: None = None
    demo_conversions: None = None
    free_trial: None = None
    contact_us: None = None
    drift: None = None
    get_pricing: None = None
    breakouts: None = None
    calendly: None = None
    share_idea: None = None
    locations_visited: None = None
    location_visits: None = None


@dataclass(frozen=True, eq=False, slots=True)
class AttendeeSession(Record):
    """One stay of an attendee in an event. `usage` is live or on_demand, `duration` hours, minutes and seconds."""

    event_user_id: int
    email: str | None
    first_name: str | None
    last_name: str | None
    duration: str
    start_time: datetime
    end_time: datetime
    usage: str
    media_stream: str | None
    os: str | None
    browser: str | None
    stream_source: str | None
    ip_address: str | None
    ext_event_user_cd: str | None
    launch_mode: str | None
