"""Records of events, made from an event's plan and its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.usage import Usage
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import Material
from mock_server.vendors.on24.records.account import AccountTag
from mock_server.vendors.on24.records.events import EventMedia, EventRecord, ManagedEvent, PartnerRefCount, Presenter

_EVENT_HOST = "https://event.on24.com"
_MINUTES_OF_A_YEAR = 525_600
# What the vendor answers for an archive that cannot be extended.
_NO_EXTENSION = -1

Tags = Mapping[int, AccountTag]


def new_event_record(
    event: EventPlan, roll: Roll, material: Material, tags: Tags, last_updated: datetime
) -> EventRecord:
    """Return an event as reports show it, with what it offers now; `tags` are the account's, by number."""
    dates, usage = event.dates, Usage(roll, material)
    return EventRecord(
        event_id=event.id,
        client_id=event.client_id,
        good_after=dates.good_after,
        good_till=dates.live_end,
        is_active=event.is_active,
        reg_required=event.takes_registrations,
        description=event.title,
        event_name=event.abstract or None,
        event_duration=event.minutes,
        scheduled_event_duration=event.minutes,
        reg_notification_required=event.takes_registrations,
        display_timezone_cd=event.zone.key,
        event_type=event.event_type,
        create_timestamp=event.created,
        published_timestamp=event.opens if event.content_type == "gateway" else None,
        locale_language_cd=event.language,
        locale_country_cd=event.country,
        last_modified=event.last_modified,
        last_updated=last_updated,
        is_elite_expired=False,
        live_start=dates.live_start,
        live_end=dates.live_end,
        archive_start=event.archive_starts,
        archive_end=event.archive_ends,
        audience_url=audience_url(event),
        event_profile=event.profile,
        stream_type="video",
        audience_key=event.audience_key,
        report_url=report_url(event),
        upload_url=f"{_EVENT_HOST}/webcast/upload?e={event.id}&k={event.report_key}",
        pm_url=presenter_url(event),
        preview_url=preview_url(event),
        content_type=event.content_type,
        speakers=[Presenter(one.name, one.title, one.company, one.description) for one in event.speakers],
        partner_ref_stats=[PartnerRefCount(code, roll.referrals[code]) for code in sorted(roll.referrals)],
        created_by=event.created_by,
        is_hybrid_event=event.is_hybrid,
        is_test_event=event.is_test,
        media=_media(material),
        tags=event.tags,
        promotional_summary=event.summary or None,
        category=event.category or None,
        keyword=event.keyword or None,
        industry=event.industry or None,
        campaign_code=event.campaign_code,
        event_location=event.campaign_code,
        funnel_stages=event.funnel_stages or None,
        survey_urls=_survey_urls(event, material) or None,
        custom_account_tags=account_tags(event, tags),
        event_analytics=usage,
        event_usage=usage,
    )


def new_managed_event(event: EventPlan, now: datetime, tags: Tags) -> ManagedEvent:
    """Return an event as event management shows it at a moment."""
    dates, archive_ends = event.dates, event.archive_ends
    is_over = archive_ends is not None and archive_ends <= now and event.form.is_live
    return ManagedEvent(
        event_id=event.id,
        title=event.title,
        event_abstract=event.abstract or None,
        promotional_summary=event.summary or None,
        live_start=dates.live_start,
        live_duration=event.minutes * 60,
        live_end=dates.live_end,
        archive_start=event.archive_starts,
        archive_end=archive_ends,
        client_id=event.client_id,
        time_zone=event.zone.key,
        event_type=event.event_type,
        good_after=dates.good_after,
        audience_url=audience_url(event),
        reports_url=report_url(event),
        preview_url=preview_url(event),
        pm_url=presenter_url(event),
        archive_duration=_MINUTES_OF_A_YEAR if event.has_archive else None,
        short_time_zone=dates.good_after.strftime("%Z"),
        is_live_start_past=dates.live_start <= now,
        is_live_end_past=dates.live_end <= now,
        archive_end_in_past=is_over,
        months_available_to_extend=_NO_EXTENSION,
        can_extend_archive=False,
        archive_available=event.has_archive,
        auto_archive_processed=event.has_archive and dates.archive_start <= now,
        can_manipulate_archive=False,
        can_toggle_archive_availability=not is_over,
        show_faa_bridge_number=False,
        show_colossus_link=False,
        language_cd=event.language,
        country_cd=event.country,
        campaign_code=event.campaign_code,
        source_event_id=event.source_id,
        rollover_audio=False,
        rollover_audio_disabled=False,
        tags=event.tags,
        custom_account_tags=account_tags(event, tags),
        default_player_console_template_id=0,
        simulive_waiting_mode=False,
        simulive_ep_mode=False,
        simulive_mode=event.event_type == "simulive",
        hybrid=event.is_hybrid,
        venue=event.venue,
        address=event.address,
        test_event=event.is_test,
    )


def audience_url(event: EventPlan) -> str:
    """Return where people register for an event and watch it."""
    return f"{_EVENT_HOST}/wcc/r/{event.id}/{event.audience_key}"


def report_url(event: EventPlan) -> str:
    """Return where the organisers see an event's report."""
    return f"{_EVENT_HOST}/webcast/report?e={event.id}&k={event.report_key}"


def preview_url(event: EventPlan) -> str:
    """Return where the organisers look at an event before it is."""
    return f"{_EVENT_HOST}/webcast/previewlobby?e={event.id}&k={event.report_key}"


def presenter_url(event: EventPlan) -> str:
    """Return where presenters present."""
    return f"{_EVENT_HOST}/webcast/present?e={event.id}&k={event.report_key}"


def account_tags(event: EventPlan, tags: Tags) -> Sequence[AccountTag]:
    """Return the account's tags of an event."""
    return [tags[number] for number in event.custom_account_tags if number in tags]


def _media(material: Material) -> EventMedia:
    return EventMedia(
        slides=[slide.file for slide in material.slides],
        polls=[poll.question for poll in material.polls],
        urls=[one.url for one in material.resources if one.url is not None],
        videos=None,
    )


def _survey_urls(event: EventPlan, material: Material) -> Sequence[str]:
    survey = material.survey
    return [f"{_EVENT_HOST}/survey/{event.id}/{survey.code}"] if survey is not None and survey.questions else []
