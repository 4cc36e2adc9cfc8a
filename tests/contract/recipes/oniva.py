"""Oniva: client credentials in, bearer tokens out, page-wise lists with filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.recipe import Filter, Listing, Parts, Query, Recipe

ZURICH = ZoneInfo("Europe/Zurich")
CLIENT = {"client_id": "onmock-crm", "client_secret": "onmock-crm-secret"}
NOBODY = "00000000-0000-4000-8000-000000000000"


def token_request(lab: Lab, **form: str) -> Ask:
    return lab.ask("issueToken").with_form(**{"grant_type": "client_credentials", **form})


def bearer(lab: Lab, **form: str) -> dict[str, str]:
    token = lab.send(token_request(lab, **form)).json["access_token"]
    return {"Authorization": f"Bearer {token}"}


def login(lab: Lab) -> dict[str, str]:
    return bearer(lab, **CLIENT)


def items(lab: Lab, operation_id: str, **arguments: str) -> list[Any]:
    ask = lab.ask(operation_id, **arguments).with_headers(lab.credentials).with_query(("limit", "100"))
    return lab.send(ask).json["items"]


def busiest_event(lab: Lab) -> str:
    """Return the event with the most bookings."""

    def bookings(event: Any) -> int:
        ask = lab.ask("listEventBookings", eventId=event["id"]).with_headers(lab.credentials)
        return lab.send(ask).json["totalCount"]

    return max(items(lab, "listEvents"), key=bookings)["id"]


def missing(operation_id: str, **arguments: str) -> Callable[[Lab], Ask]:
    return lambda lab: lab.ask(operation_id, **arguments).with_headers(lab.credentials)


def unscoped(operation_id: str) -> Callable[[Lab], Ask]:
    """A request with a token that is good for `getMe` only, or for events only."""

    def ask(lab: Lab) -> Ask:
        scope = "contacts:read" if operation_id in ("listEvents", "getEvent") else "events:read"
        return lab.success(operation_id).with_headers(bearer(lab, **CLIENT, scope=scope))

    return ask


def invalid(operation_id: str) -> Callable[[Lab], Ask]:
    return lambda lab: lab.success(operation_id).with_query(("page", "0"), ("status", "nonsense"))


# Filters, by brute force on what is sent


def moment_of(item: Any, field: str) -> datetime:
    return datetime.fromisoformat(item[field])


def is_within(item: Any, query: Query, field: str) -> bool:
    moment = moment_of(item, field)
    return not (
        ("from" in query and is_before(moment, query["from"])) or ("to" in query and is_after(moment, query["to"]))
    )


def is_before(moment: datetime, bound: str) -> bool:
    if len(bound) == 10:
        return moment.astimezone(ZURICH).date() < date.fromisoformat(bound)
    return moment < datetime.fromisoformat(bound)


def is_after(moment: datetime, bound: str) -> bool:
    if len(bound) == 10:
        return moment.astimezone(ZURICH).date() > date.fromisoformat(bound)
    return moment > datetime.fromisoformat(bound)


@st.composite
def bounds(draw: Any, entries: Sequence[Any], field: str) -> str:
    """A date or date-time at or beside an item's, or on a day when the clocks change, in any zone."""
    changes = [datetime(2025, 10, 26, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 0, 30, tzinfo=UTC)]
    moments = [moment_of(item, field) for item in entries] or changes
    beside = timedelta(seconds=draw(st.sampled_from([-86400, -3600, -1, 0, 0, 0, 1, 3600, 86400])))
    moment = draw(st.sampled_from(moments) | st.sampled_from(changes)) + beside
    if draw(st.booleans()):
        return moment.astimezone(ZURICH).date().isoformat()
    zone = timezone(timedelta(minutes=draw(st.sampled_from([-720, -210, 0, 60, 120, 345, 840]))))
    return moment.astimezone(zone).isoformat()


def periods(field: str) -> Callable[[Sequence[Any]], st.SearchStrategy[Query]]:
    def draw(entries: Sequence[Any]) -> st.SearchStrategy[Query]:
        bound = bounds(entries, field)
        either = st.fixed_dictionaries({}, optional={"from": bound, "to": bound})
        return either.map(turned)

    return draw


def days(field: str) -> Callable[[Sequence[Any]], Iterator[Query]]:
    """Each day on which something is, alone; the earliest and the latest moment of all, alone."""

    def edges(entries: Sequence[Any]) -> Iterator[Query]:
        moments = sorted(moment_of(item, field).astimezone(ZURICH) for item in entries)
        for day in sorted({moment.date() for moment in moments}):
            yield {"from": day.isoformat(), "to": day.isoformat()}
        by_hour = sorted(moments, key=lambda moment: moment.time())
        for moment in (moments[0], moments[-1], by_hour[0], by_hour[-1]):
            yield {"from": moment.isoformat(), "to": moment.isoformat()}

    return edges


def one_each(parameter: str, value_of: Callable[[Any], str]) -> Callable[[Sequence[Any]], Iterator[Query]]:
    """Each value that there is."""
    return lambda entries: ({parameter: value} for value in sorted({value_of(item) for item in entries})[:50])


def has_status(item: Any, query: Query) -> bool:
    return item["status"] in query["status"].split(",")


def statuses(entries: Sequence[Any]) -> st.SearchStrategy[Query]:
    known = st.sampled_from(sorted({item["status"] for item in entries}))
    return st.lists(known, min_size=1, max_size=4).map(lambda chosen: {"status": ",".join(chosen)})


def workspaces(entries: Sequence[Any]) -> st.SearchStrategy[Query]:
    known = sorted({item["workspace"][name] for item in entries for name in ("id", "key")})
    return st.sampled_from([*known, NOBODY, known[0].upper(), "x"]).map(lambda text: {"workspace": text})


def is_of_workspace(item: Any, query: Query) -> bool:
    asked = query["workspace"]
    return asked.lower() == item["workspace"]["id"] or asked == item["workspace"]["key"]


def emails(entries: Sequence[Any]) -> st.SearchStrategy[Query]:
    known = st.sampled_from([item["contact"]["email"] for item in entries])
    cases = st.sampled_from([str.lower, str.upper, str.title, str.swapcase, str])
    written = st.builds(lambda text, case: case(text), known, cases) | st.just("nobody@example.com")
    return written.map(lambda text: {"email": text})


def is_from(item: Any, query: Query) -> bool:
    return item["contact"]["email"].lower() == query["email"].lower()


# A period must not end before it starts


def bound(text: str, *, is_end: bool) -> datetime | None:
    try:
        if len(text) == 10:
            day = date.fromisoformat(text) + timedelta(days=is_end)
            return datetime(day.year, day.month, day.day, tzinfo=ZURICH) - timedelta(microseconds=is_end)
        moment = datetime.fromisoformat(text.upper())
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else None


def contradicts(_: Lab | None, __: str, query: Query) -> Sequence[str]:
    start, end = bound(query.get("from", ""), is_end=False), bound(query.get("to", ""), is_end=True)
    return ("from", "to") if start is not None and end is not None and start > end else ()


def turned(query: Query) -> Query:
    """Turn a period round that ends before it starts."""
    return {**query, "from": query["to"], "to": query["from"]} if contradicts(None, "", query) else query


def mend(_: Lab, __: str, parts: Parts) -> Parts:
    return replace(parts, query=turned(parts.query))


def listing(*filters: Filter) -> Listing:
    return Listing("page", "limit", "items", "totalCount", "itemCount", filters=filters)


RECIPE = Recipe(
    login=login,
    success={
        "issueToken": lambda lab: token_request(lab, **CLIENT),
        "getMe": lambda lab: lab.ask("getMe"),
        "listEvents": lambda lab: lab.ask("listEvents"),
        "getEvent": lambda lab: lab.ask("getEvent", eventId=busiest_event(lab)),
        "listEventBookings": lambda lab: lab.ask("listEventBookings", eventId=busiest_event(lab)),
        "getBooking": lambda lab: lab.ask(
            "getBooking", bookingId=items(lab, "listEventBookings", eventId=busiest_event(lab))[0]["id"]
        ),
    },
    cases={
        ("issueToken", 400): lambda lab: token_request(lab, **{**CLIENT, "grant_type": "password"}),
        ("issueToken", 401): lambda lab: token_request(lab, **{**CLIENT, "client_secret": "wrong"}),
        ("listEvents", 400): invalid("listEvents"),
        ("listEvents", 403): unscoped("listEvents"),
        ("getEvent", 403): unscoped("getEvent"),
        ("getEvent", 404): missing("getEvent", eventId=NOBODY),
        ("listEventBookings", 400): invalid("listEventBookings"),
        ("listEventBookings", 403): unscoped("listEventBookings"),
        ("listEventBookings", 404): missing("listEventBookings", eventId=NOBODY),
        ("getBooking", 403): unscoped("getBooking"),
        ("getBooking", 404): missing("getBooking", bookingId=NOBODY),
    },
    listings={
        "listEvents": listing(
            Filter("status", statuses, has_status, one_each("status", lambda item: item["status"])),
            Filter(
                "workspace", workspaces, is_of_workspace, one_each("workspace", lambda item: item["workspace"]["key"])
            ),
            Filter(
                "period",
                periods("startDate"),
                lambda item, query: is_within(item, query, "startDate"),
                days("startDate"),
            ),
        ),
        "listEventBookings": listing(
            Filter("status", statuses, has_status, one_each("status", lambda item: item["status"])),
            Filter("email", emails, is_from, one_each("email", lambda item: item["contact"]["email"].upper())),
            Filter(
                "period",
                periods("createdAt"),
                lambda item, query: is_within(item, query, "createdAt"),
                days("createdAt"),
            ),
        ),
    },
    schemathesis=lambda lab: {
        "auth": {
            "dynamic": {
                "openapi": {
                    "oauth2": {
                        "path": "/oauth/token",
                        "method": "post",
                        "payload": {"grant_type": "client_credentials", **CLIENT},
                        "payload_content_type": "application/x-www-form-urlencoded",
                        "extract_selector": "/access_token",
                    }
                }
            }
        }
    },
    reads=("issueToken",),
    contradicts=contradicts,
    mend=mend,
)
