"""An event as the programme would plan it, with a bit of everything to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.materials import (
    Answer,
    AudienceQuestion,
    CallToAction,
    Certification,
    Content,
    GroupChat,
    Material,
    Poll,
    QuestionKind,
    RegistrationField,
    Resource,
    Speaker,
    Survey,
    SurveyQuestion,
)

STARTS = datetime(2025, 3, 11, 13, 0, tzinfo=ZoneInfo("America/New_York"))
_KINDS = (QuestionKind.SINGLE_OPTION, QuestionKind.MULTI_OPTION, QuestionKind.SINGLE_TEXT)


def sample_event(before: int = 90, after: int = 40, **changed: Any) -> EventPlan:
    """Return an event with so many registrants before its end and after it; `changed` are other attributes."""
    plan = EventPlan(
        index=3,
        id=1234567,
        client_id=4497,
        form=EventForm.LIVE,
        title="Closing the Books",
        abstract="",
        summary="",
        category="",
        keyword="",
        industry="",
        zone=ZoneInfo("America/New_York"),
        language="en",
        people_language="en",
        created=STARTS - timedelta(days=60),
        created_by="",
        opens=STARTS - timedelta(days=45),
        starts=STARTS,
        minutes=60,
        has_archive=True,
        planned=before + after,
        before=before,
        closes=STARTS + timedelta(days=200),
        audience_key="A" * 32,
        report_key="B" * 32,
        campaign_code="FIN-3",
        tags=(),
        custom_account_tags=(),
        funnel_stages=(),
        profile="",
        venue=None,
        address=None,
        is_active=True,
        is_test=False,
        fields=(_field("firstname"), _field("company"), _field("country", lists=True), _field("std1", required=False)),
        speakers=(Speaker(1, "Ada", "Marsh", "ada@northfold.example", "CFO", "Northfold", "", "Presenter"),),
        make_material=sample_material,
    )
    return replace(plan, **changed)


def sample_material() -> Material:
    """Return a bit of everything."""
    answers = tuple(Answer(f"choice{number}", f"Answer {number}") for number in range(1, 5))
    asked = [
        SurveyQuestion(at, kind, "?", at == 0, answers if at < 2 else (), None, None) for at, kind in enumerate(_KINDS)
    ]
    return Material(
        polls=[Poll(10 + at, 20 + at, _KINDS[at % 2], "?", answers, minute) for at, minute in enumerate((5, 20, 50))],
        survey=Survey("survey1", asked, ("Good.", "Too long.")),
        resources=[Resource(30 + at, f"Sheet {at}", "Resource", "sheet.pdf", None) for at in range(4)],
        calls_to_action=[CallToAction(40, "Demo", "URL", "https://www.northfold.example/demo")],
        group_chats=[GroupChat(50, "Lounge", ("Hello", "Thanks"))],
        certifications=[Certification(60, "CPE", 1.0, "CPE", 45)],
        slides=(),
        emails=(),
        calendar_reminder=None,
        questions=[AudienceQuestion(f"Why {at}?", "So.") for at in range(5)],
        presenter_chat=(),
        contents=[Content(70, "pdf", "Paper", "", "https://www.northfold.example/paper", None, None)],
        has_reactions=True,
        has_speaker_bios=False,
        has_banner=False,
    )


def _field(name: str, *, required: bool = True, lists: bool = False) -> RegistrationField:
    return RegistrationField(name, name, "textbox", "none", required, (), lists)
