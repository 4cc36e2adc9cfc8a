"""How bookings end, in blocks of 32.

Every block of an event's bookings holds the same 32 fates in another order: one of 64 shuffled sheets. So what happened
to booking 734,512 is known at once, and how many of the first million are confirmed is a multiplication.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mock_server.fake import Stream, label
from mock_server.vendors.oniva.kinds import EventKind

BLOCK = 32
SHEETS = 64

STATUSES = (
    "reserved",
    "confirmed",
    "discarded",
    "expired",
    "canceled",
    "tentative",
    "requested",
    "pending",
    "declined",
)
CODE: Mapping[str, int] = {status: code for code, status in enumerate(STATUSES)}

# kind of event → how many bookings of a block end how. Those of a full event have no companions.
_FATES: Mapping[EventKind, Mapping[str, int]] = {
    EventKind.FREE: {"confirmed": 23, "canceled": 4, "expired": 3, "discarded": 2},
    EventKind.FULL: {"confirmed": 25, "canceled": 3, "expired": 2, "discarded": 2},
    EventKind.PAID: {"confirmed": 22, "canceled": 4, "expired": 3, "discarded": 1, "tentative": 2},
    EventKind.FULL_PAID: {"confirmed": 24, "canceled": 3, "expired": 2, "discarded": 1, "tentative": 2},
    EventKind.REQUEST: {
        "confirmed": 17, "requested": 4, "pending": 3, "declined": 3, "canceled": 3, "discarded": 1, "expired": 1,
    },
}  # fmt: skip
_PARTIES = (1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 2)
# Who let a first attempt lapse, or cancelled, comes back with a second booking of the same contact.
_COMES_BACK = ("expired", "canceled")


@dataclass(frozen=True, slots=True)
class Slot:
    """The fate of one booking: how it ends, how many come, whose it is, what is booked.

    `contact` is the place in the block of the contact's first booking; `choice` picks a registration option (modulo
    their number); `addons` are quantities, by add-on.
    """

    outcome: str
    party: int
    contact: int
    choice: int
    addons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """32 slots in an order, and the codes of their outcomes."""

    slots: Sequence[Slot]
    codes: bytes


class Sheets:
    """The 64 sheets of a kind of event, each shuffled when it is first asked for."""

    def __init__(self, seed: int, kind: EventKind) -> None:
        self._key = seed, label(f"sheet/{kind}")
        self.template: Sequence[Slot] = _template(kind)
        self._made: dict[int, Sheet] = {}

    def __getitem__(self, number: int) -> Sheet:
        """Return a sheet by its number."""
        if number not in self._made:
            self._made[number] = _sheet(Stream(*self._key, number).shuffled(self.template))
        return self._made[number]


def _template(kind: EventKind) -> list[Slot]:
    fates = [outcome for outcome, times in _FATES[kind].items() for _ in range(times)]
    brings_company = kind in (EventKind.FREE, EventKind.REQUEST)
    return [
        Slot(
            outcome=outcome,
            party=_PARTIES[number % len(_PARTIES)] if brings_company else 1,
            contact=number,
            choice=number,
            addons=(int(number % 4 == 1), 2 * int(number % 9 == 4), int(number % 7 == 2)),
        )
        for number, outcome in enumerate(fates)
    ]


def _sheet(slots: list[Slot]) -> Sheet:
    slots = [replace(slot, contact=place) for place, slot in enumerate(slots)]
    free = [place for place, slot in enumerate(slots) if slot.outcome == "confirmed"]
    for outcome in _COMES_BACK:
        first = next(place for place, slot in enumerate(slots) if slot.outcome == outcome)
        second = free.pop()
        if second < first:
            slots[first], slots[second] = slots[second], slots[first]
            first, second = second, first
        slots[first] = replace(slots[first], contact=first)
        slots[second] = replace(slots[second], contact=first)
    return Sheet(slots, bytes(CODE[slot.outcome] for slot in slots))
