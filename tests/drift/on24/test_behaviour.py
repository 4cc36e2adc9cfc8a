"""Checks of behaviour over ON24's description: each break is named, and nothing is said of a faithful account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from mock_server.breaks.catalogue import entries_of
from mock_server.drift import Answered, Asked, Finding, NotObserved, Walk
from mock_server.drift.behaviour import run_behaviour
from mock_server.drift.behaviour.plain import targets_of
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.replies import judge_all
from mock_server.drift.report import OK
from mock_server.vendors.on24.probes import PROBES
from tests.contract.subjects import CONTRACTS
from tests.drift.on24.target import Target

_MOST = 60
# Of kinds that are tried by the whole tool anyway.
LONG = pytest.mark.fuzz
# Kinds that only asking on purpose shows, at one place or two.
BREAKS = (
    "default-page-size:listLeads:query/itemsperpage",
    "max-page-size:listRegistrants:query/itemsperpage",
    "max-page-clamped:listRegistrants:query/itemsperpage",
    "per-page-param-ignored:listEvents:query/itemsperpage",
    "one-based-pages:listRegistrants:query/pageoffset",
    "one-based-pages:listEvents:query/pageoffset",
    "page-param-ignored:listRegistrants:query/pageoffset",
    "page-param-renamed-strict:listRegistrants:query/pageoffset",
    "sort-ignored:listEvents:query/filterorder",
    "filter-status-ignored:listEvents:query/contenttype",
    "filter-ignored:listEventRegistrants:query/email",
    "filter-ignored:listEvents:query/startdate",
    "filter-removed-strict:listRegistrants:query/partnerref",
    "filter-removed-strict:listEvents:query/contenttype",
    "filter-value-removed:listEvents:query/contenttype",
    "filter-value-removed:listEvents:query/filterorder",
    "default-filter:listEvents:query/contenttype",
    "default-filter:listAttendeeSessions:query/sessiontype",
    "filter-status-ignored:listAttendeeSessions:query/sessiontype",
    "filter-value-removed:listAttendeeSessions:query/sessiontype",
    "page-param-ignored:listAttendeeSessions:query/pageoffset",
    "param-required:listRegistrants:query/partnerref",
    "400-to-200-ignored:listEvents:query/includesubaccounts",
    "unknown-param-refused:listEvents:query",
    "default-order-reversed:listEvents:/events",
    "default-order-reversed:listRegistrants:/registrants",
    "204-empty-list:listEvents:/events",
    "404-empty-list:listEvents:/events",
    "page-shortened:listEvents:/events",
    "total-is-page-count:listRegistrants:/totalregistrants",
    "total-zero:listEvents:/totalevents",
    "400-to-422:listEvents:status/400",
    "400-to-200:listEvents:status/400",
    "401-to-403:listEvents:status/401",
    "401-to-404:listEvents:status/401",
    "404-to-200-null:getEvent:status/404",
    "404-to-200-error:getEvent:status/404",
    "404-to-410:getRegistrant:status/404",
    "header-required:listEvents:header/API-Version",
    "accept-required:listEvents:header/Accept",
    "string-truncated:listEvents:/events/*/description",
    "list-became-summary:listEvents:/events/*",
)
# Words that count where none is sent are others.
UNASKED = {
    "listRegistrants:query/excludelive:default=Y": "default-filter:listRegistrants:query/excludelive",
    "listEvents:query/includesubaccounts:default=Y": "default-changed:listEvents:query/includesubaccounts",
}
# A parameter of another name, of which nobody can tell, is one without effect.
ALIKE = {
    "per-page-param-renamed": "per-page-param-ignored",
    "page-param-renamed": "page-param-ignored",
    "filter-renamed": "filter-ignored",
}
# What this account does not show: lists shorter than a page or a limit that is always sent; bad texts, where any text
# is good.
UNSEEN = {
    *(f"{kind}:{one}:query/itemsperpage" for one in ("listEvents", "listEventRegistrants")
      for kind in ("default-page-size", "param-required")),
    "max-page-clamped:listEvents:query/itemsperpage",
    "400-to-200-ignored:listRegistrants:query/partnerref",
    "400-to-200-ignored:listEventRegistrants:query/partnerref",
    "400-to-200-ignored:listEventRegistrants:query/email",
}  # fmt: skip
_KINDS = {one.partition(":")[0] for one in BREAKS} | {*ALIKE}


def focused(probes: Probes, operation: str) -> Probes:
    """Return the probes of one operation, and of the lists that it needs."""
    details = [one for one in probes.details if one.operation == operation]
    wanted = {operation, "listEvents"} | ({"listRegistrants"} if details else set())
    others = dict([*probes.others.items()][:1])
    return replace(
        probes,
        listings=[one for one in probes.listings if one.operation in wanted],
        details=details or probes.details[:1],
        lookups=(),
        absent=(),
        others=others,
    )


def findings(target: Target, probes: Probes, *breaks: str) -> list[Finding]:
    """Return what is found while breaks are in force."""
    with target.broken(*breaks):
        return run_behaviour(target.walk(), probes)[1]


@pytest.mark.parametrize("broken", [pytest.param(one, marks=LONG if at % 5 else ()) for at, one in enumerate(BREAKS)])
def test_a_break_is_named_by_the_catalogues_id(broken: str, on24_account: Target) -> None:
    found = findings(on24_account, focused(on24_account.probes, broken.split(":")[1]), broken)

    assert broken in {one.id for one in found}
    assert {one.operation for one in found} == {broken.split(":")[1]}


@pytest.mark.parametrize(("broken", "told"), UNASKED.items())
def test_another_word_that_counts_unasked_is_told(broken: str, told: str, on24_account: Target) -> None:
    probes = focused(on24_account.probes, broken.split(":")[0])

    assert told in {one.id for one in findings(on24_account, probes, broken)}


@pytest.mark.parametrize("kind", ALIKE)
def test_a_renamed_parameter_is_told_as_one_without_effect(kind: str, on24_account: Target) -> None:
    entries = entries_of(on24_account.contract, on24_account.contract.operations["listEvents"])
    broken = next(one for one in entries if one.kind == kind)
    probes = focused(on24_account.probes, "listEvents")

    found = {one.id for one in findings(on24_account, probes, broken.id)}

    assert f"{ALIKE[kind]}:listEvents:{broken.pointer}" in found


def every_break() -> Iterator[str]:
    """Yield every break of the kinds at places that the description is about."""
    listed = {one.operation: one for one in PROBES.listings}
    contract = CONTRACTS["on24"]
    for entry in (one for name in listed for one in entries_of(contract, contract.operations[name])):
        listing = listed[entry.operation]
        if entry.kind not in _KINDS or not entry.pointer.startswith("query/"):
            continue
        arguments = {listing.page, listing.limit, *listing.turned, *(one.argument for one in listing.filters)}
        known = contract.operations[entry.operation].parameters.all
        named = {one.argument for one in known if one.name == entry.pointer.removeprefix("query/")}
        if named & arguments and entry.id not in UNSEEN:
            yield entry.id


@pytest.mark.fuzz
@pytest.mark.parametrize("broken", [*every_break()])
def test_every_break_of_what_is_described_is_found_at_its_place(broken: str, on24_account: Target) -> None:
    kind, operation, pointer = broken.split(":")

    found = findings(on24_account, on24_account.probes, broken)

    assert (operation, pointer) in {(one.operation, one.pointer) for one in found}, kind


def test_nothing_is_said_of_a_faithful_account(on24_account: Target) -> None:
    assert findings(on24_account, on24_account.probes) == []


def test_nothing_is_said_of_an_empty_account(empty_on24_account: Target) -> None:
    assert findings(empty_on24_account, empty_on24_account.probes) == []


@pytest.mark.parametrize(("seed", "day"), [(7, date(2025, 7, 1)), (3, date(2027, 1, 1)), (11, date(2024, 2, 29))])
def test_nothing_is_said_of_accounts_of_other_seeds_and_days(seed: int, day: date) -> None:
    target = Target.new(seed=seed, epoch=day)

    assert findings(target, target.probes) == []

    target.app.close()


def test_nothing_is_said_while_others_write() -> None:
    target = Target.new()
    target.writes = True

    assert findings(target, target.probes) == []
    assert target.written > _MOST

    target.app.close()


@pytest.mark.parametrize(("is_listed", "found"), [(False, []), (True, ["endpoint-removed:getAttendee:operation"])])
def test_a_person_who_is_not_found_is_no_drift_where_the_list_lost_the_person(
    on24_account: Target, is_listed: bool, found: list[str]
) -> None:
    def send(asked: Asked) -> Answered:
        is_gone = any(one.operation == "getAttendee" for one in on24_account.asked)
        if asked.operation == "getAttendee":
            asked = replace(asked, target=f"{asked.target.rpartition('/')[0]}/nobody@onmock.invalid")
        elif asked.operation == "listAttendees" and is_gone and not is_listed:
            asked = replace(asked, target=f"{asked.target}?partnerref=onmock-no-such-code")
        return on24_account.send(asked)

    on24_account.asked.clear()
    walk = Walk(on24_account.contract, send)
    probes = on24_account.probes
    others = {name: path for name, path in probes.others.items() if name in ("listEventProfiles", "getAttendee")}
    lookups = [replace(one, filters=()) for one in probes.listings if one.operation == "listAttendees"]
    run_behaviour(walk, replace(probes, listings=(), details=(), absent=(), lookups=lookups, others=others))

    assert [one.id for one in judge_all(on24_account.contract, walk.exchanges)] == found


def test_sixty_requests_see_every_operation_and_say_nothing_wrong(on24_account: Target) -> None:
    walk = on24_account.walk()

    def send(asked: Asked) -> Answered:
        if len(walk.exchanges) >= _MOST:
            raise NotObserved("no request is left")
        return on24_account.send(asked)

    walk = Walk(on24_account.contract, send)
    seen, found = run_behaviour(walk, on24_account.probes)

    assert len(on24_account.asked) == _MOST
    assert found == []
    assert {one[0] for one in targets_of(PROBES)} <= {one.asked.operation for one in walk.exchanges}
    assert any(one.outcome == OK and one.operation == "getEvent" for one in seen)


def test_no_method_but_get_and_head_is_sent(on24_account: Target) -> None:
    findings(on24_account, on24_account.probes)

    assert {one.method for one in on24_account.asked} == {"GET", "HEAD"}
