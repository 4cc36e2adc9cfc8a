"""What the helper operations answer: a list under a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mock_server.vendors.on24.records.account import (
    AccountManager,
    AccountTagGroup,
    EventManager,
    EventProfile,
    Option,
    ReplacementToken,
    SalesRep,
    SignalRep,
    TechnicalContact,
    User,
)


@dataclass(frozen=True, slots=True)
class Users:
    """Who logs in."""

    users: Sequence[User]


@dataclass(frozen=True, slots=True)
class EventTypes:
    """The types an event can have."""

    event_types: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages an event can have."""

    language_codes: Sequence[Option]


@dataclass(frozen=True, slots=True)
class TimeZones:
    """The zones an event can be in."""

    timezones: Sequence[Option]


@dataclass(frozen=True, slots=True)
class EventProfiles:
    """The profiles events are made with."""

    event_profiles: Sequence[EventProfile]


@dataclass(frozen=True, slots=True)
class AccountManagers:
    """The account's managers."""

    account_managers: Sequence[AccountManager]


@dataclass(frozen=True, slots=True)
class EventManagers:
    """The managers of events."""

    event_managers: Sequence[EventManager]


@dataclass(frozen=True, slots=True)
class SalesReps:
    """The sales representatives."""

    sales_reps: Sequence[SalesRep]


@dataclass(frozen=True, slots=True)
class SignalReps:
    """The signal representatives."""

    signal_reps: Sequence[SignalRep]


@dataclass(frozen=True, slots=True)
class TechnicalReps:
    """The technical representatives."""

    technical_contacts: Sequence[TechnicalContact]


@dataclass(frozen=True, slots=True)
class CustomAccountTags:
    """The account's tags, in groups."""

    custom_account_tags: Sequence[AccountTagGroup]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that texts may hold."""

    replacement_tokens: Sequence[ReplacementToken]
