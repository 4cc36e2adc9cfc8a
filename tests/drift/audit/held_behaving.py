"""Ways to behave of the second set of drifts."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import orjson

from mock_server.drift import Answered
from tests.drift.audit.changing import (
    When,
    asked_otherwise,
    document,
)
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS
from tests.drift.audit.oniva_wire import header_of, problem
from tests.drift.whole.proxy import Behind, Drift, Sent

Query = dict[str, str]
HTML = Answered(
    401,
    [("Content-Type", "text/html"), ("WWW-Authenticate", 'Bearer realm="Oniva"')],
    b"<html><title>401</title><h1>Authorization Required</h1></html>",
)


def pages(when: When, change: Callable[[Any], Any]) -> Drift:
    """Change pages by what is in them."""
    return document(when, change)


def last_row_gone(page: Any) -> None:
    """A last page has one row less."""
    if page["page"] > 1 and page["page"] * page["limit"] >= page["totalCount"] and page["items"]:
        page["items"].pop()
        page["itemCount"] -= 1


def overlapping(sent: Sent, behind: Behind) -> Answered:
    """A later page begins with the last row of the one before it."""
    answered = behind(sent)
    page = int(sent.query.get("page", "1")) if sent.query.get("page", "1").isdigit() else 1
    if not EVENTS(sent) or page < 2 or not answered.is_good:
        return answered
    before = orjson.loads(behind(sent.with_query({**sent.query, "page": str(page - 1)})).body)
    body = orjson.loads(answered.body)
    if before["items"] and body["items"]:
        body["items"][0] = before["items"][-1]
    return replace(answered, body=orjson.dumps(body))


def doubled(page: Any) -> None:
    """Each row comes twice."""
    page["items"] = [row for row in page["items"] for _ in (0, 1)][: len(page["items"])]


def ordered(when: When, key: Callable[[Any], Any]) -> Drift:
    """Have all rows in another order, in pages as before."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if not when(sent) or not answered.is_good:
            return answered
        asked = sent.query
        rows: list[Any] = []
        for page in range(1, 40):
            more = orjson.loads(behind(sent.with_query({**asked, "limit": "100", "page": str(page)})).body)["items"]
            rows += more
            if len(more) < 100:
                break
        body = orjson.loads(answered.body)
        first = (body["page"] - 1) * body["limit"]
        body["items"] = sorted(rows, key=key)[first : first + body["limit"]]
        return replace(answered, body=orjson.dumps(body))

    return drift


def case_matters(sent: Sent, behind: Behind) -> Answered:
    """An address is compared as it is spelled."""
    answered = behind(sent)
    asked = sent.query.get("email")
    if not BOOKINGS(sent) or asked is None or not answered.is_good:
        return answered
    body = orjson.loads(answered.body)
    body["items"] = [row for row in body["items"] if row["contact"]["email"] == asked]
    body["itemCount"] = len(body["items"])
    body["totalCount"] = len(body["items"])
    return replace(answered, body=orjson.dumps(body))


def changed(when: When, name: str, change: Callable[[str], str]) -> Drift:
    """Take a parameter as another value."""
    return asked_otherwise(
        lambda sent: when(sent) and name in sent.query,
        lambda query: {**query, name: change(query[name])},
    )


def by_id_only(sent: Sent, behind: Behind) -> Answered:
    """A workspace's key is no workspace any more."""
    asked = sent.query.get("workspace", "")
    if EVENTS(sent) and asked and asked.count("-") != 4:
        return behind(sent.with_query({**sent.query, "workspace": "00000000-0000-4000-8000-000000000000"}))
    return behind(sent)


def empty_is(number: int) -> Drift:
    """A list of nothing is a refusal."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if EVENTS(sent) and answered.is_good and orjson.loads(answered.body)["totalCount"] == 0:
            return problem(number)
        return answered

    return drift


def day(text: str, rest: str) -> str:
    """A day as a moment."""
    return f"{text}{rest}" if len(text) == 10 else text


def later(text: str) -> str:
    """A moment after another one."""
    if len(text) == 10:
        return text
    return (datetime.fromisoformat(text) + timedelta(seconds=1)).isoformat()


def hidden(word: str) -> Drift:
    """Rows of one status are hidden unless they are asked for."""
    others = ",".join(one for one in ("draft", "active", "cancelled", "completed") if one != word)
    return asked_otherwise(
        lambda sent: EVENTS(sent) and "status" not in sent.query, lambda query: {**query, "status": others}
    )


def recent(sent: Sent, behind: Behind) -> Answered:
    """What began long ago is hidden unless a period is asked for."""
    if EVENTS(sent) and not {"from", "to"} & set(sent.query):
        return behind(sent.with_query({**sent.query, "from": "2025-12-01"}))
    return behind(sent)


def zero_is_one(query: Query) -> Query:
    """A page of 0 is the first one."""
    return {**query, "page": "1"} if query.get("page") == "0" else query


def large_ones(most: int) -> Drift:
    """Compress what is large, asked for or not."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if not answered.is_good or len(answered.body) < most:
            return answered
        return replace(
            answered, body=gzip.compress(answered.body), headers=[*answered.headers, ("Content-Encoding", "gzip")]
        )

    return drift


def slashed(when: When) -> Drift:
    """Send those without a slash at the end to where one is."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        if not when(sent):
            return behind(sent)
        path, _, query = sent.target.partition("?")
        if path.endswith("/"):
            return behind(replace(sent, target=path.rstrip("/") + (f"?{query}" if query else "")))
        return Answered(301, [("Location", f"{path}/" + (f"?{query}" if query else ""))], b"")

    return drift


def twice(name: bytes) -> Callable[[bytes], bytes]:
    """Name a member of the first row a second time."""
    return lambda body: body.replace(b'"' + name + b'":', b'"' + name + b'":"x","' + name + b'":', 1)


def tenant_needed(sent: Sent, behind: Behind) -> Answered:
    """Bookings want a header more."""
    return behind(sent) if not BOOKINGS(sent) or header_of(sent, "X-Tenant") else problem(400)


def wider(query: Query) -> Query:
    """One status brings another one too."""
    return {**query, "status": f"{query['status']},expired"} if "status" in query else query
