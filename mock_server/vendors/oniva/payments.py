"""What is paid for a booking, how, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from mock_server.fake import Stream
from mock_server.vendors.oniva.lives import Life
from mock_server.vendors.oniva.models import BookedOption, Payment
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.zone import midnight

_RAPPEN = Decimal("0.01")
_VAT_RATE = Decimal("8.1")
_VAT_ROSE = midnight(date(2024, 1, 1))
_VAT_RATE_BEFORE = Decimal("7.7")
_PAYMENT_STATUS: Mapping[str, str] = {
    "reserved": "open",
    "requested": "open",
    "pending": "open",
    "tentative": "failed",
}


def new_payment(plan: EventPlan, options: Sequence[BookedOption], life: Life, as_of: datetime, draw: Stream) -> Payment:
    """Return the payment of a booking, as of a midnight."""
    drawn = draw.pick(("online",) * 11 + ("invoice",) * 8 + ("cash",))
    # Only a payment online can break off.
    method = "online" if life.status == "tentative" else drawn
    goods = sum((option.price * option.quantity for option in options if option.price is not None), Decimal(0))
    fee = _rounded(goods * plan.fee_percent / 100) if method == "online" else Decimal("0.00")
    amount = goods + fee
    vat_rate = _VAT_RATE if plan.starts >= _VAT_ROSE else _VAT_RATE_BEFORE
    status, paid_at = _settlement(method, options[0], life, as_of, draw)
    return Payment(
        status=status,
        method=None if life.status in ("expired", "discarded") else method,
        amount=amount,
        currency=plan.currency,
        vat_rate=vat_rate,
        vat_amount=_rounded(amount * vat_rate / (100 + vat_rate)),
        fee_amount=fee,
        paid_at=paid_at,
    )


def _settlement(
    method: str, registered: BookedOption, life: Life, as_of: datetime, draw: Stream
) -> tuple[str, datetime | None]:
    """Return its status and when it was paid: online at once, by invoice within a month, cash at the door."""
    if life.status == "confirmed" and registered.status == "confirmed" and life.confirmed is not None:
        days = draw.between(2, 30)
        paid = {
            "online": life.confirmed,
            "invoice": life.confirmed + timedelta(days=days),
            "cash": registered.check_in.attendance_date,
        }[method]
        return ("paid", paid) if paid is not None and paid <= as_of else ("open", None)
    if life.status == "confirmed":
        return "open", None
    if life.status == "canceled" and method == "online" and life.confirmed is not None:
        return "refunded", life.confirmed
    return _PAYMENT_STATUS.get(life.status, "cancelled"), None


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_RAPPEN, ROUND_HALF_UP)
