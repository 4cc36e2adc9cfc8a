"""Fixtures of the generic suite: labs and judges by subject, made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.contract.lab import Lab
from tests.contract.opinions import CoreOpinion, Opinion, OurOpinion
from tests.contract.subjects import SUBJECTS


@pytest.fixture(scope="session")
def lab_of() -> Iterator[Callable[[str], Lab]]:
    """A shared lab by the subject's name, without limits: for tests that only read."""
    labs: dict[str, Lab] = {}

    def lab(name: str) -> Lab:
        if name not in labs:
            labs[name] = Lab(SUBJECTS[name])
        return labs[name]

    yield lab
    for one in labs.values():
        one.app.close()


@pytest.fixture(scope="session")
def shared_lab(lab_of: Callable[[str], Lab]) -> Iterator[Callable[..., Lab]]:
    """A shared lab by the subject's name and Config values, with budgets and handlers as new: for what writes nothing.

    `which` tells apart labs that are alike.
    """
    labs: dict[str, Lab] = {}

    def lab(name: str, which: int = 0, **config: object) -> Lab:
        key = f"{name} {which} {sorted(config.items())}"
        if key not in labs:
            labs[key] = Lab(SUBJECTS[name], lab_of(name), **config)
        return labs[key].renew()

    yield lab
    for one in labs.values():
        one.app.close()


@pytest.fixture
def new_lab(lab_of: Callable[[str], Lab]) -> Iterator[Callable[..., Lab]]:
    """Make a lab of one's own: by the subject's name and Config values."""
    labs: list[Lab] = []

    def make(name: str, **config: object) -> Lab:
        labs.append(Lab(SUBJECTS[name], lab_of(name), **config))
        return labs[-1]

    yield make
    for one in labs:
        one.app.close()


@pytest.fixture(scope="session")
def opinions_of(lab_of: Callable[[str], Lab]) -> Callable[[str], tuple[Opinion, Opinion]]:
    """Both judges by the subject's name: ours, and openapi-core."""

    @cache
    def opinions(name: str) -> tuple[Opinion, Opinion]:
        return OurOpinion(lab_of(name)), CoreOpinion(lab_of(name))

    return opinions
