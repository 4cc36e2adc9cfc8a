"""A third set of Oniva's drifts, written by somebody who has not seen the tool: bookings and contacts."""

from __future__ import annotations

import uuid

from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.editing import at, gone, put, some, texts
from tests.drift.audit.held_edits import each
from tests.drift.audit.oniva_members import of
from tests.drift.audit.third_edits import alike, same, swapped, where

L, R = "listEventBookings:/items/*", "getBooking:"
DIFFERS = "list-differs-from-detail|values-changed|row-differs"
ROWS, RECORD = "listEventBookings", "getBooking"


BOOKED: tuple[Case, ...] = (
    case(
        "numbers have no zeros before them",
        of(RECORD, texts("/bookingNumber", "-0+", "-")),
        f"pattern-changed|format-changed:{R}/bookingNumber",
        D,
    ),
    case(
        "numbers are numbers",
        of(ROWS, at("/items/*/bookingNumber", lambda one: int(one.replace("-", "")))),
        f"type-changed|string-to-int:{L}/bookingNumber",
        B,
    ),
    case(
        "a booking's event is its number",
        of(RECORD, at("/eventId", lambda one: int(one[:8], 16))),
        f"id-uuid-to-int:{R}/eventId",
        B,
    ),
    case(
        "rows do not say of which event", of(ROWS, gone("/items/*/eventId")), f"field-required-removed:{L}/eventId", B
    ),
    case(
        "a record is of another event",
        of(RECORD, put("/eventId", str(uuid.UUID(int=7 << 76 | 8 << 60)))),
        f"{DIFFERS}|reference-broken:{L}/eventId or {DIFFERS}:{R}/eventId",
        D,
    ),
    case(
        "canceled is spelled as in England, rows and record",
        same(ROWS, "/status", lambda one: "cancelled" if one == "canceled" else one),
        f"enum-new-common|enum-new-rare:{L}/status",
        D,
        "*:listEventBookings:query/status",
        f"*:{R}/status",
    ),
    case(
        "expired ones are discarded",
        same(ROWS, "/status", lambda one: "discarded" if one == "expired" else one),
        "filter-status-ignored|filter-differs:listEventBookings:query/status or values-changed|enum-value-gone:"
        f"{L}/status",
        B,
        "*:listEventBookings:*",
        f"*:{R}/status",
        remembers=True,
    ),
    case(
        "contacts have an id each time",
        of(ROWS, at("/items/*/contact/id", lambda _: str(uuid.uuid4()))),
        f"{DIFFERS}|ids-renumbered:{L}/contact/id",
        D,
        remembers=True,
    ),
    case(
        "names are exchanged, in the record",
        of(RECORD, each("/contact", swapped("firstName", "lastName"))),
        f"{DIFFERS}:{L}/contact/firstName or {DIFFERS}:{R}/contact/firstName",
        D,
        "list-differs-*:*lastName",
        "values-changed:*lastName",
    ),
    case(
        "names are exchanged, rows and record",
        alike(ROWS, swapped("firstName", "lastName"), "/contact"),
        f"values-changed:{L}/contact/firstName",
        D,
        "values-changed:*",
        remembers=True,
    ),
    case(
        "genders are numbers of a standard",
        of(ROWS, at("/items/*/contact/gender", {"male": 1, "female": 2, "other": 9, None: 0}.get)),
        f"enum-to-int|type-changed:{L}/contact/gender",
        B,
    ),
    case(
        "no gender is another one, rows and record",
        same(ROWS, "/contact", lambda one: {**one, "gender": one["gender"] or "other"}),
        f"values-changed|became-not-null|null-became-empty:{L}/contact/gender",
        D,
        f"*:{R}/contact/gender",
        remembers=True,
    ),
    case(
        "telephones have no blanks, rows and record",
        same(ROWS, "/contact", lambda one: {**one, "mobile": one["mobile"] and one["mobile"].replace(" ", "")}),
        f"values-changed|format-changed:{L}/contact/mobile",
        D,
        f"*:{R}/contact/mobile",
        remembers=True,
    ),
    case(
        "a telephone is an object",
        of(RECORD, some("/contact/mobile", lambda one: {"number": one})),
        f"string-to-object:{R}/contact/mobile",
        B,
    ),
    case(
        "some languages of contacts are null",
        of(ROWS, at("/items/*/contact/language", lambda one: None if one == "de" else one)),
        f"became-nullable-rare|became-nullable-all:{L}/contact/language",
        B,
    ),
    case(
        "companies have no legal form, rows and record",
        same(ROWS, "/contact", lambda one: {**one, "company": one["company"] and one["company"].rpartition(" ")[0]}),
        f"values-changed|string-truncated:{L}/contact/company",
        D,
        f"*:{R}/contact/company",
        remembers=True,
    ),
    case(
        "addresses have capitals, in the list",
        of(ROWS, at("/items/*/contact/email", str.title)),
        f"{DIFFERS}:{L}/contact/email",
        D,
        "filter-*",
    ),
    case(
        "groups are numbers",
        of(ROWS, at("/items/*/contact/authorisationGroup/id", lambda one: int(one[:6], 16))),
        f"id-uuid-to-int:{L}/contact/authorisationGroup/id",
        B,
    ),
    case(
        "a contact is in several groups",
        of(RECORD, at("/contact/authorisationGroup", lambda one: [one])),
        f"type-changed|object-became-array|object-to-array:{R}/contact/authorisationGroup",
        B,
    ),
    case(
        "a group has no name in the list",
        of(ROWS, gone("/items/*/contact/authorisationGroup/name")),
        f"field-required-removed:{L}/contact/authorisationGroup/name",
        B,
    ),
    case(
        "answers that are numbers are numbers",
        of(
            ROWS,
            at(
                "/items/*/contact/fields",
                lambda one: {name: int(text) if text.isdigit() else text for name, text in one.items()},
            ),
        ),
        f"type-changed|string-to-int:{L}/contact/fields/*",
        B,
        "*:listEventBookings:/items/?/contact/fields/*",
    ),
    case(
        "answers in French are an empty list",
        of(ROWS, where(lambda row: row["language"] == "fr", put("/contact/fields", []))),
        f"type-changed|object-became-array:{L}/contact/fields",
        B,
    ),
    case(
        "answers are null where nothing was said",
        of(RECORD, at("/contact/fields", lambda one: {**one, "note": None})),
        f"became-nullable-all|became-nullable-rare|type-changed:{R}/contact/fields/*",
        B,
    ),
)
