"""node-on24 from npm, unmodified but for the base URL it is given: every method, and how it reports refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mock_server import Clock, Config, MockServer
from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import ACCOUNT, EVENT, PAIR

USER = {"email": "test@example.com", "firstname": "Test", "lastname": "User"}  # as in its README
CREDENTIALS = {"clientId": ACCOUNT, "tokenKey": PAIR["accessTokenKey"], "tokenSecret": PAIR["accessTokenSecret"]}
NOWHERE, NOBODY = 7654321, "nobody@example.com"
NO_EVENT = f"The event {NOWHERE} doesn't exist."
NO_REGISTRANT = "No registrant was found for that email address"
WRONG_PAIR = "AccessTokenKey and AccessTokenSecret are wrong or invalid."

Call = tuple[str, str, list[Any]]
Tell = Callable[..., list[Any]]

CREATE: Call = ("registration", "createRegistrant", [EVENT, USER])
LIST: Call = ("analytics", "listEventRegistrants", [EVENT, {"email": USER["email"], "userStatus": "any"}])


@pytest.fixture
def on24() -> Iterator[MockServer]:
    """ON24 behind a socket, with limits and a standing clock."""
    with MockServer(Config(vendors=("on24",), epoch=EPOCH, enforce=True), clock=Clock(NOON, frozen=True)) as server:
        yield server


@pytest.fixture
def tell(run_node: Callable[..., Any], on24: MockServer) -> Tell:
    """Let the client call one method after the other; return what came of each."""

    def run(*calls: Call, **credentials: Any) -> list[Any]:
        given = {"base": on24.base_url("on24"), "credentials": {**CREDENTIALS, **credentials}, "calls": calls}
        return list(run_node("on24.mjs", on24, **given))

    return run


def refused(status: int, message: str) -> dict[str, Any]:
    """Return what the client throws."""
    return {"error": {"message": message, "status": status, "body": {"message": message}}}


def test_client_lists_events(tell: Tell) -> None:
    ahead = {"startDate": "2026-03-02", "endDate": "2026-06-01"}
    default, coming, one, sub = tell(
        ("analytics", "listEvents", []),
        ("analytics", "listEvents", [{**ahead, "filterOrder": "desc"}]),
        ("analytics", "listEvents", [{**ahead, "itemsPerPage": 1, "pageOffset": 1}]),
        ("analytics", "listEvents", [{**ahead, "includeSubaccounts": "Y", "subaccounts": "4521"}]),
    )
    assert default["value"]["totalevents"] == len(default["value"]["events"]) > 5
    starts = [event["goodafter"] for event in coming["value"]["events"]]
    assert starts == sorted(starts, reverse=True)
    assert EVENT in [event["eventid"] for event in coming["value"]["events"]]
    assert one["value"]["events"] == [coming["value"]["events"][-2]]
    assert {event["clientid"] for event in sub["value"]["events"]} <= {4521}


def test_client_lists_the_fields_of_a_registration_page(tell: Tell) -> None:
    (told,) = tell(("eventManagement", "getEventRegistrationFields", [EVENT]))
    fields = {field["fieldid"]: field for field in told["value"]["registrationfields"]}
    assert fields["email"] == {**fields["email"], "validationtype": "email", "required": "Y"}


def test_registrant_of_the_readme_is_created_and_listed(tell: Tell) -> None:
    before, created, again, listed, after = tell(
        ("analytics", "listEventRegistrants", [EVENT]),
        CREATE,
        ("registration", "createRegistrant", [EVENT, {**USER, "company": "Acme", "partnerref": "someco"}]),
        ("analytics", "listEventRegistrants", [EVENT, {"partnerref": "someco"}]),
        ("analytics", "listEventRegistrants", [EVENT]),
    )
    assert created["value"] == {**created["value"], **USER, "eventid": EVENT}
    assert again["value"]["eventuserid"] == created["value"]["eventuserid"]
    assert [one["company"] for one in listed["value"]["registrants"]] == ["Acme"]
    assert after["value"]["totalregistrants"] == before["value"]["totalregistrants"] + 1
    assert after["value"]["registrants"][-1]["eventuserid"] == created["value"]["eventuserid"]


def test_client_updates_a_registrant_everywhere(tell: Tell) -> None:
    renamed = {"email": "user+new@example.com", "company": "Acme & Söhne"}
    created, updated, gone, listed = tell(
        CREATE,
        ("registration", "updateRegistrant", [USER["email"], renamed]),
        LIST,
        ("analytics", "listEventRegistrants", [EVENT, {"email": renamed["email"]}]),
    )
    assert updated["value"] == {"updatedregistrants": [created["value"]["eventuserid"]]}
    assert gone["value"]["registrants"] == []
    (person,) = listed["value"]["registrants"]
    assert person == {**person, **renamed, "firstname": "Test", "eventuserid": created["value"]["eventuserid"]}


def test_client_deletes_a_registrant_softly(tell: Tell) -> None:
    created, deleted, listed, chosen = tell(
        CREATE,
        ("registration", "softDeleteRegistrant", [EVENT, USER["email"]]),
        LIST,
        ("analytics", "listEventRegistrants", [EVENT, {"userStatus": "deleted"}]),
    )
    assert deleted["value"]["eventuserid"] == created["value"]["eventuserid"]
    assert [one["userstatus"] for one in listed["value"]["registrants"]] == ["deleted"]
    assert chosen["value"]["registrants"] == listed["value"]["registrants"]


@pytest.mark.parametrize("event", [[EVENT], []], ids=["in one event", "everywhere"])
def test_client_forgets_a_registrant(tell: Tell, event: list[int]) -> None:
    created, forgotten, again = tell(
        CREATE,
        ("registration", "forgetRegistrant", [USER["email"], *event]),
        ("registration", "forgetRegistrant", [USER["email"], *event]),
    )
    number = created["value"]["eventuserid"]
    assert forgotten["value"] == {"deletedregistrants": {"eventuserids": [number]}}
    assert again == refused(404, NO_REGISTRANT)
    left, shown = tell(LIST, ("analytics", "listEventRegistrants", [EVENT, {"userStatus": "forgotten"}]))
    assert left["value"]["registrants"] == []
    assert [one["email"] for one in shown["value"]["registrants"]] == [f"{number}-deleted"]


@pytest.mark.parametrize(
    ("call", "status", "message"),
    [
        (("analytics", "listEvents", [{"startDate": "soon"}]), 400, "Error, incorrect date formats."),
        (
            ("analytics", "listEvents", [{"dateInterval": 181}]),
            400,
            "dateInterval range must be between 1 and 180 inclusive.",
        ),
        (
            ("analytics", "listEventRegistrants", [EVENT, {"startDate": "2026-13-01"}]),
            400,
            "Invalid Date format for params startdate and enddate. Incorrect timezone value provided.",
        ),
        (("registration", "createRegistrant", [EVENT, {"firstname": "Test"}]), 400, "The email parameter is missing."),
        (("registration", "createRegistrant", [NOWHERE, USER]), 404, NO_EVENT),
        (
            ("registration", "softDeleteRegistrant", [EVENT, NOBODY]),
            412,
            "You're trying to soft delete the registrant you're creating.",
        ),
        (("registration", "updateRegistrant", [NOBODY, {"company": "Acme"}]), 404, NO_REGISTRANT),
        (("registration", "forgetRegistrant", [NOBODY]), 404, NO_REGISTRANT),
        (("registration", "forgetRegistrant", [NOBODY, NOWHERE]), 404, NO_EVENT),
    ],
    ids=str,
)
def test_refusal_is_thrown_with_its_text(tell: Tell, call: Call, status: int, message: str) -> None:
    assert tell(call) == [refused(status, message)]


def test_not_found_is_what_reading_resolves_to(tell: Tell) -> None:
    """The client takes 404 for an answer where it reads."""
    listed, fields = tell(
        ("analytics", "listEventRegistrants", [NOWHERE]),
        ("eventManagement", "getEventRegistrationFields", [NOWHERE]),
    )
    assert listed == {"value": {"message": NO_EVENT}}
    assert fields == {"value": {"message": "The event id is not found under this client account"}}


def test_wrong_pair_is_thrown_by_every_method(tell: Tell) -> None:
    calls: list[Call] = [
        ("analytics", "listEvents", []),
        LIST,
        ("eventManagement", "getEventRegistrationFields", [EVENT]),
        CREATE,
        ("registration", "updateRegistrant", [USER["email"], USER]),
        ("registration", "softDeleteRegistrant", [EVENT, USER["email"]]),
        ("registration", "forgetRegistrant", [USER["email"]]),
    ]
    assert tell(*calls, tokenSecret="wrong") == [refused(401, WRONG_PAIR)] * len(calls)


def test_spent_budget_is_thrown(tell: Tell, on24: MockServer) -> None:
    budget = on24.app.runtime.services["on24"].contract.operations["listEvents"].rate_limit
    assert budget is not None
    *passed, refusal = tell(*[("analytics", "listEvents", [])] * (budget.limit + 1))
    assert all("value" in one for one in passed)
    assert refusal == refused(403, "You have reached the maximum number of calls for this api.")
