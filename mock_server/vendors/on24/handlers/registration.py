"""Registration: people come into events and change, are deleted softly and restored, and are forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mock_server.core.api_errors import Forbidden, InvalidRequest, NotFound, PreconditionFailed
from mock_server.vendors.on24.enrolling import Enrolling, everybody
from mock_server.vendors.on24.errors import UnknownEvent
from mock_server.vendors.on24.forms.form_rules import EMAIL, FormRules, checked_form, normalised
from mock_server.vendors.on24.people.written_people import Status
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import Registrant
from mock_server.vendors.on24.records.registration import PageFieldList, WrittenIds, page_field_record
from mock_server.vendors.on24.view import View, handler

_MOST_FORGOTTEN = 100_000
_TOO_MANY = "You have exceeded the maximum number of user to be deleted (100,000)"
_NOBODY = "No registrant was found for that email address"
_NOT_IN_EVENT = "The email provided was not found."
_NOT_YET_THERE = "You're trying to soft delete the registrant you're creating."
_TOO_LATE = "The registrant can't be deleted or restored because the event has started."
_TAKEN = "New email address matches other registrant's email address"
_WISHES = {"Y": Status.DELETED, "N": Status.ACTIVE}


def register_for_event(view: View) -> Registrant:
    """Register somebody, change who is registered, delete softly or restore."""
    sent, rules = view.state.forms.sent(view.call), _rules(view)
    wish = _wish(sent, rules.longest)
    rules = replace(rules, always=() if wish is None else (EMAIL,))
    # What is wrong whatever the event asks for comes before the event itself.
    email = checked_form((), sent, rules).get(EMAIL, "")
    event, desk = _event(view), Enrolling(view)
    if not event.takes_registrations:
        raise _inactive(view)
    row = desk.find(event, email)
    if row is None:
        if wish is Status.DELETED:
            raise PreconditionFailed(_NOT_YET_THERE)
        return desk.register(event, checked_form(event.fields, sent, rules))
    if wish is not None and wish is not view.roll(event).status(row) and event.starts <= view.now:
        raise PreconditionFailed(_TOO_LATE)
    # To delete and to restore, the address is enough.
    asked = replace(rules, honor_required=rules.honor_required and wish is None)
    values = checked_form(event.fields, sent, asked, _known(view.roll(event).registrant(row), sent))
    return desk.change(event, row, values, wish or Status.ACTIVE)


def update_event_registrant(view: View) -> Registrant:
    """Change somebody who is registered for an event."""
    sent, rules = view.state.forms.sent(view.call), replace(_rules(view), partial=True)
    email = normalised({EMAIL: sent.pop(EMAIL)}, rules.longest)[EMAIL]
    if not email:
        raise InvalidRequest.of(EMAIL, "blank")
    checked_form((), sent, rules)
    event, desk = _event(view), Enrolling(view)
    row = desk.find(event, email)
    if row is None:
        raise Forbidden(_NOT_IN_EVENT)
    return desk.change(event, row, {**checked_form(event.fields, sent, rules), **_blocking(view)})


def list_registration_fields(view: View) -> PageFieldList:
    """List the fields of an event's registration page."""
    try:
        event = _event(view)
    except UnknownEvent:
        raise NotFound("The event id is not found under this client account") from None
    return PageFieldList([page_field_record(field, view.state.forms.countries) for field in event.fields])


def update_registrant(view: View) -> WrittenIds:
    """Change somebody in all events of the account; values are taken as they are."""
    forms = view.state.forms
    longest = forms.lengths(view.call.operation)
    rules = FormRules(honor_required=False, honor_validation=False, longest=longest)
    values = checked_form((), forms.sent(view.call), rules)
    desk, new_email = Enrolling(view), values.pop("new_email", "")
    places = list(desk.places(_events(view), [view.arguments[EMAIL]]))
    if not places:
        raise NotFound(_NOBODY)
    if new_email:
        if desk.is_taken(new_email, places):
            raise InvalidRequest.of("new_email", message=_TAKEN)
        values[EMAIL] = new_email
    return WrittenIds(desk.change_all(places, values))


def forget_registrants(view: View) -> WrittenIds:
    """Forget people in all events of the account, or in one."""
    listed = (text.strip() for text in view.arguments[EMAIL].split(","))
    emails = list(dict.fromkeys(text.lower() for text in listed if text))
    if not emails:
        raise InvalidRequest.of(EMAIL, "blank")
    desk, number = Enrolling(view), view.arguments.get("event_id")
    events = [event for event in _events(view) if number in (None, event.id)]
    if not events and number is not None:
        raise UnknownEvent(number)
    places = list(desk.places(events, emails))
    if not places:
        raise NotFound(_NOBODY)
    return WrittenIds(desk.forget(places))


def forget_all_registrants(view: View) -> WrittenIds:
    """Forget everybody who registered for any event of the account."""
    return _forget_all(view, _events(view))


def forget_all_event_registrants(view: View) -> WrittenIds:
    """Forget everybody who registered for an event."""
    return _forget_all(view, [_event(view)])


def _forget_all(view: View, events: Iterable[EventPlan]) -> WrittenIds:
    rolls = [view.roll(event) for event in events]
    if sum(len(roll.timeline()) for roll in rolls) > _MOST_FORGOTTEN:
        raise InvalidRequest.of("", message=_TOO_MANY)
    return WrittenIds(Enrolling(view).forget(everybody(rolls)))


def _events(view: View) -> Sequence[EventPlan]:
    """Return all events of the account, also those that are inactive or hidden."""
    return view.state.events_of(view.family)


def _event(view: View) -> EventPlan:
    """Return the event that the path names. Registration has words of its own for an inactive one."""
    try:
        return view.event()
    except Forbidden:
        raise _inactive(view) from None


def _inactive(view: View) -> Forbidden:
    """Return the refusal for an event that is inactive, or (convention) that takes no registrations."""
    return Forbidden(f"The event id {view.arguments['event_id']} is inactive.")


def _rules(view: View) -> FormRules:
    forms, arguments = view.state.forms, view.arguments
    return FormRules(
        honor_required=arguments["honor_required"],
        honor_validation=arguments["honor_validation"],
        longest=forms.lengths(view.call.operation),
        countries=forms.countries,
    )


def _wish(sent: dict[str, str | None], longest: Mapping[str, int]) -> Status | None:
    """Take out of a form whether somebody is to be deleted or restored."""
    text = sent.pop("is_deleted")
    if text is None:
        return None
    flag = normalised({"is_deleted": text}, longest).get("is_deleted", "")
    if flag not in _WISHES:
        raise InvalidRequest.of("is_deleted", "invalid" if flag else "blank")
    return _WISHES[flag]


def _known(record: Registrant, sent: Iterable[str]) -> Mapping[str, str]:
    """Return what is known of somebody, by argument."""
    return {argument: str(getattr(record, argument) or "") for argument in sent}


def _blocking(view: View) -> Mapping[str, str]:
    is_blocked = view.arguments["is_blocked"]
    return {} if is_blocked is None else {"is_blocked": "Y" if is_blocked else "N"}


HANDLERS = {
    one.__name__: handler(one)
    for one in (
        register_for_event,
        update_event_registrant,
        list_registration_fields,
        update_registrant,
        forget_registrants,
        forget_all_registrants,
        forget_all_event_registrants,
    )
}
