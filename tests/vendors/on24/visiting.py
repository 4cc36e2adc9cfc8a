"""What tests of the pages ask a desk."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from werkzeug.test import TestResponse

from tests.vendors.on24.desk import EVENT, Desk

SEAMLESS, FORM, PAGE = "/seamlessreg", "/utilApp/r", "/interface/registration/autoreg/index.html"
HUB, LOGIN = "/wcc/autoreg", "/wcc/login"
NO_KEY = (404, "INVALID_EVENT_ID_AND_KEY")
MAIL = {"email": "john@acme.com"}


def key_of(desk: Desk, event: int = EVENT) -> str:
    return desk.json(f"/event/{event}")["audiencekey"]


def hub_of(desk: Desk) -> int:
    """Return the id of a hub that is open."""
    halves = (("2025-03-05", "2025-08-31"), ("2025-09-01", "2026-02-27"))
    lists = (desk.json("/event", contenttype="gateway", startdate=start, enddate=end) for start, end in halves)
    return next(one["eventid"] for events in lists for one in events["events"])


def visit(desk: Desk, path: str, **query: object) -> TestResponse:
    return desk.client.get(f"/on24{path}", query_string=query)


def post(desk: Desk, path: str, form: dict[str, object], **query: object) -> TestResponse:
    return desk.client.post(f"/on24{path}", data=form, query_string=query)


def opened(desk: Desk, path: str, event: int = EVENT, **query: object) -> TestResponse:
    """Open a page with an event's key."""
    return visit(desk, path, **{"eventid": event, "key": key_of(desk, event), **query})


def found(desk: Desk, email: str, event: int = EVENT, **query: object) -> dict | None:
    rows = desk.json(f"/event/{event}/registrant", email=email, **query)["registrants"]
    assert len(rows) < 2
    return rows[0] if rows else None


def problem(response: TestResponse) -> tuple[int, str]:
    """Return the status and the word of a refusal."""
    assert list(response.json) == ["error", "message"], response.text
    return response.status_code, response.json["error"]


def lobby(response: TestResponse) -> dict[str, str]:
    """Return the query of the lobby that a reply leads to."""
    assert response.status_code == 302, response.text
    url = urlsplit(response.location)
    assert f"{url.scheme}://{url.netloc}{url.path}" == "http://localhost/on24/eventRegistration/EventLobbyServlet"
    query = parse_qs(url.query, keep_blank_values=True)
    assert list(query) == ["target", "eventid", "sessionid", "key", "eventuserid", "partnerref"]
    return {name: values[0] for name, values in query.items()}
