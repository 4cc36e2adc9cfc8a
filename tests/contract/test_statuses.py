"""Every operation's every documented status happens, and two independent judges accept the exchange."""

from __future__ import annotations

from collections.abc import Callable

from tests.contract.lab import Lab
from tests.contract.opinions import Opinion
from tests.contract.production import produce
from tests.contract.recipe import recipe_of
from tests.contract.subjects import every_operation, every_read_status, every_status

Labs = Callable[..., Lab]
Opinions = Callable[[str], tuple[Opinion, Opinion]]
# A request that earns one of these breaks the contract itself; the others are right in form. How large a request may
# be is nothing that a schema says.
BAD_IN_FORM = (400, 405, 415)
TOO_LARGE = 413


@every_status()
def test_documented_status_is_produced_and_both_judges_accept_the_exchange(
    vendor: str, operation_id: str, status: int, shared_lab: Labs, new_lab: Labs, opinions_of: Opinions
) -> None:
    lab, ask = produce(shared_lab, new_lab, vendor, operation_id, status)

    response = lab.send(ask)

    assert response.status_code == status, response.text[:500]
    assert [one.of_response(operation_id, ask, response) for one in opinions_of(vendor)] == ["", ""]
    if status != TOO_LARGE:
        requests = [one.of_request(operation_id, ask) for one in opinions_of(vendor)]
        assert tuple(map(bool, requests)) == are_bad_in_form(vendor, operation_id, status), requests


def are_bad_in_form(vendor: str, operation_id: str, status: int) -> tuple[bool, bool]:
    """Tell whether the request for a status breaks the contract itself, as each judge has to see it."""
    case = recipe_of(vendor).case(operation_id, status)
    told = case.is_bad_in_form if case is not None else None
    bad = status in BAD_IN_FORM if told is None else told
    return (bad, bad) if isinstance(bad, bool) else bad


@every_read_status()
def test_head_answers_as_get_without_a_body(
    vendor: str, operation_id: str, status: int, shared_lab: Labs, new_lab: Labs
) -> None:
    lab, ask = produce(shared_lab, new_lab, vendor, operation_id, status)
    got = lab.send(ask)

    head = lab.send(ask.with_method("HEAD"))

    assert head.status_code == got.status_code == status
    assert head.data == b""
    assert _lasting(head.headers) == _lasting(got.headers)
    assert int(head.headers["Content-Length"]) == len(got.data)


@every_operation()
def test_operation_documents_its_own_failure_and_wrong_methods(
    vendor: str, operation_id: str, lab_of: Callable[[str], Lab]
) -> None:
    documented = lab_of(vendor).operation(operation_id).responses
    assert {405, 500} <= set(documented)


def _lasting(headers: object) -> dict[str, str]:
    """Return the headers less the one that counts requests."""
    return {name: value for name, value in dict(headers).items() if name != "X-RateLimit-Remaining"}
