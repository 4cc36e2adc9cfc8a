"""Data an integrator believes: what is true of the default tenant, and of any other."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from tests.conftest import NOON, Api
from tests.vendors.oniva.snapshot import CHECKS, Snapshot

# The first 16 digits of the SHA-256 of the whole default tenant at (seed 1, epoch 2026-03-02), as JSON. Never change
# it for an upgrade of a library: then the upgrade is wrong. A deliberate change of the data is a CHANGELOG entry.
GOLDEN = "1bb8e41c5412d086"


@pytest.fixture(scope="module")
def tenant(unlimited: Api) -> Snapshot:
    """The default tenant."""
    return Snapshot.of(unlimited, NOON)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_default_tenant_is_coherent(tenant: Snapshot, check) -> None:
    check(tenant)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**63 - 1),
    epoch=st.dates(date(1980, 1, 1), date(2090, 12, 31)),
    later=st.integers(0, 200),
)
def test_any_tenant_on_any_day_is_coherent(seed: int, epoch: date, later: int) -> None:
    noon = datetime.combine(epoch + timedelta(days=later), time(12), ZoneInfo("Europe/Zurich")).astimezone(UTC)
    app = create_app(Config(seed=seed, epoch=epoch, enforce=True, limits=False), Clock(noon, frozen=True))
    tenant = Snapshot.of(Api(Client(app)), noon)
    for check in CHECKS:
        check(tenant)


def test_default_tenant_has_every_kind_of_event(tenant: Snapshot) -> None:
    events = tenant.events
    assert len(events) == 60
    assert {event["status"] for event in events} == {"draft", "active", "cancelled", "completed"}
    assert len({event["workspace"]["key"] for event in events}) == 4
    assert {language for event in events for language in event["languages"]} == {"de", "fr", "it", "en"}
    assert {event["currency"] for event in events} == {"CHF", "EUR", "USD"}
    assert any(event["startDate"][:10] != (event["endDate"] or event["startDate"])[:10] for event in events)
    kinds = [
        {option["isOnline"] for option in event["options"] if option["type"] == "registration"} for event in events
    ]
    assert {True} in kinds
    assert {False} in kinds
    assert {True, False} in kinds
    options = [option for event in events for option in event["options"]]
    assert {option["type"] for option in options} == {"registration", "addon"}
    assert {option["capacity"] is None for option in options} == {True, False}
    assert {option["price"] is None for option in options} == {True, False}


def test_default_tenant_spans_a_year_back_and_half_a_year_ahead(tenant: Snapshot) -> None:
    starts = [datetime.fromisoformat(event["startDate"]) for event in tenant.events]
    assert timedelta(days=350) < NOON - min(starts) < timedelta(days=372)
    assert timedelta(days=165) < max(starts) - NOON < timedelta(days=190)


def test_default_tenant_has_empty_single_and_crowded_events(tenant: Snapshot) -> None:
    sizes = Counter(len(bookings) for bookings in tenant.bookings.values())
    published = [event for event in tenant.events if event["status"] == "completed"]
    assert 0 in {len(tenant.bookings[event["id"]]) for event in published}
    assert sizes[1] >= 1
    assert max(sizes) > 1000


def test_default_tenant_has_every_status(tenant: Snapshot, unlimited: Api) -> None:
    seen = {booking["status"] for booking in tenant.all}
    assert len(seen) == 9
    assert {option["status"] for booking in tenant.all for option in booking["options"]} >= {"confirmed", "waitingList"}
    payments = [booking["payment"] for booking in tenant.all if booking["payment"]]
    assert {payment["status"] for payment in payments} == {"open", "paid", "failed", "refunded", "cancelled"}
    assert {payment["method"] for payment in payments} == {"cash", "invoice", "online", None}


def test_names_carry_umlauts_and_accents(tenant: Snapshot) -> None:
    names = {booking["contact"][name] for booking in tenant.all for name in ("firstName", "lastName")}
    assert {letter for name in names for letter in name} >= set("äöüéèç")


def test_same_seed_and_epoch_give_the_same_bytes_for_ever(tenant: Snapshot) -> None:
    text = json.dumps([tenant.events, tenant.bookings], ensure_ascii=True)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == GOLDEN


def test_other_seeds_give_other_people(tenant: Snapshot) -> None:
    app = create_app(Config(seed=2, epoch=date(2026, 3, 2), limits=False), Clock(NOON, frozen=True))
    other = Api(Client(app)).get("/events").json["items"][0]["id"]
    assert other not in {event["id"] for event in tenant.events}


def test_events_follow_the_clock_from_day_to_day(clock: Clock, api: Api) -> None:
    coming = next(event for event in api.walk("/events", **{"from": "2026-03-03"}) if event["status"] == "active")
    clock.set(datetime.fromisoformat(coming["startDate"]) + timedelta(days=4))
    later = api.get(f"/events/{coming['id']}", token=api.issue().json["access_token"]).json
    assert later["status"] == "completed"


def test_data_stand_still_within_a_day(clock: Clock, api: Api) -> None:
    before = [api.get(f"/events/{event['id']}/bookings").data for event in api.walk("/events")]
    clock.advance(timedelta(minutes=50))
    assert before == [api.get(f"/events/{event['id']}/bookings").data for event in api.walk("/events")]


def test_reserved_booking_expires(clock: Clock, unlimited: Api) -> None:
    reserved = [
        booking
        for event in unlimited.walk("/events", status="active")
        for booking in unlimited.walk(f"/events/{event['id']}/bookings", status="reserved")
    ]
    assert len(reserved) == 1
    clock.advance(timedelta(days=1))
    tomorrow = Api(Client(create_app(Config(epoch=date(2026, 3, 2)), clock)))
    assert tomorrow.get(f"/bookings/{reserved[0]['id']}").json["status"] == "expired"


def test_bookings_keep_their_creation_over_the_days(clock: Clock, unlimited: Api) -> None:
    clock.advance(timedelta(days=30))
    later = Api(Client(create_app(Config(epoch=date(2026, 3, 2), limits=False), clock)))
    for event in list(unlimited.walk("/events", status="active"))[:4]:
        before = {one["id"]: one["createdAt"] for one in unlimited.walk(f"/events/{event['id']}/bookings")}
        after = {one["id"]: one["createdAt"] for one in later.walk(f"/events/{event['id']}/bookings")}
        assert before.items() <= after.items()


def test_nothing_is_made_up(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(schema: dict, key: int) -> None:
        raise AssertionError(f"no record fills {schema}")

    monkeypatch.setattr("mock_server.contract.encoders.generate", refuse)
    assert api.get("/me").status_code == 200
    event = next(api.walk("/events", status="completed"))
    assert api.get(f"/events/{event['id']}").json["options"]
    assert api.get(f"/events/{event['id']}/bookings").json["items"]
