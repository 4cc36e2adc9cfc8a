"""Event management: create, copy, change and delete events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.core.api_errors import FieldError, Gone, InvalidRequest, NotFound, PreconditionFailed
from mock_server.vendors.on24.forms.schedule import are_account_tags, are_tags, parse_start
from mock_server.vendors.on24.planned_event import first_facts, is_moved, moved
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import form_of_type
from mock_server.vendors.on24.records.content import Done
from mock_server.vendors.on24.records.events import ManagedEvent
from mock_server.vendors.on24.reports.event_factory import new_managed_event
from mock_server.vendors.on24.view import View, handler

_NEEDED_OF_A_COPY = ("live_start",)
_NEEDED = (*_NEEDED_OF_A_COPY, "title", "event_type", "language_cd", "time_zone")
_COPY = "Copy of {title}"
_LONGEST_COPIED_TITLE = 250
# Attributes of a plan that are taken as they are sent.
_PLAIN = {
    "title": "title",
    "event_abstract": "abstract",
    "promotional_summary": "summary",
    "live_duration": "minutes",
    "language_cd": "language",
    "country_cd": "country",
    "campaign_code": "campaign_code",
    "archive_available": "has_archive",
    "test_event": "is_test",
    "venue": "venue",
    "address": "address",
    "enable_registration": "takes_registrations",
    "event_type": "type_code",
    "hybrid": "has_venue",
}
# What a copy has of its source, beside the material.
_COPIED = (
    "abstract", "summary", "minutes", "language", "country", "campaign_code", "is_test", "venue", "address",
    "takes_registrations", "type_code", "has_venue", "form", "zone", "tags", "custom_account_tags", "profile",
    "category", "keyword", "industry", "funnel_stages",
)  # fmt: skip


def create_event(view: View) -> ManagedEvent:
    """Create an event, or a copy of one, with the parameters that were sent."""
    source = _source(view)
    _refuse_missing(view, _NEEDED_OF_A_COPY if source is not None else _NEEDED)
    changes = _changes(view, source)
    if changes["starts"] <= view.now:
        raise InvalidRequest.of("live_start")
    if "type_code" in changes:
        changes["form"] = form_of_type(changes["type_code"])
    if source is not None:
        copied = {name: getattr(source, name) for name in _COPIED}
        title = _COPY.format(title=source.title)[:_LONGEST_COPIED_TITLE]
        changes = {**copied, "title": title, "source_id": source.id, **changes}
    event = view.state.create_event({**first_facts(view, view.account), **changes}, source)
    return new_managed_event(event, view.now, view.state.tags)


def update_event(view: View) -> ManagedEvent:
    """Change what was sent of an event; when it is can only be changed before it is, to a moment ahead."""
    event = view.event()
    changes = _changes(view, event)
    if is_moved(event, changes):
        if min(event.dates.live_start, changes.get("starts", event.starts)) <= view.now:
            raise InvalidRequest.of("live_start")
        changes = {**changes, **moved(view, event)}
    event = view.state.book.change(event, {**changes, "modified": view.now})
    return new_managed_event(event, view.now, view.state.tags)


def delete_event(view: View) -> Done:
    """Delete an event that has not begun."""
    book = view.state.book
    event = book.find_ever(view.arguments["event_id"])
    if event is None or event.client_id not in view.family:
        raise NotFound("Event not found for this client or its children")
    if book.is_deleted(event.id):
        raise Gone("Event has already been deleted")
    if event.dates.live_start <= view.now:
        raise PreconditionFailed("Event does not meet criteria for deletion")
    book.delete(event)
    return Done("Event Successfully Deleted.")


def _source(view: View) -> EventPlan | None:
    text = view.arguments["event_source"]
    return None if text is None else view.event_named(text)


def _refuse_missing(view: View, needed: tuple[str, ...]) -> None:
    missing = [FieldError("", name, rule="missing") for name in needed if not view.arguments.get(name)]
    if missing:
        raise InvalidRequest(missing)


def _changes(view: View, base: EventPlan | None) -> dict[str, Any]:
    """Return the attributes of a plan that the parameters say; raise InvalidRequest where they contradict the rules.

    `base` is the event that they change, or that is copied.
    """
    sent = {name: value for name, value in view.arguments.items() if value is not None}
    changes = {attribute: sent[name] for name, attribute in _PLAIN.items() if name in sent}
    _refuse_bad_country(view, changes, base)
    if "title" in sent and not sent["title"].strip():
        raise InvalidRequest.of("title")
    if "time_zone" in sent:
        changes["zone"] = ZoneInfo(sent["time_zone"])
    if "live_start" in sent:
        changes["starts"] = _start(
            sent["live_start"], changes["zone"] if base is None else changes.get("zone", base.zone)
        )
    return {**changes, **_tag_changes(view, sent)}


def _start(text: str, zone: ZoneInfo) -> datetime:
    try:
        return parse_start(text, zone)
    except ValueError:
        raise InvalidRequest.of("live_start") from None


def _tag_changes(view: View, sent: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if "tag_campaign" in sent:
        if not are_tags(sent["tag_campaign"]):
            raise InvalidRequest.of("tag_campaign")
        changes["tags"] = tuple(sent["tag_campaign"])
    if "custom_account_tag" in sent:
        if not are_account_tags(sent["custom_account_tag"], frozenset(view.state.tags)):
            raise InvalidRequest.of("custom_account_tag")
        changes["custom_account_tags"] = tuple(map(int, sent["custom_account_tag"]))
    return changes


def _refuse_bad_country(view: View, changes: Mapping[str, Any], base: EventPlan | None) -> None:
    """A country goes with some languages only; which, the contract says. What is not sent is as it was."""
    if not {"country", "language"} & changes.keys():
        return
    country, language = (changes.get(name, getattr(base, name, None)) for name in ("country", "language"))
    pairs: Mapping[str, Any] = view.state.contract.schema("LanguageCode")["x-countries"]
    if country is not None and country not in pairs.get(language, ()):
        raise InvalidRequest.of("country_cd")


HANDLERS = {one.__name__: handler(one) for one in (create_event, update_event, delete_event)}
