"""The run of `test_conformance` is no decoration: it fails for each of these defects, put in one at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.contract.lab import Lab
from tests.contract.subjects import every_vendor
from tests.schemathesis.campaign import run_in_process
from tests.schemathesis.defects import DEFECTS, Defect
from tests.schemathesis.test_conformance import examples


@pytest.mark.parametrize(("defect", "check"), DEFECTS.values(), ids=DEFECTS)
@every_vendor()
def test_run_fails_when(vendor: str, defect: Defect, check: str, new_lab: Callable[..., Lab]) -> None:
    lab = new_lab(vendor)

    outcome = run_in_process(lab, examples(vendor), app=defect(lab), until=check)

    assert [failure for failure in outcome.failures if failure.startswith(check)] != []
    assert [failure for failure in outcome.failures if failure.startswith("error")] == []


@every_vendor()
def test_run_passes_without_a_defect(vendor: str, new_lab: Callable[..., Lab]) -> None:
    outcome = run_in_process(new_lab(vendor), examples(vendor))
    assert outcome.failures == []
