"""The run of `test_conformance` is no decoration: it fails for each of these defects, put in one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.contract.lab import Lab
from tests.contract.subjects import SMALLEST, SUBJECTS, every_subject_of, size_of
from tests.schemathesis.campaign import few, run_in_process
from tests.schemathesis.defects import DEFECTS, NEEDED, Defect
from tests.schemathesis.test_conformance import examples


def planted() -> Iterator[Any]:
    """Go through the subjects and the defects that each can have; the smallest shows it, `make fuzz` tries all."""
    shown: set[str] = set()
    for vendor in sorted(SUBJECTS, key=size_of):
        lab = Lab(SUBJECTS[vendor])
        for name, (defect, check) in DEFECTS.items():
            if name not in NEEDED or NEEDED[name](lab):
                marks = [pytest.mark.fuzz] if name in shown else []
                yield pytest.param(vendor, defect, check, id=f"{vendor}-{name}", marks=marks)
                shown.add(name)


@pytest.mark.parametrize(("vendor", "defect", "check"), list(planted()))
def test_run_fails_when(vendor: str, defect: Defect, check: str, new_lab: Callable[..., Lab]) -> None:
    lab = new_lab(vendor)

    outcome = run_in_process(lab, examples(vendor), app=defect(lab), until=check, only=few(lab))

    assert [failure for failure in outcome.failures if failure.startswith(check)] != []
    assert [failure for failure in outcome.failures if failure.startswith("error")] == []


@every_subject_of(SMALLEST)
def test_run_passes_without_a_defect(vendor: str, new_lab: Callable[..., Lab]) -> None:
    lab = new_lab(vendor)
    outcome = run_in_process(lab, examples(vendor), only=few(lab))
    assert outcome.failures == []
