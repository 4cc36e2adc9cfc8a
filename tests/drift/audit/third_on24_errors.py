"""A third set of ON24's drifts, written before any was tried: statuses, and how is answered."""

from __future__ import annotations

from dataclasses import replace

import orjson

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, D, I, case, together
from tests.drift.audit.changing import encoded, header, instead, is_of, only, status
from tests.drift.audit.changing import together as at_once
from tests.drift.audit.editing import gone, rename
from tests.drift.audit.on24_drifts import EVENTS, of, said
from tests.drift.audit.oniva_wire import header_of
from tests.drift.audit.third_on24_edits import as_latin1
from tests.drift.whole.proxy import Behind, Sent

JSON = [("Content-Type", "application/json")]
HTML = Answered(200, [("Content-Type", "text/html")], b"<!doctype html><title>Maintenance</title><h1>Back soon</h1>")


def agent_needed(sent: Sent, behind: Behind) -> Answered:
    """Refuse who says that it is a script."""
    is_script = "python" in header_of(sent, "User-Agent").lower() or not header_of(sent, "User-Agent")
    return said(403, "Forbidden") if is_script and EVENTS(sent) else behind(sent)


def no_head(sent: Sent, behind: Behind) -> Answered:
    """Refuse HEAD."""
    refusal = said(405, "Method not allowed.")
    return replace(refusal, headers=[*refusal.headers, ("Allow", "GET")]) if sent.method == "HEAD" else behind(sent)


def unknown_refused(sent: Sent, behind: Behind) -> Answered:
    """Refuse parameters of events that nobody knows."""
    known = {
        *("startdate", "enddate", "dateinterval", "dateintervaloffset", "dateintervaltimezone", "includesubaccounts"),
        *(
            "subaccounts",
            "datefiltermode",
            "filterorder",
            "includeinactive",
            "contenttype",
            "itemsperpage",
            "pageoffset",
        ),
    }
    more = {name.lower() for name in sent.query} - known
    return said(400, "Unknown parameter.") if EVENTS(sent) and more else behind(sent)


def accept_needed(sent: Sent, behind: Behind) -> Answered:
    """Refuse who does not ask for JSON."""
    return behind(sent) if "application/json" in header_of(sent, "Accept") else said(406, "Not acceptable.")


def of_none(sent: Sent, behind: Behind) -> Answered:
    """Polls of an event that does not exist are none."""
    answered = behind(sent)
    if not is_of("on24", "listPolls")(sent) or answered.status != 404:
        return answered
    return Answered(200, JSON, b'{"eventid":1,"polls":[]}')


def lines(answered: Answered) -> Answered:
    """A row on each line."""
    every = orjson.loads(answered.body)["attendees"]
    return replace(answered, body=b"\n".join(orjson.dumps(one) for one in every) + b"\n")


STATUSES: tuple[Case, ...] = (
    case(
        "bad requests are 404, of attendees",
        status(is_of("on24", "listAttendees"), {400: 404}),
        "400-to-404|status-changed:listAttendees:status/400",
        D,
        "beyond-end-404:listAttendees:*",
        "*:listAttendees:query/*",
    ),
    case(
        "bad requests are 500, of leads",
        status(is_of("on24", "listLeads"), {400: 500}),
        "400-to-500|status-changed:listLeads:status/400",
        D,
        "*:listLeads:query/*",
    ),
    case(
        "a file that is not there is null",
        only(is_of("on24", "getMedia"), lambda one: Answered(200, JSON, b"null") if one.status == 404 else one),
        "404-to-200-null:getMedia:status/404",
        B,
    ),
    case("polls of no event are none", of_none, "404-to-200-null|404-to-200-empty|404-to-200:listPolls:status/404", B),
    case(
        "slides are gone for good",
        status(is_of("on24", "listSlides"), {200: 410, 404: 410}),
        "endpoint-gone:listSlides:operation",
        B,
    ),
    case(
        "nobody made calls to action",
        instead(is_of("on24", "listCallsToAction"), said(501, "Not implemented.")),
        "endpoint-501:listCallsToAction:operation",
        B,
    ),
    case(
        "the library is forbidden",
        instead(
            is_of("on24", "listSurveyLibrary"),
            said(403, "You do not have permission to perform the requested operation."),
        ),
        "scope-lost:listSurveyLibrary:scope",
        B,
    ),
    case(
        "no reminder is nothing",
        instead(is_of("on24", "getCalendarReminder"), Answered(204, [], b"")),
        "200-to-204:getCalendarReminder:status/200",
        B,
    ),
    case(
        "200 is 201",
        status(is_of("on24", "listMedia"), {200: 201}),
        "status-changed|200-to-201:listMedia:status/200",
        D,
    ),
    case(
        "presenters come later",
        only(
            is_of("on24", "listEventPresenters"),
            lambda one: Answered(202, JSON, b'{"status":"processing"}') if one.is_good else one,
        ),
        "200-to-202:listEventPresenters:status/200",
        B,
        "field-*:listEventPresenters:*",
    ),
    case(
        "tokens are at another host",
        instead(
            is_of("on24", "listTokens"),
            Answered(308, [("Location", "https://api.eu.on24.com/v2/client/4497/tokens")], b""),
        ),
        "endpoint-redirect:listTokens:operation",
        D,
    ),
    case("no HEAD", no_head, "head-405:listEvents:operation or head-405:listEventProfiles:operation", I),
    case(
        "leads have a successor",
        header(is_of("on24", "listLeads"), "Link", '</v3/client/4497/lead>; rel="successor-version"', 200),
        "endpoint-deprecated:listLeads:operation",
        D,
    ),
    case(
        "types are warned of",
        header(is_of("on24", "listEventTypes"), "Warning", '299 - "Deprecated API: use v3"', 200),
        "endpoint-deprecated:listEventTypes:operation",
        D,
        "header-added:*",
    ),
    case(
        "zones are at work",
        instead(is_of("on24", "listTimeZones"), HTML),
        "body-html:listTimeZones:body",
        B,
        "content-type-*:listTimeZones:*",
    ),
    case(
        "scripts are refused",
        agent_needed,
        "user-agent-required:listEvents:header/User-Agent",
        B,
        "user-agent-required:*",
    ),
    case(
        "what is wanted has to be said",
        accept_needed,
        "accept-required:listEvents:header/Accept",
        B,
        "accept-required:*",
        "*:status/404",
    ),
    case("parameters are refused that nobody knows", unknown_refused, "unknown-param-refused:listEvents:query", D),
    case(
        "names are in Latin 1",
        at_once(
            header(is_of("on24", "listRegistrants"), "Content-Type", "application/json;charset=ISO-8859-1", 200),
            only(is_of("on24", "listRegistrants"), lambda one: as_latin1(one) if one.is_good else one),
        ),
        "charset-latin1:listRegistrants:body",
        B,
        "charset-*:listRegistrants:header/Content-Type",
    ),
    case(
        "media do not say what they are",
        header(is_of("on24", "listMedia"), "Content-Type", None, 200),
        "content-type-removed:listMedia:header/Content-Type",
        D,
    ),
    case(
        "events may be kept by anybody",
        header(EVENTS, "Cache-Control", "public, max-age=600", 200),
        "cache-control-public:listEvents:header/Cache-Control",
        D,
    ),
    case(
        "users begin with what no script can run",
        encoded(is_of("on24", "listUsers"), lambda body: b")]}',\n" + body),
        "body-not-json:listUsers:body",
        B,
    ),
    case(
        "companies are JSON in JSON",
        encoded(is_of("on24", "listEngagedAccounts"), lambda body: orjson.dumps(body.decode())),
        "type-changed|object-to-string|body-not-json:listEngagedAccounts:body",
        B,
    ),
    case(
        "leads are data",
        of("listLeads", lambda page: {"data": page, "success": True}),
        "envelope-wrapped:listLeads:body",
        B,
        "field-*:listLeads:*",
    ),
    case(
        "attendees are on lines",
        only(is_of("on24", "listAttendees"), lambda one: lines(one) if one.is_good else one),
        "body-not-json:listAttendees:body",
        B,
    ),
    case(
        "users tell a version",
        header(is_of("on24", "listUsers"), "API-Version", "2026-02", 200),
        "header-added:listUsers:header/API-Version",
        I,
    ),
    case(
        "a page of an event's fields is bare",
        of("listRegistrationFields", lambda one: one["registrationfields"]),
        "envelope-flattened:listRegistrationFields:/registrationfields or "
        "envelope-flattened:listRegistrationFields:body",
        B,
    ),
    case(
        "account managers are not found",
        instead(is_of("on24", "listAccountManagers"), said(404, "Not found.")),
        "endpoint-removed:listAccountManagers:operation",
        B,
    ),
    case(
        "event managers are 405",
        instead(
            is_of("on24", "listEventManagers"),
            Answered(405, [*JSON, ("Allow", "POST")], b'{"message":"Method not allowed."}'),
        ),
        "method-refused|endpoint-removed:listEventManagers:operation",
        B,
    ),
    together(
        "three of activity at once",
        at_once(
            of("listSurveys", gone("/surveys/*/surveycode")),
            of("listResources", rename("/resourcesviewed", "viewed")),
            header(is_of("on24", "listSlides"), "Deprecation", "@1767225600"),
        ),
        ("field-required-removed:listSurveys:/surveys/*/surveycode", B),
        ("field-renamed|envelope-renamed:listResources:/resourcesviewed", B),
        ("endpoint-deprecated:listSlides:operation", D),
    ),
)
