"""Sixteen clients at once: budgets are exact, pages agree, nothing falls over."""

from __future__ import annotations

import http.client
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from mock_server import Clock, Config, MockServer
from tests.conftest import EPOCH, NOON, Api

CLIENTS = 16
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CRM = "grant_type=client_credentials&client_id=onmock-crm&client_secret=onmock-crm-secret"
ODD = "grant_type=client_credentials&client_id=cli%3Aent%2B1&client_secret=s%2520%2F%3D%26%2B+x"


@pytest.fixture(autouse=True)
def restless() -> Iterator[None]:
    """Let threads take turns far more often than usual, so that what is not guarded breaks."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


class Visitor:
    """One client on a connection of its own."""

    def __init__(self, server: MockServer) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)

    def ask(self, path: str, token: str) -> tuple[int, Any]:
        """GET a path; return the status and the document."""
        self._connection.request("GET", f"/oniva/api/v1{path}", headers={"Authorization": f"Bearer {token}"})
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())

    def log_in(self, form: str = CRM) -> tuple[int, Any]:
        """Ask for a token; return the status and the document."""
        self._connection.request("POST", "/oniva/oauth/token", form, FORM)
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def at_once(server: MockServer, works: Sequence[Callable[[Visitor], Any]]) -> list[Any]:
    """Do works at the same time, each with a visitor of its own; return what came of them."""

    def do(work: Callable[[Visitor], Any]) -> Any:
        visitor = Visitor(server)
        try:
            return work(visitor)
        finally:
            visitor.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(do, works))


def token_of(server: MockServer, form: str = CRM) -> str:
    """Return a token of a client."""
    (answer,) = at_once(server, [lambda visitor: visitor.log_in(form)])
    return str(answer[1]["access_token"])


def statuses(server: MockServer, paths: Sequence[tuple[str, str]], each: int) -> Counter[tuple[str, int]]:
    """Let every (path, token) be asked `each` times, all at once; count the answers by token and status."""

    def ask(path: str, token: str) -> Callable[[Visitor], list[tuple[str, int]]]:
        return lambda visitor: [(token, visitor.ask(path, token)[0]) for _ in range(each)]

    return Counter(answer for answers in at_once(server, [ask(*one) for one in paths]) for answer in answers)


def test_budget_of_a_client_is_exact_with_sixteen_at_once(server: MockServer) -> None:
    token = token_of(server)
    answers = statuses(server, [("/me", token)] * CLIENTS, each=30)
    assert answers == {(token, 200): 300, (token, 429): 180}


def test_budget_is_shared_by_all_operations_and_tokens_of_a_client(server: MockServer) -> None:
    first, second = token_of(server), token_of(server)
    paths = [("/me", first), ("/events?limit=1", second)] * (CLIENTS // 2)
    answers = statuses(server, paths, each=25)
    assert (answers[first, 200] + answers[second, 200], answers.total()) == (300, 400)


def test_two_clients_at_once_get_a_whole_budget_each(server: MockServer) -> None:
    crm, odd = token_of(server, CRM), token_of(server, ODD)
    answers = statuses(server, [("/me", crm), ("/me", odd)] * (CLIENTS // 2), each=42)
    assert answers == {(crm, 200): 300, (crm, 429): 36, (odd, 200): 300, (odd, 429): 36}


def test_budget_is_whole_again_when_the_window_has_passed(server: MockServer, clock: Clock) -> None:
    token = token_of(server)
    statuses(server, [("/me", token)] * CLIENTS, each=20)
    clock.advance(60)
    answers = statuses(server, [("/me", token)] * CLIENTS, each=20)
    assert answers == {(token, 200): 300, (token, 429): 20}


def test_token_budget_of_an_address_is_exact_with_sixteen_at_once(server: MockServer) -> None:
    answers = at_once(server, [lambda visitor: [visitor.log_in()[0] for _ in range(4)]] * CLIENTS)
    assert Counter(status for some in answers for status in some) == {200: 20, 429: 44}


def test_wrong_secrets_count_as_exactly_as_right_ones(server: MockServer) -> None:
    forms = [CRM, CRM + "-wrong"] * (CLIENTS // 2)
    works = [lambda visitor, form=form: [visitor.log_in(form)[0] for _ in range(3)] for form in forms]
    counted = Counter(status for some in at_once(server, works) for status in some)
    assert (counted[200] + counted[401], counted[429]) == (20, 28)


def test_tokens_issued_at_once_are_all_different_and_all_good(server: MockServer) -> None:
    answers = at_once(server, [lambda visitor: visitor.log_in()[1]["access_token"]] * CLIENTS)
    good = statuses(server, [("/me", token) for token in answers], each=1)
    assert sorted(good) == sorted((token, 200) for token in set(answers))
    assert len(set(answers)) == CLIENTS


@pytest.fixture
def largest(unlimited: Api) -> str:
    """The id of the event with the most bookings."""
    counts = {
        event["id"]: unlimited.get(f"/events/{event['id']}/bookings", limit="1").json["totalCount"]
        for event in unlimited.walk("/events")
    }
    return max(counts, key=lambda event: counts[event])


def test_pages_read_by_sixteen_at_once_are_those_of_one_alone(unlimited: Api, largest: str) -> None:
    paths = [f"/events/{largest}/bookings?limit=100&page={page}" for page in range(1, 15)]
    paths += [f"/events/{largest}/bookings?status={status}" for status in ("confirmed", "canceled,expired")]
    alone = [unlimited.get(path.partition("?")[0], **_query(path)).json for path in paths]
    # A server of its own: nothing in it has been asked for before.
    with MockServer(Config(epoch=EPOCH, limits=False, enforce=True), clock=Clock(NOON, frozen=True)) as server:
        token = token_of(server)

        def read(start: int) -> Callable[[Visitor], list[Any]]:
            turned = [*paths[start:], *paths[:start]]
            return lambda visitor: [visitor.ask(path, token) for path in turned]

        everyone = at_once(server, [read(number) for number in range(CLIENTS)])
    for number, answers in enumerate(everyone):
        turned = [*alone[number:], *alone[:number]]
        assert answers == [(200, page) for page in turned]


def _query(path: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in path.partition("?")[2].split("&"))


def test_page_read_while_midnight_passes_is_wholly_of_one_day_or_the_next(unlimited: Api) -> None:
    coming = [event["id"] for event in unlimited.walk("/events", status="active")][:CLIENTS]
    paths = [f"/events/{event}/bookings?limit=100" for event in coming]
    clock = Clock(NOON.replace(hour=22, minute=50), frozen=True)  # ten to midnight in Zurich
    with MockServer(Config(epoch=EPOCH, limits=False, enforce=True), clock=clock) as server:
        token = token_of(server)

        def read(visitor: Visitor) -> list[Any]:
            return [visitor.ask(path, token) for path in paths]

        def turn(visitor: Visitor) -> list[Any]:
            answers = []
            for path in paths:
                clock.advance(60)
                answers.append(visitor.ask(path, token))
            return answers

        (before,) = at_once(server, [read])
        everyone = at_once(server, [*[read] * (CLIENTS - 1), turn])
        (after,) = at_once(server, [read])
    assert before != after
    for answers in everyone:
        assert all(one in days for one, *days in zip(answers, before, after, strict=True))


def test_journal_stays_bounded_and_complete_with_sixteen_at_once(server: MockServer) -> None:
    token = token_of(server)
    statuses(server, [("/me", token), ("/nowhere", token)] * (CLIENTS // 2), each=70)
    entries = server.app.runtime.journal.entries()
    assert len(entries) == 1000
    assert len({entry.id for entry in entries}) == 1000
    assert {entry.status for entry in entries} <= {200, 404, 429}
    assert [entry for entry in entries if entry.violations] == []


def test_no_client_of_sixteen_ever_gets_a_server_error(server: MockServer, largest: str) -> None:
    token = token_of(server)
    paths = ["/me", "/events", f"/events/{largest}", f"/events/{largest}/bookings", "/events?limit=0", "/events/none"]
    visits = [(paths[number % len(paths)], token) for number in range(CLIENTS)]
    answers = statuses(server, visits, each=40)
    assert {status for _, status in answers} <= {200, 400, 404, 429}
