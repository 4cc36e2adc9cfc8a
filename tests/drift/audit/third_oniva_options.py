"""A third set of Oniva's drifts, written by somebody who has not seen the tool: what was booked."""

from __future__ import annotations

from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.changing import GONE
from tests.drift.audit.editing import add, at, gone, nulls, put, rename, some, texts
from tests.drift.audit.held_edits import each, word
from tests.drift.audit.oniva_members import of
from tests.drift.audit.third_edits import copied, every, same, where, winter

L, R = "listEventBookings:/items/*", "getBooking:"
DIFFERS = "list-differs-from-detail|values-changed"
ROWS, RECORD = "listEventBookings", "getBooking"


OPTIONS: tuple[Case, ...] = (
    case(
        "what was booked has no id, in the record",
        of(RECORD, gone("/options/*/id")),
        f"field-required-removed:{R}/options/*/id",
        B,
    ),
    case(
        "what was booked has the option's id",
        of(ROWS, each("/items/*/options/*", copied("optionId", "id"))),
        f"{DIFFERS}|ids-renumbered:{L}/options/*/id",
        D,
    ),
    case(
        "add-ons are of no option",
        of(ROWS, where(lambda one: one["type"] == "addon", put("/optionId", None), "/items/*/options/*")),
        f"became-nullable-rare|became-nullable-all:{L}/options/*/optionId",
        B,
    ),
    case(
        "what was booked has another name, in the record",
        of(RECORD, rename("/options/*/title", "name")),
        f"field-renamed:{R}/options/*/title",
        B,
    ),
    case(
        "an add-on has a dash",
        of(ROWS, word("/items/*/options/*/type", "addon", "add-on")),
        f"enum-new-rare|enum-new-common|enum-case:{L}/options/*/type",
        D,
    ),
    case(
        "the waiting list has an underscore",
        of(ROWS, word("/items/*/options/*/status", "waitingList", "waiting_list")),
        f"enum-case|enum-new-rare|enum-new-common:{L}/options/*/status",
        D,
    ),
    case(
        "nothing is taken of what was canceled",
        of(ROWS, where(lambda one: one["status"] == "canceled", put("/quantity", 0), "/items/*/options/*")),
        f"bound-exceeded:{L}/options/*/quantity",
        D,
    ),
    case(
        "free is 0, in the list",
        of(ROWS, nulls("/items/*/options/*/price", 0)),
        f"null-became-empty|{DIFFERS}:{L}/options/*/price",
        D,
    ),
    case(
        "companions are left out",
        of(ROWS, at("/items/*/options/*/participants", lambda all: [one for one in all if not one["isCompanion"]])),
        f"{DIFFERS}|array-shortened:{L}/options/*/participants or {DIFFERS}:{L}/options/*/participants/*",
        D,
        f"list-differs-*:{L}/options/*/participants/*",
    ),
    case(
        "participants tell their address",
        of(RECORD, add("/options/*/participants/*", "email", "a@b.example")),
        f"field-added-nested:{R}/options/*/participants/*",
        D,
    ),
    case(
        "nobody came is null",
        of(ROWS, at("/items/*/options/*/checkIn/attendance", lambda one: one or None)),
        f"became-nullable-rare|became-nullable-all:{L}/options/*/checkIn/attendance",
        B,
    ),
    case(
        "when nobody came is left out",
        of(RECORD, at("/options/*/checkIn/attendanceDate", lambda one: GONE if one is None else one)),
        f"null-became-missing|field-required-removed:{R}/options/*/checkIn/attendanceDate",
        D,
    ),
    case(
        "what is checked in has the offset of winter",
        of(ROWS, some("/items/*/options/*/checkIn/attendanceDate", winter)),
        f"datetime-offset:{L}/options/*/checkIn/attendanceDate",
        D,
    ),
    case(
        "bookings have no language in French",
        of(ROWS, where(lambda row: row["language"] == "fr", gone("/language"))),
        f"field-required-removed|field-became-optional:{L}/language",
        B,
    ),
    case(
        "bookings are made at full minutes",
        of(ROWS, texts("/items/*/createdAt", r":\d\d([+-])", r":00\1")),
        f"{DIFFERS}:{L}/createdAt",
        D,
        "filter-*",
        "order-*",
    ),
    case(
        "a record does not say when it was changed",
        of(RECORD, gone("/updatedAt")),
        f"field-required-removed:{R}/updatedAt",
        B,
    ),
    case(
        "what was not confirmed was when it was made",
        of(ROWS, each("/items/*", lambda row: row.update(confirmedAt=row["confirmedAt"] or row["createdAt"]))),
        f"{DIFFERS}|became-not-null:{L}/confirmedAt",
        D,
    ),
    case(
        "not canceled is the year 9999, rows and record",
        same(ROWS, "/canceledAt", lambda one: one or "9999-12-31T00:00:00+01:00"),
        f"values-changed|null-became-empty|became-not-null:{L}/canceledAt",
        D,
        f"*:{R}/canceledAt",
        remembers=True,
    ),
    case(
        "not canceled is zeros",
        of(ROWS, nulls("/items/*/canceledAt", "0000-00-00 00:00:00")),
        f"format-changed|null-became-empty|datetime-space:{L}/canceledAt",
        D,
    ),
    case(
        "half of the servers have another name for a member",
        every(2, of(ROWS, rename("/items/*/bookingNumber", "number"))),
        f"field-renamed:{L}/bookingNumber",
        B,
    ),
    case(
        "one in three servers has snake case for an amount",
        every(
            3,
            of(
                ROWS,
                at(
                    "/items/*/payment",
                    lambda one: one and {"fee_amount" if k == "feeAmount" else k: v for k, v in one.items()},
                ),
            ),
        ),
        "casing-changed:listEventBookings:body or field-renamed:listEventBookings:/items/*/payment/feeAmount",
        B,
    ),
)
