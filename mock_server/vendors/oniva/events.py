"""Events as records, with the counts of their bookings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.models import BookingOption, Event
from mock_server.vendors.oniva.options import OptionPlan
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.zone import ZURICH


@dataclass(frozen=True, slots=True)
class Taken:
    """What confirmed bookings have taken, as the ledger counts it, and how many wait."""

    booked: Counter[tuple[str, int]]
    waiting: int = 0


Tally = Callable[[], Taken]


def new_event(plan: EventPlan, ledger: Ledger, as_of: datetime, site: str, count: Tally | None = None) -> Event:
    """Return the record of an event as of a day; `site` is the tenant's public web address, `count` tells what bookings
    have taken, where that is not what the ledger says.
    """
    status = _status(plan, as_of)
    edited = plan.created + timedelta(days=1, minutes=plan.index)
    touched = {"cancelled": plan.cancelled, "completed": plan.ends}.get(status) or edited
    return Event(
        id=plan.id,
        key=plan.key,
        title=plan.title,
        lead=plan.topic["lead"] if plan.index % 9 else None,
        description=plan.topic["description"] if plan.index % 13 else None,
        status=status,
        start_date=plan.starts,
        end_date=plan.ends if plan.shows_end else None,
        timezone=ZURICH.key,
        is_online=plan.location is None,
        location=plan.location,
        url=f"{site}/{plan.key}",
        workspace=plan.workspace,
        languages=plan.languages,
        categories=plan.topic["categories"],
        tags=plan.topic["tags"],
        currency=plan.currency,
        created_at=plan.created,
        updated_at=touched if plan.edited is None else max(touched, plan.edited),
        count_options=partial(_options, plan, ledger, count or (lambda: Taken(ledger.booked()))),
    )


def _status(plan: EventPlan, as_of: datetime) -> str:
    if plan.is_draft:
        return "draft"
    if plan.cancelled is not None and plan.cancelled <= as_of:
        return "cancelled"
    return "completed" if plan.ends <= as_of else "active"


@dataclass(frozen=True, slots=True)
class Places:
    """Places of an option: how many there are, are taken, and are on the waiting list; None without limit or list."""

    capacity: int | None
    booked: int
    waiting: int | None


def _options(plan: EventPlan, ledger: Ledger, count: Tally) -> Sequence[BookingOption]:
    taken = count()
    return [
        *(_option(plan, option, places_of(plan, ledger, taken, at)) for at, option in enumerate(plan.registrations)),
        *(
            _option(plan, addon, Places(None, taken.booked["addon", at], None))
            for at, addon in enumerate(plan.addons)
        ),
    ]  # fmt: skip


def places_of(plan: EventPlan, ledger: Ledger, taken: Taken, choice: int) -> Places:
    """A full event has just as many places as were taken before the rest had to wait; others have room, or no limit.

    Where more come than were planned, because some were pinned, room is made for them by tens.
    """
    booked = taken.booked["registration", choice]
    roomy = max(10, _tens(plan.expected), _tens(booked))
    if plan.kind.is_full and not plan.is_draft:
        waits = max(0, ledger.planned_places(plan.planned) - ledger.places)
        return Places(ledger.places, booked, max(_tens(waits + 5), _tens(taken.waiting)))
    if plan.kind.is_full:
        return Places(roomy, booked, 10)
    # Every booking of a paid event is for one: as many places as bookings are always enough.
    return Places(roomy if plan.kind.is_paid else None, booked, None)


def _tens(places: int) -> int:
    return -(-places // 10) * 10


def _option(plan: EventPlan, option: OptionPlan, places: Places) -> BookingOption:
    return BookingOption(
        id=option.id,
        title=option.title,
        type=option.type,
        start_date=option.starts,
        end_date=option.ends,
        location=None,
        is_online=option.is_online,
        price=option.price,
        currency=plan.currency,
        capacity=places.capacity,
        booked_count=places.booked,
        waiting_list_capacity=places.waiting,
    )
