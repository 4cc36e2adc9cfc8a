"""The long run: a thousand examples an operation. `make fuzz` runs it, `make test` does not."""

from __future__ import annotations

import pytest

from tests.contract.lab import Lab
from tests.contract.subjects import SUBJECTS, every_subject
from tests.schemathesis.campaign import run_in_process, run_over_socket
from tests.schemathesis.test_conformance import assert_thorough, own_server

EXAMPLES = 1000

pytestmark = pytest.mark.fuzz


@every_subject()
def test_app_conforms_in_process_at_length(vendor: str) -> None:
    assert_thorough(vendor, run_in_process(Lab(SUBJECTS[vendor]), EXAMPLES))


@every_subject()
def test_app_conforms_over_a_socket_at_length(vendor: str) -> None:
    with own_server(vendor) as server:
        outcome = run_over_socket(Lab(SUBJECTS[vendor]), server.url + SUBJECTS[vendor].mount, EXAMPLES)
        assert_thorough(vendor, outcome)
