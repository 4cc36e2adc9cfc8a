"""Drifts of Oniva's words and texts (rows 29 to 41)."""

from __future__ import annotations

import re
from unicodedata import normalize

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import page_two
from tests.drift.audit.editing import all_of, at, some, texts
from tests.drift.audit.oniva_members import of
from tests.drift.audit.oniva_values import ROWS, both, raw

TEXTS: tuple[Case, ...] = (
    case(
        "payments have a new word",
        of("listEventBookings", texts("/items/*/payment/status", "paid", "settled")),
        f"enum-new-common:{ROWS}/payment/status",
        D,
        "list-differs-from-detail:*",
    ),
    case(
        "one event has a new word, on a later page",
        of("listEvents", at("/items/2/status", lambda _: "archived"), page_two),
        "enum-new-rare|enum-new-common:listEvents:/items/*/status",
        D,
    ),
    case(
        "options of records have a new word",
        of("getEvent", at("/options/*/type", lambda _: "session")),
        "enum-new-common:getEvent:/options/*/type",
        D,
    ),
    case(
        "a nested word is short",
        of("getBooking", texts("/contact/gender", "^(.).*", r"\1")),
        "enum-new-common:getBooking:/contact/gender",
        D,
        "list-differs-from-detail:*",
    ),
    case(
        "a nested language is in capitals",
        of("getBooking", some("/contact/language", str.upper)),
        "enum-case:getBooking:/contact/language",
        B,
    ),
    case(
        "a language has a region",
        of("listEventBookings", some("/items/*/language", lambda one: f"{one}-CH")),
        f"enum-new-common|format-changed:{ROWS}/language",
        D,
    ),
    case(
        "titles are cut in rows and record",
        both("listEvents", "getEvent", "/title", lambda one: one[:16]),
        "string-truncated:listEvents:/items/*/title",
        D,
        "string-truncated:getEvent:/title",
        remembers=True,
    ),
    case(
        "titles are cut with dots, in rows only",
        of("listEvents", texts("/items/*/title", "^(.{16}).+", r"\1…")),
        "string-truncated:listEvents:/items/*/title",
        D,
    ),
    case(
        "titles are HTML",
        of("listEvents", some("/items/*/title", lambda one: f"<p>{one}</p>")),
        "string-escaped:listEvents:/items/*/title",
        D,
    ),
    case(
        "a family name is HTML in rows and record",
        both(
            "listEventBookings",
            "getBooking",
            "/contact/lastName",
            lambda one: "".join(c if c.isascii() else f"&#{ord(c)};" for c in one),
        ),
        f"string-escaped:{ROWS}/contact/lastName",
        D,
        "string-escaped:getBooking:/contact/lastName",
        remembers=True,
    ),
    case(
        "numbers of telephones are masked",
        both("listEventBookings", "getBooking", "/contact/mobile", lambda one: re.sub(r"\d", "*", one[:-2]) + one[-2:]),
        f"pii-masked|values-changed:{ROWS}/contact/mobile",
        B,
        "pii-masked:getBooking:/contact/mobile",
        remembers=True,
    ),
    case(
        "addresses are masked in rows only",
        of("listEventBookings", texts("/items/*/contact/email", "(?<=.)[^@](?=[^@]*@)", "*")),
        f"pii-masked:{ROWS}/contact/email",
        B,
        "list-differs-from-detail:*",
        "filter-differs:listEventBookings:query/email",
    ),
    case(
        "everybody has one address",
        both("listEventBookings", "getBooking", "/contact/email", lambda _: "redacted@oniva.example"),
        f"pii-masked:{ROWS}/contact/email",
        B,
        "pii-masked:getBooking:*",
        "filter-differs:listEventBookings:query/email",
        remembers=True,
    ),
    case(
        "family names are an initial",
        both("listEventBookings", "getBooking", "/contact/lastName", lambda one: f"{one[0]}."),
        f"pii-masked|string-truncated:{ROWS}/contact/lastName",
        D,
        "*:getBooking:/contact/lastName",
        remembers=True,
    ),
    case(
        "a price has digits far behind",
        raw("getEvent", rb'("price":\d+\.\d+)', rb"\g<1>000000001"),
        "number-precision:getEvent:/options/*/price",
        D,
    ),
    case(
        "a rate is an exponent",
        raw("listEventBookings", rb'"vatRate":8\.1', rb'"vatRate":81e-1'),
        f"number-precision|format-changed:{ROWS}/payment/vatRate or number-exponent:listEventBookings:body",
        D,
    ),
    case(
        "a rate is not a number",
        raw("getBooking", rb'"vatRate":[\d.]+', rb'"vatRate":NaN'),
        "body-not-json:getBooking:body",
        B,
        "*:getBooking:*",
    ),
    case(
        "a key comes twice",
        raw("getMe", rb"^\{", rb'{"name":"","name":"",'),
        "duplicate-key:getMe:body or duplicate-key:getMe:/name",
        D,
    ),
    case(
        "a city is decomposed",
        of("getEvent", some("/location/city", lambda one: normalize("NFD", one))),
        "string-decomposed:getEvent:/location/city",
        I,
        "list-differs-from-detail:*",
    ),
    case(
        "zones are abbreviations",
        both("listEvents", "getEvent", "/timezone", lambda _: "CET"),
        "format-changed|values-changed|enum-new-common:listEvents:/items/*/timezone",
        D,
        "*:getEvent:/timezone",
        remembers=True,
    ),
    case(
        "links are not secure",
        both("listEvents", "getEvent", "/url", lambda one: one.replace("https:", "http:")),
        "links-other-host|links-insecure|format-changed:listEvents:/items/*/url",
        B,
        "*:getEvent:/url",
        remembers=True,
    ),
    case(
        "links are relative in the record",
        of("getEvent", texts("/url", "^https://[^/]+", "")),
        "links-relative:getEvent:/url",
        B,
    ),
    case(
        "a country is its name",
        of("getEvent", some("/location/country", lambda _: "Schweiz")),
        "format-changed|enum-new-common|values-changed:getEvent:/location/country",
        B,
        "list-differs-from-detail:*",
    ),
    case(
        "texts have spaces round them",
        both("listEvents", "getEvent", "/title", lambda one: f" {one} "),
        "values-changed|string-padded|string-truncated:listEvents:/items/*/title",
        D,
        "*:getEvent:/title",
        remembers=True,
    ),
    case(
        "tags are sorted",
        both("listEvents", "getEvent", "/tags", lambda one: sorted(one, reverse=True)),
        "values-changed|order-changed:listEvents:/items/*/tags/*",
        D,
        "*:getEvent:/tags",
        remembers=True,
    ),
    case(
        "several things of one row kind",
        of("listEventBookings", all_of(some("/items/0/language", str.upper), some("/items/1/payment/amount", str))),
        f"enum-case:{ROWS}/language",
        B,
        f"*:{ROWS}/payment/amount",
    ),
)
