"""A third set of ON24's drifts, written before any was tried: values and moments."""

from __future__ import annotations

from datetime import datetime

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import encoded, is_of
from tests.drift.audit.editing import at, put, some, texts
from tests.drift.audit.held_edits import moment
from tests.drift.audit.on24_drifts import of
from tests.drift.audit.third_on24_edits import in_zone, mojibake, rows, shifted, swap

S, R, E = "listAttendeeSessions:/attendeesession/*", "listRegistrants:/registrants/*", "listEvents:/events/*"


VALUES: tuple[Case, ...] = (
    case(
        "shares of a poll have all their digits",
        of("listPolls", at("/polls/*/summary/*/percentage", lambda one: one + 0.0428571)),
        "number-precision|values-changed:listPolls:/polls/*/summary/*/percentage",
        D,
    ),
    case(
        "shares of a survey are of 1",
        of("listSurveys", at("/surveys/*/surveyquestions/*/surveyanswer/*/percentage", lambda one: one / 100)),
        "values-changed|number-precision|total-differs:"
        "listSurveys:/surveys/*/surveyquestions/*/surveyanswer/*/percentage",
        B,
    ),
    case(
        "scores are whole",
        of("listEventAttendees", at("/attendees/*/engagementscore", lambda one: float(round(one)))),
        "values-changed|number-precision:listEventAttendees:/attendees/*/engagementscore",
        D,
    ),
    case(
        "minutes of attendees are seconds",
        of("listAttendees", at("/attendees/*/liveminutes", lambda one: one * 60)),
        "values-changed|list-differs-from-detail:listAttendees:/attendees/*/liveminutes",
        B,
    ),
    case(
        "an event's duration is in seconds",
        of("getEvent", at("/scheduledeventduration", lambda one: one * 60)),
        "values-changed|list-differs-from-detail:getEvent:/scheduledeventduration or "
        "values-changed|list-differs-from-detail:listEvents:/events/*/scheduledeventduration",
        B,
    ),
    case(
        "seconds of a lead are minutes",
        of(
            "getLead",
            lambda one: one["lifetimeactivity"].update(
                totalengagementseconds=one["lifetimeactivity"]["totalengagementminutes"]
            ),
        ),
        "values-changed:getLead:/lifetimeactivity/totalengagementseconds",
        B,
    ),
    case(
        "summaries are cut at 40",
        of("listEvents", some("/events/*/promotionalsummary", lambda one: one[:40])),
        f"string-truncated|list-differs-from-detail|values-changed:{E}/promotionalsummary",
        D,
    ),
    case(
        "bodies of e-mails are escaped",
        of("listEmails", some("/emails/*/body", lambda one: one.replace("<", "&lt;").replace(">", "&gt;"))),
        "string-escaped|values-changed:listEmails:/emails/*/body",
        D,
    ),
    case(
        "summaries are without HTML",
        of("listEvents", texts("/events/*/promotionalsummary", "<[^>]*>", "")),
        f"string-unescaped|markup-removed|values-changed|format-changed|list-differs-from-detail:{E}/promotionalsummary",
        D,
    ),
    case(
        "addresses of machines end with 0",
        of("listAttendeeSessions", texts("/attendeesession/*/ipaddress", r"\d+$", "0")),
        f"pii-masked|values-changed:{S}/ipaddress",
        B,
    ),
    case(
        "live and archived have changed places",
        of(
            "listAttendeeSessions", at("/attendeesession/*/usage", {"Live": "Archived", "Archived": "Live"}.__getitem__)
        ),
        f"values-changed:{S}/usage or filter-differs|filter-status-ignored:listAttendeeSessions:query/sessiontype",
        B,
        f"values-changed:{S}/usage",
        "filter-*:listAttendeeSessions:query/sessiontype",
    ),
    case(
        "consent is the other way round",
        of("listRegistrants", at("/registrants/*/marketingemail", {"Y": "N", "N": "Y"}.__getitem__)),
        f"values-changed|list-differs-from-detail:{R}/marketingemail",
        B,
        "list-differs-from-detail:getRegistrant:*",
    ),
    case(
        "a share is no number",
        encoded(is_of("on24", "listPolls"), lambda body: body.replace(b'"percentage":', b'"percentage":NaN,"was":', 1)),
        "body-not-json:listPolls:body",
        B,
    ),
    case(
        "names are in UTF-8 twice",
        of("listRegistrants", some("/registrants/*/firstname", mojibake), some("/registrants/*/company", mojibake)),
        f"string-mojibake|values-changed|list-differs-from-detail|charset-latin1:{R}/firstname",
        B,
        f"*:{R}/company",
        "*:getRegistrant:*",
    ),
    case(
        "stages come the other way round",
        of("listEvents", some("/events/*/funnelstages", lambda one: one[::-1])),
        f"order-changed|values-changed|list-differs-from-detail:{E}/funnelstages or "
        f"order-changed|values-changed|list-differs-from-detail:{E}/funnelstages/*",
        I,
        "list-differs-from-detail:getEvent:*",
    ),
    case(
        "links are without TLS",
        of("listEvents", texts("/events/*/audienceurl", "^https:", "http:")),
        f"links-insecure|links-other-host|format-changed|list-differs-from-detail:{E}/audienceurl",
        D,
        "*:getEvent:/audienceurl",
    ),
    case(
        "hits of a page are -1",
        of("getEvent", put("/eventanalytics/registrationpagehits", -1)),
        "bound-exceeded|values-changed:getEvent:/eventanalytics/registrationpagehits",
        D,
    ),
    case(
        "a survey's code has a dash",
        of("listSurveys", texts("/surveys/*/surveycode", "survey", "survey-")),
        "pattern-changed|format-changed:listSurveys:/surveys/*/surveycode",
        D,
    ),
    case(
        "a lead's activity has no zone",
        of("getLead", texts("/recentactivities/*/lastactivity", r"[+-]\d\d:\d\d$", "")),
        "datetime-no-tz:getLead:/recentactivities/*/lastactivity",
        B,
    ),
    case(
        "presenters begin at a number",
        of(
            "listPresenters",
            at("/eventpresenters/*/starttime", lambda one: int(datetime.fromisoformat(one).timestamp())),
        ),
        "datetime-epoch:listPresenters:/eventpresenters/*/starttime",
        B,
        "filter-*:listPresenters:*",
    ),
    case(
        "a chat's moments say that they are UTC",
        of("listPresenterChats", texts("/presenterchats/*/createtimestamp", r"[+-]\d\d:\d\d$", "Z")),
        "datetime-local-as-z|datetime-offset:listPresenterChats:/presenterchats/*/createtimestamp",
        B,
    ),
    case(
        "an archive ends on a day",
        of("listEvents", texts("/events/*/archiveend", "T.*", "")),
        f"datetime-date-only:{E}/archiveend",
        B,
        "*:getEvent:/archiveend",
        "filter-*:listEvents:*",
    ),
    case(
        "ends are in the event's own zone",
        of(
            "listEvents", rows("events", lambda _: True, lambda row: in_zone("/liveend", row["displaytimezonecd"])(row))
        ),
        f"datetime-offset:{E}/liveend",
        D,
        "list-differs-from-detail:*",
    ),
    case(
        "sessions begin an hour later",
        of("listAttendeeSessions", shifted("/attendeesession/*/starttime", hours=1)),
        f"values-changed:{S}/starttime or filter-date-differs:listAttendeeSessions:query/startdate",
        B,
        "filter-date-differs:listAttendeeSessions:*",
        f"values-changed:{S}/starttime",
    ),
    case(
        "it is always winter",
        of("listEvents", texts("/events/*/livestart", "-07:00$", "-08:00")),
        f"datetime-offset|values-changed|list-differs-from-detail:{E}/livestart",
        B,
        "filter-*:listEvents:*",
    ),
    case(
        "registrations are to the minute",
        of("listRegistrants", texts("/registrants/*/createtimestamp", r":\d\d(?=[+-])", ":00")),
        f"values-changed|datetime-truncated|datetime-precision:{R}/createtimestamp",
        D,
        "filter-*:listRegistrants:*",
        "*order*:listRegistrants:*",
    ),
    case(
        "a recording's moment is without seconds",
        of("listMedia", texts("/media/*/createtimestamp", r":\d\d(?=[+-])", "")),
        "format-changed|datetime-no-seconds:listMedia:/media/*/createtimestamp",
        B,
        "*:getMedia:/createtimestamp",
    ),
    case(
        "an offset is without a colon",
        of("getMedia", texts("/createtimestamp", r":(?=\d\d$)", "")),
        "format-changed|datetime-offset:getMedia:/createtimestamp",
        B,
    ),
    case(
        "when a user was there is in UTC",
        of("listUsers", moment("/users/*/lastLoginDate", "%Y-%m-%dT%H:%M:%SZ")),
        "datetime-offset|datetime-local-as-z:listUsers:/users/*/lastLoginDate",
        D,
    ),
    case(
        "an event's zone is a short name",
        of("getEvent", put("/displaytimezonecd", "PST8PDT2")),
        "enum-new-common|enum-new-rare:getEvent:/displaytimezonecd",
        D,
        "list-differs-from-detail:*",
    ),
    case(
        "first and last names have changed places",
        of("listRegistrants", swap("registrants", "firstname", "lastname")),
        f"values-changed|list-differs-from-detail:{R}/firstname",
        B,
        f"*:{R}/lastname",
        "list-differs-from-detail:getRegistrant:*",
    ),
    case(
        "presenters end before they begin",
        of("listEventPresenters", swap("eventpresenters", "starttime", "endtime")),
        "values-changed|period-reversed:listEventPresenters:/eventpresenters/*/starttime",
        B,
        "values-changed:listEventPresenters:/eventpresenters/*/endtime",
    ),
    case(
        "ids of e-mails are others",
        of("listEmails", at("/emails/*/emailid", lambda one: one + 100000)),
        "ids-renumbered:listEmails:/emails/*/emailid",
        B,
    ),
    case(
        "an event has one registrant less than it had",
        of("getEvent", at("/eventanalytics/totalregistrants", lambda one: max(0, one - 1))),
        "list-differs-from-detail|values-changed|total-differs:getEvent:/eventanalytics/totalregistrants or "
        "list-differs-from-detail:listEvents:/events/*/eventanalytics/totalregistrants",
        D,
    ),
    case(
        "the list of events is of yesterday",
        of("listEvents", shifted("/events/*/lastmodified", days=-1)),
        f"list-differs-from-detail|values-changed:{E}/lastmodified or list-differs-from-detail:getEvent:/lastmodified",
        D,
        "filter-*:listEvents:query/datefiltermode",
    ),
    case(
        "texts end with a blank",
        of("listEvents", some("/events/*/description", lambda one: one + " ")),
        f"string-padded|values-changed|list-differs-from-detail:{E}/description",
        D,
        "list-differs-from-detail:getEvent:*",
    ),
    case(
        "answers that were given are in small letters",
        of("listEventAttendees", at("/attendees/*/polls/*/pollanswers/*", str.lower)),
        "values-changed:listEventAttendees:/attendees/*/polls/*/pollanswers/*",
        D,
    ),
    case(
        "downloads count as often as people",
        of(
            "listResources",
            lambda page: (
                [row.update(totaldownloads=row["uniquedownloads"]) for row in page["resourcesviewed"]] and None
            ),
        ),
        "values-changed:listResources:/resourcesviewed/*/totaldownloads",
        D,
    ),
)
