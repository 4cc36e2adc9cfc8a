"""What generated requests ask for: things that are there, and nothing that contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote

import orjson

from tests.contract.ask import FORM, JSON, Ask
from tests.contract.lab import Lab
from tests.contract.recipe import Parts, Query
from tests.contract.recipes.on24.bench import CLIENT, PAIR, email_in, events
from tests.contract.recipes.on24.dates import NAMES, is_wrong_period
from tests.contract.recipes.on24.queries import is_wrong_account
from tests.contract.recipes.on24.sending import BANNER, SPEAKER, SURVEY, resource

# A sub-account, whose people may all be forgotten.
_SUB_ACCOUNT = "4521"
# Fields that may say anything which their schema lets pass.
_FREE = {
    "createEvent": ("eventAbstract", "promotionalSummary", "campaignCode", "archiveAvailable", "testevent", "hybrid"),
    "updateEvent": ("eventAbstract", "promotionalSummary", "campaignCode", "testevent", "venue", "address"),
    "registerForEvent": ("city", "zip", "notes", "username", "exteventusercd"),
    "updateEventRegistrant": ("isBlocked", "notes"),
    "updateRegistrant": ("city", "zip", "notes", "country", "jobtitle"),
    "updateEmail": ("activated", "fromlabel", "replyto", "subject", "body"),
    "updateCalendarReminder": ("reminder", "subject", "location", "body"),
}
_AS_JSON = {"addSurveyQuestions": SURVEY, "updateTextWithBanner": BANNER}
_PAGES = ("seamless", "register", "hub", "showLobby")


def configuration(lab: Lab) -> Mapping[str, Any]:
    """Return what schemathesis is told."""
    return {"auth": {"openapi": {name: {"api_key": value} for name, value in PAIR.items()}}}


def mend(lab: Lab, operation_id: str, parts: Parts) -> Parts:
    """Let a request ask for what the successful one asks for, and leave out what contradicts."""
    known = _successful(lab, operation_id)
    if operation_id in _AS_JSON and "metadata" in parts.fields:
        known = replace(known, fields={"metadata": _AS_JSON[operation_id]})
    free = {name: parts.fields[name] for name in _FREE.get(operation_id, ()) if name in parts.fields}
    fields = {**free, **known.fields} if parts.fields or known.fields else parts.fields
    return Parts({**parts.path, **known.path}, _mended(operation_id, parts.query, known.query), fields)


def _mended(operation_id: str, query: Query, known: Query) -> Query:
    if operation_id.startswith(_PAGES) and not operation_id.startswith("registerForEvent"):
        return known
    kept = {name: said for name, said in query.items() if name not in ("pageoffset", "eventsource")}
    if is_wrong_period(operation_id, kept):
        kept = {name: said for name, said in kept.items() if name not in NAMES}
    if is_wrong_account(operation_id, kept):
        kept.pop("subaccounts")
    return kept


@lru_cache(512)
def _successful(lab: Lab, operation_id: str) -> Parts:
    """Return the parts of an operation's successful request; those who destroy have something of their own for it."""
    ask = lab.success(operation_id)
    template = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", lab.contract.path_of(operation_id))
    found = re.fullmatch(template, ask.path)
    path = {name: unquote(said) for name, said in found.groupdict().items()} if found else {}
    return Parts({**path, **_own_place(lab, operation_id)}, dict(ask.query), _fields(lab, operation_id, ask))


def _own_place(lab: Lab, operation_id: str) -> Mapping[str, str]:
    coming = [str(one["eventid"]) for one in events(lab) if one["goodafter"] > "2026-04"]
    places = {
        "deleteEvent": {"eventId": coming[0]},
        "forgetAllEventRegistrants": {"eventId": coming[1]},
        "forgetAllRegistrants": {"clientId": _SUB_ACCOUNT},
    }
    return places.get(operation_id, {"clientId": CLIENT} if "{clientId}" in lab.contract.path_of(operation_id) else {})


def _fields(lab: Lab, operation_id: str, ask: Ask) -> Mapping[str, Any]:
    kind = ask.headers.get("Content-Type", "")
    if operation_id == "forgetRegistrants":
        return {"email": email_in(lab, str(events(lab)[0]["eventid"]))}
    if operation_id == "addRelatedContent":
        _, name = resource(lab)
        return {"matchname": name, "name": name, "type": "URL", "url": "https://www.example.com/paper"}
    if operation_id == "addSpeakerBio":
        return {"metadata": SPEAKER}
    if kind == FORM:
        return dict(parse_qsl(ask.body.decode()))
    return dict(orjson.loads(ask.body)) if kind == JSON else {}
