"""A second set of Oniva's drifts, written from the taxonomy and the contract alone: events, and who asks."""

from __future__ import annotations

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.editing import add, at, gone, nulls, put, some, texts
from tests.drift.audit.held_edits import decomposed, moment, status_is
from tests.drift.audit.oniva_members import of

E = "listEvents:/items/*"
EVENTS: tuple[Case, ...] = (
    case(
        "cancelled events have no end",
        of("listEvents", status_is("cancelled", gone("/endDate"))),
        f"field-required-removed:{E}/endDate",
        B,
    ),
    case(
        "a lead is cut at 20, in the list",
        of("listEvents", some("/items/*/lead", lambda one: one[:20])),
        f"string-truncated:{E}/lead",
        D,
    ),
    case(
        "a workspace's name is escaped",
        of("listEvents", texts("/items/*/workspace/name", "&", "&amp;")),
        f"string-escaped:{E}/workspace/name",
        D,
        remembers=True,
    ),
    case(
        "family names are decomposed",
        of("listEventBookings", at("/items/*/contact/lastName", decomposed)),
        "string-decomposed:listEventBookings:/items/*/contact/lastName",
        I,
    ),
    case(
        "titles have blanks at their end",
        of("listEvents", at("/items/*/title", lambda one: one + "  ")),
        f"values-changed|list-differs-from-detail:{E}/title",
        D,
        "list-differs-from-detail:*",
    ),
    case(
        "a country has three letters",
        of("listEvents", texts("/items/*/location/country", "CH", "CHE")),
        f"format-changed|pattern-changed|bound-exceeded:{E}/location/country",
        D,
    ),
    case(
        "a country is in small letters, in the record",
        of("getEvent", some("/location/country", str.lower)),
        "enum-case|format-changed|pattern-changed:getEvent:/location/country",
        B,
    ),
    case(
        "the zone is CET",
        of("listEvents", put("/items/*/timezone", "CET")),
        f"enum-new-common|values-changed:{E}/timezone",
        D,
    ),
    case(
        "languages are a text, in the record",
        of("getEvent", at("/languages", ",".join)),
        "array-to-csv:getEvent:/languages",
        B,
    ),
    case(
        "tags are objects",
        of("listEvents", at("/items/*/tags/*", lambda one: {"name": one})),
        f"array-items-to-objects:{E}/tags/*",
        B,
    ),
    case(
        "some categories are null",
        of("listEvents", at("/items/3/categories", lambda _: None)),
        f"became-nullable-rare:{E}/categories",
        B,
    ),
    case(
        "links are of http",
        of("listEvents", texts("/items/*/url", "^https:", "http:")),
        f"plain-http|links-plain-http|links-other-host|links-http:{E}/url",
        D,
        "*:getEvent:/url",
    ),
    case(
        "no capacity is a word",
        of("getEvent", nulls("/options/*/capacity", "unlimited")),
        "type-changed|int-to-string|null-became-empty:getEvent:/options/*/capacity",
        B,
    ),
    case(
        "places taken are not told",
        of("getEvent", gone("/options/*/bookedCount")),
        "field-required-removed:getEvent:/options/*/bookedCount",
        B,
    ),
    case(
        "options are by their id",
        of("getEvent", at("/options", lambda one: {each["id"]: each for each in one})),
        "array-became-map:getEvent:/options",
        B,
    ),
    case(
        "places taken are beyond a double",
        of("getEvent", put("/options/*/bookedCount", 2**53 + 1)),
        "int-beyond-double:getEvent:/options/*/bookedCount",
        D,
    ),
    case(
        "a place is null in the list only",
        of("listEvents", put("/items/*/location", None)),
        f"list-differs-from-detail|list-became-summary|values-changed|became-nullable-all:{E}/location",
        B,
    ),
    case("the tenant's id is a number", of("getMe", put("/tenant/id", 4711)), "id-uuid-to-int:getMe:/tenant/id", B),
    case("scopes are one text", of("getMe", at("/scopes", " ".join)), "array-to-csv:getMe:/scopes", B),
    case(
        "a token dies in UTC",
        of("getMe", moment("/expiresAt", "%Y-%m-%dT%H:%M:%SZ")),
        "datetime-offset:getMe:/expiresAt",
        D,
    ),
    case(
        "a secret is shown",
        of("getMe", add("", "clientSecret", "zcQQiLJgiGq4iIdoiAi7Zo5XnhOmtBSA")),
        "field-added:getMe:/clientSecret or field-added:getMe:body",
        D,
    ),
    case(
        "events tell an organiser's address",
        of("listEvents", add("/items/*", "organizerEmail", "anna.muster@forum-aaretal.example")),
        "field-added-nested:listEvents:/items/*/organizerEmail or field-added-nested:listEvents:/items/*",
        D,
    ),
    case("who asks is wrapped", of("getMe", lambda one: {"data": one}), "detail-wrapped:getMe:body", B),
)
