"""Ways to behave of the third set of Oniva's drifts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson

from mock_server.drift import Answered
from tests.drift.audit.changing import When, asked_otherwise, with_document
from tests.drift.audit.oniva_pages import BOOKINGS, EVENTS, number
from tests.drift.audit.oniva_wire import BOOKING, TOKEN, header_of, oauth, problem
from tests.drift.whole.proxy import Behind, Drift, Sent

Query = dict[str, str]
NOWHERE = "00000000-0000-4000-8000-000000000000"


def rows_of(sent: Sent, behind: Behind, without: tuple[str, ...]) -> list[Any]:
    """Return all rows that a list has without some parameters."""
    asked = {name: text for name, text in sent.query.items() if name not in without}
    rows: list[Any] = []
    for page in range(1, 30):
        more = orjson.loads(behind(sent.with_query({**asked, "limit": "100", "page": str(page)})).body)["items"]
        rows += more
        if len(more) < 100:
            break
    return rows


def picked(when: When, without: tuple[str, ...], choose: Callable[[Sent, list[Any]], list[Any]]) -> Drift:
    """Have a list of rows that are chosen otherwise, in pages as before."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if not when(sent) or not answered.is_good:
            return answered
        rows = choose(sent, rows_of(sent, behind, without))
        page = orjson.loads(answered.body)
        first = (page["page"] - 1) * page["limit"]
        page["items"] = rows[first : first + page["limit"]]
        page.update(itemCount=len(page["items"]), totalCount=len(rows))
        return replace(answered, body=orjson.dumps(page))

    return drift


def by_end(sent: Sent, rows: list[Any]) -> list[Any]:
    """A period is of what ends in it."""

    def is_inside(row: Any) -> bool:
        end = datetime.fromisoformat(row["endDate"] or row["startDate"])
        return _bound(sent, "from", "00:00:00") <= end <= _bound(sent, "to", "23:59:59")

    return [row for row in rows if is_inside(row)]


def _bound(sent: Sent, name: str, time: str) -> datetime:
    """Return a bound of a period, one that is far away where none is sent."""
    text = sent.query.get(name) or {"from": "1900-01-01", "to": "2999-01-01"}[name]
    return datetime.fromisoformat(text if len(text) > 10 else f"{text}T{time}+01:00")


def by_title_of_page(page: Any) -> None:
    """Sort what is on a page."""
    page["items"].sort(key=lambda row: row["createdAt"], reverse=True)


def no_more_than(most: int) -> Callable[[Query], Query]:
    """Take a later page as a certain one."""
    return lambda query: {**query, "page": str(most)} if most < number(query.get("page", "1")) < 1000 else query


def rounded(query: Query) -> Query:
    """Take a limit as the next one of a few."""
    limit = query.get("limit", "")
    if not limit.isdigit() or not 0 < int(limit) <= 100:
        return query
    return {**query, "limit": str(next(one for one in (10, 20, 50, 100) if one >= int(limit)))}


def in_utc_days(query: Query) -> Query:
    """Take the end of a period, a day, as its first moment."""
    to = query.get("to", "")
    return {**query, "to": f"{to}T00:00:00+01:00"} if len(to) == 10 else query


def unknown_workspace(sent: Sent, behind: Behind) -> Answered:
    """A workspace that is not there is not found."""
    answered = behind(sent)
    if EVENTS(sent) and "workspace" in sent.query and answered.is_good and not answered.json()["totalCount"]:
        alone = behind(sent.with_query({"workspace": sent.query["workspace"]}))
        return answered if alone.json()["totalCount"] else problem(404)
    return answered


def by_key_only(sent: Sent, behind: Behind) -> Answered:
    """A workspace's id is no workspace any more."""
    if EVENTS(sent) and sent.query.get("workspace", "").count("-") == 4:
        return behind(sent.with_query({**sent.query, "workspace": NOWHERE}))
    return behind(sent)


def nobody_is(answered_so: Callable[[Sent, Behind], Answered]) -> Drift:
    """Answer otherwise where an address is nobody's."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if BOOKINGS(sent) and "email" in sent.query and answered.is_good and not answered.json()["totalCount"]:
            return answered_so(sent, behind)
        return answered

    return drift


def all_of_them(sent: Sent, behind: Behind) -> Answered:
    """Every row."""
    return behind(sent.with_query({name: text for name, text in sent.query.items() if name != "email"}))


def total_of_all(sent: Sent, behind: Behind) -> Answered:
    """The total does not know of filters."""
    answered = behind(sent)
    if not EVENTS(sent) or not answered.is_good or not set(sent.query) - {"page", "limit"}:
        return answered
    whole = behind(sent.with_query({"limit": "1"})).json()["totalCount"]
    return with_document(answered, lambda page: page.update(totalCount=whole))


def only_workspaces(sent: Sent, behind: Behind) -> Answered:
    """Events of one workspace are hidden unless they are asked for."""
    if not EVENTS(sent) or "workspace" in sent.query:
        return behind(sent)
    return picked(EVENTS, (), lambda _, rows: [row for row in rows if row["workspace"]["key"] != "ticino"])(
        sent, behind
    )


def no_record_of(word: str) -> Drift:
    """Records of one status are not found."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        return problem(404) if answered.is_good and answered.json().get("status") == word else answered

    return lambda sent, behind: drift(sent, behind) if BOOKING(sent) else behind(sent)


def drafts_are_none(query: Query) -> Query:
    """Who asks for drafts alone gets none."""
    return {**query, "from": "2999-01-01"} if query.get("status") == "draft" else query


def bad_is_nothing(when: When, name: str) -> Drift:
    """A value that is refused is as if it were not sent."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if when(sent) and answered.status == 400 and name in sent.query:
            return behind(sent.with_query({key: text for key, text in sent.query.items() if key != name}))
        return answered

    return drift


def newest_only() -> Drift:
    """A new token ends the one before it."""
    newest: list[str] = []

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if TOKEN(sent) and answered.is_good:
            newest[:] = [answered.json()["access_token"]]
        said = header_of(sent, "Authorization")
        if said.lower().startswith("bearer ") and answered.is_good and said[7:] not in newest:
            return problem(401)
        return answered

    return drift


def json_only(sent: Sent, behind: Behind) -> Answered:
    """A token is asked for in JSON."""
    if not TOKEN(sent):
        return behind(sent)
    if "json" not in header_of(sent, "Content-Type"):
        return oauth(400, "invalid_request")
    headers = {**sent.headers, "Content-Type": "application/x-www-form-urlencoded"}
    said = urlencode(orjson.loads(sent.body)).encode()
    headers = {name: text for name, text in headers.items() if name.lower() != "content-length"}
    return behind(replace(sent, body=said, headers={**headers, "Content-Length": str(len(said))}))


def any_scope(when: When) -> Drift:
    """A token without the scope is let in."""
    kept: dict[str, str] = {}

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        if when(sent) and answered.is_good:
            kept["Authorization"] = header_of(sent, "Authorization")
        if when(sent) and answered.status == 403 and kept:
            others = {name: text for name, text in sent.headers.items() if name.lower() != "authorization"}
            return behind(replace(sent, headers={**others, **kept}))
        return answered

    return drift


def elsewhere(when: When, status: int, change: Callable[[str], str]) -> Drift:
    """Redirect to another path, which is there too."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        return Answered(status, [("Location", change(sent.target))], b"") if when(sent) else behind(sent)

    return drift


def used_up() -> Drift:
    """What is left of the budget counts up."""
    return lambda sent, behind: replace(
        got := behind(sent),
        headers=[
            (n, str(300 - int(t)) if EVENTS(sent) and n.lower() == "x-ratelimit-remaining" else t)
            for n, t in got.headers
        ],
    )


def emptied(when: When, *statuses: int) -> Drift:
    """Refuse without a body."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        return replace(answered, body=b"") if when(sent) and answered.status in statuses else answered

    return drift


def taken(name: str, change: Callable[[str], str], when: When) -> Drift:
    """Take a parameter as another value, where it is sent."""

    def other(query: Query) -> Mapping[str, str]:
        return {**query, name: change(query[name])} if name in query else query

    return asked_otherwise(when, other)


def a_second_later(text: str) -> str:
    """A moment a second later, a day as it is."""
    if len(text) == 10:
        return text
    return datetime.fromtimestamp(datetime.fromisoformat(text).timestamp() + 1).astimezone().isoformat()
