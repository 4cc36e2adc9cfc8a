"""Labs whose real replies are broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.contract.lab import Lab
from tests.contract.subjects import SUBJECTS


@pytest.fixture(scope="session")
def lab_of() -> Iterator[Callable[[str], Lab]]:
    """A lab by the vendor's name."""
    made: list[Lab] = []

    @cache
    def lab(name: str) -> Lab:
        made.append(Lab(SUBJECTS[name], limits=True))
        return made[-1]

    yield lab
    for one in made:
        one.app.close()


@pytest.fixture
def oniva(lab_of: Callable[[str], Lab]) -> Lab:
    """Oniva's lab, with budgets as new."""
    return lab_of("oniva").renew()


@pytest.fixture
def on24(lab_of: Callable[[str], Lab]) -> Lab:
    """ON24's lab, with budgets as new."""
    return lab_of("on24").renew()
