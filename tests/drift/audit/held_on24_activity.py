"""A second set of ON24's drifts, written from the taxonomy and the contract alone: sessions, polls, leads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.editing import at, gone, put, rename, some, texts
from tests.drift.audit.held_edits import word
from tests.drift.audit.on24_drifts import of

S, LEAD = "listAttendeeSessions:/attendeesession/*", "listLeads:/leads/*"


def seconds(text: str) -> int:
    """A duration in seconds."""
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def by_code(rows: Any) -> Any:
    """Answers by their code."""
    return {row["answercode"]: row for row in rows}


ACTIVITY: tuple[Case, ...] = (
    case(
        "a session's duration is a number",
        of("listAttendeeSessions", at("/attendeesession/*/duration", seconds)),
        f"type-changed|string-to-int:{S}/duration",
        B,
    ),
    case(
        "a session's kind is in small letters",
        of("listAttendeeSessions", at("/attendeesession/*/usage", str.lower)),
        f"enum-case:{S}/usage",
        B,
        "*:listAttendeeSessions:query/sessiontype",
    ),
    case(
        "one session's kind has another word",
        of("listAttendeeSessions", word("/attendeesession/*/usage", "Archived", "OnDemand")),
        f"enum-new-common|enum-new-rare:{S}/usage",
        D,
        "*:listAttendeeSessions:query/sessiontype",
    ),
    case(
        "a session does not tell its end",
        of("listAttendeeSessions", gone("/attendeesession/*/endtime")),
        f"field-required-removed|field-optional-removed:{S}/endtime",
        B,
    ),
    case(
        "a session begins in UTC",
        of(
            "listAttendeeSessions",
            at(
                "/attendeesession/*/starttime",
                lambda one: datetime.fromisoformat(one).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            ),
        ),
        f"datetime-offset:{S}/starttime",
        D,
        f"datetime-*:{S}/*",
    ),
    case(
        "a session's address is masked",
        of("listAttendeeSessions", texts("/attendeesession/*/email", "^.*@", "***@")),
        f"pii-masked:{S}/email",
        B,
    ),
    case(
        "sessions have another name",
        of("listAttendeeSessions", rename("/attendeesession", "sessions")),
        "envelope-renamed:listAttendeeSessions:/attendeesession",
        B,
    ),
    case(
        "a poll's votes are a text",
        of("listPolls", at("/polls/*/totalvotes", str)),
        "int-to-string:listPolls:/polls/*/totalvotes",
        B,
    ),
    case(
        "a poll's kind has a dash",
        of("listPolls", texts("/polls/*/polltype", "option", "-option")),
        "enum-new-common|enum-new-rare:listPolls:/polls/*/polltype",
        D,
    ),
    case(
        "a share is a text with its sign",
        of("listPolls", at("/polls/*/summary/*/percentage", lambda one: f"{one}%")),
        "number-to-string|type-changed:listPolls:/polls/*/summary/*/percentage",
        B,
    ),
    case(
        "a poll's answers are by their code",
        of("listPolls", at("/polls/*/summary", by_code)),
        "array-became-map:listPolls:/polls/*/summary",
        B,
    ),
    case(
        "when a poll was shown has a blank in it",
        of("listPolls", some("/polls/*/livepushedtimestamp", lambda one: one.replace("T", " "))),
        "datetime-space:listPolls:/polls/*/livepushedtimestamp",
        B,
    ),
    case(
        "a survey's question has another name",
        of("listSurveys", rename("/surveys/*/surveyquestions/*/question", "questiontext")),
        "field-renamed:listSurveys:/surveys/*/surveyquestions/*/question",
        B,
    ),
    case(
        "a survey's id is a number",
        of("listSurveys", at("/surveys/*/surveyid", lambda one: int(one.split("_")[0]))),
        "type-changed|id-string-to-int|string-to-int:listSurveys:/surveys/*/surveyid",
        B,
    ),
    case(
        "answers of a survey lose their code",
        of("listSurveys", gone("/surveys/*/surveyquestions/*/surveyanswer/*/answercode")),
        "field-required-removed:listSurveys:/surveys/*/surveyquestions/*/surveyanswer/*/answercode",
        B,
    ),
    case(
        "a lead's engagement has a capital only",
        of("listLeads", at("/leads/*/engagementlevel", str.capitalize)),
        f"enum-case:{LEAD}/engagementlevel",
        B,
    ),
    case(
        "a lead's interests are a text",
        of("listLeads", at("/leads/*/businessinterests", "; ".join)),
        f"array-to-csv:{LEAD}/businessinterests",
        B,
    ),
    case(
        "the last row of a page of leads has no profile",
        of("listLeads", lambda page: page["leads"][-1].pop("userprofileurl") and None),
        f"field-required-removed:{LEAD}/userprofileurl",
        B,
    ),
    case(
        "a lead's life is null",
        of("getLead", put("/lifetimeactivity", None)),
        "became-nullable-all:getLead:/lifetimeactivity",
        B,
    ),
    case(
        "touches of a lead have another name",
        of("getLead", rename("/lifetimeactivity/totaltouches", "touches")),
        "field-renamed:getLead:/lifetimeactivity/totaltouches",
        B,
    ),
    case(
        "a lead's keywords are objects",
        of("getLead", at("/businessinterests/keywords/*", lambda one: {"keyword": one})),
        "array-items-to-objects:getLead:/businessinterests/keywords/*",
        B,
    ),
)
