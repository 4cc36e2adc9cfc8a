"""Records of events: as reports list them, with usage, and as event management shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_server.core.record import Record
from mock_server.vendors.on24.records.account import AccountTag


@dataclass(frozen=True, slots=True)
class Presenter:
    """Who speaks, as an event lists it."""

    name: str
    title: str
    company: str
    description: str


@dataclass(frozen=True, slots=True)
class PartnerRefCount:
    """How many registrants came by a partner's code; "-" is none."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class EventMedia:
    """What is shown in an event, by name."""

    slides: Sequence[str]
    polls: Sequence[str]
    urls: Sequence[str]
    videos: Sequence[str] | None


@dataclass(frozen=True, eq=False, slots=True)
class EventRecord(Record):
    """An event in reports. Moments are in any zone; `description` is the title; `usage` counts its people."""

    event_id: int
    client_id: int
    good_after: datetime
    good_till: datetime
    is_active: bool
    reg_required: bool
    description: str
    event_name: str | None
    event_duration: int
    scheduled_event_duration: int
    reg_notification_required: bool
    display_timezone_cd: str
    event_type: str
    create_timestamp: datetime
    published_timestamp: datetime | None
    locale_language_cd: str
    locale_country_cd: str | None
    last_modified: datetime
    last_updated: datetime
    is_elite_expired: bool
    live_start: datetime
    live_end: datetime
    archive_start: datetime | None
    archive_end: datetime | None
    audience_url: str
    event_profile: str
    stream_type: str
    audience_key: str
    report_url: str
    upload_url: str
    pm_url: str
    preview_url: str
    content_type: str
    speakers: Sequence[Presenter]
    partner_ref_stats: Sequence[PartnerRefCount]
    created_by: str
    is_hybrid_event: bool
    is_test_event: bool
    media: EventMedia
    tags: Sequence[str]
    promotional_summary: str | None
    category: str | None
    keyword: str | None
    industry: str | None
    campaign_code: str | None
    event_location: str | None
    funnel_stages: Sequence[str] | None
    survey_urls: Sequence[str] | None
    custom_account_tags: Sequence[AccountTag]
    event_analytics: object
    event_usage: object


@dataclass(frozen=True, slots=True)
class ManagedEvent:
    """An event in event management. Moments are in the event's own zone; `live_duration` is in seconds, in whole
    minutes; `archive_duration` in minutes.
    """

    event_id: int
    title: str
    event_abstract: str | None
    promotional_summary: str | None
    live_start: datetime
    live_duration: int
    live_end: datetime
    archive_start: datetime | None
    archive_end: datetime | None
    client_id: int
    time_zone: str
    event_type: str
    good_after: datetime
    audience_url: str
    reports_url: str
    preview_url: str
    pm_url: str
    archive_duration: int | None
    short_time_zone: str
    is_live_start_past: bool
    is_live_end_past: bool
    archive_end_in_past: bool
    months_available_to_extend: int
    can_extend_archive: bool
    archive_available: bool
    auto_archive_processed: bool
    can_manipulate_archive: bool
    can_toggle_archive_availability: bool
    show_faa_bridge_number: bool
    show_colossus_link: bool
    language_cd: str
    country_cd: str | None
    campaign_code: str | None
    source_event_id: int
    rollover_audio: bool
    rollover_audio_disabled: bool
    tags: Sequence[str]
    custom_account_tags: Sequence[AccountTag]
    default_player_console_template_id: int
    simulive_waiting_mode: bool
    simulive_ep_mode: bool
    simulive_mode: bool
    hybrid: bool
    venue: str | None
    address: str | None
    test_event: bool
