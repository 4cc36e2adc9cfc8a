"""Drifts of Oniva's values: types, formats, units, words and texts (rows 18 to 41)."""

from __future__ import annotations

import re
from unicodedata import normalize

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import encoded, is_of, page_two, together
from tests.drift.audit.editing import all_of, at, some, texts
from tests.drift.audit.oniva_members import of
from tests.drift.whole.proxy import Drift


def both(row: str, record: str, pointer: str, change: object) -> Drift:
    """Change the same value in rows and in the record."""
    return together(of(row, some(f"/items/*{pointer}", change)), of(record, some(pointer, change)))  # type: ignore[arg-type]


def raw(operation: str, pattern: bytes, replacement: bytes) -> Drift:
    """Rewrite JSON as it is written."""
    return encoded(is_of("oniva", operation), lambda body: re.sub(pattern, replacement, body))


def cents(one: float) -> int:
    """Hundred times as much."""
    return round(one * 100)


ROWS = "listEventBookings:/items/*"
VALUES: tuple[Case, ...] = (
    case("a count is a text in the record", of("getEvent", some("/options/*/capacity", str)), "int-to-string:getEvent:/options/*/capacity", B),
    case("a nested count is a float", raw("getBooking", rb'("quantity":\d+)', rb"\1.0"), "int-to-float:getBooking:/options/*/quantity", D),
    case("the total is a text", of("listEvents", some("/totalCount", str)), "int-to-string:listEvents:/totalCount", B),
    case(
        "an id in a nested list is a number",
        of("listEventBookings", some("/items/*/options/*/optionId", lambda one: int(one[:8], 16))),
        f"id-uuid-to-int:{ROWS}/options/*/optionId", B, "list-differs-from-detail:*",
    ),
    case("an id has a prefix", of("getMe", some("/tenant/id", lambda one: f"ten_{one}")), "id-prefixed:getMe:/tenant/id", D),
    case(
        "an id has no dashes",
        of("getBooking", some("/contact/id", lambda one: one.replace("-", ""))),
        "format-changed|id-prefixed:getBooking:/contact/id", B, "list-differs-from-detail:*",
    ),
    case(
        "an id is in capitals in rows",
        of("listEventBookings", some("/items/*/contact/id", str.upper)),
        f"format-changed|id-case|values-changed|enum-case:{ROWS}/contact/id or list-differs-from-detail:getBooking:/contact/id", D,
    ),
    case("a flag is the text true", of("getBooking", some("/options/*/checkIn/attendance", lambda one: str(one).lower())), "bool-to-string:getBooking:/options/*/checkIn/attendance", B),
    case("a flag is Y or N", of("listEvents", some("/items/*/isOnline", lambda one: "NY"[one])), "bool-to-string:listEvents:/items/*/isOnline", B),
    case("a flag is 0 or 1 on later pages", of("listEvents", some("/items/*/isOnline", int), page_two), "bool-to-int:listEvents:/items/*/isOnline", B),
    case("money is a text", of("listEventBookings", some("/items/*/payment/amount", "{:.2f}".format)), f"money-number-to-string:{ROWS}/payment/amount", B),
    case("money is a text with a comma", of("getEvent", some("/options/*/price", lambda one: f"{one:.2f}".replace(".", ","))), "money-comma:getEvent:/options/*/price", B),
    case("money is in cents in rows and record", both("listEventBookings", "getBooking", "/payment/amount", cents), f"money-minor-units:{ROWS}/payment/amount", B, "money-minor-units:getBooking:/payment/amount"),
    case("money is in cents where the record is alone", of("getEvent", some("/options/*/price", cents)), "money-minor-units:getEvent:/options/*/price", B),
    case("money is in thousandths", of("getEvent", some("/options/*/price", lambda one: round(one * 1000))), "money-minor-units|values-changed:getEvent:/options/*/price", B, remembers=True),
    case("a currency is in small letters", of("listEvents", some("/items/*/currency", str.lower)), "enum-case:listEvents:/items/*/currency", B),
    case("a currency is its sign", of("getEvent", some("/currency", lambda one: {"CHF": "Fr.", "EUR": "€"}.get(one, "$"))), "enum-new-common|format-changed:getEvent:/currency", D, "list-differs-from-detail:*"),
    case("an array is a text", of("listEvents", some("/items/*/languages", ",".join)), "array-to-csv:listEvents:/items/*/languages", B, "array-single-unlisted:listEvents:/items/*/languages"),
    case("words of a record are objects", of("getEvent", some("/tags/*", lambda one: {"name": one})), "array-items-to-objects:getEvent:/tags/*", B),
    case("an array is a map by id", of("getEvent", some("/options", lambda one: {each["id"]: each for each in one})), "array-became-map:getEvent:/options", B),
    case("an array of one is that one", of("listEventBookings", some("/items/*/options", lambda one: one[0] if len(one) == 1 else one)), f"array-single-unlisted:{ROWS}/options", B),
    case("payments have a new word", of("listEventBookings", texts("/items/*/payment/status", "paid", "settled")), f"enum-new-common:{ROWS}/payment/status", D, "list-differs-from-detail:*"),
    case("one event has a new word, on a later page", of("listEvents", at("/items/2/status", lambda _: "archived"), page_two), "enum-new-rare|enum-new-common:listEvents:/items/*/status", D),
    case("options of records have a new word", of("getEvent", at("/options/*/type", lambda _: "session")), "enum-new-common:getEvent:/options/*/type", D),
    case("a nested word is short", of("getBooking", texts("/contact/gender", "^(.).*", r"\1")), "enum-new-common:getBooking:/contact/gender", D, "list-differs-from-detail:*"),
    case("a nested language is in capitals", of("getBooking", some("/contact/language", str.upper)), "enum-case:getBooking:/contact/language", B),
    case("a language has a region", of("listEventBookings", some("/items/*/language", lambda one: f"{one}-CH")), f"enum-new-common|format-changed:{ROWS}/language", D),
    case("titles are cut in rows and record", both("listEvents", "getEvent", "/title", lambda one: one[:16]), "string-truncated:listEvents:/items/*/title", D, "string-truncated:getEvent:/title", remembers=True),
    case("titles are cut with dots, in rows only", of("listEvents", texts("/items/*/title", "^(.{16}).+", r"\1…")), "string-truncated:listEvents:/items/*/title", D),
    case("titles are HTML", of("listEvents", some("/items/*/title", lambda one: f"<p>{one}</p>")), "string-escaped:listEvents:/items/*/title", D),
    case("a family name is HTML in rows and record", both("listEventBookings", "getBooking", "/contact/lastName", lambda one: "".join(c if c.isascii() else f"&#{ord(c)};" for c in one)), f"string-escaped:{ROWS}/contact/lastName", D, "string-escaped:getBooking:/contact/lastName"),
    case("numbers of telephones are masked", both("listEventBookings", "getBooking", "/contact/mobile", lambda one: re.sub(r"\d", "*", one[:-2]) + one[-2:]), f"pii-masked:{ROWS}/contact/mobile", B, "pii-masked:getBooking:/contact/mobile"),
    case("addresses are masked in rows only", of("listEventBookings", texts("/items/*/contact/email", "(?<=.)[^@](?=[^@]*@)", "*")), f"pii-masked:{ROWS}/contact/email", B, "list-differs-from-detail:*", "filter-differs:listEventBookings:query/email"),
    case("everybody has one address", both("listEventBookings", "getBooking", "/contact/email", lambda _: "redacted@oniva.example"), f"pii-masked:{ROWS}/contact/email", B, "pii-masked:getBooking:*", "filter-differs:listEventBookings:query/email"),
    case("family names are an initial", both("listEventBookings", "getBooking", "/contact/lastName", lambda one: f"{one[0]}."), f"pii-masked|string-truncated:{ROWS}/contact/lastName", D, "*:getBooking:/contact/lastName", remembers=True),
    case("a price has digits far behind", raw("getEvent", rb'("price":\d+\.\d+)', rb"\g<1>000000001"), "number-precision:getEvent:/options/*/price", D),
    case("a rate is an exponent", raw("listEventBookings", rb'"vatRate":8\.1', rb'"vatRate":81e-1'), f"number-precision|format-changed:{ROWS}/payment/vatRate", D),
    case("a rate is not a number", raw("getBooking", rb'"vatRate":[\d.]+', rb'"vatRate":NaN'), "body-not-json:getBooking:body", B, "*:getBooking:*"),
    case("a key comes twice", raw("getMe", rb'^\{', rb'{"name":"","name":"",'), "duplicate-key:getMe:body or duplicate-key:getMe:/name", D),
    case("a city is decomposed", of("getEvent", some("/location/city", lambda one: normalize("NFD", one))), "string-decomposed:getEvent:/location/city", I, "list-differs-from-detail:*"),
    case("zones are abbreviations", both("listEvents", "getEvent", "/timezone", lambda _: "CET"), "format-changed|values-changed|enum-new-common:listEvents:/items/*/timezone", D, "*:getEvent:/timezone", remembers=True),
    case("links are not secure", both("listEvents", "getEvent", "/url", lambda one: one.replace("https:", "http:")), "links-other-host|links-insecure|format-changed:listEvents:/items/*/url", B, "*:getEvent:/url", remembers=True),
    case("links are relative in the record", of("getEvent", texts("/url", "^https://[^/]+", "")), "links-relative:getEvent:/url", B),
    case("a country is its name", of("getEvent", some("/location/country", lambda _: "Schweiz")), "format-changed|enum-new-common|values-changed:getEvent:/location/country", B, "list-differs-from-detail:*"),
    case("texts have spaces round them", both("listEvents", "getEvent", "/title", lambda one: f" {one} "), "values-changed|string-padded|string-truncated:listEvents:/items/*/title", D, "*:getEvent:/title", remembers=True),
    case("tags are sorted", both("listEvents", "getEvent", "/tags", lambda one: sorted(one, reverse=True)), "values-changed|order-changed:listEvents:/items/*/tags/*", D, "*:getEvent:/tags", remembers=True),
    case("several things of one row kind", of("listEventBookings", all_of(some("/items/0/language", str.upper), some("/items/1/payment/amount", str))), f"enum-case:{ROWS}/language", B, f"*:{ROWS}/payment/amount"),
)  # fmt: skip
