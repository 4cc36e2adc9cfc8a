"""Nothing is sent that was made up from a schema for want of a record that knows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mock_server.contract import encoders
from tests.contract.lab import Lab
from tests.contract.subjects import every_operation


@every_operation()
def test_every_property_has_a_source(
    vendor: str, operation_id: str, shared_lab: Callable[..., Lab], new_lab: Callable[..., Lab], monkeypatch: Any
) -> None:
    made_up: set[tuple[str, str]] = set()
    key_of = encoders.key_of

    def noting(record: Any, name: str) -> int:
        made_up.add((type(record).__name__, name))
        return key_of(record, name)

    monkeypatch.setattr(encoders, "key_of", noting)
    lab = shared_lab(vendor, which=3)
    if lab.is_written_by(operation_id):
        lab = new_lab(vendor)

    answer = lab.send(lab.success(operation_id))

    assert answer.status_code == lab.operation(operation_id).success
    assert made_up - set(lab.recipe.generated) == set()
