"""A third set of ON24's drifts, written before any was tried: members, and what they are made of."""

from __future__ import annotations

import re

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import encoded, is_of, with_document
from tests.drift.audit.editing import add, all_of, at, gone, keys, put, rename, some
from tests.drift.audit.on24_drifts import of
from tests.drift.audit.third_on24_edits import done, into, now_and_then, rows

QUESTIONS = "listSurveys:/surveys/*/surveyquestions/*"


MEMBERS: tuple[Case, ...] = (
    case(
        "texts of a survey lose how many answered",
        of(
            "listSurveys",
            lambda page: (
                [
                    one.pop("responses")
                    for each in page["surveys"]
                    for one in each["surveyquestions"]
                    if one["questiontype"] == "singletext"
                ]
                and None
            ),
        ),
        f"field-required-removed|field-became-optional:{QUESTIONS}/responses",
        B,
    ),
    case(
        "questions of a survey lose the library's code",
        of("listSurveys", gone("/surveys/*/surveyquestions/*/questioncode")),
        f"field-optional-removed:{QUESTIONS}/questioncode",
        B,
    ),
    case(
        "a sub-account has another name for its name",
        of("listSubClients", rename("/subclients/*/name", "clientname")),
        "field-renamed:listSubClients:/subclients/*/name",
        B,
    ),
    case(
        "one count of clicks is in camel case",
        of("listCallsToAction", rename("/calltoactions/*/uniqueclicks", "uniqueClicks")),
        "field-renamed|casing-changed:listCallsToAction:/calltoactions/*/uniqueclicks",
        B,
    ),
    case(
        "presenters who chat show their address",
        of("listPresenterChats", add("/presenterchats/*", "presenteremail", "maya.linden@northfold.example")),
        "field-added-nested:listPresenterChats:/presenterchats/* or "
        "field-added-nested:listPresenterChats:/presenterchats/*/presenteremail",
        D,
    ),
    case(
        "what a session was watched with is in an object",
        of(
            "listAttendeeSessions",
            lambda page: done([into("device", "os", "browser")(row) for row in page["attendeesession"]]),
        ),
        "field-moved:listAttendeeSessions:/attendeesession/*/os",
        B,
        "field-moved:listAttendeeSessions:/attendeesession/*/browser",
        "field-added-nested:listAttendeeSessions:*",
    ),
    case(
        "the library is in upper camel case",
        of("listSurveyLibrary", keys(lambda name: name[0].upper() + name[1:])),
        "casing-changed:listSurveyLibrary:body",
        B,
    ),
    case(
        "attendees of the account are their ids alone",
        of(
            "listAttendees",
            lambda page: page.update(
                attendees=[
                    {name: row[name] for name in ("eventuserid", "email", "eventid")} for row in page["attendees"]
                ]
            ),
        ),
        "list-became-summary:listAttendees:/attendees/*",
        B,
        "field-*removed:listAttendees:/attendees/*",
    ),
    case(
        "who was not there on demand has a null for it",
        of(
            "listEventAttendees",
            lambda page: done([row.setdefault("firstarchiveactivity", None) for row in page["attendees"]]),
        ),
        "missing-became-null|became-nullable-rare|became-nullable-all:listEventAttendees:"
        "/attendees/*/firstarchiveactivity",
        D,
    ),
    case(
        "who came by no code has an empty one",
        of("listRegistrants", lambda page: done([row.setdefault("partnerref", "") for row in page["registrants"]])),
        "missing-became-empty|null-became-empty|values-changed:listRegistrants:/registrants/*/partnerref",
        D,
    ),
    case(
        "one recording has no title",
        of("listMedia", put("/media/3/title", None)),
        "became-nullable-rare:listMedia:/media/*/title",
        B,
    ),
    case(
        "media have folders among them",
        of("listMedia", lambda page: page["media"].insert(2, {"folderid": 7, "title": "Archive"})),
        "field-required-removed|field-renamed:listMedia:/media/*/mediaid",
        B,
        "field-*:listMedia:/media/*",
        "item-count-differs:listMedia:*",
        "total-*:listMedia:*",
        "*page-*:listMedia:*",
        "filter-date-ignored:listMedia:*",
    ),
    case(
        "companies show who is in them",
        of("listEngagedAccounts", add("/accounts/*", "contacts", ["maya.linden@northfold.example"])),
        "field-added-nested:listEngagedAccounts:/accounts/* or "
        "field-added-nested:listEngagedAccounts:/accounts/*/contacts",
        D,
    ),
    case(
        "what a lead looked at is its ids",
        of("getLead", at("/recentactivities/*/resources/*", lambda one: one["resourceid"])),
        "object-to-id|type-changed:getLead:/recentactivities/*/resources/* or "
        "object-to-id:getLead:/recentactivities/*/resources",
        B,
    ),
    case(
        "a lead's life is beside it",
        of("getLead", lambda one: one.update(one.pop("lifetimeactivity"))),
        "object-flattened:getLead:/lifetimeactivity",
        B,
        "field-*:getLead:*",
    ),
    case(
        "ids of profiles are numbers",
        of("listEventProfiles", at("/eventprofiles/*/eventprofileid", int)),
        "string-to-int|id-string-to-int|type-changed:listEventProfiles:/eventprofiles/*/eventprofileid",
        B,
    ),
    case(
        "ids of sales people begin with letters",
        of("listSalesReps", at("/salesreps/*/salesrepid", lambda one: f"SR-{one}")),
        "id-prefixed:listSalesReps:/salesreps/*/salesrepid",
        D,
    ),
    case(
        "whether an event is hybrid is a number",
        of("listEvents", at("/events/*/ishybridevent", int)),
        "bool-to-int:listEvents:/events/*/ishybridevent",
        B,
        "*:getEvent:/ishybridevent",
    ),
    case(
        "tags are one text",
        of("listEvents", at("/events/*/tags", ", ".join)),
        "array-to-csv:listEvents:/events/*/tags",
        B,
        "*:getEvent:/tags*",
    ),
    case(
        "slides are by their number",
        of("listSlides", at("/slides", lambda one: {str(row["mediaurlid"]): row for row in one})),
        "array-became-map:listSlides:/slides",
        B,
    ),
    case(
        "stages of the funnel are objects",
        of("getEvent", at("/funnelstages/*", lambda one: {"stage": one})),
        "array-items-to-objects:getEvent:/funnelstages/*",
        B,
    ),
    case(
        "a field of the page is a dropdown",
        of(
            "listRegistrationFields",
            some("/registrationfields/*/fieldtype", lambda one: one.replace("listbox", "dropdown")),
        ),
        "enum-new-common|enum-new-rare:listRegistrationFields:/registrationfields/*/fieldtype",
        D,
    ),
    case(
        "kinds of the library are in small letters",
        of("listSurveyLibrary", at("/surveyquestions/*/questiontype", str.lower)),
        "enum-case:listSurveyLibrary:/surveyquestions/*/questiontype",
        B,
    ),
    case(
        "kinds of media are numbers",
        of("listMedia", at("/media/*/mediatype", lambda one: ("document", "video").index(one))),
        "enum-to-int|type-changed:listMedia:/media/*/mediatype",
        B,
        "*:getMedia:/mediatype",
    ),
    case(
        "ids of events are texts, of one event only",
        of(
            "listAttendees",
            rows("attendees", lambda row: row["eventid"] == 8327433, lambda row: row.update(eventid="8327433")),
        ),
        "int-to-string:listAttendees:/attendees/*/eventid",
        B,
    ),
    case(
        "one in three answers lacks what kind an event is",
        now_and_then(is_of("on24", "listEvents"), 3, lambda one: with_document(one, gone("/events/*/eventtype"))),
        "field-required-removed|field-became-optional:listEvents:/events/*/eventtype",
        B,
    ),
    case(
        "events to come have no address of their report",
        of("listEvents", rows("events", lambda row: row["livestart"] > "2026-03-02", lambda row: row.pop("reporturl"))),
        "field-optional-removed|field-became-optional|list-differs-from-detail|values-changed:"
        "listEvents:/events/*/reporturl",
        B,
    ),
    case(
        "a certificate's credit has another name",
        of("listCertifications", rename("/certifications/*/certificationcredit", "credits")),
        "field-renamed:listCertifications:/certifications/*/certificationcredit",
        B,
    ),
    case(
        "who asked is not told",
        of("listUserQuestions", gone("/questions/*/email")),
        "field-required-removed:listUserQuestions:/questions/*/email",
        B,
    ),
    case(
        "a hub's content has no address",
        of("listHubContent", gone("/contents/*/url")),
        "field-required-removed:listHubContent:/contents/*/url",
        B,
    ),
    case(
        "counts are written with an exponent",
        encoded(
            is_of("on24", "getEvent"), lambda body: re.sub(rb'("totalregistrants":)(\d)(\d+)', rb"\1\2.\3e2", body)
        ),
        "number-exponent|int-to-float:getEvent:/eventanalytics/totalregistrants or number-exponent:getEvent:body",
        D,
    ),
    case(
        "a count comes twice, of what was used",
        encoded(
            is_of("on24", "listEvents"),
            lambda body: body.replace(b'"totalattendees":', b'"totalattendees":0,"totalattendees":'),
        ),
        "duplicate-key:listEvents:/events/*/eventanalytics/totalattendees or duplicate-key:listEvents:body",
        D,
    ),
    case(
        "a tag's group and the tag change places",
        of(
            "listCustomAccountTags",
            all_of(
                rename("/customaccounttags/*/groupname", "name"), rename("/customaccounttags/*/tags/*/tagname", "name")
            ),
        ),
        "field-renamed:listCustomAccountTags:/customaccounttags/*/groupname",
        B,
        "field-renamed:listCustomAccountTags:/customaccounttags/*/tags/*/tagname",
    ),
    case(
        "signal people have their time zone",
        of("listSignalReps", add("/signalreps/*", "timezone", "America/New_York")),
        "field-added-nested:listSignalReps:/signalreps/* or field-added-nested:listSignalReps:/signalreps/*/timezone",
        I,
    ),
    case(
        "technical people are one",
        of("listTechnicalReps", at("/technicalcontacts", lambda one: one[0])),
        "type-changed|array-to-object|array-single-unlisted:listTechnicalReps:/technicalcontacts",
        B,
    ),
)
