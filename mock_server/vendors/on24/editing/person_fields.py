"""What is said of a person, as the fields of a registration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mock_server.core.api_errors import FieldError, InvalidRequest
from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.forms.form_rules import EMAIL, FormRules, checked_form
from mock_server.vendors.on24.people.made_up import made_up
from mock_server.vendors.on24.people.registrant_factory import origin
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import Registrant

# The operation whose fields a person has, and what of them is no field of a record.
_FORM, _WISH = "registerForEvent", "is_deleted"
_BLOCKED, _TYPE, _CODE = "is_blocked", "attendee_type", "partner_ref"
_TOLD = {
    "missing": "is missing",
    "blank": "cannot be empty",
    "invalid": "is not what the registration page of the event takes",
}


def field_names(state: AccountState) -> frozenset[str]:
    """Return what may be said of a person."""
    return frozenset(state.forms.lengths(_FORM)) - {_WISH} | {_BLOCKED, _TYPE}


def new_fields(desk: Desk, event: EventPlan, fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of somebody new in an event: those that are said, and made up, or as last told, the others."""
    said = _texts(desk, event, fields)
    if not said.get(EMAIL):
        raise InvalidRequest.of(EMAIL, message="is missing")
    made = {**made_up(desk.roll(event), said[EMAIL]), **_last_told(desk, event, said[EMAIL])}
    page = {name: text for name, text in made.items() if name in field_names(desk.state)}
    values = _checked(desk, event, {**page, **said})
    values |= origin(event, values.get(_CODE))
    return {name: text for name, text in {**made, **values}.items() if text}


def changed_fields(desk: Desk, event: EventPlan, known: Registrant, fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields that are said anew of somebody."""
    said = _texts(desk, event, fields)
    if known.partner_ref is not None and said.get(_CODE, known.partner_ref) != known.partner_ref:
        raise InvalidRequest.of(_CODE, message="stays as it was set")
    values = _checked(desk, event, said, {name: str(getattr(known, name) or "") for name in said})
    return {**values, **(origin(event, values[_CODE]) if values.get(_CODE) else {})}


def _texts(desk: Desk, event: EventPlan, fields: Mapping[str, Any]) -> dict[str, str]:
    """Return what is said of a person as a form has it: flags as Y and N, nothing as a blank."""
    if fields.get(_TYPE) is not None and not event.is_hybrid:
        raise InvalidRequest.of(_TYPE, message="is of people of hybrid events only")
    return {name: _text(value) for name, value in fields.items() if name in field_names(desk.state)}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "Y" if value else "N"
    return "" if value is None else str(value)


def _checked(
    desk: Desk, event: EventPlan, said: Mapping[str, str], known: Mapping[str, str] | None = None
) -> dict[str, str]:
    forms = desk.state.forms
    rules = FormRules(longest=forms.lengths(_FORM), countries=forms.countries)
    try:
        return checked_form(event.fields, said, replace(rules, partial=known is not None), known)
    except InvalidRequest as error:
        faults = [FieldError(_told(event, fault), fault.argument) for fault in error.errors]
        raise InvalidRequest(faults) from None


def _told(event: EventPlan, fault: FieldError) -> str:
    """Return what is wrong with a field, with the values that a list of the page offers."""
    options = next((one.options for one in event.fields if one.id == fault.argument), ())
    return _TOLD[fault.rule] + (f": {'; '.join(options)}" if options and fault.rule == "invalid" else "")


def _last_told(desk: Desk, event: EventPlan, email: str) -> dict[str, str]:
    """Return what the person with an address said last in another event, as far as this one asks for it."""
    rolls = [desk.roll(one) for one in desk.state.book]
    found = [(roll.registration(row), roll, row) for roll in rolls if (row := roll.find(email)) is not None]
    if not found:
        return {}
    _, roll, row = max(found, key=lambda one: one[0])
    told = roll.registrant(row)
    takes = {
        one.id: (*one.options, *(desk.state.forms.countries if one.lists_countries else ())) for one in event.fields
    }
    names = {"first_name", "last_name", "os", "browser", "ip_address", *takes}
    texts = {name: getattr(told, name, None) for name in names}
    return {
        name: text
        for name, text in texts.items()
        if isinstance(text, str) and text and _is_taken(text, takes.get(name))
    }


def _is_taken(text: str, options: tuple[str, ...] | None) -> bool:
    return not options or text in options
