"""A third set of Oniva's drifts, written by somebody who has not seen the tool: payments."""

from __future__ import annotations

import math
from typing import Any

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.editing import at, gone, some, texts
from tests.drift.audit.held_edits import each, word
from tests.drift.audit.oniva_members import of
from tests.drift.audit.third_edits import alike, same, where

L, R = "listEventBookings:/items/*", "getBooking:"
DIFFERS = "list-differs-from-detail|values-changed"
ROWS, RECORD = "listEventBookings", "getBooking"


def without_fee(payment: Any) -> None:
    """Count the options alone."""
    if payment:
        payment["amount"] = round(payment["amount"] - payment["feeAmount"], 2)


def rounded_down(payment: Any) -> None:
    """Leave parts of a rappen out, and one rappen with them."""
    if payment:
        rate, whole = payment["vatRate"], payment["amount"]
        payment["vatAmount"] = math.floor(whole * rate / (100 + rate) * 10) / 10


def of_net(payment: Any) -> None:
    """Take the tax of the amount as if it came on top."""
    if payment:
        payment["vatAmount"] = round(payment["amount"] * payment["vatRate"] / 100, 2)


def to_five(amount: float) -> float:
    """Round as coins have it."""
    return round(amount * 20) / 20


PAID: tuple[Case, ...] = (
    case(
        "how far a payment is has a capital, in the record",
        of(RECORD, some("/payment/status", str.capitalize)),
        f"enum-case:{R}/payment/status",
        B,
    ),
    case(
        "online is by card",
        of(ROWS, word("/items/*/payment/method", "online", "card")),
        f"enum-new-common|enum-new-rare:{L}/payment/method",
        D,
        f"*:{R}/payment/method",
    ),
    case(
        "open payments have no method",
        of(ROWS, where(lambda one: one["status"] == "open", gone("/method"), "/items/*/payment")),
        f"field-required-removed|null-became-missing|field-became-optional:{L}/payment/method",
        B,
    ),
    case(
        "amounts are without the fee, in the list",
        of(ROWS, each("/items/*/payment", without_fee)),
        f"{DIFFERS}:{L}/payment/amount or tax-differs:{L}/payment/vatAmount",
        D,
    ),
    case(
        "amounts are without the fee, rows and record",
        alike(ROWS, without_fee, "/payment"),
        f"values-changed:{L}/payment/amount or tax-differs:{L}/payment/vatAmount",
        D,
        "values-changed:*",
        remembers=True,
    ),
    case(
        "amounts end with 0 or 5, rows and record",
        alike(ROWS, lambda one: one and one.update(amount=to_five(one["amount"])), "/payment"),
        f"values-changed:{L}/payment/amount or tax-differs:{L}/payment/vatAmount",
        D,
        "values-changed:*",
        remembers=True,
    ),
    case(
        "what was refunded is below nothing",
        of(
            ROWS,
            where(
                lambda one: one["status"] == "refunded",
                lambda one: one.update(amount=-one["amount"]),
                "/items/*/payment",
            ),
        ),
        f"bound-exceeded:{L}/payment/amount",
        D,
        "*:listEventBookings:/items/*/payment/vatAmount",
    ),
    case(
        "a payment has no currency, in the record",
        of(RECORD, at("/payment", lambda one: one and {k: v for k, v in one.items() if k != "currency"})),
        f"field-required-removed:{R}/payment/currency",
        B,
    ),
    case(
        "the rate is the one of before 2024, rows and record",
        same(ROWS, "/payment", lambda one: one and {**one, "vatRate": 7.7}),
        f"values-changed:{L}/payment/vatRate or tax-differs:{L}/payment/vatAmount",
        D,
    ),
    case(
        "a rate has a sign",
        of(ROWS, some("/items/*/payment/vatRate", lambda one: f"{one} %")),
        f"number-to-string|type-changed|money-number-to-string:{L}/payment/vatRate",
        B,
    ),
    case(
        "the tax is rounded down, rows and record",
        alike(ROWS, rounded_down, "/payment"),
        f"tax-differs:{L}/payment/vatAmount",
        D,
    ),
    case(
        "the tax comes on top, rows and record",
        alike(ROWS, of_net, "/payment"),
        f"tax-differs:{L}/payment/vatAmount",
        D,
    ),
    case(
        "no fee is left out",
        of(ROWS, where(lambda one: not one["feeAmount"], gone("/feeAmount"), "/items/*/payment")),
        f"field-required-removed|field-became-optional:{L}/payment/feeAmount",
        B,
    ),
    case(
        "payments are at midnight",
        of(ROWS, texts("/items/*/payment/paidAt", r"T..:..:..", "T00:00:00")),
        f"{DIFFERS}|datetime-date-only:{L}/payment/paidAt",
        D,
    ),
    case(
        "payments are several",
        of(ROWS, some("/items/*/payment", lambda one: [one])),
        f"type-changed|object-became-array|object-to-array:{L}/payment",
        B,
    ),
    case(
        "a payment has a reference",
        of(RECORD, some("/payment", lambda one: {**one, "reference": "21 00000 00003"})),
        f"field-added-nested:{R}/payment",
        I,
    ),
)
