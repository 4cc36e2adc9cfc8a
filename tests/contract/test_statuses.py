"""Every operation's every documented status happens, and two independent judges accept the exchange."""

from __future__ import annotations

from collections.abc import Callable

from tests.contract.lab import Lab
from tests.contract.opinions import Opinion
from tests.contract.production import produce
from tests.contract.subjects import every_operation, every_read_status, every_status

Opinions = Callable[[str], tuple[Opinion, Opinion]]
# A request that earns one of these breaks the contract itself; the others are right in form.
BAD_IN_FORM = (400, 405)


@every_status()
def test_documented_status_is_produced_and_accepted_by_both_judges(
    vendor: str, operation_id: str, status: int, new_lab: Callable[..., Lab], opinions_of: Opinions
) -> None:
    lab, ask = produce(new_lab, vendor, operation_id, status)

    response = lab.send(ask)

    assert response.status_code == status, response.text
    faults = [opinion.of_response(operation_id, ask, response) for opinion in opinions_of(vendor)]
    assert faults == ["", ""]


@every_status()
def test_both_judges_agree_on_the_request_of_each_status(
    vendor: str, operation_id: str, status: int, new_lab: Callable[..., Lab], opinions_of: Opinions
) -> None:
    _, ask = produce(new_lab, vendor, operation_id, status)

    ours, core = (opinion.of_request(operation_id, ask) for opinion in opinions_of(vendor))

    assert bool(ours) == bool(core), (ours, core)
    assert bool(ours) == (status in BAD_IN_FORM), (ours, core)


@every_read_status()
def test_head_answers_as_get_without_a_body(
    vendor: str, operation_id: str, status: int, new_lab: Callable[..., Lab]
) -> None:
    lab, ask = produce(new_lab, vendor, operation_id, status)
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
