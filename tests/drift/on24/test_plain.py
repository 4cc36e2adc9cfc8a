"""The plain walk of ON24's read API: everything is asked, few requests are enough, and nothing is made up."""

from __future__ import annotations

from mock_server.drift.behaviour.plain import targets_of, walk_all
from mock_server.drift.report import OK, UNSEEN
from mock_server.vendors.on24.probes import PROBES
from tests.drift.on24.target import Target

# Of the account itself and of what every account has.
_MOST = 60


def test_the_walk_asks_every_reading_operation_of_the_api(on24_account: Target) -> None:
    reading = {
        one.id for one in on24_account.contract.operations.values() if one.method == "GET" and one.scopes is not None
    }

    assert {one[0] for one in targets_of(PROBES)} == reading


def test_the_walk_of_the_default_account_sees_all_replies_with_few_requests(on24_account: Target) -> None:
    walk = on24_account.walk()

    seen = walk_all(walk, on24_account.probes, most=_MOST)

    assert len(on24_account.asked) <= _MOST
    assert {one.operation for one in seen if one.outcome == OK} >= {one[0] for one in targets_of(PROBES)} - {
        # Nobody asks anything within five minutes, and the best attended event has no certificates.
        "listUserQuestions", "listCertifications",
    }  # fmt: skip
    assert [one.asked for one in walk.exchanges if one.answered.status not in one.asked.expects] == []


def test_the_walk_of_an_empty_account_observes_no_rows_and_makes_none_up(empty_on24_account: Target) -> None:
    walk = empty_on24_account.walk()

    unseen = {one.operation: one.why for one in walk_all(walk, empty_on24_account.probes) if one.outcome == UNSEEN}

    assert unseen["listEvents"] == "there are no rows"
    assert unseen["listPolls"] == "the list is empty"
    assert all(one.answered.status == 200 for one in walk.exchanges)


def test_the_walk_sends_nothing_but_reading_requests(on24_account: Target) -> None:
    walk_all(on24_account.walk(), on24_account.probes)

    assert {one.method for one in on24_account.asked} == {"GET"}
