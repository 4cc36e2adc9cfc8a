"""Same seed and epoch, same bytes; and two apps in one process share nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from mock_server.core.clock import Clock
from tests.conftest import EPOCH
from tests.contract.lab import Lab
from tests.contract.production import exhaust
from tests.contract.subjects import CONTRACTS, every_limited_operation, every_reading_operation, every_vendor, reads

NewLab = Callable[..., Lab]


def _reading(vendor: str) -> list[str]:
    """Return the operations with credentials that write nothing."""
    return [name for name, one in CONTRACTS[vendor].operations.items() if one.scopes is not None and reads(vendor, one)]


def _writing(vendor: str) -> list[str]:
    return [name for name, one in CONTRACTS[vendor].operations.items() if not reads(vendor, one)]


def _bytes(lab: Lab, operation_ids: Iterable[str]) -> dict[str, bytes]:
    return {one: lab.send(lab.success(one)).data for one in operation_ids}


@every_vendor()
def test_same_seed_and_epoch_give_the_same_bytes(vendor: str, new_lab: NewLab) -> None:
    first, second = new_lab(vendor, seed=7), new_lab(vendor, seed=7)
    assert first.app is not second.app
    assert _bytes(first, _reading(vendor)) == _bytes(second, _reading(vendor))


@every_vendor()
def test_order_of_requests_does_not_change_bytes(vendor: str, new_lab: NewLab) -> None:
    forwards, backwards = new_lab(vendor), new_lab(vendor)
    expected = _bytes(forwards, _reading(vendor))

    actual = {one: backwards.send(backwards.success(one)).data for one in reversed(_reading(vendor))}

    assert actual == expected


@every_vendor()
def test_what_is_written_in_one_app_is_not_in_another(vendor: str, new_lab: NewLab) -> None:
    mine, other, untouched = new_lab(vendor), new_lab(vendor), new_lab(vendor)

    for one in _writing(vendor):
        mine.send(mine.success(one))

    assert _bytes(other, _reading(vendor)) == _bytes(untouched, _reading(vendor))


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


@every_reading_operation()
def test_credentials_that_one_app_issued_are_unknown_to_another(
    vendor: str, operation_id: str, shared_lab: NewLab
) -> None:
    mine, other = shared_lab(vendor, which=1), shared_lab(vendor, which=2)
    ask = mine.success(operation_id)
    # Pairs that stand in the scenario open every app that is made of it.
    is_open = mine.operation(operation_id).scopes is None or mine.credentials == other.credentials

    assert mine.send(ask).status_code == mine.operation(operation_id).success
    assert (other.send(ask).status_code == 401) is not is_open


@every_limited_operation()
def test_budget_of_one_app_is_not_another_ones(vendor: str, operation_id: str, shared_lab: NewLab) -> None:
    config = shared_lab(vendor).recipe.configs.get(429, {})
    mine, other = (shared_lab(vendor, which=which, limits=True, **config) for which in (1, 2))
    assert exhaust(mine, operation_id, mine.success(operation_id)).status_code == 429
    assert other.send(other.success(operation_id)).status_code != 429


@every_vendor()
def test_clock_and_journal_of_one_app_are_not_another_ones(vendor: str, new_lab: NewLab) -> None:
    mine, other = new_lab(vendor), new_lab(vendor)
    before = other.app.runtime.clock.now()

    mine.app.runtime.clock.advance(86_400)
    mine.send(mine.success(_reading(vendor)[0]))

    assert isinstance(other.app.runtime.clock, Clock)
    assert other.app.runtime.clock.now() == before
    assert other.app.runtime.journal.entries() == []
