"""What is said of an event, as attributes of its plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.contract.json_faults import json_faults
from mock_server.contract.schemas import new_validator
from mock_server.core.api_errors import FieldError, InvalidRequest
from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.forms.own_words import field_schema
from mock_server.vendors.on24.forms.schedule import are_account_tags, is_year
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import form_of_type

# Attributes of records, by what of a plan they show.
_PLAIN = {
    "description": "title",
    "event_name": "abstract",
    "promotional_summary": "summary",
    "category": "category",
    "keyword": "keyword",
    "industry": "industry",
    "campaign_code": "campaign_code",
    "is_active": "is_active",
    "is_test_event": "is_test",
    "reg_required": "takes_registrations",
    "locale_language_cd": "language",
    "locale_country_cd": "country",
    "event_duration": "minutes",
    "scheduled_event_duration": "minutes",
}
_TAGS = {"tags": "tags", "funnel_stages": "funnel_stages"}
_START, _ZONE, _ACCOUNT_TAGS = "good_after", "display_timezone_cd", "custom_account_tags"
_TYPE, _HYBRID, _CLIENT = "event_type", "is_hybrid_event", "client_id"
CHANGEABLE = frozenset({*_PLAIN, *_TAGS, _START, _ZONE, _ACCOUNT_TAGS})
# What people rely on once they are registered.
NEW = CHANGEABLE | {_TYPE, _HYBRID, _CLIENT}
# What the API's own operation takes for some of them, with their bounds: by the argument there.
_OPERATION, _LENGTH = "createEvent", "live_duration"
_NO_LENGTH = f"is no number of minutes that {_OPERATION} takes"
_BOUNDS = {
    "description": "title",
    "event_duration": _LENGTH,
    "scheduled_event_duration": _LENGTH,
    "locale_language_cd": "language_cd",
    _ZONE: "time_zone",
    _TYPE: "event_type",
    "tags": "tag_campaign",
}
# What may be nothing; of the others, a text is empty then.
_NOTHING = frozenset({"campaign_code", "locale_country_cd"})


def plan_changes(state: AccountState, fields: Mapping[str, Any], base: EventPlan | None) -> dict[str, Any]:
    """Return the attributes of a plan that are said; raise InvalidRequest with all that is wrong.

    `base` is the event that is changed, if it is not a new one.
    """
    faults = list(_faults(state, fields, base))
    if faults:
        raise InvalidRequest(faults)
    changes = {_PLAIN[name]: _plain(name, value) for name, value in fields.items() if name in _PLAIN}
    changes |= {_TAGS[name]: tuple(value or ()) for name, value in fields.items() if name in _TAGS}
    if _ACCOUNT_TAGS in fields:
        changes["custom_account_tags"] = tuple(_tag_ids(fields[_ACCOUNT_TAGS]))
    if _ZONE in fields:
        changes["zone"] = ZoneInfo(fields[_ZONE])
    if _START in fields:
        changes["starts"] = fields[_START].replace(microsecond=0)
    if _TYPE in fields:
        changes |= {"type_code": fields[_TYPE], "form": form_of_type(fields[_TYPE])}
    return {
        **changes,
        **{plan: fields[name] for name, plan in ((_HYBRID, "has_venue"), (_CLIENT, _CLIENT)) if name in fields},
    }


def _plain(name: str, value: Any) -> Any:
    return "" if value is None and name not in _NOTHING else value


def _tag_ids(tags: Any) -> Iterator[int]:
    yield from (int(tag.get("tag_id", 0)) for tag in tags or ())


def _faults(state: AccountState, fields: Mapping[str, Any], base: EventPlan | None) -> Iterator[FieldError]:
    for name in _BOUNDS.keys() & fields.keys():
        schema = field_schema(state.contract.operations[_OPERATION], _BOUNDS[name])
        for _, message, _ in json_faults(new_validator(schema), schema, fields[name]):
            yield FieldError(_NO_LENGTH if _BOUNDS[name] == _LENGTH else message, name)
    if not str(fields.get("description", "a title")).strip():
        yield FieldError("cannot be empty", "description")
    durations = {fields[name] for name in ("event_duration", "scheduled_event_duration") if name in fields}
    if len(durations) > 1:
        yield FieldError("is another than event_duration", "scheduled_event_duration")
    start: datetime | None = fields.get(_START)
    if start is not None and not is_year(start.year):
        yield FieldError("is in no year for an event", _START)
    if not are_account_tags([str(one) for one in _tag_ids(fields.get(_ACCOUNT_TAGS))], frozenset(state.tags)):
        yield FieldError(f"must be at most three of the account's, by tag_id: {sorted(state.tags)}", _ACCOUNT_TAGS)
    clients = {one.id for one in state.accounts}
    if fields.get(_CLIENT, state.accounts[0].id) not in clients:
        yield FieldError(f"is none of the accounts: {sorted(clients)}", _CLIENT)
    yield from _country_faults(state, fields, base)


def _country_faults(state: AccountState, fields: Mapping[str, Any], base: EventPlan | None) -> Iterator[FieldError]:
    """A country goes with some languages only; which, the contract says."""
    language = fields.get("locale_language_cd", base.language if base else None)
    country = fields.get("locale_country_cd", base.country if base else None)
    pairs: Mapping[str, Any] = state.contract.schema("LanguageCode")["x-countries"]
    is_said = {"locale_language_cd", "locale_country_cd"} & fields.keys()
    if is_said and country is not None and country not in pairs.get(language, ()):
        yield FieldError("does not go with the language", "locale_country_cd")
