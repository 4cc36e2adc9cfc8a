"""Single drifts of the second independent service: of each the id that names it, and the service that has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import UTC
from typing import Any

from werkzeug.wrappers import Request, Response

from tests.drift.independent.account import Record, at
from tests.drift.independent.webcasts import Asked, Message, Webcasts

Change = Callable[[Record], object]
LISTS = {"events": "events", "event_registrants": "registrants", "registrants": "registrants"}


def made(**methods: Any) -> type[Webcasts]:
    """A service with some methods of its own."""
    return type("Drifted", (Webcasts,), methods)


def rows(change: Change, *names: str) -> type[Webcasts]:
    """One whose rows are changed, in the lists of these names."""

    def told(self: Webcasts, name: str, body: Record) -> Record:
        body = deepcopy(body)
        for row in body[LISTS[name]] if name in names else ():
            change(row)
        return body

    return made(told=told)


def documents(change: Change, *names: str) -> type[Webcasts]:
    """One whose documents are changed, of these names."""

    def told(self: Webcasts, name: str, body: Record) -> Record:
        body = deepcopy(body)
        if name in names:
            change(body)
        return body

    return made(told=told)


def asking(method: str, change: Callable[[Asked], object]) -> type[Webcasts]:
    """One that takes what a list is asked for something else."""

    def answered(self: Webcasts, asked: Asked, **found: str) -> Any:
        change(asked)
        return getattr(Webcasts, method)(self, asked, **found)

    return made(**{method: answered})


def _universal(row: Record) -> None:
    row["createtimestamp"] = at(row["createtimestamp"]).astimezone(UTC).isoformat().replace("+00:00", "Z")


def _from_one(asked: Asked) -> None:
    if asked.said.get("pageoffset") == "0":
        raise Message(400, "Pages are counted from 1.")
    if "pageoffset" in asked.said:
        asked.said["pageoffset"] = str(int(asked.said["pageoffset"]) - 1)


def _plain(self: Webcasts, status: int, body: Any) -> Response:
    body = {"error": {"text": body["message"]}} if status >= 400 else body
    return Webcasts.json(self, status, body)


def _wrong_is_403(self: Webcasts, request: Request) -> None:
    try:
        Webcasts.admit(self, request)
    except Message as wrong:
        wrong.status = 403
        raise


def _wrapped(self: Webcasts, asked: Asked, event: str) -> Record:
    return {"event": Webcasts.event(self, asked, event)}


def _nobody(self: Webcasts, asked: Asked, email: str) -> Any:
    try:
        return Webcasts.attendee(self, asked, email)
    except Message:
        return {}


DRIFTS: Mapping[str, tuple[str, type[Webcasts]]] = {
    "a member is gone": (
        "field-required-removed:listEvents:/events/*/audienceurl", rows(lambda row: row.pop("audienceurl"), "events"),
    ),
    "a member has another name": (
        "field-renamed:listRegistrants:/registrants/*/eventuserid",
        rows(lambda row: row.update(userid=row.pop("eventuserid")), "registrants"),
    ),
    "ids are texts": (
        "int-to-string:listEvents:/events/*/eventid",
        rows(lambda row: row.update(eventid=str(row["eventid"])), "events"),
    ),
    "flags are booleans": (
        "type-changed:listRegistrants:/registrants/*/eventemail",
        rows(lambda row: row.update(eventemail=row["eventemail"] == "Y"), "registrants"),
    ),
    "universal time": (
        "datetime-offset:listRegistrants:/registrants/*/createtimestamp", rows(_universal, "registrants"),
    ),
    "a new word": (
        "enum-new-rare:listEvents:/events/*/contenttype",
        rows(lambda row: row.update(contenttype=row["contenttype"].replace("video", "clip")), "events"),
    ),
    "one event is wrapped": ("detail-wrapped:getEvent:body", made(event=_wrapped)),
    "totals of the page": (
        "total-is-page-count:listRegistrants:/totalregistrants",
        documents(lambda page: page.update(totalregistrants=len(page["registrants"])), "registrants"),
    ),
    "pages from 1": ("one-based-pages:listRegistrants:query/pageoffset", asking("registrants", _from_one)),
    "the size is not heard": (
        "per-page-param-ignored:listRegistrants:query/itemsperpage",
        asking("registrants", lambda asked: asked.said.pop("itemsperpage", None)),
    ),
    "the order is not heard": (
        "sort-ignored:listEvents:query/filterorder",
        asking("events", lambda asked: asked.said.pop("filterorder", None)),
    ),
    "the kind is not heard": (
        "filter-status-ignored:listEvents:query/contenttype",
        asking("events", lambda asked: asked.said.pop("contenttype", None)),
    ),
    "nobody is an empty record": ("404-to-200-error:getAttendee:status/404", made(attendee=_nobody)),
    "errors in an envelope": ("error-field-removed:getEvent:error/message", made(json=_plain)),
    "403": ("401-to-403:listEvents:status/401", made(admit=_wrong_is_403)),
}  # fmt: skip
