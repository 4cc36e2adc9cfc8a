"""Drifts of Oniva's documents: members that go, come, move and are called otherwise (rows 1 to 17)."""

from __future__ import annotations

from typing import Any

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import Edit, When, always, document, is_of, page_two
from tests.drift.audit.editing import GONE, add, all_of, at, gone, keys, nulls, put, rename, snake, some
from tests.drift.whole.proxy import Drift


def of(operation: str, edit: Edit, further: When = always) -> Drift:
    """Change the documents of an operation of Oniva's."""
    return document(is_of("oniva", operation), edit, further=further)


def email_beside(booking: Any) -> None:
    """Move the address out of the contact."""
    booking["email"] = booking["contact"].pop("email")


def other_rows(page: Any) -> None:
    """Mix in rows that are something else."""
    for row in page["items"][2:3]:
        row.clear()
        row.update({"type": "series", "name": "Reihe", "members": [1, 2]})


MEMBERS: tuple[Case, ...] = (
    case(
        "a member is gone on later pages only",
        of("listEvents", gone("/items/*/timezone"), page_two),
        "field-required-removed:listEvents:/items/*/timezone",
        B,
    ),
    case(
        "a nested member is gone in the record only",
        of("getEvent", gone("/location/zip")),
        "field-required-removed:getEvent:/location/zip",
        B,
    ),
    case(
        "a member is gone in the first row only",
        of("listEvents", gone("/items/0/currency")),
        "field-required-removed:listEvents:/items/*/currency",
        B,
    ),
    case(
        "a member deep in two lists is gone",
        of("listEventBookings", gone("/items/*/options/*/participants/*/isCompanion")),
        "field-required-removed:listEventBookings:/items/*/options/*/participants/*/isCompanion",
        B,
    ),
    case(
        "a nested member has another name in the record",
        of("getBooking", rename("/contact/firstName", "givenName")),
        "field-renamed:getBooking:/contact/firstName",
        B,
    ),
    case(
        "a member has another name on later pages",
        of("listEvents", rename("/items/*/timezone", "tz"), page_two),
        "field-renamed:listEvents:/items/*/timezone",
        B,
    ),
    case(
        "a member of a nested list has another name",
        of("listEventBookings", rename("/items/*/options/*/quantity", "count")),
        "field-renamed:listEventBookings:/items/*/options/*/quantity",
        B,
    ),
    case(
        "a count in the envelope has another name",
        of("listEventBookings", rename("/itemCount", "returned")),
        "field-renamed:listEventBookings:/itemCount",
        B,
    ),
    case(
        "options have a member more",
        of("getEvent", add("/options/*", "vatIncluded", True)),
        "field-added-nested:getEvent:/options/*",
        I,
    ),
    case(
        "one row has a member more",
        of("listEvents", add("/items/1", "seriesId", None)),
        "field-added-nested:listEvents:/items/*",
        I,
    ),
    case(
        "the envelope has links", of("listEvents", add("", "links", {"next": None})), "field-added:listEvents:body", I
    ),
    case("a secret appears", of("getMe", add("", "clientSecret", "u8Zq1" * 8)), "field-added:getMe:body", D),
    case(
        "an address of a person appears in a list",
        of("listEvents", add("/items/*", "organiser", "maria.keller@firma.example")),
        "field-added-nested:listEvents:/items/*",
        D,
    ),
    case(
        "a nested member moves to the top",
        of("getBooking", email_beside),
        "field-moved:getBooking:/contact/email",
        B,
        "list-differs-from-detail:getBooking:*",
    ),
    case(
        "the options of a record are in snake case",
        of("getEvent", keys(snake, "/options")),
        "casing-changed:getEvent:body or casing-changed:getEvent:/options/*",
        B,
    ),
    case("a whole record is in snake case", of("getBooking", keys(snake)), "casing-changed:getBooking:body", B),
    case(
        "rows have less than the record",
        of("listEventBookings", all_of(gone("/items/*/payment"), gone("/items/*/options"), gone("/items/*/contact"))),
        "field-required-removed:listEventBookings:/items/*/payment",
        B,
        "field-required-removed:listEventBookings:/items/*/*",
    ),
    case(
        "null is left out of the record",
        of("getBooking", at("/canceledAt", lambda one: GONE if one is None else one)),
        "null-became-missing|field-required-removed:getBooking:/canceledAt",
        D,
    ),
    case(
        "null is left out of a nested object in rows",
        of("listEventBookings", at("/items/*/contact/company", lambda one: GONE if one is None else one)),
        "null-became-missing:listEventBookings:/items/*/contact/company",
        D,
    ),
    case(
        "null is an empty text in rows",
        of("listEventBookings", nulls("/items/*/contact/company", "")),
        "null-became-empty:listEventBookings:/items/*/contact/company",
        D,
    ),
    case(
        "null is 0",
        of("getEvent", nulls("/options/*/capacity", 0)),
        "null-became-empty:getEvent:/options/*/capacity",
        D,
        remembers=True,
    ),
    case(
        "null is an empty object",
        of("listEventBookings", nulls("/items/*/payment", {})),
        "null-became-empty:listEventBookings:/items/*/payment",
        D,
        "field-required-removed:listEventBookings:/items/*/payment/*",
    ),
    case(
        "one title on a later page is null",
        of("listEvents", put("/items/3/title", None), page_two),
        "became-nullable-rare:listEvents:/items/*/title",
        B,
    ),
    case(
        "the contact of a record is null",
        of("getBooking", put("/contact", None)),
        "became-nullable-all:getBooking:/contact",
        B,
    ),
    case(
        "what may be null always is",
        of("listEvents", put("/items/*/lead", None)),
        "field-optional-removed|became-nullable-all:listEvents:/items/*/lead",
        B,
        "list-differs-from-detail:*",
        remembers=True,
    ),
    case(
        "a row is of another kind",
        of("listEvents", other_rows),
        "field-required-removed|became-polymorphic|object-kind-new:listEvents:/items/* or "
        "field-required-removed:listEvents:/items/*/id or field-required-removed:listEvents:/items/*/title",
        B,
        "field-*:listEvents:/items/*",
    ),
    case(
        "an object is its id",
        of("listEvents", at("/items/*/workspace", lambda one: one["id"])),
        "object-to-id:listEvents:/items/*/workspace/id or object-to-string:listEvents:/items/*/workspace",
        B,
    ),
    case(
        "an id is the object",
        of("getBooking", at("/eventId", lambda one: {"id": one, "title": "Tag"})),
        "id-to-object:getBooking:/eventId",
        B,
    ),
    case(
        "objects of a nested list are texts",
        of("getBooking", at("/options/*/participants/*", lambda one: one["firstName"])),
        "object-to-string:getBooking:/options/*/participants/* or object-to-string:getBooking:/options/*/participants",
        B,
    ),
    case(
        "an object is flat in the record",
        of(
            "getBooking",
            lambda one: one.update({f"payment{k.title()}": v for k, v in (one.pop("payment") or {}).items()}),
        ),
        "object-flattened|field-required-removed|field-moved:getBooking:/payment",
        B,
        "field-added:getBooking:body",
    ),
    case(
        "free fields are a list of names and values",
        of("getBooking", some("/contact/fields", lambda one: [{"name": k, "value": v} for k, v in one.items()])),
        "type-changed|object-to-array:getBooking:/contact/fields",
        B,
    ),
)
