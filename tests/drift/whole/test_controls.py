"""Controls: services that have not drifted, whatever their data, weather, day and writers. Nothing is found in any."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

import pytest

from mock_server import Config, MockServer
from mock_server.breaks.declared import success_schema
from mock_server.breaks.place import Place
from mock_server.breaks.sites import Site, sites_of
from mock_server.client import ControlError
from mock_server.drift.documents import read_document
from mock_server.drift.finding import INFORMATIONAL
from mock_server.drift.look import NOTHING, Known
from mock_server.drift.report import COULD_NOT_TELL, NOTHING_NEW, UNSEEN, Report
from mock_server.resources import contract_path, read_fixture
from tests.conftest import EPOCH
from tests.contract.subjects import SUBJECTS, reads
from tests.drift.whole.chance import random_look
from tests.drift.whole.tenants import MOST, SECRET, Tenant, tenant
from tests.drift.whole.writing import TEXTS, writing, writing_beside

VENDORS = ("oniva", "on24")
every_vendor = pytest.mark.parametrize("vendor", VENDORS)
# The larger API takes some seconds where much is looked at: those are for `make fuzz` alone.
LONG = pytest.mark.fuzz
every_vendor_in_time = pytest.mark.parametrize("vendor", ["oniva", pytest.param("on24", marks=LONG)])


@pytest.fixture(scope="module")
def server_of() -> Iterator[Callable[[str], MockServer]]:
    """By vendor, a server whose worlds share their made-up records."""
    made: list[MockServer] = []

    @cache
    def started(vendor: str) -> MockServer:
        made.append(MockServer(Config(vendors=(vendor,), epoch=EPOCH, enforce=True)).start())
        return made[-1]

    yield started
    for one in made:
        one.stop()


Servers = Callable[[str], MockServer]


def scenario(vendor: str, events: int, most: int = 60, past: int = 365) -> dict[str, Any]:
    """Return the default scenario with so many events since so many days, and at most so many people in each."""
    default = read_fixture(f"{vendor}/scenarios/default.json")
    crowds = next(name for name, one in default["events"].items() if isinstance(one, dict))
    few = {form: [min(low, most), min(high, most)] for form, (low, high) in default["events"][crowds].items()}
    return {**default, "events": {**default["events"], "count": events, "past_days": past, crowds: few}, "pins": []}


def quiet(tenant: Tenant, known: Known = NOTHING, most: int | None = 0) -> Report:
    """Look, and return the report, in which nothing is found."""
    report = tenant.look(known, most).report
    assert [(one.id, one.says, one.seen, one.eye) for one in report.findings] == []
    assert report.trouble == ""
    assert report.exit_code(INFORMATIONAL) == NOTHING_NEW
    assert report.requests <= MOST[tenant.vendor]
    return report


def unseen(report: Report) -> dict[str, str]:
    """Return what was not observed, with why; by operation and name."""
    return {f"{one.operation}: {one.name}": one.why for one in report.observations if one.outcome == UNSEEN}


# Data


@every_vendor
def test_the_default_tenant_and_its_own_document_give_no_finding(server_of: Servers, vendor: str) -> None:
    document = read_document(contract_path(SUBJECTS[vendor].vendor.contract))
    with tenant(server_of(vendor), vendor) as one:
        report = quiet(one, Known(documents=(document, document)))
    assert {one.eye for one in report.observations} == {"documents", "replies", "behaviour"}


@every_vendor
def test_an_empty_tenant_gives_no_finding_and_says_what_was_not_observed(server_of: Servers, vendor: str) -> None:
    with tenant(server_of(vendor), vendor, scenario="empty") as one:
        report = quiet(one)
    assert unseen(report)
    assert all(unseen(report).values())


@every_vendor
@pytest.mark.parametrize("events", [1, 2])
def test_one_event_or_two_give_no_finding(server_of: Servers, vendor: str, events: int) -> None:
    with tenant(server_of(vendor), vendor, scenario=scenario(vendor, events, most=1)) as one:
        quiet(one)


@every_vendor_in_time
def test_events_without_people_give_no_finding(server_of: Servers, vendor: str) -> None:
    with tenant(server_of(vendor), vendor, scenario=scenario(vendor, 30, most=0)) as one:
        quiet(one)


def test_a_tenant_whose_events_are_all_cancelled_gives_no_finding(server_of: Servers) -> None:
    with tenant(server_of("oniva"), "oniva", scenario=scenario("oniva", 9, past=0)) as one:
        change_all(one, "events", {"status": "cancelled"})
        quiet(one)


def test_an_account_whose_registrants_are_all_deleted_gives_no_finding(server_of: Servers) -> None:
    with tenant(server_of("on24"), "on24", scenario=scenario("on24", 6, most=3)) as one:
        change_all(one, "registrants", {"user_status": "forgotten"})
        quiet(one)


@pytest.mark.parametrize(("vendor", "name"), [("oniva", "title"), ("on24", "description")])
def test_odd_texts_and_long_ones_give_no_finding(server_of: Servers, vendor: str, name: str) -> None:
    texts = count()
    with tenant(server_of(vendor), vendor, scenario=scenario(vendor, 14)) as one:
        change_all(one, "events", lambda: {name: TEXTS[next(texts) % len(TEXTS)][:250]})
        quiet(one)


def test_texts_of_the_longest_that_there_are_give_no_finding(server_of: Servers) -> None:
    contact = {"company": "W" * 100_000, "lastName": "n\u0303" * 2_000}
    with tenant(server_of("oniva"), "oniva", scenario=scenario("oniva", 6)) as one:
        change_all(one, "events", {"title": "W" * 20_000})
        change_all(one, "bookings", {"contact": contact})
        quiet(one)


def change_all(tenant: Tenant, kind: str, fields: Mapping[str, Any] | Callable[[], Mapping[str, Any]]) -> None:
    """Change every record of a kind that a look meets, as far as its state allows that."""
    tenant.look()
    changed = 0
    for record in tenant.met(kind):
        said = fields() if callable(fields) else fields
        with suppress(ControlError):
            tenant.world.control.change_record(tenant.world.id, kind, record, said)
            changed += 1
    assert changed


def _may_be_null(site: Site) -> bool:
    return site.nullable


def _may_be_missing(site: Site) -> bool:
    return site.is_member and not site.required


@pytest.mark.parametrize(
    ("vendor", "word", "where"),
    [
        ("oniva", "null", _may_be_null),
        pytest.param("on24", "null", _may_be_null, marks=LONG),
        # The other contract leaves nothing out.
        pytest.param("on24", "drop", _may_be_missing, marks=LONG),
    ],
)
def test_nothing_sent_that_may_be_left_out_gives_no_finding(
    server_of: Servers, vendor: str, word: str, where: Callable[[Site], bool]
) -> None:
    with tenant(server_of(vendor), vendor) as one:
        for operation in one.contract.operations.values():
            schema = success_schema(one.contract, operation)
            if not reads(vendor, operation) or schema is None:
                continue
            for site in sites_of(schema):
                if site.steps and where(site):
                    place = Place("body", steps=site.steps)
                    one.world.fault(operation.id, breaks=f"{operation.id}:{place}:{word}")
        report = quiet(one)
        assert sum(fault["hits"] for fault in one.world.faults()) > 50
    assert any(name.endswith("members that no reply fills") for name in unseen(report))


@every_vendor_in_time
def test_a_million_people_give_no_finding(server_of: Servers, vendor: str) -> None:
    with tenant(server_of(vendor), vendor, scale=1_000_000) as one:
        quiet(one)


# Days


@pytest.mark.parametrize(
    ("vendor", "at"),
    [
        ("oniva", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("oniva", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("oniva", datetime(2025, 12, 31, 23, 30, tzinfo=UTC)),
        ("oniva", datetime(2028, 2, 29, 12, tzinfo=UTC)),
        pytest.param("on24", datetime(2026, 3, 8, 9, 59, 30, tzinfo=UTC), marks=LONG),
        pytest.param("on24", datetime(2026, 11, 1, 8, 59, 30, tzinfo=UTC), marks=LONG),
        pytest.param("on24", datetime(2027, 1, 1, 7, 59, 30, tzinfo=UTC), marks=LONG),
    ],
    ids=str,
)
def test_days_that_are_not_like_others_give_no_finding(server_of: Servers, vendor: str, at: datetime) -> None:
    with tenant(server_of(vendor), vendor, at=at, epoch=at.date()) as one:
        quiet(one)


@every_vendor_in_time
def test_a_look_that_takes_three_days_gives_no_finding(server_of: Servers, vendor: str) -> None:
    with tenant(server_of(vendor), vendor) as one:
        one.between = lambda answered: one.clock.advance(timedelta(hours=1.4))
        quiet(one)


# Weather


@every_vendor
@pytest.mark.parametrize(
    "effect",
    [
        {"status": 503, "rate": 0.1, "seed": 3},
        {"status": 429, "retry_after": 7, "nth": 11, "times": 1},
        {"limit": "exhausted", "nth": 13, "times": 1},
    ],
    ids=lambda effect: "-".join(map(str, effect.values())),
)
def test_weather_is_told_and_gives_no_finding(server_of: Servers, vendor: str, effect: Mapping[str, Any]) -> None:
    with tenant(server_of(vendor), vendor) as one:
        one.world.fault(**effect)
        report = quiet(one)
    assert report.weather


@every_vendor_in_time
@pytest.mark.parametrize("connection", ["reset", "empty"])
def test_a_connection_that_breaks_gives_no_finding(server_of: Servers, vendor: str, connection: Any) -> None:
    with tenant(server_of(vendor), vendor) as one:
        one.world.fault(connection=connection, nth=9, times=1)
        quiet(one)


@every_vendor_in_time
def test_a_slow_service_gives_no_finding(server_of: Servers, vendor: str) -> None:
    with tenant(server_of(vendor), vendor, scenario=scenario(vendor, 5, most=9)) as one:
        one.world.fault(delay=0.01)
        quiet(one)


@pytest.mark.parametrize("token", ["expired", "revoked"])
def test_a_token_that_ends_midway_gives_no_finding(server_of: Servers, token: str) -> None:
    with tenant(server_of("oniva"), "oniva") as one:
        one.world.fault(token=token, nth=21, times=1)
        quiet(one)


@every_vendor
def test_a_service_that_is_down_cannot_be_told_of(server_of: Servers, vendor: str) -> None:
    with tenant(server_of(vendor), vendor) as one:
        one.world.fault(status=503)
        report = one.look(most=None).report
    assert (report.findings, report.exit_code(INFORMATIONAL)) == ([], COULD_NOT_TELL)


@every_vendor
def test_a_look_of_few_requests_gives_no_finding(server_of: Servers, vendor: str) -> None:
    with tenant(server_of(vendor), vendor) as one:
        report = one.look(most=25).report
    assert (report.findings, report.requests) == ([], 25)
    assert any("no budget is left" in why for why in unseen(report).values())


# Writers, and what was before


@pytest.mark.parametrize(
    ("vendor", "writers"),
    [
        ("oniva", writing),
        ("oniva", writing_beside),
        ("on24", writing_beside),
        pytest.param("on24", writing, marks=LONG),
    ],
)
def test_writers_meanwhile_give_no_finding(server_of: Servers, vendor: str, writers: Any) -> None:
    with tenant(server_of(vendor), vendor) as one, writers(one, seed=5) as writer:
        quiet(one)
        assert writer.written > 5


@pytest.mark.parametrize(
    ("vendor", "days"), [("oniva", 0), ("oniva", 45), *(pytest.param("on24", days, marks=LONG) for days in (0, 45))]
)
def test_a_baseline_of_before_gives_no_finding(server_of: Servers, vendor: str, days: int) -> None:
    with tenant(server_of(vendor), vendor) as one:
        known = Known(baseline=one.baseline(), secret=SECRET)
        one.clock.advance(timedelta(days=days))
        with writing(one, every=3):
            report = quiet(one, known)
    assert "history" in {one.eye for one in report.observations}


# By chance


# Some of them are in `make test`, which has to end in time; the rest is for `make fuzz`.
TENANTS = 200
IN_TIME = {"oniva": 30, "on24": 1}
CHANCES = [
    pytest.param(vendor, seed, marks=LONG if seed > most else ())
    for vendor, most in IN_TIME.items()
    for seed in range(1, TENANTS + 1)
]


@pytest.mark.parametrize(("vendor", "seed"), CHANCES)
def test_a_random_tenant_with_writers_gives_no_finding(server_of: Servers, vendor: str, seed: int) -> None:
    report = random_look(server_of(vendor), vendor, seed).report
    assert [(one.id, one.says, one.seen, one.eye) for one in report.findings] == []
    assert report.exit_code(INFORMATIONAL) == NOTHING_NEW
    assert report.requests <= MOST[vendor]
