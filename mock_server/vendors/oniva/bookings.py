"""Bookings, made from an event's plan and ledger when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from mock_server.fake import Ids, People, Person, Stream, label, mix
from mock_server.vendors.oniva.kinds import RecordKind
from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.lives import Life
from mock_server.vendors.oniva.models import (
    AuthorisationGroup,
    BookedOption,
    Booking,
    CheckIn,
    Contact,
    Participant,
    Payment,
)
from mock_server.vendors.oniva.options import OptionPlan
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.sheets import Slot

_RAPPEN = Decimal("0.01")
_VAT_RATE = Decimal("8.1")
# How many people of a language come to events again and again, before others are taken. A prime, so that every
# event can visit them in an order of its own.
_AUDIENCE = 1499
_OPTION_STATUS: Mapping[str, str] = {
    "reserved": "reserved",
    "confirmed": "confirmed",
    "tentative": "reserved",
    "requested": "requested",
    "pending": "requested",
    "declined": "declined",
}
_PAYMENT_STATUS: Mapping[str, str] = {
    "reserved": "open",
    "requested": "open",
    "pending": "open",
    "tentative": "failed",
}
_NOT_HERE = CheckIn(attendance=False, attendance_date=None)


class Bookings:
    """All bookings of one event, as records."""

    def __init__(
        self,
        plan: EventPlan,
        ledger: Ledger,
        seed: int,
        ids: Ids,
        people: People,
        stock: Mapping[str, Any],
        as_of: datetime,
    ) -> None:
        self._plan, self._ledger, self._as_of = plan, ledger, as_of
        self._ids, self._people, self._stock = ids, people, stock
        self._seed = mix(seed, label("bookings"), plan.index)
        self._step = 1 + self._seed % (_AUDIENCE - 1)

    def make(self, row: int) -> Booking:
        """Return the booking of a row of the ledger."""
        plan, life, slot = self._plan, self._ledger.life(row), self._ledger.slot(row)
        number = self._ledger.contact(row)
        person = self.person(number)
        draw = Stream(self._seed, label("booking"), row)
        options = self._options(row, slot, life, person, draw)
        payment = self._payment(options, life, draw) if plan.kind.is_paid else None
        return Booking(
            id=self._ids.make(RecordKind.BOOKING, plan.index, row),
            booking_number=f"{1000 + plan.index}-{row + 1:05d}",
            event_id=plan.id,
            status=life.status,
            contact=self._contact(number, person),
            payment=payment,
            options=options,
            language=person.language if person.language in plan.languages else plan.languages[0],
            created_at=life.created,
            updated_at=_last_touched(life, payment, options),
            confirmed_at=life.confirmed,
            canceled_at=life.canceled,
        )

    # People

    def person(self, contact: int) -> Person:
        """Return who a contact is."""
        cohort, place = divmod(contact, _AUDIENCE)
        return self._people.person(
            self._language(contact), cohort * _AUDIENCE + (place * self._step + self._seed) % _AUDIENCE
        )

    def _language(self, contact: int) -> str:
        """Seven in ten speak the event's first language."""
        languages = self._plan.languages
        turn = contact % 10
        return languages[0] if turn < 7 else languages[turn % len(languages)]

    def rows_with(self, email: str) -> list[int]:
        """Return the rows whose contact has this address, in order, without looking at the others."""
        rows: list[int] = []
        for language, number in self._people.find(email):
            cohort, place = divmod(number, _AUDIENCE)
            contact = cohort * _AUDIENCE + (place - self._seed) * pow(self._step, -1, _AUDIENCE) % _AUDIENCE
            if contact < self._plan.planned and self._language(contact) == language:
                rows += self._ledger.rows_of(contact)
        return sorted(rows)

    def _contact(self, number: int, person: Person) -> Contact:
        groups = self._stock["groups"][self._plan.languages[0]]
        place = Stream(self._seed, label("contact"), number).pick((0, 0, 0, 1, 1, 2, 3, 4, 5))
        group = place % len(groups)
        # What is true of the person in every event is drawn by the person's address.
        draw = Stream(label("habits"), label(person.email))
        return Contact(
            id=self._ids.make(RecordKind.CONTACT, self._plan.index, number),
            email=person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            gender=person.gender,
            mobile=person.mobile,
            language=person.language,
            company=person.company if draw.chance(90) else None,
            authorisation_group=AuthorisationGroup(
                self._ids.make(RecordKind.GROUP, self._plan.index, group), groups[group]
            ),
            fields=self._answers(person, draw),
        )

    def _answers(self, person: Person, draw: Stream) -> Mapping[str, str]:
        """Answer the form: the address always, the rest as people do."""
        words = self._stock["answers"][person.language]
        answers = {"street": person.street, "zip": person.zip, "city": person.city, "phone": person.phone}
        if draw.chance(70):
            answers["function"] = draw.pick(words["function"])
        if draw.chance(40):
            answers["dietary"] = draw.pick(words["dietary"])
        return answers

    # What was booked

    def _options(self, row: int, slot: Slot, life: Life, person: Person, draw: Stream) -> list[BookedOption]:
        plan = self._plan
        is_waiting = life.status == "confirmed" and row >= self._ledger.cut
        status = "waitingList" if is_waiting else _OPTION_STATUS.get(life.status, "canceled")
        option = plan.registrations[slot.choice % len(plan.registrations)]
        came = _NOT_HERE if status != "confirmed" else self._check_in(option, draw)
        registered = self._booked(row, 0, option, status, 1, self._party(slot, person, draw), came)
        # Add-ons have no waiting list of their own: they are held until the registration has its place.
        held = "reserved" if is_waiting else status
        addons = [
            self._booked(row, 1 + at, addon, held, quantity, [], _NOT_HERE)
            for at, (addon, quantity) in enumerate(zip(plan.addons, slot.addons, strict=False))
            if quantity
        ]
        return [registered, *addons]

    def _booked(
        self,
        row: int,
        place: int,
        option: OptionPlan,
        status: str,
        quantity: int,
        participants: Sequence[Participant],
        came: CheckIn,
    ) -> BookedOption:
        return BookedOption(
            id=self._ids.make(RecordKind.BOOKED_OPTION, self._plan.index, row * 8 + place),
            option_id=option.id,
            title=option.title,
            type=option.type,
            status=status,
            quantity=quantity,
            price=option.price,
            participants=participants,
            check_in=came,
        )

    def _party(self, slot: Slot, person: Person, draw: Stream) -> list[Participant]:
        company = [self._people.person(person.language, draw.below(_AUDIENCE)) for _ in range(slot.party - 1)]
        return [
            Participant(person.first_name, person.last_name, is_companion=False),
            *(
                Participant(one.first_name, draw.pick((person.last_name, one.last_name)), is_companion=True)
                for one in company
            ),
        ]

    def _check_in(self, option: OptionPlan, draw: Stream) -> CheckIn:
        """Most of those who booked came, a little before the start; online they clicked the button."""
        starts = option.starts or self._plan.starts
        arrives = starts + timedelta(seconds=draw.between(-2700, 1500))
        comes = draw.chance(84)
        if not comes or max(arrives, starts) > self._as_of:
            return _NOT_HERE
        return CheckIn(attendance=True, attendance_date=arrives)

    # Money

    def _payment(self, options: Sequence[BookedOption], life: Life, draw: Stream) -> Payment:
        drawn = draw.pick(("online",) * 11 + ("invoice",) * 8 + ("cash",))
        # Only a payment online can break off.
        method = "online" if life.status == "tentative" else drawn
        goods = sum((option.price * option.quantity for option in options if option.price is not None), Decimal(0))
        fee = _rounded(goods * self._plan.fee_percent / 100) if method == "online" else Decimal("0.00")
        amount = goods + fee
        status, paid_at = self._settlement(method, options[0], life, draw)
        return Payment(
            status=status,
            method=None if life.status in ("expired", "discarded") else method,
            amount=amount,
            currency=self._plan.currency,
            vat_rate=_VAT_RATE,
            vat_amount=_rounded(amount * _VAT_RATE / (100 + _VAT_RATE)),
            fee_amount=fee,
            paid_at=paid_at,
        )

    def _settlement(
        self, method: str, registered: BookedOption, life: Life, draw: Stream
    ) -> tuple[str, datetime | None]:
        """Return its status and when it was paid: online at once, by invoice within a month, cash at the door."""
        if life.status == "confirmed" and registered.status == "confirmed" and life.confirmed is not None:
            days = draw.between(2, 30)
            paid = {
                "online": life.confirmed,
                "invoice": life.confirmed + timedelta(days=days),
                "cash": registered.check_in.attendance_date,
            }[method]
            return ("paid", paid) if paid is not None and paid <= self._as_of else ("open", None)
        if life.status == "confirmed":
            return "open", None
        if life.status == "canceled" and method == "online" and life.confirmed is not None:
            return "refunded", life.confirmed
        return _PAYMENT_STATUS.get(life.status, "cancelled"), None


def _last_touched(life: Life, payment: Payment | None, options: Sequence[BookedOption]) -> datetime:
    """Return when anything of a booking changed last: its status, its payment, a check-in."""
    arrivals = [option.check_in.attendance_date for option in options]
    moments = [life.updated, payment.paid_at if payment else None, *arrivals]
    return max(moment for moment in moments if moment is not None)


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_RAPPEN, ROUND_HALF_UP)


def without_contact(booking: Booking) -> Booking:
    """Return the booking as somebody sees it who may not read contacts."""
    return replace(booking, contact=None)
