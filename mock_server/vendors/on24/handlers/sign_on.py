"""Single sign-on: an identity provider says who somebody is, and that registers for an event."""

from __future__ import annotations

from mock_server.core.api_errors import InvalidRequest, NotFound
from mock_server.core.call import Reply
from mock_server.saml import Assertion, SamlError, ServiceProvider
from mock_server.vendors.on24.enrolling import Enrolling
from mock_server.vendors.on24.forms.form_rules import EMAIL, FormRules, checked_form, is_address
from mock_server.vendors.on24.forms.relay_state import event_and_key
from mock_server.vendors.on24.handlers.pages import open_event
from mock_server.vendors.on24.lobby import to_lobby
from mock_server.vendors.on24.page_errors import ClosedPage
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.view import View, handler

# Names of attributes (in any case), by what they tell.
_ATTRIBUTES = {"first_name": "firstname", "last_name": "lastname", "company": "company"}
# As long as those of a registration.
_KEPT_AS_IN = "registerForEvent"


def saml_metadata(view: View) -> bytes:
    """Tell identity providers what they need to know."""
    return _provider(view).metadata()


def saml_sign_on(view: View) -> Reply:
    """Register whom an assertion names, and lead to the lobby."""
    try:
        assertion = _provider(view).consume(view.arguments["saml_response"], view.call.clock.now())
    except SamlError as error:
        raise _refusal(error.reason) from error
    values = _values(view, assertion)
    event = _event(view)
    return to_lobby(view, event, Enrolling(view).register(event, values))


def saml_sign_on_for(view: View) -> Reply:
    """Do the same where the path names the service provider."""
    if not view.state.federation.is_named(view.arguments["vsid"]):
        raise NotFound("There is no such service provider.")
    return saml_sign_on(view)


def _provider(view: View) -> ServiceProvider:
    request, state = view.call.request, view.state
    return state.federation.provider(request.root(), request.path, state.seen_assertions)


def _values(view: View, assertion: Assertion) -> dict[str, str]:
    """Return what is kept of an assertion."""
    email = assertion.value(EMAIL) or assertion.name_id
    if not is_address(email):
        raise _refusal("the assertion has no e-mail address")
    told = {argument: assertion.value(name) for argument, name in _ATTRIBUTES.items()}
    longest = view.state.forms.lengths(_KEPT_AS_IN)
    rules = FormRules(honor_required=False, honor_validation=False, longest=longest)
    return checked_form((), {EMAIL: email, **told}, rules)


def _event(view: View) -> EventPlan:
    """Return the event that came along."""
    relay_state = view.arguments.get("relay_state")
    named = event_and_key(relay_state or "")
    if named is None:
        raise InvalidRequest.of("relay_state", "invalid" if relay_state else "missing")
    return open_event(view, *named)


def _refusal(reason: str) -> ClosedPage:
    return ClosedPage("INVALID_SAML_RESPONSE", f"{reason[0].upper()}{reason[1:]}.")


HANDLERS = {one.__name__: handler(one) for one in (saml_metadata, saml_sign_on, saml_sign_on_for)}
