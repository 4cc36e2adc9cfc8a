"""Helper operations: the account and its people, and the values that other operations take.

The vendor answers 403 to accounts without Elite; there are none here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from mock_server.fake import Stream, label
from mock_server.vendors.on24.account_base import Account
from mock_server.vendors.on24.pacific import at, day_of
from mock_server.vendors.on24.records.account import (
    AccountManager,
    AccountTagGroup,
    EventManager,
    EventProfile,
    SalesRep,
    SignalRep,
    SubClient,
    SubClients,
    TechnicalContact,
    User,
)
from mock_server.vendors.on24.records.helper_lists import (
    AccountManagers,
    CustomAccountTags,
    EventManagers,
    EventProfiles,
    EventTypes,
    Languages,
    SalesReps,
    SignalReps,
    TechnicalReps,
    TimeZones,
    Tokens,
    Users,
)
from mock_server.vendors.on24.reports.options import labelled, languages, time_zones
from mock_server.vendors.on24.view import View, handler

_OFFICE_HOURS = (8 * 60, 18 * 60)


def list_sub_clients(view: View) -> SubClients:
    """List the accounts below the account."""
    own = next(one for one in view.state.accounts if one.id == view.account)
    return SubClients(own.name, _below(view.state.accounts, own) or [])


def list_users(view: View) -> Users:
    """List who logs in to the account and to those below it."""
    accounts = {one.id: one for one in view.state.accounts if one.id in view.family}
    known = [(number, one) for number, one in enumerate(view.state.scenario["users"])]
    owned = [(number, one, one.get("account_id", view.state.accounts[0].id)) for number, one in known]
    return Users([_user(view, number, one, accounts[owner]) for number, one, owner in owned if owner in accounts])


def list_event_types(view: View) -> EventTypes:
    """List the types of event."""
    return EventTypes(labelled(view.state.contract.schema("EventType")))


def list_languages(view: View) -> Languages:
    """List the languages of events."""
    return Languages(languages(view.state.contract.schema("LanguageCode")))


def list_time_zones(view: View) -> TimeZones:
    """List the time zones."""
    return TimeZones(time_zones(view.state.contract.schema("TimeZone"), day_of(view.now)))


def list_event_profiles(view: View) -> EventProfiles:
    """List the profiles of events."""
    return EventProfiles([EventProfile(str(number), name) for number, name in _named(view, "event_profiles")])


def list_account_managers(view: View) -> AccountManagers:
    """List the account managers."""
    return AccountManagers([AccountManager(*one) for one in _named(view, "account_managers")])


def list_event_managers(view: View) -> EventManagers:
    """List the event managers."""
    return EventManagers([EventManager(str(number), name) for number, name in _named(view, "event_managers")])


def list_sales_reps(view: View) -> SalesReps:
    """List the sales representatives."""
    return SalesReps([SalesRep(str(number), name) for number, name in _named(view, "sales_reps")])


def list_signal_reps(view: View) -> SignalReps:
    """List the signal representatives."""
    return SignalReps([SignalRep(str(number), name) for number, name in _named(view, "signal_reps")])


def list_technical_reps(view: View) -> TechnicalReps:
    """List the technical representatives."""
    return TechnicalReps([TechnicalContact(str(number), name) for number, name in _named(view, "technical_reps")])


def list_custom_account_tags(view: View) -> CustomAccountTags:
    """List the account's own tags, in their groups."""
    return CustomAccountTags([_tag_group(view, one) for one in view.state.scenario["custom_account_tags"]])


def list_tokens(view: View) -> Tokens:
    """List the tokens that texts may hold, those of one context if one is asked for."""
    context: str | None = view.arguments["context"]
    return Tokens([one for one in view.state.tokens if context is None or one.context.lower() == context.lower()])


def _named(view: View, section: str) -> Sequence[tuple[int, str]]:
    """Return the numbers and names of a section of the scenario."""
    return [(one["id"], one["name"]) for one in view.state.scenario[section]]


def _below(accounts: Sequence[Account], parent: Account) -> Sequence[SubClient] | None:
    """Return the accounts below another one, None where there are none."""
    below = [SubClient(one.id, one.name, _below(accounts, one)) for one in accounts if one.parent_id == parent.id]
    return below or None


def _user(view: View, number: int, known: Mapping[str, Any], account: Account) -> User:
    return User(
        name=known["name"],
        user_name=known["user_name"],
        email=known["email"],
        job_title=known.get("job_title"),
        type=known["type"],
        account=account.name,
        last_login_date=_last_login(view, number, known.get("last_login_days_ago")),
        client_id=account.id,
        permissions=known.get("permissions", {}),
    )


def _last_login(view: View, number: int, days_ago: int | None) -> datetime | None:
    """Return when a user logged in last: in office hours of a day before the epoch, or when the epoch began."""
    if days_ago is None:
        return None
    day = view.state.epoch - timedelta(days=days_ago)
    return at(day, Stream(label("on24/login"), number).between(*_OFFICE_HOURS) if days_ago else 0)


def _tag_group(view: View, known: Mapping[str, Any]) -> AccountTagGroup:
    return AccountTagGroup(known["id"], known["name"], [view.state.tags[one["id"]] for one in known["tags"]])


_ALL = (
    list_sub_clients,
    list_users,
    list_event_types,
    list_languages,
    list_time_zones,
    list_event_profiles,
    list_account_managers,
    list_event_managers,
    list_sales_reps,
    list_signal_reps,
    list_technical_reps,
    list_custom_account_tags,
    list_tokens,
)
HANDLERS = {one.__name__: handler(one) for one in _ALL}
