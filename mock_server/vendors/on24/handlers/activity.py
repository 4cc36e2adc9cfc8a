"""What people did in an event, who presented, and what there is across events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mock_server.core.api_errors import NotFound
from mock_server.vendors.on24.errors import UnknownEvent
from mock_server.vendors.on24.forms.dates import PEOPLE, USER_QUESTIONS
from mock_server.vendors.on24.forms.intervals import asked_period
from mock_server.vendors.on24.pacific import start_of_day
from mock_server.vendors.on24.people.visits import ActKind
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.materials import Answer
from mock_server.vendors.on24.programme.survey_library import LibraryQuestion
from mock_server.vendors.on24.records.activity import (
    CallsToAction,
    Certifications,
    GroupChats,
    Polls,
    Resources,
    Surveys,
)
from mock_server.vendors.on24.records.hubs import ContentActivity, HubContent, HubContents
from mock_server.vendors.on24.records.presenters import PresenterChats, Presenters
from mock_server.vendors.on24.records.questions import (
    AnswerOption,
    ListedQuestion,
    ListedVariation,
    SurveyLibrary,
    UserQuestion,
    UserQuestions,
)
from mock_server.vendors.on24.reports.asked_questions import asked_questions, may_be_asked
from mock_server.vendors.on24.reports.presenting import presenter_chats, presenter_sessions
from mock_server.vendors.on24.reports.results import Results
from mock_server.vendors.on24.view import View, handler


def list_polls(view: View) -> Polls:
    """List the polls of an event with their results."""
    event = view.event()
    return Polls(event.id, _results(view, event).polls())


def list_surveys(view: View) -> Surveys:
    """List the survey of an event with its results."""
    event = view.event()
    return Surveys(event.id, _results(view, event).surveys())


def list_resources(view: View) -> Resources:
    """List the resources of an event: those that were opened, and the others."""
    event = view.event()
    uses = _results(view, event).resources()
    viewed = [one for one in uses if one.total_downloads]
    return Resources(event.id, len(uses), viewed, [one for one in uses if not one.total_downloads])


def list_group_chats(view: View) -> GroupChats:
    """List the group chats of an event with their messages."""
    event = view.event()
    return GroupChats(event.id, _results(view, event).group_chats())


def list_calls_to_action(view: View) -> CallsToAction:
    """List the calls to action of an event with their clicks."""
    event = view.event()
    return CallsToAction(event.id, _results(view, event).calls_to_action())


def list_certifications(view: View) -> Certifications:
    """List the certificates of an event."""
    event = view.event()
    return Certifications(event.id, _results(view, event).certifications())


def list_event_presenters(view: View) -> Presenters:
    """List the sessions of an event's speakers, oldest first."""
    return Presenters(presenter_sessions(view.event(), _as_of(view)))


def list_presenter_chats(view: View) -> PresenterChats:
    """List what the speakers of an event wrote to each other."""
    event = view.event()
    messages = presenter_chats(event, view.state.material(event)) if view.roll(event).has_ended else []
    return PresenterChats(event.id, messages)


def list_content_activity(view: View) -> ContentActivity:
    """Tell how the contents of a hub are used."""
    hub = view.event()
    if hub.form is not EventForm.HUB:
        raise NotFound(f"The Engagement Hub or Target Experience {hub.id} doesn't exist.")
    tally = view.roll(hub).tally
    return ContentActivity(
        event_id=hub.id,
        client_id=hub.client_id,
        description=hub.title,
        total_content_views=tally.content_views,
        content_viewers=tally.viewers(ActKind.CONTENT),
        contents=_results(view, hub).contents(),
    )


def list_hub_content(view: View) -> HubContents:
    """List what a hub holds."""
    hub = _hub(view)
    return HubContents(
        hub.id,
        [
            HubContent(one.id, one.kind, one.name, one.description or None, one.url, one.event_id)
            for one in view.state.material(hub).contents
        ],
    )


def list_presenters(view: View) -> Presenters:
    """List the sessions of the speakers of the account's events, newest first."""
    period, as_of = asked_period(view.arguments, view.now, PEOPLE), _as_of(view)
    sessions = [
        one for event in view.reported_events() for one in presenter_sessions(event, as_of) if one.start_time in period
    ]
    return Presenters(sorted(sessions, key=lambda one: (one.start_time, one.session_id), reverse=True))


def list_user_questions(view: View) -> UserQuestions:
    """List the questions that were asked in any event of the account, newest first."""
    period, as_of = asked_period(view.arguments, view.now, USER_QUESTIONS), _as_of(view)
    events = [event for event in view.reported_events() if may_be_asked(event, period, as_of)]
    endings = tuple(text.strip().lower() for text in (view.arguments["email_filter"] or "").split("|") if text.strip())
    questions = [one for event in events for one in asked_questions(view.roll(event), period) if _ends_in(one, endings)]
    return UserQuestions(sorted(questions, key=lambda one: (one.create_timestamp, one.question_id), reverse=True))


def list_survey_library(view: View) -> SurveyLibrary:
    """List the questions of the account's library."""
    return SurveyLibrary([_listed(question) for question in view.state.programme.survey_library])


def _results(view: View, event: EventPlan) -> Results:
    return Results(view.roll(event), view.state.material(event))


def _as_of(view: View) -> datetime:
    """Return the moment up to which everything computed is known."""
    return start_of_day(view.now)


def _hub(view: View) -> EventPlan:
    text = view.arguments["gateway_id"]
    try:
        hub = view.event_named(text)
    except UnknownEvent:
        hub = None
    if hub is None or hub.form is not EventForm.HUB:
        raise NotFound(f"The Engagement Hub {text} doesn't exist.")
    return hub


def _ends_in(question: UserQuestion, endings: tuple[str, ...]) -> bool:
    return not endings or (question.email or "").lower().endswith(endings)


def _listed(question: LibraryQuestion) -> ListedQuestion:
    return ListedQuestion(
        question_code=question.code,
        question_type=question.kind.value,
        question=question.question,
        survey_answer=_options(question.answers),
        variations=[ListedVariation(one.code, one.question, _options(one.answers)) for one in question.variations],
    )


def _options(answers: Sequence[Answer]) -> Sequence[AnswerOption]:
    return [AnswerOption(one.code, one.answer) for one in answers]


HANDLERS = {
    one.__name__: handler(one)
    for one in (
        list_polls,
        list_surveys,
        list_resources,
        list_group_chats,
        list_calls_to_action,
        list_event_presenters,
        list_presenter_chats,
        list_certifications,
        list_content_activity,
        list_presenters,
        list_user_questions,
        list_survey_library,
        list_hub_content,
    )
}
