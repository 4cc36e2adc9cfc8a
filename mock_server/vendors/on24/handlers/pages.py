"""Pages for browsers: registering by a link or a form, entering a hub, the lobby. An event's key opens them."""

from __future__ import annotations

from mock_server.core.api_errors import InvalidRequest
from mock_server.core.call import Reply
from mock_server.vendors.on24.enrolling import Enrolling
from mock_server.vendors.on24.errors import PageError
from mock_server.vendors.on24.forms.form_rules import EMAIL, FormRules, checked_form
from mock_server.vendors.on24.lobby import lobby_page, to_lobby, to_url, wished_url
from mock_server.vendors.on24.page_errors import ClosedPage, NotOnPage, UnknownKey
from mock_server.vendors.on24.people.written_people import Status
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.records.people import Registrant
from mock_server.vendors.on24.view import View, handler

_ATTENDEE_TYPES = ("Virtual", "In-Person")
_BY_CODE = "ext_event_user_cd"


def seamless_register(view: View) -> Reply:
    """Register somebody, and lead on: from a hub only if that is asked for."""
    url, values = wished_url(view, "target_url"), _values(view)
    event = open_event(view, view.arguments["event_id"], view.arguments["key"])
    if event.form is EventForm.HUB:
        return _from_hub(view, event, _register_in_hub(view, event, values), url)
    values.pop("update_if_exist", None)
    person = Enrolling(view).register(event, values)
    return to_url(url) if url else to_lobby(view, event, person)


def register_by_form(view: View) -> Reply:
    """Register somebody for a webcast, and lead to its lobby or where the form says."""
    url, values = wished_url(view, "lobby"), _values(view)
    attendee_type = values.pop("attendee_type", None)
    event = open_event(view, _either(view, "event_id"), str(_either(view, "key")))
    if event.is_hybrid and attendee_type in _ATTENDEE_TYPES:
        values["attendee_type"] = attendee_type
    person = Enrolling(view).register(event, values)
    return to_url(url) if url else to_lobby(view, event, person)


def hub_register(view: View) -> Reply:
    """Register somebody for a hub."""
    url, values = wished_url(view, "target_url"), _values(view)
    event = _hub(view)
    return _from_hub(view, event, _register_in_hub(view, event, values), url)


def hub_login(view: View) -> Reply:
    """Let somebody who is registered into a hub."""
    url, arguments = wished_url(view, "target_url"), view.arguments
    if not arguments[EMAIL] and not arguments[_BY_CODE]:
        raise PageError(
            "EMAIL_OR_EXTERNAL_EVENT_USER_CD_NOT_PASSED", "The email or extEventUserCd parameter is missing."
        )
    event, desk = _hub(view), Enrolling(view)
    row = desk.find(event, arguments[EMAIL]) if arguments[EMAIL] else desk.find_by_code(event, arguments[_BY_CODE])
    if row is None or view.roll(event).status(row) is not Status.ACTIVE:
        raise NotOnPage("EH_USER_NOT_FOUND", "The user was not found in the Engagement Hub.")
    return _from_hub(view, event, view.roll(event).registrant(row), url)


def show_lobby(view: View) -> str:
    """Show the lobby of an event."""
    return lobby_page(known_event(view, view.arguments["event_id"], view.arguments["key"]))


def known_event(view: View, event_id: object, key: str | None) -> EventPlan:
    """Return an active event; None for a key is that of somebody who needs none."""
    event = view.state.book.find(event_id)
    if event is None or key not in (None, event.audience_key):
        raise UnknownKey
    if not event.is_active:
        raise ClosedPage("REGISTRATION_NOT_AVAILABLE", f"The event id {event.id} is inactive.")
    return event


def open_event(view: View, event_id: object, key: str | None) -> EventPlan:
    """Return an event that one can register for."""
    event = known_event(view, event_id, key)
    if not event.takes_registrations:
        raise ClosedPage("REGISTRATION_NOT_AVAILABLE", f"The event id {event.id} takes no registrations.")
    return event


def _hub(view: View) -> EventPlan:
    event_id, key = view.arguments["event_id"], view.arguments["key"]
    event = view.state.book.find(event_id)
    if event is None or event.form is not EventForm.HUB:
        raise NotOnPage(
            "ENGAGEMENT_HUB_NOT_FOUND", f"The Engagement Hub or Target Experience {event_id} doesn't exist."
        )
    return open_event(view, event_id, key)


def _register_in_hub(view: View, event: EventPlan, values: dict[str, str]) -> Registrant:
    """Register somebody; whoever is registered is changed only if that is asked for."""
    desk, is_update = Enrolling(view), values.pop("update_if_exist", "N") == "Y"
    row, roll = desk.find(event, values[EMAIL]), view.roll(event)
    if row is not None and roll.status(row) is Status.ACTIVE and not is_update:
        return roll.registrant(row)
    return desk.register(event, values)


def _from_hub(view: View, event: EventPlan, person: Registrant, url: str | None) -> Reply:
    """Answer with a person, unless a target is named; an empty one is the hub."""
    if url is None:
        return Reply(200, person)
    return to_url(url) if url else to_lobby(view, event, person)


def _values(view: View) -> dict[str, str]:
    """Return what is to be kept of a form. Pages need an address, and look at no other value."""
    longest = view.state.forms.lengths(view.call.operation)
    rules = FormRules(honor_required=False, honor_validation=False, always=(EMAIL,), longest=longest)
    return checked_form((), view.state.forms.sent(view.call), rules)


def _either(view: View, argument: str) -> object:
    """Return what the address says, else what the form says; one of them must."""
    value = view.arguments[argument] or view.arguments.get(f"form_{argument}")
    if value is None:
        raise InvalidRequest.of(argument, "missing")
    return value


HANDLERS = {
    "seamless_register": handler(seamless_register),
    "seamless_register_by_post": handler(seamless_register),
    "register_by_form": handler(register_by_form),
    "register_by_form_post": handler(register_by_form),
    "register_by_page": handler(register_by_form),
    "hub_register": handler(hub_register),
    "hub_register_by_post": handler(hub_register),
    "hub_login": handler(hub_login),
    "show_lobby": handler(show_lobby),
}
