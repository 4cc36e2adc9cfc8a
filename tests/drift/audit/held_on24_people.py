"""A second set of ON24's drifts, written from the taxonomy and the contract alone: people and the rest."""

from __future__ import annotations

from datetime import datetime

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.editing import add, at, gone, put, rename, texts
from tests.drift.audit.held_edits import decomposed
from tests.drift.audit.on24_drifts import of

ATT = "listEventAttendees:/attendees/*"


PEOPLE: tuple[Case, ...] = (
    case(
        "an attendee by address is in an array",
        of("getAttendee", lambda one: [one]),
        "detail-wrapped|type-changed|envelope-wrapped:getAttendee:body",
        B,
    ),
    case(
        "an attendee's score is a text",
        of("getAttendee", at("/engagementscore", str)),
        "number-to-string:getAttendee:/engagementscore",
        B,
    ),
    case(
        "a score is of 100",
        of("getAttendee", at("/engagementscore", lambda one: one * 10)),
        "bound-exceeded|values-changed:getAttendee:/engagementscore",
        D,
    ),
    case(
        "a score is of 100, in the list",
        of("listEventAttendees", at("/attendees/*/engagementscore", lambda one: round(one * 10))),
        f"bound-exceeded|values-changed:{ATT}/engagementscore",
        D,
    ),
    case(
        "answers of attendees lose their texts",
        of("listEventAttendees", gone("/attendees/*/polls/*/pollanswersdetail/*/answer")),
        f"field-required-removed:{ATT}/polls/*/pollanswersdetail/*/answer",
        B,
    ),
    case(
        "one poll of an attendee is no array",
        of("listEventAttendees", at("/attendees/*/polls", lambda one: one[0] if len(one) == 1 else one)),
        f"array-single-unlisted:{ATT}/polls",
        B,
    ),
    case(
        "when was voted is in milliseconds",
        of(
            "listEventAttendees",
            at(
                "/attendees/*/polls/*/pollsubmittedtimestamp",
                lambda one: int(datetime.fromisoformat(one).timestamp() * 1000),
            ),
        ),
        f"datetime-epoch-ms:{ATT}/polls/*/pollsubmittedtimestamp",
        B,
    ),
    case(
        "blocked is true or false",
        of("listEventAttendees", at("/attendees/*/isblocked", lambda one: one == "Y")),
        f"type-changed|string-to-bool|enum-to-bool:{ATT}/isblocked",
        B,
    ),
    case(
        "who was there live only is not told on demand",
        of("listEventAttendees", gone("/attendees/*/archiveminutes")),
        f"field-required-removed:{ATT}/archiveminutes",
        B,
    ),
    case(
        "a click's number is one with a point",
        of("listEventAttendees", at("/attendees/*/calltoactions/*/clicks", float)),
        f"int-to-float:{ATT}/calltoactions/*/clicks",
        D,
    ),
    case(
        "a registrant by address has no wrapping",
        of("getRegistrant", lambda one: one["registrant"]),
        "field-required-removed|detail-unwrapped|object-flattened|envelope-flattened:getRegistrant:/registrant or "
        "detail-wrapped:getRegistrant:body",
        B,
        "field-*:getRegistrant:*",
    ),
    case(
        "a registrant's consent is true or false",
        of("getRegistrant", at("/registrant/marketingemail", lambda one: one == "Y")),
        "type-changed|string-to-bool|enum-to-bool:getRegistrant:/registrant/marketingemail",
        B,
    ),
    case(
        "first names are decomposed",
        of("listRegistrants", at("/registrants/*/firstname", decomposed)),
        "string-decomposed:listRegistrants:/registrants/*/firstname",
        I,
    ),
    case(
        "companies are escaped",
        of("listRegistrants", texts("/registrants/*/company", "^", "&quot;")),
        "string-escaped:listRegistrants:/registrants/*/company",
        D,
        "*:getRegistrant:*",
    ),
    case(
        "a registrant's number is beyond a double",
        of("listEventRegistrants", at("/registrants/*/eventuserid", lambda one: 2**53 + one * 2 + 1)),
        "int-beyond-double:listEventRegistrants:/registrants/*/eventuserid",
        D,
    ),
    case(
        "a domain is an object",
        of("listEngagedAccounts", at("/accounts/*/domains/*", lambda one: {"domain": one})),
        "array-items-to-objects:listEngagedAccounts:/accounts/*/domains/*",
        B,
    ),
    case(
        "downloads are not told",
        of("listResources", gone("/resourcesviewed/*/totaldownloads")),
        "field-required-removed:listResources:/resourcesviewed/*/totaldownloads",
        B,
    ),
    case(
        "a message of a chat has another name for its text",
        of("listGroupChats", rename("/groupchats/*/chatmessages/*/content", "text")),
        "field-renamed:listGroupChats:/groupchats/*/chatmessages/*/content",
        B,
    ),
    case(
        "a presenter's practice is true or false",
        of("listEventPresenters", at("/eventpresenters/*/ispracticesession", lambda one: one == "Y")),
        "type-changed|string-to-bool|enum-to-bool:listEventPresenters:/eventpresenters/*/ispracticesession",
        B,
    ),
    case(
        "an e-mail's body is not sent",
        of("listEmails", gone("/emails/*/body")),
        "field-optional-removed:listEmails:/emails/*/body",
        B,
        remembers=True,
    ),
    case(
        "rates of e-mails are fractions",
        of("listEmailStatistics", at("/emailStatistics/*/openrate", lambda one: one and round(one / 100, 4))),
        "values-changed|number-precision:listEmailStatistics:/emailStatistics/*/openrate",
        D,
    ),
    case(
        "statistics are in small letters",
        of("listEmailStatistics", lambda one: {name.lower(): each for name, each in one.items()}),
        "casing-changed:listEmailStatistics:body",
        B,
    ),
    case(
        "users tell a secret",
        of("listUsers", add("/users/*", "apiToken", "tok_9f6f711111")),
        "field-added-nested:listUsers:/users/*/apiToken or field-added-nested:listUsers:/users/*",
        D,
    ),
    case(
        "a permission is a word",
        of("listUsers", at("/users/*/permissions/View Analytics", lambda one: "yes" if one else "no")),
        "bool-to-string:listUsers:/users/*/permissions/*",
        B,
    ),
    case(
        "a language is an object",
        of("listLanguages", at("/languagecodes/*/languagecd", lambda one: {"code": one})),
        "string-to-object:listLanguages:/languagecodes/*/languagecd",
        B,
    ),
    case(
        "the reminder is in minutes",
        of("getCalendarReminder", put("/reminder", 15)),
        "type-changed|enum-to-int|string-to-int:getCalendarReminder:/reminder",
        B,
    ),
    case(
        "all events of a registrant lack when they registered",
        of("listRegistrantEvents", gone("/registrants/*/createtimestamp")),
        "field-required-removed|field-optional-removed:listRegistrantEvents:/registrants/*/createtimestamp",
        B,
        remembers=True,
    ),
)
