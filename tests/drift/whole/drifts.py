"""Drifts of Oniva that no break of the catalogue is, as a service would have them, and what a look says of each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from mock_server.drift import Answered
from tests.drift.whole.proxy import Behind, Drift, Sent, edited, with_header

_EVENTS, _ME, _TOKEN = "/api/v1/events", "/api/v1/me", "/oauth/token"
_MEDIA = "Content-Type"
_AMOUNT = "listEventBookings:/items/*/payment/amount"
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


def _exclusive(name: str) -> Drift:
    """A bound is not in what it bounds."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        query, answered = sent.query, behind(sent)
        if not sent.path.endswith(_EVENTS) or name not in query:
            return answered

        def without(document: Any) -> None:
            bound = query[name].removesuffix("Z").removesuffix("+00:00")
            kept = [row for row in document["items"] if in_utc(row["startDate"]) != bound]
            gone = len(document["items"]) - len(kept)
            document.update(items=kept, itemCount=len(kept), totalCount=document["totalCount"] - gone)

        return edited(answered, without)

    return drift


def _overlapping(sent: Sent, behind: Behind) -> Answered:
    """A page begins with the last row of the one before."""
    answered, page = behind(sent), sent.query.get("page", "1")
    number = int(page) if page.isdigit() else 1
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


def _first_word(sent: Sent, behind: Behind) -> Answered:
    """Of several words only the first one counts."""
    query = sent.query
    if "," not in query.get("status", ""):
        return behind(sent)
    return behind(sent.with_query({**query, "status": query["status"].split(",")[0]}))


_INVALID = b'{"error":"invalid_client"}'


def _json_only(sent: Sent, behind: Behind) -> Answered:
    """A token is given for JSON, and a form is a media type that nobody supports."""
    if not sent.path.endswith(_TOKEN):
        return behind(sent)
    if not sent.headers.get(_MEDIA, "").endswith("json"):
        return Answered(415, [(_MEDIA, "application/json")], b'{"error":"invalid_request"}')
    form = urlencode(json.loads(sent.body)).encode()
    told = {_MEDIA: "application/x-www-form-urlencoded", "Content-Length": str(len(form))}
    return behind(replace(sent, headers={**sent.headers, **told}, body=form))


def _one_token() -> Drift:
    """Only the newest token is good."""
    newest: list[str] = []

    def drift(sent: Sent, behind: Behind) -> Answered:
        shown = sent.headers.get("Authorization", "")
        if shown[:7].lower() == "bearer " and newest and shown[7:] != newest[-1]:
            return behind(replace(sent, headers={**sent.headers, "Authorization": "Bearer none-such"}))
        answered = behind(sent)
        if sent.path.endswith(_TOKEN) and answered.is_good:
            newest.append(answered.json()["access_token"])
        return answered

    return drift


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


def _german(_: Sent, answered: Answered) -> Answered:
    body = re.sub(rb'"detail":"[^"]*"', '"detail":"Die Anfrage ist nicht gültig"'.encode(), answered.body)
    return replace(answered, body=body) if answered.status == 400 else answered


def _as_html(_: Sent, answered: Answered) -> Answered:
    return replace(with_header(answered, _MEDIA, "text/html"), body=b"<p>There is nothing")


def _is_deep(sent: Sent) -> bool:
    return sent.path.endswith(_EVENTS) and sent.query.get("page", "1") not in ("0", "1", "2", "3")


def _row(name: str, change: Callable[[Any], Any]) -> Drift:
    return _rows(lambda row: _at(row, name, change))


def _amount(change: Callable[[Any], Any]) -> Drift:
    return _bookings(lambda row: _money(row, change))


def _swapped(row: Any) -> None:
    contact = row["contact"]
    contact["firstName"], contact["lastName"] = contact["lastName"], contact["firstName"]


def _later(text: str) -> str:
    return f"{text[:11]}{(int(text[11:13]) + 1) % 24:02}{text[13:]}"


# By the id that tells it; the comment or the name says what it is.
IN_REQUESTS: dict[str, Drift] = {
    "head-405:getMe:operation": _refuse(lambda sent: sent.method == "HEAD", 405),
    "trailing-slash:listEvents:operation": _redirect(_EVENTS, lambda path: f"{path}/"),
    "endpoint-redirect:listEvents:operation": _redirect(_EVENTS, lambda path: path.replace("v1", "v2")),
    "user-agent-required:getMe:header/User-Agent": _refuse(
        lambda sent: "python-requests" in sent.headers.get("User-Agent", ""), 403
    ),
    "filter-and-became-or:listEvents:query": _or,
    "filter-bound-exclusive:listEvents:query/from": _exclusive("from"),
    "filter-bound-exclusive:listEvents:query/to": _exclusive("to"),
    "order-changed:listEvents:/items": _document(_EVENTS, _rotated),
    "pages-overlap:listEvents:/items": _overlapping,
    # More rows are counted than come.
    "page-shortened:listEvents:/items": _document(_EVENTS, _estimated),
    "filter-list-ignored:listEvents:query/status": _first_word,
    "filter-list-refused:listEvents:query/status": _refuse(lambda sent: "," in sent.query.get("status", ""), 400),
    "deep-page-refused:listEvents:query/page": _refuse(_is_deep, 400),
    "token-basic-refused:issueToken:operation": _refuse(_is_basic, 401, _INVALID, "application/json"),
    "token-body-refused:issueToken:operation": _refuse(_in_form, 401, _INVALID, "application/json"),
    "token-json-body:issueToken:operation": _json_only,
    "scheme-case:issueToken:token": _refuse(
        lambda sent: sent.headers.get("Authorization", "").startswith("bearer "), 403
    ),
    "token-revoked-by-newer:issueToken:token": _one_token(),
    "auth-not-enforced:getMe:status/401": _any_token,
}
# By what a service does; the id that tells it, and how.
IN_REPLIES: dict[str, tuple[str, Drift]] = {
    "maintenance page": ("body-html:getMe:body", _page(200)),
    "Deprecation": ("endpoint-deprecated:listEvents:operation", _header("Deprecation", "@1735689600")),
    "a secret": ("field-added-nested:listEvents:/items/*", _rows(lambda row: row.update(apiSecret="zqx"))),
    "exponent": (
        "number-exponent:listEventBookings:body",
        _of("/bookings", lambda _, one: replace(one, body=re.sub(rb'"amount":[\d.]+', rb"\g<0>e0", one.body))),
    ),
    "beyond 2^53": (
        "int-beyond-double:listEvents:/itemCount",
        _document(_EVENTS, lambda one: one.update(itemCount=2**60)),
    ),
    "Sunset": ("endpoint-deprecated:listEvents:operation", _header("Sunset", "Sat, 31 Dec 2026 23:59:59 GMT")),
    "successor": ("endpoint-deprecated:listEvents:operation", _header("Link", '</v2>; rel="successor-version"')),
    "public": ("cache-control-public:listEvents:header/Cache-Control", _header("Cache-Control", "public, max-age=60")),
    "404 in HTML": ("error-html:getEvent:error", _of("/00000000-0000-4000-8000-000000000000", _as_html)),
    "errors in German": ("error-language:listEvents:error", _of(_EVENTS, _german)),
    "NaN": ("body-not-json:listEvents:body", _not_json(b'"totalCount":', b'"totalCount":NaN,"x":')),
    "name twice": ("duplicate-key:listEvents:body", _not_json(b'"totalCount":', b'"totalCount":1,"totalCount":')),
    "status 203": (
        "status-changed:listEvents:status/200",
        _of(_EVENTS, lambda _, one: replace(one, status=203) if one.is_good else one),
    ),
    "ids in capitals": ("ids-renumbered:listEvents:/items/*/id", _row("id", str.upper)),
    "blank at the end": ("values-changed:listEvents:/items/*/title", _row("title", lambda text: f"{text} ")),
    "markup": ("string-escaped:listEvents:/items/*/title", _row("title", lambda text: f"<b>{text}</b>")),
    "capitals": ("values-changed:listEvents:/items/*/title", _row("title", str.upper)),
    "midnight": (
        "values-changed:listEvents:/items/*/startDate",
        _row("startDate", lambda text: f"{text[:10]}T00:00:00{text[19:]}"),
    ),
    "an hour later": ("values-changed:listEvents:/items/*/endDate", _row("endDate", _later)),
    "rounded": (f"list-differs-from-detail:{_AMOUNT}", _amount(lambda one: round(one / 10) * 10)),
    "with a tax": (f"list-differs-from-detail:{_AMOUNT}", _amount(lambda one: round(one * 1.081, 2))),
    "minor units": (f"money-minor-units:{_AMOUNT}", _amount(lambda one: one * 100)),
    "below zero": (f"bound-exceeded:{_AMOUNT}", _amount(lambda one: -one)),
    "one address": (
        "list-differs-from-detail:listEventBookings:/items/*/contact/email",
        _bookings(lambda row: row["contact"].update(email="hidden@example.com")),
    ),
    "swapped names": ("values-changed:listEventBookings:/items/*/contact/firstName", _bookings(_swapped)),
    "plain HTTP": (
        "links-other-host:listEvents:/items/*/url",
        _row("url", lambda one: one.replace("https://", "http://")),
    ),
    "no tags": ("list-differs-from-detail:listEvents:/items/*/tags", _row("tags", lambda _: [])),
    "tags turned round": ("order-changed:listEvents:/items/*/tags/*", _row("tags", lambda one: one[::-1])),
}
