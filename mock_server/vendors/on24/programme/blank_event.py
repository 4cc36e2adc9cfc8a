"""The plan of an event that somebody creates, before it is said what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from mock_server.vendors.on24.pacific import PACIFIC
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.mailing import Mailing
from mock_server.vendors.on24.programme.materials import Material, Survey
from mock_server.vendors.on24.programme.numbering import Numbering
from mock_server.vendors.on24.programme.registration_page import registration_page
from mock_server.vendors.on24.programme.stock import Stock

_LANGUAGE = "en"
_MINUTES = 60
# The replacement token of e-mails, because nobody has said yet what the title is.
_TITLE = "%%eventtitle%%"
_SOMETIME = datetime(2020, 1, 1, tzinfo=UTC)


def blank_event(numbering: Numbering, index: int, event_id: int, stock: Stock, mailing: Mailing) -> EventPlan:
    """Return an event without people and without anything to offer, but e-mails and the shortest registration page."""

    def make_material() -> Material:
        emails = mailing.emails(_TITLE, _MINUTES, numbering.material_ids(index))
        return replace(_EMPTY, emails=emails)

    return EventPlan(
        index=index,
        id=event_id,
        client_id=0,
        form=EventForm.LIVE,
        title="",
        abstract="",
        summary="",
        category="",
        keyword="",
        industry="",
        zone=PACIFIC,
        language=_LANGUAGE,
        people_language=_LANGUAGE,
        created=_SOMETIME,
        created_by="",
        opens=_SOMETIME,
        starts=_SOMETIME,
        minutes=_MINUTES,
        has_archive=True,
        planned=0,
        before=0,
        closes=_SOMETIME,
        audience_key=numbering.key("audience", index),
        report_key=numbering.key("report", index),
        campaign_code=None,
        tags=(),
        custom_account_tags=(),
        funnel_stages=(),
        profile="",
        venue=None,
        address=None,
        is_active=True,
        is_test=False,
        fields=registration_page(stock.pages, _LANGUAGE, 0),
        speakers=(),
        make_material=make_material,
    )


def copy_of(blank: EventPlan, source: EventPlan) -> EventPlan:
    """Return a blank event with everything of a source but its number, its keys, its dates and its people."""
    return replace(
        source,
        index=blank.index,
        id=blank.id,
        planned=0,
        before=0,
        audience_key=blank.audience_key,
        report_key=blank.report_key,
        source_id=source.id,
        enrolled_as=None,
    )


_EMPTY = Material(
    polls=(),
    survey=Survey("survey1", (), ()),
    resources=(),
    calls_to_action=(),
    group_chats=(),
    certifications=(),
    slides=(),
    emails=(),
    calendar_reminder=None,
    questions=(),
    presenter_chat=(),
    contents=(),
    has_reactions=False,
    has_speaker_bios=True,
    has_banner=True,
)
