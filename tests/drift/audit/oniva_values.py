"""Drifts of Oniva's values: types, formats, units, words and texts (rows 18 to 41)."""

from __future__ import annotations

import re

from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.changing import Edit, encoded, is_of, page_two, together
from tests.drift.audit.editing import some
from tests.drift.audit.oniva_members import of
from tests.drift.whole.proxy import Drift


def both(row: str, record: str, pointer: str, change: Edit) -> Drift:
    """Change the same value in rows and in the record."""
    return together(of(row, some(f"/items/*{pointer}", change)), of(record, some(pointer, change)))


def raw(operation: str, pattern: bytes, replacement: bytes) -> Drift:
    """Rewrite JSON as it is written."""
    return encoded(is_of("oniva", operation), lambda body: re.sub(pattern, replacement, body))


def cents(one: float) -> int:
    """Hundred times as much."""
    return round(one * 100)


ROWS = "listEventBookings:/items/*"
VALUES: tuple[Case, ...] = (
    case(
        "a count is a text in the record",
        of("getEvent", some("/options/*/capacity", str)),
        "int-to-string:getEvent:/options/*/capacity",
        B,
    ),
    case(
        "a nested count is a float",
        raw("getBooking", rb'("quantity":\d+)', rb"\1.0"),
        "int-to-float:getBooking:/options/*/quantity",
        D,
    ),
    case("the total is a text", of("listEvents", some("/totalCount", str)), "int-to-string:listEvents:/totalCount", B),
    case(
        "an id in a nested list is a number",
        of("listEventBookings", some("/items/*/options/*/optionId", lambda one: int(one[:8], 16))),
        f"id-uuid-to-int:{ROWS}/options/*/optionId",
        B,
        "list-differs-from-detail:*",
    ),
    case(
        "an id has a prefix",
        of("getMe", some("/tenant/id", lambda one: f"ten_{one}")),
        "id-prefixed:getMe:/tenant/id",
        D,
    ),
    case(
        "an id has no dashes",
        of("getBooking", some("/contact/id", lambda one: one.replace("-", ""))),
        "format-changed|id-prefixed:getBooking:/contact/id",
        B,
        "list-differs-from-detail:*",
    ),
    case(
        "an id is in capitals in rows",
        of("listEventBookings", some("/items/*/contact/id", str.upper)),
        f"list-differs-from-detail|format-changed:{ROWS}/contact/id",
        D,
    ),
    case(
        "a flag is the text true",
        of("getBooking", some("/options/*/checkIn/attendance", lambda one: str(one).lower())),
        "bool-to-string:getBooking:/options/*/checkIn/attendance",
        B,
    ),
    case(
        "a flag is Y or N",
        of("listEvents", some("/items/*/isOnline", lambda one: "NY"[one])),
        "bool-to-string:listEvents:/items/*/isOnline",
        B,
    ),
    case(
        "a flag is 0 or 1 on later pages",
        of("listEvents", some("/items/*/isOnline", int), page_two),
        "bool-to-int:listEvents:/items/*/isOnline",
        B,
    ),
    case(
        "money is a text",
        of("listEventBookings", some("/items/*/payment/amount", "{:.2f}".format)),
        f"money-number-to-string:{ROWS}/payment/amount",
        B,
    ),
    case(
        "money is a text with a comma",
        of("getEvent", some("/options/*/price", lambda one: f"{one:.2f}".replace(".", ","))),
        "money-comma:getEvent:/options/*/price",
        B,
    ),
    case(
        "money is in cents in rows and record",
        both("listEventBookings", "getBooking", "/payment/amount", cents),
        f"money-minor-units:{ROWS}/payment/amount",
        B,
        "money-minor-units:getBooking:/payment/amount",
        remembers=True,
    ),
    case(
        "money is in cents where the record is alone",
        of("getEvent", some("/options/*/price", cents)),
        "money-minor-units:getEvent:/options/*/price",
        B,
        remembers=True,
    ),
    case(
        "money is in thousandths",
        of("getEvent", some("/options/*/price", lambda one: round(one * 1000))),
        "money-minor-units|values-changed:getEvent:/options/*/price",
        B,
        remembers=True,
    ),
    case(
        "a currency is in small letters",
        of("listEvents", some("/items/*/currency", str.lower)),
        "enum-case:listEvents:/items/*/currency",
        B,
    ),
    case(
        "a currency is its sign",
        of("getEvent", some("/currency", lambda one: {"CHF": "Fr.", "EUR": "€"}.get(one, "$"))),
        "enum-new-common|format-changed:getEvent:/currency",
        D,
        "list-differs-from-detail:*",
    ),
    case(
        "an array is a text",
        of("listEvents", some("/items/*/languages", ",".join)),
        "array-to-csv:listEvents:/items/*/languages",
        B,
        "array-single-unlisted:listEvents:/items/*/languages",
    ),
    case(
        "words of a record are objects",
        of("getEvent", some("/tags/*", lambda one: {"name": one})),
        "array-items-to-objects:getEvent:/tags/*",
        B,
    ),
    case(
        "an array is a map by id",
        of("getEvent", some("/options", lambda one: {each["id"]: each for each in one})),
        "array-became-map:getEvent:/options",
        B,
    ),
    case(
        "an array of one is that one",
        of("listEventBookings", some("/items/*/options", lambda one: one[0] if len(one) == 1 else one)),
        f"array-single-unlisted:{ROWS}/options",
        B,
    ),
)
