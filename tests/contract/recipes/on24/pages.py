"""Requests of the pages that ask for no token: an event's key opens them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tests.conftest import NOON
from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.recipe import Case
from tests.contract.recipes.on24.bench import STRANGER, Make, at, hub, inactive, key_of, read, webcast
from tests.saml.identity_provider import Story, encoded

EventOf = Callable[[Lab], Any]
ANN = "ann@acme.example"
_TARGET = "https://www.example.com/thanks"
_STORY = Story(
    audience=None,
    recipient=None,
    destination=None,
    starts=NOON - timedelta(minutes=1),
    ends=NOON + timedelta(minutes=5),
    confirmed_until=NOON + timedelta(minutes=5),
    session_ends=NOON + timedelta(hours=8),
)
_VSID = base64.urlsafe_b64encode(b'{"vsid": "SAML-EliteAudience.on24.com"}').decode().rstrip("=")
# Names that the pages have for the event's id.
_LOWER, _CAMEL = "eventid", "eventId"


def link(operation_id: str, event_of: EventOf, name: str = _LOWER, **said: str) -> Make:
    """Return what makes a link to a page; without a key it has the event's own. An empty text leaves out."""

    def make(lab: Lab) -> Ask:
        return lab.ask(operation_id).with_query(*_said(event_of(lab), name, said).items())

    return make


def sent_form(operation_id: str, event_of: EventOf, name: str = _LOWER, **said: str) -> Make:
    """Return what makes a form of a page."""
    return lambda lab: lab.ask(operation_id).with_form(**_said(event_of(lab), name, said))


def _said(event: Any, name: str, said: Mapping[str, str]) -> dict[str, str]:
    known = {name: str(event["eventid"]), "key": key_of(event), "email": ANN, **said}
    return {field: text for field, text in known.items() if text}


def hub_user(lab: Lab) -> str:
    """Return the address of somebody who is registered for the hub."""
    number = str(hub(lab)["eventid"])
    rows = read(lab, "listEventRegistrants", ("itemsperpage", "20"), eventId=number)["registrants"]
    return str(next(one["email"] for one in rows if one["userstatus"] == "active"))


def login(**said: str) -> Make:
    """Return what makes a link into the hub."""
    return lambda lab: link("hubLogin", hub, _CAMEL, **{"email": hub_user(lab), **said})(lab)


def closed(make: Make) -> Make:
    """Return what closes the hub, and makes a request to it then."""

    def close(lab: Lab) -> Ask:
        change = at(lab, "updateEvent", eventId=str(hub(lab)["eventid"])).with_form(enableRegistration="N")
        assert lab.send(change.with_headers(lab.credentials)).status_code == 200
        return make(lab)

    return close


def sign_on(operation_id: str, response: str | None = None, event: str | None = None, **path: str) -> Make:
    """Return what makes a sign-on."""

    def make(lab: Lab) -> Ask:
        relay = event or webcast(lab)["audienceurl"]
        said = {"SAMLResponse": encoded(_STORY.unsigned()) if response is None else response, "RelayState": relay}
        return lab.ask(operation_id, **path).with_form(**{name: text for name, text in said.items() if text})

    return make


_UNKNOWN = "eventid=9999999"
_SIGN_ON = {"samlSignOn": {}, "samlSignOnFor": {"vsid": _VSID}}
_REGISTERING = {
    "seamlessRegister": (link, _LOWER, hub),
    "seamlessRegisterByPost": (sent_form, _LOWER, hub),
    "registerByForm": (link, _LOWER, webcast),
    "registerByFormPost": (sent_form, _LOWER, webcast),
    "registerByPage": (link, _LOWER, webcast),
    "hubRegister": (link, _CAMEL, hub),
    "hubRegisterByPost": (sent_form, _CAMEL, hub),
}

PAGES: dict[str, Make] = {
    **{one: make(one, event_of, name) for one, (make, name, event_of) in _REGISTERING.items()},
    "hubLogin": login(),
    "showLobby": link("showLobby", webcast, email=""),
    "samlMetadata": lambda lab: lab.ask("samlMetadata"),
    **{one: sign_on(one, **path) for one, path in _SIGN_ON.items()},
}


def _cases() -> dict[tuple[str, int], Case | Make]:
    cases: dict[tuple[str, int], Case | Make] = {}
    for one, (make, name, event_of) in _REGISTERING.items():
        is_for_hubs = name == _CAMEL
        cases[one, 400] = make(one, event_of, name, email="")
        cases[one, 403] = Case(closed(make(one, hub, name)), writes=True) if is_for_hubs else make(one, inactive, name)
        cases[one, 404] = make(one, event_of, name, key="0" * 32)
        if is_for_hubs:
            cases[one, 302] = make(one, event_of, name, targetUrl=_TARGET)
        elif event_of is hub:
            cases[one, 302] = make(one, webcast, name)
    for one, path in _SIGN_ON.items():
        cases[one, 400] = sign_on(one, response="", **path)
        cases[one, 403] = sign_on(one, response=encoded("<no-response/>"), **path)
        cases[one, 404] = sign_on(one, event=_UNKNOWN, **path)
    return cases


PAGE_CASES: dict[tuple[str, int], Case | Make] = {
    **_cases(),
    ("samlSignOnFor", 404): sign_on("samlSignOnFor", vsid="bm9ib2R5"),
    ("hubLogin", 302): login(targetUrl=_TARGET),
    # Which of two parameters there must be, no schema tells.
    ("hubLogin", 400): Case(login(email=""), is_bad_in_form=False),
    ("hubLogin", 403): Case(closed(login()), writes=True),
    ("hubLogin", 404): login(email=STRANGER),
    ("showLobby", 400): link("showLobby", webcast, email="", key=""),
    ("showLobby", 403): link("showLobby", inactive, email=""),
    ("showLobby", 404): link("showLobby", webcast, email="", key="0" * 32),
}
