"""Same seed and epoch, same bytes; and two apps in one process share nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from mock_server.core.clock import Clock
from tests.conftest import EPOCH
from tests.contract.lab import Lab
from tests.contract.production import exhaust
from tests.contract.subjects import CONTRACTS, every_operation, every_vendor

NewLab = Callable[..., Lab]


def _is_secured(vendor: str, operation_id: str) -> bool:
    return CONTRACTS[vendor].operations[operation_id].scopes is not None


def _readable(vendor: str) -> list[str]:
    return [one for one in CONTRACTS[vendor].operations if _is_secured(vendor, one)]


def _bytes(lab: Lab) -> dict[str, bytes]:
    return {one: lab.send(lab.success(one)).data for one in _readable(lab.vendor.name)}


@every_vendor()
def test_same_seed_and_epoch_give_the_same_bytes(vendor: str, new_lab: NewLab) -> None:
    first, second = new_lab(vendor, seed=7), new_lab(vendor, seed=7)
    assert first.app is not second.app
    assert _bytes(first) == _bytes(second)


@every_vendor()
def test_order_of_requests_does_not_change_bytes(vendor: str, new_lab: NewLab) -> None:
    forwards, backwards = new_lab(vendor), new_lab(vendor)
    expected = _bytes(forwards)

    actual = {one: backwards.send(backwards.success(one)).data for one in reversed(_readable(vendor))}

    assert actual == expected


@every_vendor()
def test_another_seed_gives_other_bytes(vendor: str, new_lab: NewLab) -> None:
    lists = list(new_lab(vendor).recipe.listings)[:1]
    first, second = new_lab(vendor, seed=7), new_lab(vendor, seed=8)
    assert all(first.get(one).data != second.get(one).data for one in lists)


@every_vendor()
def test_another_epoch_gives_other_bytes(vendor: str, new_lab: NewLab) -> None:
    lists = list(new_lab(vendor).recipe.listings)[:1]
    first, second = new_lab(vendor), new_lab(vendor, epoch=EPOCH + timedelta(days=40))
    assert all(first.get(one).data != second.get(one).data for one in lists)


@every_operation()
def test_credentials_of_one_app_are_unknown_to_another(vendor: str, operation_id: str, new_lab: NewLab) -> None:
    mine, other = new_lab(vendor), new_lab(vendor)
    ask = mine.success(operation_id)

    assert mine.send(ask).status_code == 200
    assert other.send(ask).status_code == (401 if _is_secured(vendor, operation_id) else 200)


@every_operation()
def test_budget_of_one_app_is_not_another_ones(vendor: str, operation_id: str, new_lab: NewLab) -> None:
    mine, other = new_lab(vendor, limits=True), new_lab(vendor, limits=True)
    assert exhaust(mine, operation_id, mine.success(operation_id)).status_code == 429
    assert other.send(other.success(operation_id)).status_code == 200


@every_vendor()
def test_clock_and_journal_of_one_app_are_not_another_ones(vendor: str, new_lab: NewLab) -> None:
    mine, other = new_lab(vendor), new_lab(vendor)
    before = other.app.runtime.clock.now()

    mine.app.runtime.clock.advance(86_400)
    mine.send(mine.success(_readable(vendor)[0]))

    assert isinstance(other.app.runtime.clock, Clock)
    assert other.app.runtime.clock.now() == before
    assert other.app.runtime.journal.entries() == []
