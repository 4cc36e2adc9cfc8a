"""Throttling: so many calls a minute of an operation for an account, exact on the clock, as the contract says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from werkzeug.test import TestResponse

from mock_server.contract import Operation, RateLimit
from tests.vendors.on24.desk import ACCOUNT, EVENT, PAIR, Desk

TEXT = "You have reached the maximum number of calls for this api."
NO_PERMISSION = "You do not have permission to perform the requested operation."
SUB_ACCOUNT = 4521
FORM = dict(zip(PAIR, ("C33333333333333333333333333333", "51b8e" + "3" * 50), strict=True))
EMEA = dict(zip(PAIR, ("D44444444444444444444444444444", "e7d20" + "4" * 50), strict=True))
# What is asked about: of every size of budget at least one, that reads and that writes where there are both.
OPERATIONS = [
    "createEvent",
    "listEvents",
    "forgetRegistrants",
    "listPolls",
    "updateEvent",
    "listEventAttendees",
    "addRelatedContent",
    "getEvent",
    "registerForEvent",
]


@pytest.fixture
def limited() -> Iterator[Desk]:
    """A world with its budgets."""
    desk = Desk.open(limits=True)
    yield desk
    desk.close()


def operation_of(desk: Desk, name: str) -> Operation:
    """Return an operation of the contract."""
    return desk.app.runtime.services["on24"].contract.operations[name]


def budget_of(desk: Desk, name: str) -> RateLimit:
    """Return the budget of an operation."""
    budget = operation_of(desk, name).rate_limit
    assert budget is not None
    return budget


def ask(desk: Desk, name: str, account: object = ACCOUNT, pair: Mapping[str, str] = PAIR) -> TestResponse:
    """Send an operation nothing but its path, with an event that there is not: what counts comes before that."""
    operation = operation_of(desk, name)
    path = re.sub(r"\{(\w+)\}", lambda match: str(account if match[1] == "clientId" else 7), operation.path)
    return desk.client.open(f"/on24{path}", method=operation.method, headers=dict(pair))


def is_over(response: TestResponse) -> bool:
    """Tell whether the limit is what refused a request."""
    return bool(response.status_code == 403 and response.json == {"message": TEXT})


def count_passed(send: Callable[[], TestResponse], most: int) -> int:
    """Send until it is too much; return how many passed, `most` at most."""
    return next((number for number in range(most) if is_over(send())), most)


def spend(desk: Desk, name: str, **options: Any) -> None:
    """Use up the budget of an operation."""
    limit = budget_of(desk, name).limit
    assert count_passed(lambda: ask(desk, name, **options), limit + 1) == limit


def test_operations_here_have_every_size_of_budget(limited: Desk) -> None:
    operations = limited.app.runtime.services["on24"].contract.operations.values()
    budgets = [one.rate_limit for one in operations if one.rate_limit is not None]
    assert {budget_of(limited, name).limit for name in OPERATIONS} == {one.limit for one in budgets}
    assert len(budgets) == len({one.bucket for one in budgets}) == 67
    assert {one.per for one in budgets} == {"account"}


@pytest.mark.parametrize("name", OPERATIONS)
def test_budget_is_exact_on_the_clock(limited: Desk, name: str) -> None:
    budget, clock = budget_of(limited, name), limited.clock
    first = budget.limit // 3

    def passed(most: int) -> int:
        return count_passed(lambda: ask(limited, name), most)

    assert passed(first) == first
    clock.advance(budget.window / 2)
    assert passed(budget.limit) == budget.limit - first
    clock.advance(budget.window / 2 - 0.01)
    assert passed(1) == 0
    clock.advance(0.01)
    assert passed(budget.limit) == first
    clock.advance(budget.window / 2)
    assert passed(budget.limit) == budget.limit - first


@pytest.mark.parametrize("name", ["createEvent", "listEvents", "listPolls", "getRegistrant"])
def test_other_operations_go_on(limited: Desk, name: str) -> None:
    spend(limited, name)
    others = [other for other in ("createEvent", "listEvents", "listPolls", "getEvent", "listUsers") if other != name]
    assert [is_over(ask(limited, other)) for other in (name, *others)] == [True, *[False] * len(others)]


def test_methods_of_one_path_have_budgets_of_their_own(limited: Desk) -> None:
    spend(limited, "createEvent")
    assert limited.get("/event").status_code == 200
    assert limited.send("PUT", f"/event/{EVENT}", {"title": "Another"}).status_code == 200


@pytest.mark.parametrize("name", ["createEvent", "listEvents", "getRegistrant"])
def test_accounts_never_share(limited: Desk, name: str) -> None:
    """A pair of the account is also good for the sub-account, and counts there together with the sub-account's own."""
    spend(limited, name)
    assert not is_over(ask(limited, name, account=SUB_ACCOUNT))
    limit = budget_of(limited, name).limit
    assert count_passed(lambda: ask(limited, name, account=SUB_ACCOUNT, pair=EMEA), limit) == limit - 1
    assert is_over(ask(limited, name, account=SUB_ACCOUNT))
    limited.clock.advance(budget_of(limited, name).window)
    spend(limited, name, account=SUB_ACCOUNT, pair=EMEA)
    assert not is_over(ask(limited, name))


def test_pairs_of_an_account_share(limited: Desk) -> None:
    spend(limited, "listEvents", pair=FORM)
    assert is_over(ask(limited, "listEvents"))


def test_servers_never_share(limited: Desk) -> None:
    spend(limited, "createEvent")
    other = Desk.open(limits=True)
    assert not is_over(ask(other, "createEvent"))
    other.close()


def test_refused_requests_do_not_count(limited: Desk) -> None:
    name, window = "listEvents", budget_of(limited, "listEvents").window
    spend(limited, name)
    for _ in range(3):
        limited.clock.advance(window / 4)
        assert all(is_over(ask(limited, name)) for _ in range(5))
    limited.clock.advance(window / 4)
    spend(limited, name)


@pytest.mark.parametrize(
    ("account", "pair", "status"),
    [
        (ACCOUNT, {}, 401),
        (ACCOUNT, {**PAIR, "accessTokenSecret": "wrong"}, 401),
        (1, PAIR, 404),
        ("abc", PAIR, 404),
        (4530, PAIR, 403),
        (ACCOUNT, EMEA, 403),
        (ACCOUNT, FORM, 403),
    ],
    ids=str,
)
def test_requests_refused_earlier_do_not_count(limited: Desk, account: object, pair: Any, status: int) -> None:
    """Nor does a spent budget change how they are refused."""
    name = "createEvent"
    before = [ask(limited, name, account, pair) for _ in range(budget_of(limited, name).limit + 1)]
    spend(limited, name)
    replies = [(one.status_code, one.json) for one in (*before, ask(limited, name, account, pair))]
    assert replies == [replies[0]] * len(replies)
    assert replies[0][0] == status
    assert replies[0][1] != {"message": TEXT}


def test_limit_comes_before_parameters_and_these_before_the_event(limited: Desk) -> None:
    def add() -> tuple[int, str]:
        return limited.message(limited.send("POST", "/event/7/registrant", {"email": "no address"}, honorrequired="?"))

    def look(**query: str) -> tuple[int, str]:
        return limited.message(limited.get("/event/7/registrant", **query))

    assert add() == (400, "Invalid value for the honorrequired parameter.")
    assert look(itemsperpage="0")[0] == 400
    assert look() == (404, "The event 7 doesn't exist.")
    spend_rest(limited, add, "registerForEvent", 1)
    spend_rest(limited, lambda: look(startdate="soon"), "listEventRegistrants", 2)


@pytest.mark.parametrize("name", ["registrant", "attendee", "attendeesession"])
def test_bad_dates_come_before_the_event(desk: Desk, name: str) -> None:
    refused = [desk.get(f"/event/7/{name}", **query) for query in ({"startdate": "soon"}, {"enddate": "soon"}, {})]
    assert [one.status_code for one in refused] == [400, 400, 404]


def spend_rest(desk: Desk, ask_badly: Callable[[], tuple[int, str]], name: str, used: int) -> None:
    """Check that bad requests count, and that beyond the limit it is the limit that refuses them."""
    answers = [ask_badly() for _ in range(budget_of(desk, name).limit - used + 1)]
    assert {status for status, _ in answers[:-1]} == {400}
    assert answers[-1] == (403, TEXT)


def test_permission_comes_before_the_limit(limited: Desk) -> None:
    spend(limited, "createEvent")
    refusals = [ask(limited, "createEvent", pair=pair).json["message"] for pair in (FORM, PAIR)]
    assert refusals == [NO_PERMISSION, TEXT]


@pytest.mark.parametrize("status", [403, 429])
def test_status_is_a_setting_and_nothing_is_told_in_headers(status: int) -> None:
    desk = Desk.open(limits=True, settings={"on24": {"throttle_status": str(status)}})
    budget = budget_of(desk, "createEvent")
    replies = [ask(desk, "createEvent") for _ in range(budget.limit + 1)]
    assert desk.message(replies[-1]) == (status, TEXT)
    for reply in (replies[0], replies[-1], desk.get("/event")):
        assert set(reply.headers.keys()) == {"Content-Type", "Content-Length"}
    desk.clock.advance(budget.window)
    assert ask(desk, "createEvent").status_code == 400
    desk.close()


def test_without_limits_nothing_is_refused(desk: Desk) -> None:
    assert not any(is_over(ask(desk, "createEvent")) for _ in range(3 * budget_of(desk, "createEvent").limit))
