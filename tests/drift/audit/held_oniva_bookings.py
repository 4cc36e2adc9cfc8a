"""A second set of Oniva's drifts, written from the taxonomy and the contract alone: bookings."""

from __future__ import annotations

from datetime import datetime

from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.changing import GONE
from tests.drift.audit.editing import at, gone, nulls, put, rename, some, texts
from tests.drift.audit.held_edits import each, lifted, status_is, word
from tests.drift.audit.oniva_members import of

L, R = "listEventBookings:/items/*", "getBooking:"
OPTIONS = "/items/*/options/*"
BOOKED: tuple[Case, ...] = (
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
)
