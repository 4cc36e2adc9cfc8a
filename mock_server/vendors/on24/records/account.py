"""Records of an account: what the helper operations list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AccountTag:
    """A tag that the account has made for its events, with its group."""

    group_id: int
    group_name: str
    tag_id: int
    tag_name: str


@dataclass(frozen=True, slots=True)
class AccountTagGroup:
    """A group of the account's tags."""

    group_id: int
    group_name: str
    tags: Sequence[AccountTag]


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of an enumeration, with the words that people see."""

    label: str
    value: str
    country_cd: str | None = None


@dataclass(frozen=True, slots=True)
class SubClient:
    """An account below another one."""

    id: int
    name: str
    sub_clients: Sequence[SubClient] | None = None


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who logs in to the account; `permissions` by their label."""

    name: str
    user_name: str
    email: str
    job_title: str | None
    type: str
    account: str
    last_login_date: datetime | None
    client_id: int
    permissions: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class SubClients:
    """An account with those below it."""

    client_name: str
    sub_clients: Sequence[SubClient]


@dataclass(frozen=True, slots=True)
class EventProfile:
    """A profile that events are made with."""

    event_profile_id: str
    event_profile_name: str


@dataclass(frozen=True, slots=True)
class AccountManager:
    """Who looks after the account at the vendor's."""

    account_manager_id: int
    account_manager_name: str


@dataclass(frozen=True, slots=True)
class EventManager:
    """Who runs the account's events."""

    admin_id: str
    admin_name: str


@dataclass(frozen=True, slots=True)
class SalesRep:
    """A sales representative of the account."""

    sales_rep_id: str
    sales_rep_name: str


@dataclass(frozen=True, slots=True)
class SignalRep:
    """Who takes care of the signal of an account's events."""

    signal_rep_id: str
    signal_rep_name: str


@dataclass(frozen=True, slots=True)
class TechnicalContact:
    """A technical representative of the account."""

    contact_id: str
    contact_name: str


@dataclass(frozen=True, slots=True)
class ReplacementToken:
    """Something that a text may hold in place of what is only known when it is sent."""

    label: str
    value: str
    description: str
    context: str
