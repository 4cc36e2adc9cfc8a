"""What can be booked of an event: registration options and add-ons, with their prices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from mock_server.fake import Stream
from mock_server.vendors.oniva.kinds import EventKind

# What an event costs, and an add-on, in whole francs: lowest, highest, step.
_PRICES = {
    "conference": (180, 690, 10),
    "workshop": (90, 380, 10),
    "webinar": (20, 90, 5),
    "reception": (30, 80, 5),
}
_ADDON_PRICES = {"dinner": (65, 120, 5), "lunch": (25, 38, 1), "parking": (10, 20, 2), "shirt": (25, 30, 5),
                 "proceedings": (20, 45, 5)}  # fmt: skip
_FREE_ADDONS = ("lunch", "parking", "proceedings")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What decides on an event's options: its kind, its format, and when it is."""

    kind: EventKind
    form: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class OptionPlan:
    """A booking option, but for its counts. `starts` and `ends` are None where they are the event's."""

    id: str
    title: str
    type: str
    starts: datetime | None
    ends: datetime | None
    is_online: bool
    price: Decimal | None


NewId = Callable[[int], str]
Words = Mapping[str, Any]


def plan_registrations(sketch: Sketch, words: Words, new_id: NewId, draw: Stream) -> list[OptionPlan]:
    """Return what a guest can come to: the event itself, or one of its days or workshops, or its broadcast."""
    price = _price(_PRICES[sketch.form], draw) if sketch.kind.is_paid else None
    rows = _registrations(sketch, words, price, draw)
    return [
        OptionPlan(new_id(at), title, "registration", first, last, is_online, cost)
        for at, (title, first, last, is_online, cost) in enumerate(rows)
    ]


def plan_addons(sketch: Sketch, words: Words, new_id: NewId, draw: Stream) -> list[OptionPlan]:
    """Return what can be booked beside; `new_id` counts on from the registration options."""
    most = {"conference": 3, "workshop": 1, "reception": 1, "webinar": 0}[sketch.form]
    names = draw.shuffled(list(_ADDON_PRICES) if sketch.kind.is_paid else list(_FREE_ADDONS))[: draw.between(0, most)]
    prices = [_price(_ADDON_PRICES[name], draw) if sketch.kind.is_paid else None for name in names]
    return [
        OptionPlan(new_id(at), words["addon"][name], "addon", None, None, False, price)
        for at, (name, price) in enumerate(zip(names, prices, strict=True))
    ]


_Row = tuple[str, datetime | None, datetime | None, bool, Decimal | None]


def _registrations(sketch: Sketch, words: Words, price: Decimal | None, draw: Stream) -> list[_Row]:
    online: _Row = (words["online"], None, None, True, price)
    onsite: _Row = (words["onsite"], None, None, False, price)
    days = (sketch.ends.date() - sketch.starts.date()).days + 1
    if sketch.form == "webinar":
        return [online]
    if sketch.kind.is_full:
        return [onsite]
    if sketch.form == "workshop" and draw.chance(60):
        titles = sorted(draw.shuffled(words["workshop"])[: draw.between(2, 3)])
        return [(title, sketch.starts, sketch.ends, False, price) for title in titles]
    if days > 1 and draw.chance(50):
        return [_day(words, number, sketch, price) for number in range(days)]
    if sketch.form == "conference" and draw.chance(45):
        half = None if price is None else (price / 2).quantize(Decimal("0.01"))
        return [onsite, (*online[:4], half)]
    return [onsite]


def _day(words: Words, number: int, sketch: Sketch, price: Decimal | None) -> _Row:
    first = sketch.starts + timedelta(days=number)
    last = sketch.ends.replace(year=first.year, month=first.month, day=first.day)
    return (words["day"].replace("{number}", str(number + 1)), first, last, False, price)


def _price(bounds: tuple[int, int, int], draw: Stream) -> Decimal:
    low, high, step = bounds
    return Decimal(low + step * draw.below((high - low) // step + 1)).quantize(Decimal("0.01"))
