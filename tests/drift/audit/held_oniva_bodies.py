"""A second set of Oniva's drifts, written from the taxonomy and the contract alone: what documents hold."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import GONE, Edit
from tests.drift.audit.editing import add, at, gone, nulls, put, rename, some, texts
from tests.drift.audit.oniva_members import of

L, R = "listEventBookings:/items/*", "getBooking:"
E = "listEvents:/items/*"
OPTIONS = "/items/*/options/*"


def status_is(word: str, edit: Edit) -> Edit:
    """Change rows of one status only."""

    def change(page: Any) -> None:
        for row in page["items"]:
            if row["status"] == word:
                edit(row)

    return change


def lifted(name: str) -> Edit:
    """Put what an object has where the object is."""

    def change(row: Any) -> None:
        row.update(row.pop(name))

    return change


def each(pointer: str, edit: Edit) -> Edit:
    """Change objects in their place."""

    def change(one: Any) -> Any:
        edit(one)
        return one

    return at(pointer, change)


def word(pointer: str, old: str, new: str) -> Edit:
    """Spell one word otherwise."""
    return at(pointer, lambda one: new if one == old else one)


def moment(pointer: str, write: str) -> Edit:
    """Write a moment otherwise, in UTC."""
    return some(pointer, lambda one: datetime.fromisoformat(one).astimezone(UTC).strftime(write))


def decomposed(text: str) -> str:
    """Accents of their own."""
    return unicodedata.normalize("NFD", text)


BODIES: tuple[Case, ...] = (
    case(
        "participants lose their first name in the record",
        of("getBooking", gone("/options/*/participants/*/firstName")),
        f"field-required-removed:{R}/options/*/participants/*/firstName",
        B,
    ),
    case(
        "participants' family name has another name in the list",
        of("listEventBookings", rename(f"{OPTIONS}/participants/*/lastName", "familyName")),
        f"field-renamed:{L}/options/*/participants/*/lastName",
        B,
    ),
    case(
        "participants are texts",
        of(
            "listEventBookings",
            at(f"{OPTIONS}/participants/*", lambda one: f"{one['firstName']} {one['lastName']}"),
        ),
        f"object-to-string:{L}/options/*/participants/*",
        B,
    ),
    case(
        "one participant is no array, in the record",
        of("getBooking", at("/options/*/participants", lambda one: one[0] if len(one) == 1 else one)),
        f"array-single-unlisted:{R}/options/*/participants",
        B,
    ),
    case(
        "participants' names are masked",
        of("listEventBookings", put(f"{OPTIONS}/participants/*/lastName", "***")),
        f"pii-masked:{L}/options/*/participants/*/lastName",
        B,
    ),
    case(
        "a companion is Y or N",
        of("listEventBookings", at(f"{OPTIONS}/participants/*/isCompanion", lambda one: "Y" if one else "N")),
        f"bool-to-string:{L}/options/*/participants/*/isCompanion",
        B,
    ),
    case(
        "what was checked in is null",
        of("listEventBookings", put(f"{OPTIONS}/checkIn", None)),
        f"became-nullable-all:{L}/options/*/checkIn",
        B,
    ),
    case(
        "what was checked in is beside the option",
        of("listEventBookings", each(OPTIONS, lifted("checkIn"))),
        f"object-flattened:{L}/options/*/checkIn",
        B,
        "field-*",
    ),
    case(
        "attendance is 0 or 1 in the record",
        of("getBooking", at("/options/*/checkIn/attendance", int)),
        f"bool-to-int:{R}/options/*/checkIn/attendance",
        B,
    ),
    case(
        "an attendance has no zone",
        of("listEventBookings", texts(f"{OPTIONS}/checkIn/attendanceDate", r"[+-]\d\d:\d\d$", "")),
        f"datetime-no-tz:{L}/options/*/checkIn/attendanceDate",
        B,
    ),
    case(
        "a quantity is a text",
        of("listEventBookings", at(f"{OPTIONS}/quantity", str)),
        f"int-to-string:{L}/options/*/quantity",
        B,
    ),
    case(
        "a price has a comma, in the record",
        of("getBooking", some("/options/*/price", lambda one: f"{one:.2f}".replace(".", ","))),
        f"money-comma:{R}/options/*/price",
        B,
    ),
    case(
        "how is paid is in capitals",
        of("listEventBookings", some("/items/*/payment/method", str.upper)),
        f"enum-case:{L}/payment/method",
        B,
        "enum-*:getBooking:*",
    ),
    case(
        "one status has a capital",
        of("listEventBookings", word("/items/*/status", "expired", "Expired")),
        f"enum-case:{L}/status",
        B,
        "*:listEventBookings:query/status",
    ),
    case(
        "one rare status has another word",
        of("listEventBookings", word("/items/*/status", "tentative", "provisional")),
        f"enum-new-rare|enum-new-common:{L}/status",
        D,
        "*:listEventBookings:query/status",
    ),
    case(
        "gender is a letter",
        of("listEventBookings", some("/items/*/contact/gender", lambda one: one[0])),
        f"enum-new-common|enum-new-rare:{L}/contact/gender",
        D,
    ),
    case(
        "a group is its name",
        of("listEventBookings", at("/items/*/contact/authorisationGroup", lambda one: one["name"])),
        f"object-to-string:{L}/contact/authorisationGroup",
        B,
    ),
    case(
        "answers to a form are a list",
        of(
            "listEventBookings",
            at("/items/*/contact/fields", lambda one: [{"name": name, "value": text} for name, text in one.items()]),
        ),
        f"type-changed|object-became-array:{L}/contact/fields",
        B,
    ),
    case(
        "the tax is in rappen",
        of("listEventBookings", some("/items/*/payment/vatAmount", lambda one: round(one * 100))),
        f"money-minor-units:{L}/payment/vatAmount",
        B,
    ),
    case(
        "the rate of the tax is a fraction",
        of("listEventBookings", some("/items/*/payment/vatRate", lambda one: one / 100)),
        f"list-differs-from-detail|values-changed|number-precision:{L}/payment/vatRate or "
        f"money-minor-units|values-changed:{L}/payment/vatAmount",
        B,
    ),
    case(
        "a fee is null",
        of("listEventBookings", put("/items/*/payment/feeAmount", None)),
        f"became-nullable-all:{L}/payment/feeAmount",
        B,
    ),
    case(
        "when was paid is a day, in the record",
        of("getBooking", some("/payment/paidAt", lambda one: one[:10])),
        f"datetime-date-only:{R}/payment/paidAt",
        B,
    ),
    case(
        "when was confirmed is a number, in the list",
        of("listEventBookings", some("/items/*/confirmedAt", lambda one: int(datetime.fromisoformat(one).timestamp()))),
        f"datetime-epoch:{L}/confirmedAt",
        B,
    ),
    case(
        "not canceled is an empty text",
        of("listEventBookings", nulls("/items/*/canceledAt", "")),
        f"null-became-empty:{L}/canceledAt",
        D,
    ),
    case(
        "no mobile is an empty text",
        of("listEventBookings", nulls("/items/*/contact/mobile", "")),
        f"null-became-empty:{L}/contact/mobile",
        D,
    ),
    case(
        "a booking's number has no dash",
        of("listEventBookings", texts("/items/*/bookingNumber", "-", "")),
        f"format-changed|pattern-changed:{L}/bookingNumber",
        D,
    ),
    case(
        "a booking's event has a prefix",
        of("listEventBookings", texts("/items/*/eventId", "^", "evt_")),
        f"id-prefixed:{L}/eventId",
        D,
    ),
    case(
        "a language is written out",
        of("listEventBookings", at("/items/*/language", {"de": "German", "fr": "French", "it": "Italian"}.get)),
        f"enum-new-common|enum-new-rare:{L}/language",
        D,
        f"became-nullable-*:{L}/language",
    ),
    case(
        "canceled rows do not tell when they were confirmed",
        of("listEventBookings", status_is("canceled", gone("/confirmedAt"))),
        f"field-required-removed|null-became-missing:{L}/confirmedAt",
        B,
    ),
    case(
        "no company is left out",
        of("listEventBookings", at("/items/*/contact/company", lambda one: GONE if one is None else one)),
        f"null-became-missing:{L}/contact/company",
        D,
    ),
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
    ),
    case(
        "family names are decomposed",
        of("listEventBookings", at("/items/*/contact/lastName", decomposed)),
        f"string-decomposed:{L}/contact/lastName",
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
