"""Drifts that no break of the catalogue is, as a service would have them, and what a look is to say of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from mock_server.drift import Answered
from tests.drift.whole.proxy import Behind, Drift, Sent, edited, with_header

_EVENTS, _ME, _TOKEN = "/api/v1/events", "/api/v1/me", "/oauth/token"
_MEDIA = "Content-Type"
_PROBLEM = b'{"type":"about:blank","title":"Bad request","status":400}'

Edit = Callable[[Any], Any]


def _of(path: str, change: Callable[[Sent, Answered], Answered]) -> Drift:
    """Change the replies of one path (a regular expression of its end)."""
    pattern = re.compile(f".*{path}")

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        return change(sent, answered) if pattern.fullmatch(sent.path) else answered

    return drift


def _document(path: str, edit: Edit) -> Drift:
    return _of(path, lambda _, answered: edited(answered, edit))


def _rows(edit: Edit) -> Drift:
    def each(document: Any) -> None:
        for row in document["items"]:
            edit(row)

    return _document(_EVENTS, each)


def _bookings(edit: Edit) -> Drift:
    def each(document: Any) -> None:
        for row in document["items"]:
            edit(row)

    return _document("/bookings", each)


def _header(name: str, text: str | None, path: str = _EVENTS) -> Drift:
    return _of(path, lambda _, answered: with_header(answered, name, text) if answered.is_good else answered)


def _refuse(
    when: Callable[[Sent], bool], status: int, body: bytes = _PROBLEM, media: str = "application/problem+json"
) -> Drift:
    def drift(sent: Sent, behind: Behind) -> Answered:
        return Answered(status, [(_MEDIA, media)], body) if when(sent) else behind(sent)

    return drift


def _page(status: int, path: str = _ME) -> Drift:
    html = b"<!doctype html><title>We are back soon</title><p>Maintenance"
    return _refuse(lambda sent: sent.path.endswith(path), status, html, "text/html")


def _redirect(path: str, to: Callable[[str], str]) -> Drift:
    return _of(path, lambda sent, _: Answered(308, [("Location", to(sent.path))], b""))


def _or(sent: Sent, behind: Behind) -> Answered:
    """Two filters are an or."""
    query = sent.query
    if not sent.path.endswith(_EVENTS) or not {"status", "from"} <= query.keys():
        return behind(sent)
    parts = [
        behind(sent.with_query({key: text for key, text in query.items() if key != one})) for one in ("status", "from")
    ]
    if not all(one.is_good for one in parts):
        return parts[0]
    rows = {row["id"]: row for one in parts for row in one.json()["items"]}

    def both(document: Any) -> None:
        document["items"] = [*rows.values()]
        document["itemCount"] = document["totalCount"] = len(rows)

    return edited(parts[0], both)


def in_utc(text: str) -> str:
    """Return a moment in UTC, without its zone."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None).isoformat()


def _exclusive(sent: Sent, behind: Behind) -> Answered:
    """A bound is not in what it bounds."""
    query, answered = sent.query, behind(sent)
    if not sent.path.endswith(_EVENTS) or "from" not in query:
        return answered

    def without(document: Any) -> None:
        bound = query["from"].removesuffix("Z").removesuffix("+00:00")
        kept = [row for row in document["items"] if in_utc(row["startDate"]) != bound]
        gone = len(document["items"]) - len(kept)
        document.update(items=kept, itemCount=len(kept), totalCount=document["totalCount"] - gone)

    return edited(answered, without)


def _overlapping(sent: Sent, behind: Behind) -> Answered:
    """A page begins with the last row of the one before."""
    answered, number = behind(sent), int(sent.query.get("page", "1") if sent.query.get("page", "1").isdigit() else 1)
    if not sent.path.endswith(_EVENTS) or number < 2 or not answered.is_good:
        return answered
    before = behind(sent.with_query({**sent.query, "page": str(number - 1)}))

    def shifted(document: Any) -> None:
        if before.is_good and before.json()["items"] and document["items"]:
            document["items"] = [before.json()["items"][-1], *document["items"][:-1]]

    return edited(answered, shifted)


def _not_json(old: bytes, new: bytes) -> Drift:
    return _of(_EVENTS, lambda _, answered: replace(answered, body=answered.body.replace(old, new, 1)))


def _is_basic(sent: Sent) -> bool:
    return sent.path.endswith(_TOKEN) and sent.headers.get("Authorization", "").startswith("Basic ")


def _in_form(sent: Sent) -> bool:
    return sent.path.endswith(_TOKEN) and b"client_secret" in sent.body


_INVALID = b'{"error":"invalid_client"}'


def _rotated(document: Any) -> None:
    rows = document["items"]
    document["items"] = [*rows[len(rows) // 3 :], *rows[: len(rows) // 3]]


def _estimated(document: Any) -> None:
    document["totalCount"] = -(-document["totalCount"] // 10) * 10 + 10


def _any_token(sent: Sent, behind: Behind) -> Answered:
    """Who shows nothing is answered all the same."""
    if "Authorization" not in sent.headers and sent.path.endswith(_ME):
        form = b"grant_type=client_credentials&client_id=onmock-crm&client_secret=onmock-crm-secret"
        path = sent.path.removesuffix(_ME) + _TOKEN
        token = behind(
            Sent("POST", path, {_MEDIA: "application/x-www-form-urlencoded", "Content-Length": str(len(form))}, form)
        )
        return behind(
            replace(sent, headers={**sent.headers, "Authorization": f"Bearer {token.json()['access_token']}"})
        )
    return behind(sent)


def _at(row: Any, name: str, change: Callable[[Any], Any]) -> None:
    if row.get(name) is not None:
        row[name] = change(row[name])


def _money(row: Any, change: Callable[[Any], Any]) -> None:
    if row.get("payment"):
        _at(row["payment"], "amount", change)


# By name: the drift, and the kind, operation and place that tell it.
DRIFTS: dict[str, tuple[Drift, str]] = {
    "head-405": (_refuse(lambda sent: sent.method == "HEAD", 405), "head-405:getMe:operation"),
    "trailing-slash": (_redirect(_EVENTS, lambda path: f"{path}/"), "trailing-slash:listEvents:operation"),
    "moved-to-v2": (_redirect(_EVENTS, lambda path: path.replace("v1", "v2")), "endpoint-redirect:listEvents:operation"),
    "user-agent-required": (
        _refuse(lambda sent: "python-requests" in sent.headers.get("User-Agent", ""), 403),
        "user-agent-required:getMe:header/User-Agent",
    ),
    "maintenance-page": (_page(200), "body-html:getMe:body"),
    "deprecation": (_header("Deprecation", "@1735689600"), "endpoint-deprecated:listEvents:operation"),
    "sunset": (_header("Sunset", "Sat, 31 Dec 2026 23:59:59 GMT"), "endpoint-deprecated:listEvents:operation"),
    "successor": (_header("Link", '</v2>; rel="successor-version"'), "endpoint-deprecated:listEvents:operation"),
    "cache-control-public": (
        _header("Cache-Control", "public, max-age=3600"), "cache-control-public:listEvents:header/Cache-Control"),
    "error-html": (
        _of("/00000000-0000-4000-8000-000000000000", lambda _, one: replace(with_header(one, _MEDIA, "text/html"), body=b"<p>no")),
        "error-html:getEvent:error"),
    "filter-and-became-or": (_or, "filter-and-became-or:listEvents:query"),
    "filter-bound-exclusive": (_exclusive, "filter-bound-exclusive:listEvents:query/from"),
    "order-changed": (_document(_EVENTS, _rotated), "order-changed:listEvents:/items"),
    "pages-overlap": (_overlapping, "pages-overlap:listEvents:/items"),
    "total-is-an-estimate": (_document(_EVENTS, _estimated), "page-shortened:listEvents:/items"),
    "nan": (_not_json(b'"totalCount":', b'"totalCount":NaN,"x":'), "body-not-json:listEvents:body"),
    "duplicate-key": (_not_json(b'"totalCount":', b'"totalCount":1,"totalCount":'), "duplicate-key:listEvents:body"),
    "deep-page-refused": (
        _refuse(lambda sent: sent.path.endswith(_EVENTS) and sent.query.get("page", "1") not in ("0", "1", "2", "3"), 400),
        "deep-page-refused:listEvents:query/page"),
    "token-basic-refused": (_refuse(_is_basic, 401, _INVALID, "application/json"), "token-basic-refused:issueToken:operation"),
    "token-body-refused": (_refuse(_in_form, 401, _INVALID, "application/json"), "token-body-refused:issueToken:operation"),
    "auth-not-enforced": (_any_token, "auth-not-enforced:getMe:status/401"),
    "status-203": (_of(_EVENTS, lambda _, one: replace(one, status=203) if one.is_good else one), "status-changed:listEvents:status/200"),
    "ids-in-capitals": (_rows(lambda row: _at(row, "id", str.upper)), "ids-renumbered:listEvents:/items/*/id"),
    "blanks-at-the-end": (_rows(lambda row: _at(row, "title", lambda text: f"{text} ")), "values-changed:listEvents:/items/*/title"),
    "markup": (_rows(lambda row: _at(row, "title", lambda text: f"<b>{text}</b>")), "string-escaped:listEvents:/items/*/title"),
    "all-capitals": (_rows(lambda row: _at(row, "title", str.upper)), "values-changed:listEvents:/items/*/title"),
    "midnight": (_rows(lambda row: _at(row, "startDate", lambda text: f"{text[:10]}T00:00:00{text[19:]}")), "values-changed:listEvents:/items/*/startDate"),
    "an-hour-later": (_rows(lambda row: _at(row, "endDate", lambda text: f"{text[:11]}{(int(text[11:13]) + 1) % 24:02}{text[13:]}")), "values-changed:listEvents:/items/*/endDate"),
    "rounded-money": (_bookings(lambda row: _money(row, lambda one: round(one / 10) * 10)), "list-differs-from-detail:listEventBookings:/items/*/payment/amount"),
    "gross-for-net": (_bookings(lambda row: _money(row, lambda one: round(one * 1.081, 2))), "list-differs-from-detail:listEventBookings:/items/*/payment/amount"),
    "minor-units": (_bookings(lambda row: _money(row, lambda one: one * 100)), "money-minor-units:listEventBookings:/items/*/payment/amount"),
    "negative-money": (_bookings(lambda row: _money(row, lambda one: -one)), "list-differs-from-detail:listEventBookings:/items/*/payment/amount"),
    "one-address-for-all": (_bookings(lambda row: row["contact"].update(email="hidden@example.com")), "list-differs-from-detail:listEventBookings:/items/*/contact/email"),
    "names-swapped": (_bookings(lambda row: row["contact"].update(firstName=row["contact"]["lastName"], lastName=row["contact"]["firstName"])), "values-changed:listEventBookings:/items/*/contact/firstName"),
    "links-plain-http": (_rows(lambda row: _at(row, "url", lambda one: one.replace("https://", "http://"))), "links-plain-http:listEvents:/items/*/url"),
    "tags-emptied": (_rows(lambda row: _at(row, "tags", lambda _: [])), "values-changed:listEvents:/items/*/tags"),
    "tags-sorted": (_rows(lambda row: _at(row, "tags", lambda one: sorted(one, reverse=True))), "values-changed:listEvents:/items/*/tags"),
    "error-language": (_of(_EVENTS, lambda _, one: replace(one, body=one.body.replace(b'"title":"', b'"title":"Ung\xc3\xbcltige Anfrage: ')) if one.status == 400 else one), "error-language:listEvents:error"),
}  # fmt: skip
