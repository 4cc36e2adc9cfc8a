"""Registrants, made from an event's plan, crowd and contacts when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mock_server.fake import Person, Stream, label
from mock_server.vendors.on24.people.contacts import Contacts
from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.people_ids import event_user_id, user_profile_url
from mock_server.vendors.on24.people.visits import Visit
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import Registrant

_MEDIA = {"newsletter": "email", "linkedin": "social", "website": "web", "partner": "referral"}
_OTHER_MEDIUM = "referral"
_PREDICTIONS = ("HIGH", "MEDIUM", "MEDIUM", "LOW")


def new_registrant(
    plan: EventPlan, crowd: Crowd, contacts: Contacts, row: int, visit: Visit | None = None, **changed: Any
) -> Registrant:
    """Return the registrant of a computed row; `changed` are attributes that have other values by now, `visit` is
    what was written that the row did.
    """
    person, visit = contacts.person(row), visit or crowd.visit(row)
    registrant = Registrant(
        event_id=plan.id,
        client_id=plan.client_id,
        event_user_id=event_user_id(plan, row),
        email=person.email,
        create_timestamp=crowd.created(row),
        source_event_id=plan.id,
        user_profile_url=user_profile_url(plan, row),
        engagement_prediction=prediction(person) if visit.is_no_show else None,
        campaign_code=plan.campaign_code,
        attendee_type=_attendee_type(plan, visit),
    )
    told: Mapping[str, Any] = {**origin(plan, visit.referral), **told_by(person, contacts), **changed}
    return replace(registrant, **told)


def told_by(person: Person, contacts: Contacts) -> Mapping[str, Any]:
    """Return what a person tells on the page of an event, and by what it is looked at."""
    device = contacts.device(person)
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "marketing_email": _draw(person, "marketing").chance(40),
        "ip_address": device.ip_address,
        "os": device.os,
        "browser": device.browser,
        **contacts.answers(person),
    }


def prediction(person: Person) -> str:
    """Return what is predicted of somebody who has not come."""
    return _draw(person, "prediction").pick(_PREDICTIONS)


def origin(plan: EventPlan, code: str | None) -> Mapping[str, str]:
    """Return what the link said by which somebody came, with a partner's code or without."""
    if not code:
        return {}
    if plan.campaign_code is None:
        return {"partner_ref": code}
    return {
        "partner_ref": code,
        "utm_source": code,
        "utm_medium": _MEDIA.get(code, _OTHER_MEDIUM),
        "utm_campaign": plan.campaign_code.lower(),
    }


def _attendee_type(plan: EventPlan, visit: Visit) -> str | None:
    if not plan.is_hybrid:
        return None
    return "In-Person" if visit.is_in_person else "Virtual"


def _draw(person: Person, name: str) -> Stream:
    return Stream(label("on24/registrant"), label(person.email.lower()), label(name))
