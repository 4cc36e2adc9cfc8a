"""What drifted is named: breaks that a contract alone does not tell, ordered of a server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mock_server.breaks import catalogue
from mock_server.drift import NotObserved, Report
from mock_server.drift.history import Baseline, compare, profile_of
from mock_server.drift.history.digest import tenant_mark
from tests.conftest import EPOCH, NOON
from tests.drift.history.broken import broken
from tests.drift.history.walks import SECRET, Tenant

Known = Callable[[str], tuple[Baseline, list]]
ORDERED = {
    "oniva": (
        "null-became-empty:listEvents:/items/*/lead",
        "null-became-empty:listEventBookings:/items/*/canceledAt",
        "null-became-empty:getEvent:/options/*/capacity",
        "null-became-missing:listEventBookings:/items/*/contact/company",
        "money-minor-units:listEventBookings:/items/*/payment/amount",
        "money-minor-units:getEvent:/options/*/price",
        "string-truncated:listEvents:/items/*/title",
        "string-truncated:listEventBookings:/items/*/contact/company",
        "string-escaped:listEvents:/items/*/title",
        "string-decomposed:listEventBookings:/items/*/contact/lastName",
        "pii-masked:listEventBookings:/items/*/contact/email",
        "datetime-local-as-z:listEvents:/items/*/startDate",
        "datetime-local-as-z:listEvents:/items/*/updatedAt",
        "links-other-host:listEvents:/items/*/url",
        "enum-new-common:listEventBookings:/items/*/status",
        "enum-case:listEventBookings:/items/*/status",
        "ratelimit-headers-removed:listEvents:header/X-RateLimit-Limit",
        "ratelimit-headers-renamed:listEvents:header/X-RateLimit-Limit",
    ),
    "on24": (
        "field-optional-removed:listEvents:/events/*/archivestart",
        "field-optional-removed:listRegistrants:/registrants/*/firstname",
        "field-optional-removed:getEvent:/speakers/*/description",
        "field-optional-renamed:listRegistrants:/registrants/*/company",
        "string-truncated:listRegistrants:/registrants/*/company",
    ),
}


# The others are looked for by whole looks as well, in `make test`; here in `make fuzz`.
QUICK = {name for names in ORDERED.values() for name in names[1::5]}


@pytest.mark.parametrize(
    ("vendor", "name"),
    [
        pytest.param(vendor, name, id=name, marks=[] if name in QUICK else [pytest.mark.fuzz])
        for vendor, names in ORDERED.items()
        for name in names
    ],
)
def test_a_break_of_the_catalogue_is_named(
    tenant_of: Callable[..., Tenant], known_of: Known, vendor: str, name: str
) -> None:
    tenant, (baseline, _) = tenant_of(vendor), known_of(vendor)
    (entry,) = [one for one in catalogue(tenant.contract) if one.id == name]
    tenant.turn(1)
    tenant.order(entry.order)
    findings = compare(tenant.contract, baseline, tenant.profile())
    assert name in [one.id for one in findings]
    assert {one.pointer for one in findings} == {entry.pointer}
    assert {one.eye for one in findings} == {"history"}


def test_records_that_have_new_ids_are_told(tenant_of: Callable[..., Tenant], known_of: Known) -> None:
    tenant, (baseline, _) = tenant_of("oniva"), known_of("oniva")
    tenant.order("listEvents:/items/*/id:id=uuid")
    (finding,) = compare(tenant.contract, baseline, tenant.profile())
    assert finding.id == "ids-renumbered:listEvents:/items/*/id"


@pytest.mark.parametrize("spelling", ["no-zone", "date", "day-first", "offset"])
def test_what_replies_alone_tell_is_not_told_twice(
    tenant_of: Callable[..., Tenant], known_of: Known, spelling: str
) -> None:
    tenant, (baseline, exchanges) = tenant_of("oniva"), known_of("oniva")
    drifted, count = broken(tenant.contract, exchanges, f"listEvents:/items/*/startDate:format={spelling}")
    assert count
    assert compare(tenant.contract, baseline, profile_of(tenant.contract, drifted, secret=SECRET)) == []


def test_a_renamed_tenant_is_known_by_its_records(tenant_of: Callable[..., Tenant], known_of: Known) -> None:
    tenant, (baseline, _) = tenant_of("oniva"), known_of("oniva")
    tenant.order("getMe:/tenant/id:drop")
    assert compare(tenant.contract, baseline, tenant.profile()) == []


def test_a_drift_is_told_again_the_next_day(tenant_of: Callable[..., Tenant], known_of: Known) -> None:
    tenant, (baseline, exchanges) = tenant_of("oniva"), known_of("oniva")
    drifted, count = broken(tenant.contract, exchanges, "listEvents:/items/*/title:text=escaped")
    assert count
    profile = profile_of(tenant.contract, drifted, secret=SECRET)
    first = compare(tenant.contract, baseline, profile)
    later = baseline.with_run(profile, EPOCH, first)
    assert compare(tenant.contract, later, profile) == first != []
    assert later.runs[-1].findings == {"dangerous": 1}


def test_few_records_do_not_tell_that_an_optional_member_is_gone(tenant_of: Callable[..., Tenant]) -> None:
    tenant = tenant_of("on24", 3)
    exchanges = [one for one in tenant.exchanges() if one.asked.operation == "listMedia"]
    gone, count = broken(tenant.contract, exchanges, "listMedia:/media/*:keep=1")
    assert count
    before = profile_of(tenant.contract, exchanges, tenant="t")
    now = profile_of(tenant.contract, gone, tenant="t")
    baseline = Baseline("on24", "1", tenant_mark("on24", "t"), profile=before)
    assert [one for one in compare(tenant.contract, baseline, now) if one.kind.startswith("field-optional")] == []


def test_findings_hold_no_value_of_a_record(tenant_of: Callable[..., Tenant], known_of: Known) -> None:
    tenant, (baseline, exchanges) = tenant_of("oniva"), known_of("oniva")
    for edit in ("text=escaped", "text=cut"):
        drifted, _ = broken(tenant.contract, exchanges, f"listEventBookings:/items/*/contact/company:{edit}")
        findings = compare(tenant.contract, baseline, profile_of(tenant.contract, drifted, secret=SECRET))
        assert findings
        told = repr(findings)
        rows = [row for one in drifted for row in _bookings(one)]
        assert rows
        companies = {row["contact"]["company"] for row in rows if row["contact"]["company"]}
        assert not [company for company in companies if company in told]
        assert Report("oniva", "", "", "", NOON, 0, (), findings).exit_code("dangerous") == 1


def _bookings(exchange) -> list[dict]:
    return exchange.answered.json()["items"] if exchange.asked.operation == "listEventBookings" else []


def test_nothing_is_compared_where_nobody_tells_the_tenant(tenant_of: Callable[..., Tenant], known_of: Known) -> None:
    tenant, (baseline, exchanges) = tenant_of("oniva"), known_of("oniva")
    some = [one for one in exchanges if one.asked.operation == "getEvent"]
    with pytest.raises(NotObserved, match="which tenant"):
        compare(tenant.contract, baseline, profile_of(tenant.contract, some, secret=b"another"))
