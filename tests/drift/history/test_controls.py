"""Nothing is found where nothing drifted: other days, other data, writes, other tenants."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mock_server.drift import NotObserved
from mock_server.drift.history import Baseline, compare, observations, profile_of
from mock_server.drift.report import OK, UNSEEN
from tests.drift.history.walks import SECRET, Tenant, days

Known = Callable[[str], tuple[Baseline, list]]


@pytest.mark.parametrize(
    ("vendor", "seed", "first", "last", "step"),
    [
        ("oniva", 1, 1, 5, 1),
        ("oniva", 3, 30, 800, 250),
        pytest.param("oniva", 1, 5, 30, 1, marks=pytest.mark.fuzz),
        pytest.param("oniva", 2, 10, 160, 15, marks=pytest.mark.fuzz),
        pytest.param("oniva", 3, 30, 800, 110, marks=pytest.mark.fuzz),
        pytest.param("on24", 8, 1, 80, 39, marks=pytest.mark.fuzz),
    ],
)
def test_a_tenant_that_goes_on_living_has_not_drifted(
    tenant_of: Callable[..., Tenant], vendor: str, seed: int, first: int, last: int, step: int
) -> None:
    tenant = tenant_of(vendor, seed)
    baseline = tenant.baseline()
    for count, day in days(first, last, step):
        tenant.turn(count)
        profile = tenant.profile()
        assert compare(tenant.contract, baseline, profile) == []
        assert {one.outcome for one in observations(tenant.contract, baseline, profile, [])} == {OK}
        baseline = baseline.with_run(profile, day)


def test_writes_are_no_drift(tenant_of: Callable[..., Tenant]) -> None:
    tenant = tenant_of("oniva", 4)
    baseline, world = tenant.baseline(), tenant.world()
    for event in tenant.rows("listEvents")[:3]:
        tenant.control("PATCH", f"/worlds/{world}/records/events/{event['id']}", {"title": f"New: {event['title']}"})
        for status in ("confirmed", "canceled"):
            fields = {"eventId": event["id"], "status": status}
            tenant.control("POST", f"/worlds/{world}/records/bookings", fields)
    assert compare(tenant.contract, baseline, tenant.profile()) == []


def test_other_tenants_are_not_compared(tenant_of: Callable[..., Tenant], known_of: Known) -> None:
    baseline, _ = known_of("oniva")
    for seed in (2, 3):
        other = tenant_of("oniva", seed)
        with pytest.raises(NotObserved):
            compare(other.contract, baseline, other.profile())
        with pytest.raises(NotObserved):
            compare(other.contract, baseline, other.profile(secret=b"another client's"))


def test_an_account_of_the_same_name_with_other_data_has_not_drifted(
    tenant_of: Callable[..., Tenant], known_of: Known
) -> None:
    baseline, _ = known_of("on24")
    other = tenant_of("on24", 2)
    profile = other.profile()
    assert profile.tenant == tenant_of("on24").account
    assert compare(other.contract, baseline, profile) == []


def test_another_secret_leaves_values_unseen_and_the_rest_compared(
    tenant_of: Callable[..., Tenant], known_of: Known
) -> None:
    baseline, exchanges = known_of("oniva")
    contract = tenant_of("oniva").contract
    profile = profile_of(contract, exchanges, secret=b"a new secret")
    assert compare(contract, baseline, profile) == []
    seen = {one.operation: one for one in observations(contract, baseline, profile, [])}
    assert seen["listEvents"].outcome == UNSEEN
    assert "secret" in seen["listEvents"].why


def test_without_a_secret_no_record_is_sampled(known_of: Known, tenant_of: Callable[..., Tenant]) -> None:
    _, exchanges = known_of("oniva")
    profile = profile_of(tenant_of("oniva").contract, exchanges)
    assert profile.tenant
    assert not any(seen.rows for seen in profile.operations.values())


def test_an_operation_that_was_not_answered_is_not_observed(tenant_of: Callable[..., Tenant], known_of: Known) -> None:
    baseline, exchanges = known_of("oniva")
    contract = tenant_of("oniva").contract
    some = [one for one in exchanges if one.asked.operation != "listEvents"]
    profile = profile_of(contract, some, secret=SECRET)
    assert compare(contract, baseline, profile) == []
    (unseen,) = [one for one in observations(contract, baseline, profile, []) if one.outcome == UNSEEN]
    assert (unseen.operation, unseen.why) == ("listEvents", "no good reply")
