"""Bookings, made from an event's plan and ledger when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mock_server.fake import Ids, Person, Stream, label, mix
from mock_server.vendors.oniva.contacts import Contacts
from mock_server.vendors.oniva.kinds import RecordKind
from mock_server.vendors.oniva.ledger import Ledger
from mock_server.vendors.oniva.lives import Life
from mock_server.vendors.oniva.models import (
    BookedOption,
    Booking,
    CheckIn,
    Participant,
    Payment,
)
from mock_server.vendors.oniva.notes import PINNED, BookingNote, PersonNote
from mock_server.vendors.oniva.options import OptionPlan
from mock_server.vendors.oniva.payments import new_payment
from mock_server.vendors.oniva.program import EventPlan
from mock_server.vendors.oniva.sheets import Slot

_OPTION_STATUS: Mapping[str, str] = {
    "reserved": "reserved",
    "confirmed": "confirmed",
    "tentative": "reserved",
    "requested": "requested",
    "pending": "requested",
    "declined": "declined",
}
_NOT_HERE = CheckIn(attendance=False, attendance_date=None)


class Bookings:
    """All bookings of one event, as records."""

    def __init__(
        self,
        plan: EventPlan,
        ledger: Ledger,
        contacts: Contacts,
        seed: int,
        ids: Ids,
        as_of: datetime,
    ) -> None:
        self._plan, self._ledger, self.contacts, self._as_of = plan, ledger, contacts, as_of
        self._ids = ids
        self._seed = mix(seed, label("bookings"), plan.index)

    def make(self, row: int, cut: int | None = None, who: PersonNote | None = None) -> Booking:
        """Return the booking of a row of the ledger; `cut` is the first row whose places are gone, where that is
        another than the ledger's, and `who` what was written about the person.
        """
        ledger = self._ledger
        waits = row >= (ledger.cut if cut is None else cut)
        return self._compose(row, ledger.life(row), ledger.slot(row), ledger.contact(row), who, waits, self._as_of)

    def revise(self, note: BookingNote, who: PersonNote | None, *, waits: bool) -> Booking:
        """Return a booking as it was written: a computed one that was changed, or one that was pinned."""
        life, as_of = self._ledger.called_off(note.life()), max(self._as_of, note.updated)
        return self._compose(note.row, life, self.slot(note), note.number, who, waits, as_of, note)

    def slot(self, note: BookingNote) -> Slot:
        """Return what a booking books, as it was written: whoever was pinned comes alone, and books no add-on."""
        if note.is_pinned:
            return Slot(note.status, 1, note.number, note.choice or 0, ())
        return self._ledger.slot(note.row)

    def _compose(
        self,
        row: int,
        life: Life,
        slot: Slot,
        number: int,
        who: PersonNote | None,
        waits: bool,
        as_of: datetime,
        note: BookingNote | None = None,
    ) -> Booking:
        plan, draw, person = self._plan, Stream(self._seed, label("booking"), row), self.contacts.person(number, who)
        options = self._options(row, slot, life, person, draw, waits, note)
        payment = new_payment(plan, options, life, as_of, draw) if plan.kind.is_paid else None
        spoken = person.language if person.language in plan.languages else plan.languages[0]
        return Booking(
            id=self._ids.make(RecordKind.BOOKING, plan.index, row),
            booking_number=f"{1000 + plan.index}-{_number(row)}",
            event_id=plan.id,
            status=life.status,
            contact=self.contacts.record(number, who),
            payment=payment,
            options=options,
            language=(note.language if note is not None else None) or spoken,
            created_at=life.created,
            updated_at=_last_touched(life, payment, options),
            confirmed_at=life.confirmed,
            canceled_at=life.canceled,
        )

    def rows_with(self, email: str) -> list[int]:
        """Return the rows whose contact has this address, in order."""
        return self.rows_of(self.contacts.find(email))

    def rows_of(self, contacts: Iterable[int]) -> list[int]:
        """Return the rows of contacts, in order."""
        return sorted(row for contact in contacts for row in self._ledger.rows_of(contact))

    def _options(
        self,
        row: int,
        slot: Slot,
        life: Life,
        person: Person,
        draw: Stream,
        waits: bool,
        note: BookingNote | None,
    ) -> list[BookedOption]:
        plan = self._plan
        is_waiting = life.status == "confirmed" and waits
        status = "waitingList" if is_waiting else _OPTION_STATUS.get(life.status, "canceled")
        option = plan.registrations[slot.choice % len(plan.registrations)]
        came = _NOT_HERE if status != "confirmed" else self._check_in(option, draw)
        if note is not None and note.is_checked_in is not None and status == "confirmed":
            came = CheckIn(attendance=note.is_checked_in, attendance_date=note.came)
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
            id=self._ids.make(RecordKind.BOOKED_OPTION, self._plan.index, _option_row(row) + place),
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
        company = [self.contacts.companion(person, draw) for _ in range(slot.party - 1)]
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


def _number(row: int) -> str:
    """Return what tells a booking of an event in its number; those that were pinned begin with a nine."""
    return f"{row + 1:05d}" if row < PINNED else f"{90_000_001 + row - PINNED:08d}"


def _option_row(row: int) -> int:
    """Return where the ids of a booking's options begin; those of pinned bookings are far behind all others."""
    return row * 8 if row < PINNED else PINNED + (row - PINNED) * 8


def _last_touched(life: Life, payment: Payment | None, options: Sequence[BookedOption]) -> datetime:
    """Return when anything of a booking changed last: its status, its payment, a check-in."""
    arrivals = [option.check_in.attendance_date for option in options]
    moments = [life.updated, payment.paid_at if payment else None, *arrivals]
    return max(moment for moment in moments if moment is not None)


def without_contact(booking: Booking) -> Booking:
    """Return the booking as somebody sees it who may not read contacts."""
    return replace(booking, contact=None)
