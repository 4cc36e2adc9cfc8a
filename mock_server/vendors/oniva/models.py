"""The records of the API, in Python spelling; the contract says how they look on the wire."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from mock_server.core.record import Record


@dataclass(frozen=True, eq=False, slots=True)
class Tenant(Record):
    """The customer whose events these are."""

    id: str
    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Me(Record):
    """The API client behind a token."""

    client_id: str
    name: str
    scopes: Sequence[str]
    tenant: Tenant
    expires_at: datetime


@dataclass(frozen=True, eq=False, slots=True)
class Workspace(Record):
    """A part of the tenant; every event belongs to exactly one."""

    id: str
    key: str
    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Location(Record):
    """Where an event takes place."""

    name: str
    street: str
    zip: str
    city: str
    country: str


@dataclass(frozen=True, eq=False, slots=True)
class BookingOption(Record):
    """Something that can be booked. `price` is for one unit, VAT included; None if free."""

    id: str
    title: str
    type: str
    start_date: datetime | None
    end_date: datetime | None
    location: Location | None
    is_online: bool
    price: Decimal | None
    currency: str
    capacity: int | None
    booked_count: int
    waiting_list_capacity: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Event(Record):
    """An event. `count_options` makes its options when they are first looked at: their counts take a moment."""

    id: str
    key: str
    title: str
    lead: str | None
    description: str | None
    status: str
    start_date: datetime
    end_date: datetime | None
    timezone: str
    is_online: bool
    location: Location | None
    url: str
    workspace: Workspace
    languages: Sequence[str]
    categories: Sequence[str]
    tags: Sequence[str]
    currency: str
    created_at: datetime
    updated_at: datetime
    count_options: Callable[[], Sequence[BookingOption]]

    @property
    def options(self) -> Sequence[BookingOption]:
        """The options with their counts."""
        return self.count_options()


@dataclass(frozen=True, eq=False, slots=True)
class AuthorisationGroup(Record):
    """The group through which a contact was invited."""

    id: str
    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Contact(Record):
    """A person as the contact of one event; `fields` are answers to the form's own questions."""

    id: str
    email: str
    first_name: str
    last_name: str
    gender: str | None
    mobile: str | None
    language: str
    company: str | None
    authorisation_group: AuthorisationGroup
    fields: Mapping[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Payment(Record):
    """What is to be paid for a booking. Amounts include VAT; `vat_rate` in percent."""

    status: str
    method: str | None
    amount: Decimal
    currency: str
    vat_rate: Decimal
    vat_amount: Decimal
    fee_amount: Decimal
    paid_at: datetime | None


@dataclass(frozen=True, eq=False, slots=True)
class Participant(Record):
    """Somebody who comes: the contact or a companion."""

    first_name: str
    last_name: str
    is_companion: bool


@dataclass(frozen=True, eq=False, slots=True)
class CheckIn(Record):
    """Whether and when the contact was checked in."""

    attendance: bool
    attendance_date: datetime | None


@dataclass(frozen=True, eq=False, slots=True)
class BookedOption(Record):
    """An option inside a booking, with a status of its own."""

    id: str
    option_id: str
    title: str
    type: str
    status: str
    quantity: int
    price: Decimal | None
    participants: Sequence[Participant]
    check_in: CheckIn


@dataclass(frozen=True, eq=False, slots=True)
class Booking(Record):
    """A booking of one contact for one event."""

    id: str
    booking_number: str
    event_id: str
    status: str
    contact: Contact | None
    payment: Payment | None
    options: Sequence[BookedOption]
    language: str
    created_at: datetime
    updated_at: datetime
    confirmed_at: datetime | None
    canceled_at: datetime | None


@dataclass(frozen=True, eq=False, slots=True)
class Problem(Record):
    """An error of the resource operations: RFC 9457. `retry_after` in seconds."""

    type: str
    title: str
    status: int
    detail: str
    errors: Sequence[object] | None = None
    retry_after: int | None = None


@dataclass(frozen=True, eq=False, slots=True)
class TokenProblem(Record):
    """An error of the token operation: RFC 6749 section 5.2. `retry_after` in seconds."""

    error: str
    error_description: str
    retry_after: int | None = None
